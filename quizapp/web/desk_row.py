"""One row of the page of lines: what it shows of the articles, and of its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from quizapp.compare.reading.text import Span
from quizapp.desk import proposal as desk
from quizapp.desk.proposal import SourceSpan
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
