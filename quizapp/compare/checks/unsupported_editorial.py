"""Judgements, urgings and predictions that are the writer's own."""

from collections.abc import Iterator, Sequence

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.judging.opinion import judging_words
from quizapp.compare.judging.unsupported import unsupported_lines
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case
from quizapp.compare.reading.article import Word
from quizapp.compare.reading.text import Span
from quizapp.compare.wording import quote
from quizapp.wording import gettext


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the unsupported lines that judge, urge or foretell."""
    for line, confidence in unsupported_lines(case, views=True):
        judging = judging_words(line, case)
        span = _first_phrase(judging) if judging else line.line.span
        why = gettext(
            "This is the writer’s own view: with “%(words)s” the rewrite judges, urges "
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


def _first_phrase(judging: Sequence[Word]) -> Span:
    """Return the first judging word with those right behind it: `it is high time`."""
    end = judging[0].end
    for word in judging[1:]:
        if word.start > end + 1:
            break
        end = word.end
    return Span(judging[0].start, end)
