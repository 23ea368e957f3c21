"""Word lists of kin: words that may carry each other when a line is retold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.compare.language import Language

_REACH = 4  # words that may stand inside a phrase: `took the board to court`

Groups = frozenset[int]
NO_KIN: Groups = frozenset()


@dataclass(frozen=True, slots=True)
class Kinship:
    """The groups of kin a language knows, by stem, and its phrases by first stem.

    `frames` are the verbs of saying: they tell who speaks, not what. `siblings` are
    the closed sets a stem stands in: `week` and `month` say different things; `states`
    holds the state of a name, of its people and of the seat of its government.
    """

    words: Mapping[str, Groups]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
    frames: frozenset[str]
    siblings: Mapping[str, Groups]
    states: Mapping[str, Groups]

    def are_siblings(self, one: str, other: str) -> bool:
        """Say whether two stems stand in one closed set."""
        mine = self.siblings.get(one, NO_KIN)
        return one != other and not mine.isdisjoint(self.siblings.get(other, NO_KIN))

    def are_of_one_state(self, one: str, other: str) -> bool:
        """Say whether two stems name one state, its people or its government."""
        mine = self.states.get(one, NO_KIN)
        return not mine.isdisjoint(self.states.get(other, NO_KIN))

    def groups(self, stems: Sequence[str]) -> list[Groups]:
        """Return the groups every word of a line belongs to, alone or in a phrase."""
        known, phrases, present = self.words, self.phrases, set(stems)
        found = [known.get(stem, NO_KIN) for stem in stems]
        for at, stem in enumerate(stems):
            for rest, group in phrases.get(stem, ()):
                if present.issuperset(rest) and (places := _places(stems, at, rest)):
                    for place in (at, *places):
                        found[place] |= {group}
        return found


def _places(stems: Sequence[str], at: int, rest: Sequence[str]) -> list[int]:
    """Find the rest of a phrase in order, within reach; empty if it is not there."""
    places: list[int] = []
    for stem in rest:
        start = at + 1
        end = min(len(stems), start + _REACH)
        if stem not in stems[start:end]:
            return []
        at = stems.index(stem, start, end)
        places.append(at)
    return places


@lru_cache(maxsize=16)
def read_kinship(language: Language) -> Kinship:
    """Read the groups of a language once: its synonyms and its kin.

    >>> from quizapp.compare.language import find_language
    >>> kinship = read_kinship(find_language("en"))
    >>> bool(kinship.words["decid"] & kinship.words["decis"])
    True
    """
    words: dict[str, set[int]] = defaultdict(set)
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    groups = (*language.groups("synonyms"), *language.groups("kin"))
    for number, group in enumerate(groups):
        for member in group:
            first, *rest = map(language.root, member.split())
            if rest:
                phrases[first].append((tuple(rest), number))
            else:
                words[first].add(number)
    return Kinship(
        _frozen(words),
        dict(phrases),
        language.saying,
        _sets("siblings", language),
        _sets("states", language),
    )


def _sets(name: str, language: Language) -> Mapping[str, Groups]:
    """Read a list of sets, one a line: the numbers of the sets a stem stands in."""
    sets: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(language.groups(name)):
        for member in group:
            sets[language.root(member)].add(number)
    return _frozen(sets)


def _frozen(groups: Mapping[str, set[int]]) -> Mapping[str, Groups]:
    return {stem: frozenset(numbers) for stem, numbers in groups.items()}
