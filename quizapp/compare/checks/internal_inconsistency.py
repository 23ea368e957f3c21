"""A derived article that contradicts itself."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Change, Discrepancy
from quizapp.compare.judging.contradiction import Contradiction, find_contradictions
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case
from quizapp.compare.reading.text import Span
from quizapp.compare.wording import quote, quote_said
from quizapp.wording import gettext

_OPENING = 30  # letters that show a quotation again


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield names in two spellings, figures at odds, and marks without partner."""
    for found in find_contradictions(case):
        yield _contradiction(case, found)
    stray = [q.span for q in case.derived.quotations if not q.balanced]
    theirs = _unclosed(case) if stray else ""
    for span in stray:
        # The source itself left the mark before these words without a partner.
        if span.cut(case.derived.folded)[1:_OPENING] not in theirs:
            yield _unbalanced(case, span)


def _unclosed(case: Case) -> str:
    """Return what follows the marks without partner in the sources, one a line."""
    return "\n".join(
        quotation.span.cut(source.folded)
        for source in case.sources
        for quotation in source.quotations
        if not quotation.balanced
    )


def _contradiction(case: Case, found: Contradiction) -> Discrepancy:
    here = Span(found.odd.start, found.odd.end)
    there = Span(found.other.start, found.other.end)
    words = {"here": quote(case.derived, here), "there": quote(case.derived, there)}
    why = gettext(
        "The rewrite contradicts itself: it says “%(here)s” here and “%(there)s” "
        "elsewhere, for one and the same thing."
    )
    return Discrepancy(
        Kind.INTERNAL_INCONSISTENCY,
        found.confidence,
        here,
        None,
        (Change(here, None), Change(there, None)),
        why % words,
    )


def _unbalanced(case: Case, span: Span) -> Discrepancy:
    why = gettext(
        "This quotation mark has no partner, so nobody can tell where %(words)s ends."
    )
    return Discrepancy(
        Kind.INTERNAL_INCONSISTENCY,
        0.7,
        span,
        None,
        (),
        why % {"words": quote_said(case.derived, span)},
    )
