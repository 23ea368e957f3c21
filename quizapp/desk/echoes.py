"""Whether what no row matches is told all the same, out of another source or place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quizapp.compare.language import find_language
from quizapp.compare.matching.align import build_index
from quizapp.compare.reading.article import Line, read_article
from quizapp.desk.proposal import Row, SourceSpan


def with_echoes(
    rows: Sequence[Row], sources: Mapping[str, str], derived: str, language: str
) -> tuple[Row, ...]:
    """Return the rows, those of the source alone with the support they have.

    Their support (0..1) is the weighted share of their words that the likest lines
    of the `derived` article have.
    """
    lines = dict(_lines(rows, sources, language))
    index = build_index([read_article(derived, find_language(language))])

    def echoed(row: Row) -> Row:
        line = lines.get(row.source) if row.source and not row.derived else None
        match = index.find(line.words) if line else None
        return replace(row, support=round(match.contained, 4)) if match else row

    return tuple(map(echoed, rows))


def _lines(
    rows: Sequence[Row], sources: Mapping[str, str], language: str
) -> Iterator[tuple[SourceSpan, Line]]:
    """Yield every line of those sources that have one to themselves."""
    spoken = find_language(language)
    for key in {row.source.article for row in rows if row.source and not row.derived}:
        for line in read_article(sources[key], spoken).lines:
            yield SourceSpan(key, line.start, line.end), line
