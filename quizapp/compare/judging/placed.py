"""One figure in the very place of another: `half of the officers` for `a quarter`.

The right one may stand elsewhere in the window, beside something else.
"""

from collections.abc import Iterator, Sequence

from quizapp.compare.judging.recounted import Recounted
from quizapp.compare.judging.shade import negates
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.difference import Step
from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.numbers import is_fair_rounding, number_value

_WIDE = 2  # words of a place
_YEARS = 1_000  # from here on a number may be a year
_FAR = 4  # times: `dozens` for `some`
_WHOLES = (0.0, 1.0)  # all of it, or none: no figure in between


def find_replaced(
    line: Judged, window: Sequence[Word], case: Case
) -> Iterator[tuple[Word, Word]]:
    """Yield a figure of a line's own words and the one that it stands in place of."""
    language, told = case.language, {word.sense for word in window}
    given = {word.sense for word in line.line.words}
    recounted = Recounted(line, case, window)
    for step in line.steps:
        pair = _pair(step, language)
        if pair is None or not pair[0].kin.isdisjoint(pair[1].kin):
            continue  # `68%` and `two thirds`
        # The same figure may stand elsewhere; in other words it is told there.
        if pair[0].start in recounted.same and pair[0].sense not in told:
            continue
        both = pair[0].sense in told and pair[1].sense in given
        if both and pair[0].form[0].isalnum():
            continue  # of 43 who fell ill nine are told first; sums are exchanged
        if _differ(*pair, recounted.way(pair[0]), language):
            yield pair


def _pair(step: Step, language: Language) -> tuple[Word, Word] | None:
    """Return the figures of a step that has one on each side and hardly a word more."""
    theirs = [word for word in step.source if word.form not in language.words("single")]
    sides = (step.derived, theirs)
    figures = [[w for w in side if _is_figure(w, language)] for side in sides]
    if any(len(side) > _WIDE for side in sides) or [*map(len, figures)] != [1, 1]:
        return None
    if any(negates(word, language) for side in sides for word in side):
        return None  # `not every`
    (one,), (other,) = figures
    beside = [
        [w for w in side if w not in (one, other) and w.sort is not Sort.FUNCTION]
        for side in sides
    ]
    return None if all(beside) else (one, other)


def _is_figure(word: Word, language: Language) -> bool:
    if word.sort is Sort.NUMBER:  # `15th` is none
        return not (word.form[0].isdigit() and word.form[-1].isalpha())
    return any(word.form in language.pairs(name) for name in ("parts", "amounts"))


def _differ(one: Word, other: Word, way: str, language: Language) -> bool:
    """Say whether two figures cannot be meant for one another."""
    shares = [_share(word, language) for word in (one, other)]
    if shares[0] and shares[1]:
        (low, high), (least, most) = shares[0], shares[1]
        return high < least or most < low
    if shares[0] or shares[1]:
        whole = any(share and share[0] in _WHOLES for share in shares)
        return whole and other.sort is Sort.NUMBER
    rough = language.pairs("amounts")
    sizes = [_size(word, language) for word in (one, other)]
    if None in sizes:
        return False
    low, high = sorted(size for size in sizes if size is not None)
    if any(
        word.form in rough and word.sort is not Sort.NUMBER for word in (one, other)
    ):
        return high >= _FAR * low
    return high < _YEARS and not is_fair_rounding(one.stem, other.stem, way=way)


def _share(word: Word, language: Language) -> tuple[float, float] | None:
    """Return from what to what share of a whole a word may mean: 0 to 1."""
    bounds = [
        float(bound) for bound in language.pairs("parts").get(word.form, "").split()
    ]
    return (bounds[0], bounds[-1]) if bounds else None


def _size(word: Word, language: Language) -> float | None:
    if rough := language.pairs("amounts").get(word.form):
        return float(rough)
    return number_value(word.stem)
