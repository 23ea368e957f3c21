"""Quotation marks round words that the source tells in its own voice."""

from collections.abc import Iterator

from quizapp.compare.case import Case
from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.kinds import Kind
from quizapp.compare.quotation_match import Echo, QuotedPiece
from quizapp.compare.wording import quote
from quizapp.wording import gettext

_ALIKE = 0.5


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the quoted pieces whose match lies outside the source's marks."""
    for line in case.lines:
        for piece in line.pieces:
            echo = piece.echo
            if echo and echo.alike >= _ALIKE and echo.spoken < 0.5:
                yield _report(case, piece, echo)


def _confidence(piece: QuotedPiece, echo: Echo) -> float:
    if len(piece.words) < 4:
        return 0.3
    sure = 0.55 + 0.4 * echo.alike - 0.4 * echo.spoken
    return sure if piece.quotation.near or len(piece.words) > 6 else sure - 0.3


def _report(case: Case, piece: QuotedPiece, echo: Echo) -> Discrepancy:
    run = echo.alignment.source_run
    place = Place(echo.article, run[0].start, run[-1].end)
    words = {
        "derived": quote(case.derived, piece.span),
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
