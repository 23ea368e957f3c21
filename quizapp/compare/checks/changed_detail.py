"""A line of the source with one number, name, date or direction changed."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.judging.detail import find_changed_details
from quizapp.compare.judging.figures import ChangedDetail
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.wording import quote
from quizapp.wording import gettext

# What is much less sure than the surest is not shown beside it.
_TAIL = 0.3


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the surest changed detail of every line that has one."""
    for line in case.lines:
        if line.line.boilerplate or line.match is None:
            continue
        details = sorted(
            find_changed_details(line, case), key=lambda detail: -detail.confidence
        )
        if details:
            yield _report(case, line, details)


def _report(case: Case, line: Judged, details: list[ChangedDetail]) -> Discrepancy:
    match = line.match
    assert match is not None  # check() leaves lines without a match out
    article, change = case.sources[match.window.article], details[0].change
    words = {
        "derived": quote(case.derived, change.derived),
        "source": quote(article, change.source),
    }
    why = gettext("The source says “%(source)s”; the rewrite makes it “%(derived)s”.")
    if change.source is None:
        why = gettext("“%(derived)s” does not stand in the source line told here.")
    if change.derived is None:
        why = gettext("The source says “%(source)s” here; without it the line differs.")
    return Discrepancy(
        Kind.CHANGED_DETAIL,
        details[0].confidence,
        line.line.span,
        match.window.place,
        tuple(
            d.change for d in details if d.confidence >= details[0].confidence - _TAIL
        ),
        why % words,
    )
