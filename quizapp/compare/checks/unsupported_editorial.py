"""Judgements, urgings and predictions that are the writer's own."""

from collections.abc import Iterator

from quizapp.compare.case import Case
from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.kinds import Kind
from quizapp.compare.opinion import judging_words
from quizapp.compare.text import Span
from quizapp.compare.unsupported import unsupported_lines
from quizapp.compare.wording import quote
from quizapp.wording import gettext


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the unsupported lines that judge, urge or foretell."""
    for line, confidence in unsupported_lines(case, views=True):
        judging = judging_words(line, case)
        span = Span(judging[0].start, judging[0].end) if judging else line.line.span
        why = gettext(
            "This is the writer's own view: with “%(words)s” the rewrite judges, urges "
            "or foretells, and no source line says so."
        )
        yield Discrepancy(
            Kind.UNSUPPORTED_EDITORIAL,
            min(0.95, confidence + 0.05),  # two signs, not one
            line.line.span,
            None,
            (),
            why % {"words": quote(case.derived, span)},
        )
