"""Words that the source quotes too, and that were changed."""

from collections.abc import Iterable, Iterator

from quizapp.compare.article import Word
from quizapp.compare.case import Case
from quizapp.compare.difference import Step
from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Language
from quizapp.compare.quotation_match import Echo, QuotedPiece
from quizapp.compare.shade import Shade, Shaded, negates, shade_steps
from quizapp.compare.text import Span
from quizapp.compare.wording import quote
from quizapp.wording import gettext

_ALIKE = 0.5
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
}


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the quoted pieces that echo a quotation with other words."""
    for line in case.lines:
        for piece in line.pieces:
            echo = piece.echo
            if echo and echo.alike >= _ALIKE and echo.spoken >= 0.5:
                steps = [_spoken(case, echo, step) for step in echo.alignment.steps]
                steps += _clipped(case, (*line.own, *piece.words), echo)
                shaded = shade_steps(steps, case.language)
                grave = [s for s in shaded if s.shade is not Shade.COSMETIC]
                if grave:
                    yield _report(case, piece, echo, grave)


def _clipped(case: Case, told: Iterable[Word], echo: Echo) -> Iterator[Step]:
    """A quotation that starts just behind a `not` says the opposite.

    Unless the rewrite denies it in words of its own.
    """
    first, language = echo.alignment.source_run[0], case.language
    start = echo.quotation.span.start if echo.quotation else first.start
    before = case.sources[echo.article].words_in(Span(start, first.start))[-1:]
    denied = any(negates(w, language) or _denies(w, language) for w in told)
    if before and negates(before[0], language) and not denied:
        yield Step((), before)


def _denies(word: Word, language: Language) -> bool:
    return any(word.form in language.words(name) for name in ("denying", "lacking"))


def _spoken(case: Case, echo: Echo, step: Step) -> Step:
    """Leave out what the source itself says between two parts of a quotation."""
    article = case.sources[echo.article]
    return Step(step.derived, tuple(w for w in step.source if article.is_said(w)))


def _report(
    case: Case, piece: QuotedPiece, echo: Echo, grave: list[Shaded]
) -> Discrepancy:
    run = echo.alignment.source_run
    place = Place(echo.article, run[0].start, run[-1].end)
    changes = tuple(sorted((s.step.change for s in grave), key=_order))
    confidence = _SURE[grave[0].shade]
    if len(piece.words) < 4:
        confidence -= 0.25
    why = _why(case, echo, grave[0].step)
    return Discrepancy(Kind.ALTERED_QUOTE, confidence, piece.span, place, changes, why)


def _order(change: object) -> tuple[int, int]:
    derived = getattr(change, "derived", None)
    source = getattr(change, "source", None)
    return (source.start if source else -1, derived.start if derived else -1)


def _why(case: Case, echo: Echo, step: Step) -> str:
    words = {
        "derived": quote(case.derived, step.change.derived),
        "source": quote(case.sources[echo.article], step.change.source),
    }
    if not step.derived:
        return (
            gettext(
                "The source's quotation has “%(source)s” here; the rewrite drops it "
                "without a mark."
            )
            % words
        )
    if not step.source:
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
