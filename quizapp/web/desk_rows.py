"""The reading table of a case with its lines in it: what each row of the page shows."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from quizapp.compare.reading.text import Span
from quizapp.desk import proposal as desk
from quizapp.desk.proposal import Proposal, SourceSpan
from quizapp.desk.rows import row_of
from quizapp.web.desk_reading import Opened, Reading
from quizapp.web.desk_row import Row, Sort


def rows_of(reading: Reading) -> tuple[Row, ...]:
    """Return all rows of a case, in the order of the derived article."""
    lines = [line for line in reading.lines if not _is_spare(line)]
    if reading.proposal is None:
        rows = [_of_line(reading, n, each) for n, each in enumerate(lines)]
    else:
        rows = list(_Table(reading, reading.proposal, lines).rows())
    return tuple(_numbered(rows))


def row_at(rows: Sequence[Row], derived: str, source: str) -> Row | None:
    """Return the row of a derived sentence, or the run with a source's, by spot."""
    for row in rows:
        if derived and row.spot == derived:
            return row
        if not derived and any(each.spot == source for each in row.run):
            return row
    return None


def line_before(rows: Sequence[Row], at: int) -> str | None:
    """Return the key of the last line up to a place, None where there is none."""
    keys = [row.key for row in rows if row.opened and row.at <= at]
    return keys[-1] if keys else None


def _is_spare(line: Opened) -> bool:
    """A line made up for practice is offered where the pack is balanced."""
    return line.is_offer and not line.faithful


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    number = 0
    for row in rows:
        number += row.opened is not None
        yield replace(row, number=number) if row.opened else row


class _Table:
    """The rows of the reading table, with each line at the first row it is about."""

    def __init__(
        self, reading: Reading, proposal: Proposal, lines: Sequence[Opened]
    ) -> None:
        self.reading = reading
        self.table = proposal.rows
        derived = [(n, row.derived) for n, row in enumerate(self.table) if row.derived]
        self.ends = [span.end for _, span in derived]
        self.derived = derived
        self.alone = {
            (row.source.article, row.source.start): n
            for n, row in enumerate(self.table)
            if row.source and not row.derived
        }
        self.lines: dict[int, list[Opened]] = defaultdict(list)
        self.offers: dict[int, Opened] = {}
        self.covered: set[int] = set()
        for line in lines:
            self._place(line)

    def _place(self, line: Opened) -> None:
        at = self._row_of(line)
        if line.is_offer:
            self.offers.setdefault(at, line)
            return
        self.lines[at].append(line)
        self.covered.update(n for n in self._further(line, at))

    def _row_of(self, line: Opened) -> int:
        if line.derived:
            found = bisect_right(self.ends, line.derived.start)
            return self.derived[found][0] if found < len(self.ends) else self._end
        if line.source is None:
            return self._end
        key = (line.source.article, line.source.start)
        at = self.alone.get(key)
        if at is None:
            at = row_of(self.table, None, line.source)
        return self._end if at is None else at

    @property
    def _end(self) -> int:
        return len(self.table)

    def _further(self, line: Opened, at: int) -> Iterator[int]:
        """Yield the rows after the first that a line of several sentences is about."""
        for number in range(at + 1, len(self.table)):
            row = self.table[number]
            if line.derived and row.derived:
                if not row.derived.overlaps(line.derived):
                    return
                yield number
            elif not line.derived and line.source:
                if row.derived or not _overlap(row.source, line.source):
                    return
                yield number

    def rows(self) -> Iterator[Row]:
        for kind, group in groupby(enumerate(self.table), key=_sort_of):
            numbered = list(group)
            if kind is Sort.LEFT_OUT:
                yield from self._left_out(numbered)
            elif kind is Sort.FURNITURE:
                spans = {n: row.derived for n, row in numbered if row.derived}
                yield self._run(numbered[0][0], kind, spans)
            else:
                for number, row in numbered:
                    yield from self._derived(number, row)
        for line in self.lines[self._end]:
            yield _of_line(self.reading, self._end, line)

    def _derived(self, number: int, row: desk.Row) -> Iterator[Row]:
        lines = self.lines[number]
        bare = not any(each.derived for each in lines)
        if bare and number not in self.covered:
            yield self._plain(number, row)
        for line in sorted(lines, key=lambda each: each.derived is None):
            yield _of_line(self.reading, number, line)

    def _plain(self, number: int, row: desk.Row) -> Row:
        offer = self.offers.get(number)
        name = f"at-{number}"
        return Row(self.reading, number, name, Sort.PLAIN, read=row, offer=offer)

    def _left_out(self, run: Sequence[tuple[int, desk.Row]]) -> Iterator[Row]:
        """Yield a run of source sentences, parted where lines are about them."""
        at, gathered = run[0][0], dict[int, SourceSpan]()
        for number, row in run:
            lines = self.lines[number]
            if lines and gathered:
                yield self._run(at, Sort.LEFT_OUT, gathered)
                gathered = {}
            for line in lines:
                yield _of_line(self.reading, at, line)
            if row.source and not lines and number not in self.covered:
                gathered[number] = row.source
        if gathered:
            yield self._run(at, Sort.LEFT_OUT, gathered)

    def _run(
        self, at: int, sort: Sort, gathered: Mapping[int, Span | SourceSpan]
    ) -> Row:
        name, places = f"at-{next(iter(gathered))}", tuple(gathered.values())
        return Row(self.reading, at, name, sort, places=places)


def _sort_of(numbered: tuple[int, desk.Row]) -> Sort:
    _, row = numbered
    if row.derived is None:
        return Sort.LEFT_OUT
    return Sort.FURNITURE if row.furniture else Sort.PLAIN


def _overlap(one: SourceSpan | None, other: SourceSpan) -> bool:
    return bool(one and one.article == other.article and one.span.overlaps(other.span))


def _of_line(reading: Reading, at: int, opened: Opened) -> Row:
    return Row(reading, at, f"row-{opened.key}", Sort.LINE, opened=opened)
