"""The reading table of a case with its lines in it: what each row of the page shows."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from quizapp.compare.text import Span
from quizapp.desk import proposal as desk
from quizapp.desk.proposal import Proposal, SourceSpan
from quizapp.desk.rows import row_of
from quizapp.game.correction import Piece, answering, corrected
from quizapp.game.line import Passage
from quizapp.services.desk_cases import ArticleOnDesk
from quizapp.web.desk_reading import Opened, Reading


class Sort(StrEnum):
    """What a row is about."""

    LINE = "line"
    PLAIN = "plain"  # a derived sentence that no line is about
    LEFT_OUT = "left-out"  # source sentences that the derived article does not have
    FURNITURE = "furniture"  # derived sentences of the page, not of the story


@dataclass(frozen=True, slots=True)
class Beside:
    """Words of a source; `carries` is False where they are only the nearest."""

    article: ArticleOnDesk
    pieces: tuple[Piece, ...]
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in a run; `spot` names its place, as `spot_of` writes it."""

    words: str
    spot: str
    article: ArticleOnDesk


@dataclass(frozen=True, eq=False)
class Row:
    """One row of the page. Rows with the same `at` belong to the same place.

    `read` is its row of the reading table, `places` what a run has; what it shows is
    cut out when it is shown. `number` counts the lines.
    """

    reading: Reading
    at: int
    name: str
    sort: Sort
    read: desk.Row | None = None
    opened: Opened | None = None
    offer: Opened | None = None
    places: tuple[Span | SourceSpan, ...] = ()
    number: int = 0

    @property
    def key(self) -> str:
        """The key of the row's line, or nothing."""
        return self.opened.key if self.opened else ""

    @property
    def headline(self) -> bool:
        """True where it is about the derived article's headline."""
        if self.opened:
            return self.opened.line.headline
        return bool(self.read and self.read.headline)

    @property
    def spot(self) -> str:
        """The derived sentence's place, where no line is about it."""
        return spot_of(self.read.derived) if self.read and self.read.derived else ""

    @property
    def source(self) -> str:
        """The place of the source that carries it, where no line is about it."""
        return spot_of(self.read.source) if self.read and self.read.source else ""

    @cached_property
    def derived(self) -> tuple[Piece, ...]:
        """Its words in the derived article; empty where that has nothing."""
        if self.opened:
            return corrected(self.opened.line)
        if self.read is None or self.read.derived is None:
            return ()
        return _whole(self.read.derived.cut(self.reading.derived))

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """The words of the sources beside it."""
        articles = self.reading.articles
        if self.opened:
            line = self.opened.line
            return tuple(_passages(articles, line.passages, answering(line)))
        place = self.read and (self.read.source or self.read.near)
        if not place or not self.read:
            return ()
        words = place.span.cut(self.reading.texts[place.article])
        carries = self.read.source is not None
        return (Beside(articles[place.article], _whole(words), carries),)

    @cached_property
    def run(self) -> tuple[Sentence, ...]:
        """The sentences of a run, in order."""
        return tuple(_sentence(self.reading, place) for place in self.places)


def spot_of(place: Span | SourceSpan) -> str:
    """Name a place in an address: `12-80`, in a source `courier.12-80`."""
    name = f"{place.start}-{place.end}"
    return f"{place.article}.{name}" if isinstance(place, SourceSpan) else name


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


def _sentence(reading: Reading, place: Span | SourceSpan) -> Sentence:
    key = place.article if isinstance(place, SourceSpan) else reading.case.derived.key
    words = reading.texts[key][place.start : place.end]
    return Sentence(words, spot_of(place), reading.articles[key])


def _passages(
    articles: Mapping[str, ArticleOnDesk],
    passages: Sequence[Passage],
    first: tuple[Piece, ...],
) -> Iterator[Beside]:
    for number, passage in enumerate(passages):
        marked = first if number == 0 and passage.carries else None
        pieces = marked or _whole(passage.excerpt.words)
        yield Beside(articles[passage.article], pieces, passage.carries)


def _whole(words: str) -> tuple[Piece, ...]:
    return (Piece(words),) if words else ()
