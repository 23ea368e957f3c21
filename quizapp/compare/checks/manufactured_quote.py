"""Quotation marks round words that the source tells in its own voice."""

from collections.abc import Iterator

from quizapp.compare.article import Sort
from quizapp.compare.case import Case
from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.kinds import Kind
from quizapp.compare.quotation_match import Echo, QuotedPiece
from quizapp.compare.wording import quote, quote_said
from quizapp.wording import gettext

_ALIKE = 0.5
_SAME, _CLAUSE, _WIDENED = 0.8, 4, 0.75


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the quoted pieces whose match lies outside the source's marks."""
    for line in case.lines:
        for piece in line.pieces:
            echo = piece.echo
            if echo is None or echo.alike < _ALIKE:
                continue
            if echo.spoken < 0.5 or _is_widened(case, echo):
                yield _report(case, piece, echo)


def _is_widened(case: Case, echo: Echo) -> bool:
    """Marks that open or close words too early or late take in the source's voice."""
    article, alignment = case.sources[echo.article], echo.alignment
    told = [alignment.source[right] for _left, right in alignment.pairs]
    told = [word for word in told if not article.is_said(word)]
    telling = any(word.sort is not Sort.FUNCTION for word in told)
    return echo.alike >= _SAME and len(told) >= _CLAUSE and telling


def _confidence(piece: QuotedPiece, echo: Echo) -> float:
    if echo.spoken >= 0.5:
        return _WIDENED
    if len(piece.words) < 4:
        return 0.3
    sure = 0.55 + 0.4 * echo.alike - 0.4 * echo.spoken
    return sure if piece.quotation.near or len(piece.words) > 6 else sure - 0.3


def _report(case: Case, piece: QuotedPiece, echo: Echo) -> Discrepancy:
    run = echo.alignment.source_run
    place = Place(echo.article, run[0].start, run[-1].end)
    words = {
        "derived": quote_said(case.derived, piece.span),
        "source": quote(case.sources[echo.article], place.span),
    }
    why = gettext(
        "The rewrite puts quotation marks round %(derived)s; the source tells it in "
        "its own words, “%(source)s”, and quotes nobody."
    )
    changes = tuple(step.change for step in echo.alignment.steps)
    return Discrepancy(
        Kind.MANUFACTURED_QUOTE,
        _confidence(piece, echo),
        piece.span,
        place,
        changes,
        why % words,
    )
