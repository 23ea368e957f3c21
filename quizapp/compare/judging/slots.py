"""Words of a closed set in one slot, wherever a freely told line puts the slot.

A slot is known by what stands beside it: `next week` and `next month`, `some members`
and `most members`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from quizapp.compare.judging.hedges import sentence_of
from quizapp.compare.judging.placed import find_replaced
from quizapp.compare.judging.shade import find_phrases, negates
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.kin import read_kin
from quizapp.compare.reading.article import Sort, Word, telling_words
from quizapp.compare.reading.names import are_one_name

Pair = tuple[Word, Word]
_REACH = 4  # words from a quantity to what it counts, or to a figure it leads to
_TOLD = 0.25  # of a line's words stand in the sentence that a unit is taken from
_APART = 2  # steps between quantities that nobody takes for one another


def find_exchanged(line: Judged, case: Case) -> Pair | None:
    """Return a unit of time, a quantity or a part, and what the window has for it."""
    if line.match is None:
        return None
    window, language = line.match.window.words, case.language
    found = (
        *_units(line, window, case),
        *_quantities(line.own, window, language),
        *_parts(line.own, window, language),
        *_based(line.own, window, case),
        *_swapped(line.own, window),
        *find_replaced(line, window, case),
        *_siblings(line, window, case),
        *_both(line, window, language),
        *_bounded(line.own, window, language),
    )
    return next(iter(found), None)


def _units(line: Judged, window: Sequence[Word], case: Case) -> Iterator[Pair]:
    """`In two weeks` told as `in two months`, unless the line says both."""
    mine = [
        (by, unit)
        for by, unit in _counted(line.own, case.language)
        if not line.kin.carries(unit)
    ]
    if not mine:
        return
    said = {word.stem for word in line.line.words}
    scales = case.language.pairs("scales")  # `two centuries` are 200 years
    for other_by, other in _counted(window, case.language):
        if other.stem in said or other.form in scales:
            continue
        for by, unit in mine:
            if by.sense == other_by.sense and _is_told(other_by, by, line, case):
                yield unit, other


def _is_told(counted: Word, by: Word, line: Judged, case: Case) -> bool:
    """The line tells more of that sentence than its number."""
    theirs = read_kin([w for w in sentence_of(counted, line, case) if w is not counted])
    mine = [w for w in telling_words(line.line.words) if w is not by]
    told = sum(theirs.carries(word) > 0 for word in mine)
    return told >= _TOLD * len(mine)


def _counted(words: Sequence[Word], language: Language) -> Iterator[tuple[Word, Word]]:
    """Yield units of time, each behind the number or the word that points to it."""
    units, pointers = language.words("units"), language.words("pointers")
    for by, unit in pairwise(words):
        if unit.form in units and (by.sort is Sort.NUMBER or by.form in pointers):
            yield by, unit


def _swapped(mine: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Pair]:
    """`61 cancelled and 88 delayed` told as `88 cancelled and 61 delayed`."""
    told = {word.sense: (word, counted) for word, counted in _counts(theirs)}
    known = ((word, counted) for word, counted in _counts(mine) if word.sense in told)
    for (one, first), (other, second) in pairwise(known):
        _word, one_told = told[one.sense]
        said, other_told = told[other.sense]
        kept = (first - second) & one_told or (second - first) & other_told
        alike = one.form[0].isalnum() is other.form[0].isalnum()  # no sum for a day
        if kept or one.sense == other.sense or not alike:
            continue
        if (first - second) & other_told and (second - first) & one_told:
            yield one, said


def _siblings(line: Judged, window: Sequence[Word], case: Case) -> Iterator[Pair]:
    """`Four kilometres` for `four miles`, the `sixth` day for the `fourth`."""
    told = {word.sense for word in window}
    given = {word.sense for word in line.line.words}
    more, scales = case.language.words("besides"), case.language.pairs("scales")
    if line.line.headline or any(word.form in more for word in line.own):
        return
    theirs = [*_beside(window)]
    for word, key in _beside(line.own):
        if word.sense in told or line.kin.carries(word):
            continue
        for other, place in theirs:
            alike = place == key and other.sense not in given
            alike = alike and other.form not in scales
            related = case.kinship.are_siblings(word.stem, other.stem)
            alone = alike and related and word.kin.isdisjoint(other.kin)
            if alone and _is_told(other, word, line, case):
                yield word, other


def _both(line: Judged, window: Sequence[Word], language: Language) -> Iterator[Pair]:
    """`Urged both sides` told as `urged the union`, `one of them` as `both`."""
    both, mine = language.words("both"), {word.form for word in line.line.words}
    if line.line.headline:
        return
    here, there = ([w for w in words if w.form in both] for words in (line.own, window))
    if here and not there:
        single = find_phrases(window, language, "oneof")
        yield from ((here[0], word) for word in single[:1] if word.form not in mine)
    if there and mine.isdisjoint(both | language.words("twos")):
        for step in line.steps:
            new = [word for word in step.derived if word.sort is not Sort.FUNCTION]
            lost = [word for word in step.source if word in there]
            yield from zip(new[:1], lost, strict=False)


def _bounded(
    mine: Sequence[Word], theirs: Sequence[Word], language: Language
) -> Iterator[Pair]:
    """`Up to six boats` told as `more than six boats`."""
    here = [*_reaches(mine, language)]
    told = [*_reaches(theirs, language)] if here else []
    for word, number, reach in here:
        same = [(by, how) for by, other, how in told if other.sense == number.sense]
        if same and all(how != reach for _by, how in same):
            yield word, same[0][0]


def _reaches(
    words: Sequence[Word], language: Language
) -> Iterator[tuple[Word, Word, str]]:
    """Yield what leads to a number, the number, and whether it is the most or least."""
    reaches = language.pairs("reaches")
    for at, number in enumerate(words):
        if number.sort is Sort.NUMBER:
            led = (words[start:at] for start in range(max(0, at - _REACH), at))
            phrases = ((by, " ".join(word.form for word in by)) for by in led)
            found = ((by[0], reaches[text]) for by, text in phrases if text in reaches)
            yield from ((first, number, how) for first, how in [*found][:1])


def _beside(words: Sequence[Word]) -> Iterator[tuple[Word, tuple[str, int]]]:
    """Yield words with the sense of a telling word beside them, and on which side."""
    for one, other in pairwise(words):
        if Sort.FUNCTION in (one.sort, other.sort):
            continue
        yield one, (other.sense, 1)
        yield other, (one.sense, -1)


def _counts(words: Sequence[Word]) -> Iterator[tuple[Word, frozenset[str]]]:
    """Yield every number with the senses of the telling words before the next one."""
    numbers = [at for at, word in enumerate(words) if word.sort is Sort.NUMBER]
    for at, stop in zip(numbers, [*numbers, len(words)][1:], strict=True):
        after = words[at + 1 : min(stop, at + 1 + _REACH)]
        yield words[at], frozenset(w.sense for w in after if w.sort is Sort.CONTENT)


def _quantities(
    mine: Sequence[Word], theirs: Sequence[Word], language: Language
) -> Iterator[Pair]:
    """`Some members` told as `most members`; `all` is apart from whatever is not."""
    steps = language.steps("quantities")
    here = list(_sized(mine, steps, language))
    if not here:
        return
    there = list(_sized(theirs, steps, language))
    last = max(steps.values())
    for word, what in here:
        said = [other for other, theirs in there if theirs.sense == what.sense]
        levels = {steps[other.form] for other in said}
        if not levels or levels & {steps[other.form] for other, _what in here}:
            continue
        step = steps[word.form]
        if all(abs(step - n) >= _APART or last in {step, n} for n in levels):
            yield word, said[0]


def _parts(
    mine: Sequence[Word], theirs: Sequence[Word], language: Language
) -> Iterator[Pair]:
    """`Kosovan territory` told as `northern Kosovo`: only a part of it."""
    directions = language.words("directions")
    for part, place in pairwise(mine):
        if part.form not in directions or place.sort is not Sort.NAME:
            continue
        if any(word.form in directions for word in theirs):
            return
        names = (word for word in theirs if word.sort is Sort.NAME)
        yield from ((part, w) for w in names if are_one_name(w.form, place.form))


def _based(mine: Sequence[Word], theirs: Sequence[Word], case: Case) -> Iterator[Pair]:
    """`London-based` for `Belgrade-based`, unless both are said of somebody."""
    ends = case.language.words("compounds")

    def places(words: Sequence[Word]) -> list[Pair]:
        found = pairwise(words)
        return [(a, b) for a, b in found if b.form in ends and a.sort is Sort.NAME]

    here, there = places(mine), places(theirs)
    told = {place.stem for place, _end in there}
    for place, end in here:
        others = (other for other, by in there if by.form == end.form)
        other = next(others, None)
        if other is None or place.stem in told:
            continue
        if not are_one_name(place.form, other.form):
            yield place, other


def _sized(
    words: Sequence[Word], steps: Mapping[str, int], language: Language
) -> Iterator[tuple[Word, Word]]:
    """Yield quantities with what they count; `not all` is none."""
    for at, word in enumerate(words):
        if word.form not in steps or (at and negates(words[at - 1], language)):
            continue
        after = (w for w in words[at + 1 : at + 1 + _REACH] if w.form not in steps)
        what = next((w for w in after if w.sort is not Sort.FUNCTION), None)
        if what and what.sort is Sort.CONTENT:
            yield word, what
