"""Words that the source quotes too, and that were changed."""

from collections.abc import Collection, Iterator

from quizapp.compare.discrepancy import Change, Discrepancy, Place
from quizapp.compare.judging.leeway import Leeway
from quizapp.compare.judging.reworded import find_reworded
from quizapp.compare.judging.shade import Shade, Shaded, negates, shade_steps
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case
from quizapp.compare.matching.difference import Step
from quizapp.compare.matching.quotation_match import Echo, QuotedPiece, is_elided
from quizapp.compare.reading.article import Word
from quizapp.compare.reading.text import Span
from quizapp.compare.wording import quote
from quizapp.wording import gettext

_ALIKE = 0.5
_REWORDED, _FEW, _FEW_WORDS = 0.8, 4, 0.25
_SURE = {
    Shade.NUMBER: 0.95,
    Shade.NEGATION: 0.95,
    Shade.OPPOSITE: 0.9,
    Shade.NAME: 0.85,
    Shade.CONTENT: 0.9,
    Shade.HEDGE: 0.8,
    Shade.ADDED: 0.85,
    Shade.SYNONYM: 0.85,
    Shade.DROPPED: 0.75,
    Shade.GRAMMAR: 0.7,
}


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the quoted pieces that echo a quotation with other words."""
    before: QuotedPiece | None = None
    for line in case.lines:
        for piece in line.pieces:
            echo = piece.echo
            if echo and echo.alike >= _ALIKE and echo.spoken >= 0.5:
                steps = list(_graded(case, echo))
                near = [p for p in line.pieces if p.quotation is piece.quotation]
                told = (*line.own, *(word for part in near for word in part.words))
                steps += _clipped(case, told, echo)
                steps += _skipped(case, before, piece)
                shaded = shade_steps(steps, case.language)
                grave = [s for s in shaded if s.shade is not Shade.COSMETIC]
                if grave:
                    yield _report(case, piece, echo, grave)
            elif place := find_reworded(piece, case):
                yield _retold(case, piece, place)
            before = piece


def _skipped(
    case: Case, before: QuotedPiece | None, piece: QuotedPiece
) -> Iterator[Step]:
    """Two sentences of one quotation, between which its speaker said another one."""
    if not before or before.quotation is not piece.quotation:
        return
    first, second = before.echo, piece.echo
    if not (first and second and first.quotation) or first.article != second.article:
        return
    gap = case.derived.folded[before.words[-1].end : piece.words[0].start]
    same = first.quotation is second.quotation and min(first.alike, second.alike) >= 1
    if not same or is_elided(gap):
        return
    left, right = first.alignment.source_run[-1], second.alignment.source_run[0]
    source = case.sources[first.article]
    line = next(n for n in source.lines if n.end > left.start)
    words = source.words_in(Span(max(left.end, line.end), right.start))
    if words:
        yield Step((), words)


def _clipped(case: Case, told: Collection[Word], echo: Echo) -> Iterator[Step]:
    """A quotation that starts just behind a `not` or an `if` says something else.

    Unless the rewrite denies it, or sets the condition, in words of its own.
    """
    first, language = echo.alignment.source_run[0], case.language
    start = echo.quotation.span.start if echo.quotation else first.start
    article = case.sources[echo.article]
    line = next(n for n in article.lines if n.end > first.start)
    led = article.words_in(Span(max(start, line.start), first.start))
    opens = language.words("cues") | language.words("clauses")
    while led and led[-1].form in opens:  # `I am not saying that`
        led = led[:-1]
    before = led[-1:]
    if not before:
        return
    if negates(before[0], language):
        left_out = not any(negates(w, language) or _denies(w, language) for w in told)
    else:
        conditions = language.words("conditions")
        left_out = before[0].form in conditions.difference(w.form for w in told)
    if left_out:
        yield Step((), before)


def _denies(word: Word, language: Language) -> bool:
    return any(word.form in language.words(name) for name in ("denying", "lacking"))


def _graded(case: Case, echo: Echo) -> Iterator[Step]:
    """Leave out what is fair, and what the source says between two quoted parts."""
    article = case.sources[echo.article]
    return Leeway(echo.alignment, case.derived, article, case.language).graded()


def _report(
    case: Case, piece: QuotedPiece, echo: Echo, grave: list[Shaded]
) -> Discrepancy:
    run = echo.alignment.source_run
    place = Place(echo.article, run[0].start, run[-1].end)
    changes = tuple(sorted((s.step.change for s in grave), key=_order))
    confidence = _SURE[grave[0].shade]
    if len(piece.words) < _FEW:
        confidence -= _FEW_WORDS
    why = _why(case, echo.article, grave[0].step.change)
    return Discrepancy(Kind.ALTERED_QUOTE, confidence, piece.span, place, changes, why)


def _retold(case: Case, piece: QuotedPiece, place: Place) -> Discrepancy:
    change = Change(Span(piece.words[0].start, piece.words[-1].end), place.span)
    sure = _REWORDED - (_FEW_WORDS if len(piece.words) < _FEW else 0.0)
    why = _why(case, place.article, change)
    return Discrepancy(Kind.ALTERED_QUOTE, sure, piece.span, place, (change,), why)


def _order(change: object) -> tuple[int, int]:
    derived = getattr(change, "derived", None)
    source = getattr(change, "source", None)
    return (source.start if source else -1, derived.start if derived else -1)


def _why(case: Case, article: int, change: Change) -> str:
    words = {
        "derived": quote(case.derived, change.derived),
        "source": quote(case.sources[article], change.source),
    }
    if change.derived is None:
        return (
            gettext(
                "The source’s quotation has “%(source)s” here; the rewrite drops it "
                "without a mark."
            )
            % words
        )
    if change.source is None:
        return (
            gettext(
                "The rewrite adds “%(derived)s” to the quotation; the speaker did not "
                "say it in the source."
            )
            % words
        )
    return (
        gettext(
            "The source quotes “%(source)s”; the rewrite makes it “%(derived)s”, so "
            "the speaker is given other words."
        )
        % words
    )
