"""Quoted words that no source has."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.judging.reworded import find_reworded
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case
from quizapp.compare.matching.quotation_match import QuotedPiece
from quizapp.compare.wording import quote_said
from quizapp.wording import gettext

_NOT_ALIKE = 0.5


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the quoted pieces with no echo in any source."""
    for line in case.lines:
        if line.line.boilerplate:
            continue
        for piece in line.pieces:
            if find_reworded(piece, case):
                continue  # it is altered
            if confidence := _confidence(piece):
                yield _report(case, piece, confidence)


def _confidence(piece: QuotedPiece) -> float:
    """Long, attributed and unlike anything said: surely not from there."""
    alike = piece.echo.alike if piece.echo else 0.0
    if alike >= _NOT_ALIKE:
        return 0.0
    attributed = piece.quotation.near
    if len(piece.words) < (2 if attributed else 4):
        return 0.35 if attributed else 0.2
    return 0.95 - 0.4 * alike - (0.0 if len(piece.words) > 5 else 0.2)


def _report(case: Case, piece: QuotedPiece, confidence: float) -> Discrepancy:
    words = {"words": quote_said(case.derived, piece.span)}
    why = gettext(
        "The rewrite quotes %(words)s, but nobody says this in the source: "
        "a reader would take it for somebody’s own words."
    )
    return Discrepancy(
        Kind.UNSOURCED_QUOTE, confidence, piece.span, None, (), why % words
    )
