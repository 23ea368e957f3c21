"""What the engine proposes for two articles, as values that JSON can hold.

Spans are code points of the articles as given; a line's own words are tidied copies.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.game.line import Line


@dataclass(frozen=True, slots=True, order=True)
class SourceSpan:
    """A stretch of the source that is called `article`."""

    article: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return the stretch without the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the reading table.

    `derived` is one sentence, None where the derived article left out what `source`
    has. `source` is whole sentences, None where no source matches; `near` is then
    the likest place, for a reader to look at. `support` (0..1) says how far the
    sources carry the sentence; of a row without `derived` it says how far the derived
    article tells it in other places. Furniture belongs to the page, not to the story.
    """

    derived: Span | None
    source: SourceSpan | None
    near: SourceSpan | None = None
    support: float = 0.0
    furniture: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One discrepancy that the engine found in a line; `confidence` is in 0..1."""

    kind: Kind
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line for a person to decide.

    `derived` and `source` are its whole sentences in the articles: no `derived` for
    an omission, no `source` where none carries it. `findings` (the surest first) is
    empty for a line that is offered as faithful, whose `confidence` is its support.
    `fault` says what a person has to mend before the line can stand in a pack.
    """

    line: Line
    derived: Span | None
    source: SourceSpan | None
    confidence: float
    findings: tuple[Finding, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A source's sentences, in order; `furniture` numbers those of its page."""

    spans: tuple[Span, ...]
    furniture: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is proposed for one pair of articles.

    `lines` and `sound` (those offered as faithful) are in the order of the derived
    article, omissions after the line they follow. `cuts` has the sources' sentences,
    so that nothing needs to be read again while a person decides.
    """

    language: str
    rows: tuple[Row, ...]
    lines: tuple[Proposed, ...]
    sound: tuple[Proposed, ...]
    cuts: Mapping[str, Cut]
    notes: tuple[str, ...] = ()
