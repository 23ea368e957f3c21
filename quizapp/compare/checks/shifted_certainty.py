"""A possibility or allegation made a fact, or a fact made a possibility."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Change, Discrepancy
from quizapp.compare.judging.certainty import Shift, find_shift
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case, Judged, beside_other
from quizapp.compare.wording import quote
from quizapp.wording import gettext

_SURE = 0.5  # what is less sure is a hint; there may be more elsewhere


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the aligned lines with a hedge too few or too many."""
    for line in case.lines:
        if line.line.boilerplate or line.line.headline or not line.own:
            continue  # what is wholly quoted leaves its hedge to whoever is quoted
        shift = find_shift(line, case)
        if shift:
            yield _report(case, shift)
        if not shift or shift.confidence < _SURE:
            yield from _look_elsewhere(line, case)


def _look_elsewhere(line: Judged, case: Case) -> Iterator[Discrepancy]:
    """A hedge in a sentence that tells more of a line than its window does."""
    other = beside_other(line, case)
    shift = find_shift(other, case) if other else None
    if shift and shift.dropped:
        yield _report(case, shift)


def _report(case: Case, shift: Shift) -> Discrepancy:
    match = shift.line.match
    assert match is not None  # find_shift needs a match
    place, word = match.window.place, shift.hedge
    if shift.dropped:
        change, text = Change(shift.instead, word), case.sources[place.article]
        why = gettext(
            "The source says “%(word)s” here; the rewrite drops that and makes it "
            "certain."
        )
    else:
        change, text = Change(word, shift.instead), case.derived
        why = gettext(
            "The rewrite adds “%(word)s”, which makes the source’s statement less sure."
        )
    return Discrepancy(
        Kind.SHIFTED_CERTAINTY,
        shift.confidence,
        shift.line.line.span,
        place,
        (change,),
        why % {"word": quote(text, word)},
    )
