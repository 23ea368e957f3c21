"""Quotation marks round words that the source tells in its own voice."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.judging.reports import find_reports
from quizapp.compare.judging.shade import find_phrases
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.quotation_match import Echo, QuotedPiece
from quizapp.compare.reading.article import Sort
from quizapp.compare.reading.text import Span
from quizapp.compare.wording import quote, quote_said
from quizapp.wording import gettext

_ALIKE = 0.5
_SAME, _CLAUSE, _WIDENED = 0.8, 4, 0.75
_FEW, _PAIR, _PUT = 4, 2, 0.6


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the quoted pieces whose match lies outside the source's marks."""
    for line in case.lines:
        for piece in line.pieces:
            echo = piece.echo
            if echo is None or echo.alike < _ALIKE:
                continue
            if echo.spoken < 0.5 or _is_widened(case, echo):
                sure = _confidence(piece, echo)
                if len(piece.words) < _FEW and _is_put_in_a_mouth(case, line, piece):
                    sure = _PUT
                yield _report(case, piece, echo, sure)


def _is_put_in_a_mouth(case: Case, line: Judged, piece: QuotedPiece) -> bool:
    """`She called it “a proven method”`, where the source has her say so unquoted.

    One word, and a name, may be marked for other reasons.
    """
    echo, words, language = piece.echo, piece.words, case.language
    if echo is None or echo.alike < 1 or echo.spoken or len(words) < _PAIR:
        return False
    told = piece.quotation.near or find_phrases(line.own, language, "attributions")
    if not told or not any(word.sort is Sort.CONTENT for word in words):
        return False
    run, source = echo.alignment.source_run, case.sources[echo.article]
    around = Span(run[0].start, run[-1].end)
    told_by = next(other for other in source.lines if other.end > around.start)
    reports = find_reports(told_by, source, language)
    return any(report.span.holds(around) for report in reports)


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
    if len(piece.words) < _FEW:
        return 0.3
    sure = 0.55 + 0.4 * echo.alike - 0.4 * echo.spoken
    return sure if piece.quotation.near or len(piece.words) > 6 else sure - 0.3


def _report(case: Case, piece: QuotedPiece, echo: Echo, sure: float) -> Discrepancy:
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
        sure,
        piece.span,
        place,
        changes,
        why % words,
    )
