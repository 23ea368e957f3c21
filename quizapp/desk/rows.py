"""The reading table: the derived article beside its sources, row by row.

Derived sentences come in their own order. What the sources have besides stands
where a reader of the source would meet it: after the sentence it follows there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from quizapp.compare.discrepancy import Place
from quizapp.compare.engine import ComparedLine
from quizapp.compare.reading.text import Span
from quizapp.desk.proposal import Row, SourceSpan
from quizapp.packs.draft_desk import Desk

# Below the first nothing matches; below the second nothing does if a check says so.
UNMATCHED, DOUBTFUL = 0.25, 0.5

_Sentence = tuple[str, Span]


def reading_rows(desk: Desk, unsourced: Collection[Span]) -> tuple[Row, ...]:
    """Return every derived sentence, and every source sentence that none matches.

    A source's furniture is left out, the derived article's is marked. `unsourced` is
    what a check found in no source.
    """
    nowhere = {each for span in unsourced for each in desk.derived.touched(span)}
    rows = list(_derived_rows(desk, nowhere))
    carriers = _carriers(desk, rows)
    before: dict[int, list[Row]] = defaultdict(list)
    after: dict[int, list[Row]] = defaultdict(list)
    for key in desk.keys:
        for unmatched, last, following in _unmatched(desk, key, carriers):
            row = Row(None, SourceSpan(key, unmatched.start, unmatched.end))
            if last is not None:
                after[last].append(row)
            else:
                before[len(rows) if following is None else following].append(row)
    return tuple(
        each
        for number, row in enumerate([*rows, None])
        for each in (*before[number], row, *after[number])
        if each
    )


def row_of(
    rows: Sequence[Row], derived: Span | None, source: SourceSpan | None
) -> int | None:
    """Return the number of the row in which a line with these places is shown.

    A derived span leads to its first sentence; an omission to the row of the source
    sentence it begins in, preferably one that stands for itself.
    """
    if derived:
        starts = (n for n, row in enumerate(rows) if _reaches(row.derived, derived))
        return next(starts, None)
    if source is None:
        return None
    found = [n for n, row in enumerate(rows) if _has(row.source, source)]
    alone = [n for n in found if rows[n].derived is None]
    return next(iter([*alone, *found]), None)


def _reaches(span: Span | None, other: Span) -> bool:
    return span is not None and span.overlaps(other)


def _has(source: SourceSpan | None, other: SourceSpan) -> bool:
    return (
        source is not None
        and source.article == other.article
        and source.start <= other.start < source.end
    )


def _derived_rows(desk: Desk, nowhere: Collection[Span]) -> Iterator[Row]:
    for line in desk.lines:
        words = Span(line.start, line.end)
        place = named(desk, desk.whole(line.source)) if line.source else None
        lost = line.support < (DOUBTFUL if words in nowhere else UNMATCHED)
        if line.boilerplate:
            yield Row(words, None, furniture=True)
        else:
            yield _row(line, words, place, lost=lost, headline=words in desk.headlines)


def _row(
    line: ComparedLine,
    words: Span,
    place: SourceSpan | None,
    *,
    lost: bool,
    headline: bool,
) -> Row:
    source, near = (None, place) if lost else (place, None)
    return Row(words, source, near, line.support, headline=headline)


def named(desk: Desk, place: Place) -> SourceSpan:
    """Return a place with its article's id instead of its number."""
    return SourceSpan(desk.keys[place.article], place.start, place.end)


def _carriers(desk: Desk, rows: Sequence[Row]) -> Mapping[_Sentence, int]:
    """Return the row in which each source sentence is met, by article and span.

    A sentence may answer several; the best carried one counts, a headline last.
    """
    best: dict[_Sentence, int] = {}
    for number, row in enumerate(rows):
        if row.source is None:
            continue
        key = row.source.article
        for span in desk.sources[key].touched(row.source.span):
            known = best.get((key, span))
            if known is None or _rank(row) > _rank(rows[known]):
                best[key, span] = number
    return best


def _rank(row: Row) -> tuple[bool, float]:
    return not row.headline, row.support


def _unmatched(
    desk: Desk, key: str, carriers: Mapping[_Sentence, int]
) -> Iterator[tuple[Span, int | None, int | None]]:
    """Yield each sentence that no row has, the row before it and the first row."""
    story = desk.sources[key].story
    first = next((carriers[key, s] for s in story if (key, s) in carriers), None)
    last: int | None = None
    for sentence in story:
        if (key, sentence) in carriers:
            last = carriers[key, sentence]
        else:
            yield sentence, last, first
