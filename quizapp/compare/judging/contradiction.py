"""One name in two spellings, one thing with two figures."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from quizapp.compare.judging.shade import are_opposites
from quizapp.compare.matching.case import Case
from quizapp.compare.reading.article import Article, Line, Sort, Word
from quizapp.compare.reading.names import find_spellings

_MOST_NAMES = 400
_LONG = 6  # letters of a name that is worth a look
_NOUNS = 2  # words that two lines on one thing share


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The odd one out, and the word it contradicts."""

    odd: Word
    other: Word
    confidence: float


def find_contradictions(case: Case) -> Iterator[Contradiction]:
    """Yield the contradictions inside the derived article, in its order."""
    yield from _spellings(case)
    yield from _halves(case)
    yield from _figures(case)


def _spellings(case: Case) -> Iterator[Contradiction]:
    first: dict[str, Word] = {}
    for line in case.derived.lines:
        for word in line.words:
            if _may_be_name(word, line) and not line.boilerplate:
                first.setdefault(word.form, word)
    given = {w.form for a in case.sources for n in a.lines for w in n.words}
    names = list(first.values())[:_MOST_NAMES]
    # Two names that a source has are two names.
    strange = [word for word in names if word.form not in given]
    forms = [word.form for word in names]
    for one in strange:
        alike = [names[at] for at in find_spellings(one.form, forms)]
        for other in [*alike, *_of_one_stem(one, names)]:
            told = other.form in given or other.start < one.start
            if told and _are_at_odds(one, other, case):
                sure = 0.86 if other.form in given else 0.65
                yield Contradiction(one, other, sure)


def _halves(case: Case) -> Iterator[Contradiction]:
    """`Pettigrew-Ash` for `Pettigo-Ash`: one half of a double name is another."""
    given = {w.form for a in case.sources for n in a.lines for w in n.words}
    theirs = [pair for a in case.sources for pair in _double_names(a)]
    for pair in _double_names(case.derived):
        for one, kept, at in ((pair[0], pair[1], 1), (pair[1], pair[0], 0)):
            if one.form in given:
                continue
            others = (p[1 - at] for p in theirs if p[at].form == kept.form)
            if other := next(others, None):
                yield Contradiction(one, other, 0.86)


def _double_names(article: Article) -> Iterator[tuple[Word, Word]]:
    for line in article.lines:
        for one, other in pairwise(line.words):
            named = _may_be_name(one, line) and other.sort is Sort.NAME
            if named and article.folded[one.end : other.start] == "-":
                yield one, other


def _of_one_stem(one: Word, names: Sequence[Word]) -> list[Word]:
    """`Ashley` and `Ashling`: what grammar would change is no name's end."""
    return [
        other
        for other in names
        if other.stem == one.stem and min(len(one.form), len(other.form)) >= _LONG
        if not one.form.startswith(other.form) and not other.form.startswith(one.form)
    ]


def _are_at_odds(one: Word, other: Word, case: Case) -> bool:
    if one.sort is not Sort.NAME and other.sort is not Sort.NAME:
        return False
    if case.kinship.are_of_one_state(one.stem, other.stem):
        return False  # Canada, Canadian
    double = case.derived.folded[one.end : one.end + 1] == "-"
    if one.sort is not Sort.NAME and one.kin and not double:
        return False  # `Drivers`, beside the `Rivers Authority`
    return not are_opposites(one, other, case.language)  # Northern, Southern


def _may_be_name(word: Word, line: Line) -> bool:
    """The first word of a line is capitalised anyhow; it may be a name."""
    is_first = word is line.words[0] and word.sort is Sort.CONTENT
    return word.sort is Sort.NAME or is_first


def _figures(case: Case) -> Iterator[Contradiction]:
    """Figures no source has, beside one with the same digits and the same noun."""
    counted: dict[str, list[tuple[Word, int]]] = defaultdict(list)
    lines = case.derived.lines
    for at, line in enumerate(lines):
        for word in line.words:
            if word.sort is Sort.NUMBER and len(word.stem) > 3:
                counted["".join(sorted(word.stem))].append((word, at))
    content = cache(lambda at: _content(lines[at].words))
    for same in counted.values():
        for (one, here), (other, there) in combinations(same[:20], 2):
            if one.stem == other.stem:
                continue
            if len(content(here) & content(there)) >= _NOUNS:
                yield from _odd(one, other, case)


def _odd(one: Word, other: Word, case: Case) -> Iterator[Contradiction]:
    if case.index.knows(one) and case.index.knows(other):
        return
    odd, right = (one, other) if case.index.knows(other) else (other, one)
    yield Contradiction(odd, right, 0.85)


def _content(words: Sequence[Word]) -> set[str]:
    return {w.stem for w in words if w.sort in (Sort.CONTENT, Sort.NAME)}
