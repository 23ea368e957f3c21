"""Who is meant where a rewrite names nobody: `she added`, `a worker said`."""

from dataclasses import replace

from quizapp.compare.matching.case import Case
from quizapp.compare.matching.quotation_match import QuotedPiece
from quizapp.compare.reading.article import Article, Sort, Word
from quizapp.compare.reading.names import are_strangers
from quizapp.compare.reading.quotes import Quotation
from quizapp.compare.reading.text import Span

_ALIKE, _SPOKEN = 0.75, 0.8
_NEXT = 20  # letters between a mention and its verb


def going_on(piece: QuotedPiece, before: QuotedPiece | None, case: Case) -> Quotation:
    """Return the quotation with the name of who spoke before, if that one goes on.

    `“No,” said Ann Ash. “Never,” she added`: so does `the mayor added`. Who spoke
    before is who says so in the source too.
    """
    mine = piece.quotation
    if before is None or before.echo is None or before.quotation is mine:
        return mine
    said, last = before.echo.quotation, before.quotation
    if said is None or before.echo.alike < _ALIKE or before.echo.spoken < _SPOKEN:
        return mine
    name = last.name or said.name
    between = case.derived.folded[last.span.end : mine.span.start]
    if not said.name or are_strangers(name, said.name, case.respelt) or "\n" in between:
        return mine
    if not _adds(mine, case) or not (mine.by_pronoun or _is_strange(piece, case)):
        return mine
    return replace(mine, name=name, by_pronoun=False)


def _is_strange(piece: QuotedPiece, case: Case) -> bool:
    """`The mayor` is no word of what the source tells about who says this."""
    echo = piece.echo
    if echo is None or echo.quotation is None:
        return False
    source = case.sources[echo.article]
    return not _is_described(piece.quotation, echo.quotation, source, case)


def _adds(mine: Quotation, case: Case) -> bool:
    """Say whether no name stands here, beside a verb such as `added`."""
    said = _mentioned(mine, case)
    if not said or mine.speaker is None or (mine.name and not mine.by_pronoun):
        return False
    start, end = mine.speaker.start, mine.speaker.end
    after = case.derived.words_in(Span(end, end + _NEXT))[:1]
    led = case.derived.words_in(Span(start - _NEXT, start))[-1:]
    additives, definites = (case.language.words(n) for n in ("additives", "definites"))
    known = mine.by_pronoun or said[0].form in definites
    return known and any(word.form in additives for word in (*led, *after))


def is_newcomer(mine: Quotation, said: Quotation, source: Article, case: Case) -> bool:
    """`A worker said` is nobody whom the rewrite has named: Ann Ash, in the source."""
    words = _mentioned(mine, case)
    if mine.name or mine.by_pronoun or not mine.near or not words or not said.name:
        return False
    if words[0].form not in case.language.words("newcomers"):
        return False
    named = said.name[-1] in case.derived.folded[: mine.span.start]
    return named and not _is_described(mine, said, source, case)


def _is_described(
    mine: Quotation, said: Quotation, source: Article, case: Case
) -> bool:
    """Say whether the source has a word of the mention where it tells who speaks."""
    around = [p for p in source.paragraphs if p.start <= said.span.start][-2:]
    senses = {word.sense for place in around for word in source.words_in(place)}
    telling = (w for w in _mentioned(mine, case) if w.sort is not Sort.FUNCTION)
    return any(word.sense in senses for word in telling)


def _mentioned(mine: Quotation, case: Case) -> tuple[Word, ...]:
    return tuple(case.derived.words_in(mine.speaker)) if mine.speaker else ()
