"""The desk as it was when the articles were compared, without comparing again."""

from collections.abc import Mapping

from quizapp.compare.discrepancy import Place
from quizapp.compare.engine import ComparedLine
from quizapp.compare.reading.text import Span
from quizapp.desk.proposal import Proposal, Row, SourceSpan
from quizapp.errors import Conflict
from quizapp.packs.draft_desk import Desk
from quizapp.packs.excerpting import Sentences
from quizapp.wording import gettext


def reopen(sources: Mapping[str, str], derived: str, proposal: Proposal) -> Desk:
    """Return the desk that `proposal` was made on.

    Raise Conflict where these are not the articles that were compared.
    """
    keys = tuple(proposal.cuts)
    if set(keys) != set(sources):
        raise Conflict(_other_articles())
    rows = [(row.derived, row) for row in proposal.rows if row.derived]
    spans = tuple(span for span, _row in rows)
    furniture = (number for number, (_span, row) in enumerate(rows) if row.furniture)
    story = _sentences(derived, spans, furniture=frozenset(furniture))
    found = [each.derived for each in proposal.lines if each.derived]
    return Desk(
        {
            key: _sentences(sources[key], cut.spans, frozenset(cut.furniture))
            for key, cut in proposal.cuts.items()
        },
        keys,
        story,
        tuple(_compared(span, row, keys) for span, row in rows),
        frozenset(sentence for span in found for sentence in story.touched(span)),
        frozenset(span for span, row in rows if row.headline),
    )


def place_of(desk: Desk, source: SourceSpan) -> Place:
    """Return the place of whole sentences; raise Conflict where there are none."""
    if source.article not in desk.sources:
        raise Conflict(_other_articles())
    touched = desk.sources[source.article].touched(source.span)
    if not touched:
        raise Conflict(gettext("choose a sentence of the source’s story"))
    article = desk.keys.index(source.article)
    return Place(article, touched[0].start, touched[-1].end)


def _sentences(
    text: str, spans: tuple[Span, ...], furniture: frozenset[int]
) -> Sentences:
    if spans and spans[-1].end > len(text):
        raise Conflict(_other_articles())
    return Sentences(text, spans, furniture)


def _compared(span: Span, row: Row, keys: tuple[str, ...]) -> ComparedLine:
    source = row.source or row.near
    place = None
    if source:
        place = Place(keys.index(source.article), source.start, source.end)
    return ComparedLine(span.start, span.end, row.support, place, row.furniture)


def _other_articles() -> str:
    return gettext("the articles are not those that were compared; compare them again")
