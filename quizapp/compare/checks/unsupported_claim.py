"""Statements that no source line carries."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.judging.unsupported import unsupported_lines
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case
from quizapp.compare.wording import quote
from quizapp.wording import gettext


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the unsupported lines that could be checked."""
    for line, confidence in unsupported_lines(case, views=False):
        words = {
            "words": quote(case.derived, line.support.unknown_span(line.line.span))
        }
        why = gettext(
            "The rewrite states this, but no source line carries it; "
            "“%(words)s” is not in the source."
        )
        yield Discrepancy(
            Kind.UNSUPPORTED_CLAIM, confidence, line.line.span, None, (), why % words
        )
