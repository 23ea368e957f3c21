"""What some words carry of others: themselves, their kin, their families."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.kinship import NO_KIN, Groups

_PREFIX = 6  # letters that make two long words one family: `resettle`, `resettlement`
_KIN, _FAMILY = 0.85, 0.7  # what kin, or a word of one family, is worth


@dataclass(frozen=True, slots=True)
class Kin:
    """What some words hold: their senses, the groups of their kin, their families."""

    senses: frozenset[str]
    groups: Groups
    families: frozenset[str]

    def carries(self, word: Word) -> float:
        """Return how far these words carry one more (0..1)."""
        if word.sense in self.senses:
            return 1.0
        if word.kin and not word.kin.isdisjoint(self.groups):
            return _KIN
        if word.sort is not Sort.CONTENT:
            return 0.0
        return _FAMILY if word.stem[:_PREFIX] in self.families else 0.0


NOTHING = Kin(frozenset(), NO_KIN, frozenset())


def read_kin(words: Sequence[Word]) -> Kin:
    """Read what `words` can carry."""
    stems = [word.stem for word in words if word.sort is Sort.CONTENT]
    return Kin(
        frozenset([word.sense for word in words]),
        NO_KIN.union(*[word.kin for word in words if word.kin]),
        frozenset([stem[:_PREFIX] for stem in stems if len(stem) >= _PREFIX]),
    )


def join_kin(parts: Sequence[Kin]) -> Kin:
    """Return what several runs of words carry together."""
    return Kin(
        frozenset[str]().union(*(part.senses for part in parts)),
        NO_KIN.union(*(part.groups for part in parts)),
        frozenset[str]().union(*(part.families for part in parts)),
    )
