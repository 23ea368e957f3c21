"""What a comparison finds: places, changes, discrepancies."""

from dataclasses import dataclass

from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one source: its index among the sources, and code points."""

    article: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return the stretch without the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ; None on the side that has nothing in their stead."""

    derived: Span | None
    source: Span | None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A place where the derived article parts from its sources.

    `derived` is None for words left out, `source` None where no source has a
    match; the spans of `changes` lie in those two articles. `confidence` is in
    0..1; `why` is one sentence for a reader.
    """

    kind: Kind
    confidence: float
    derived: Span | None
    source: Place | None
    changes: tuple[Change, ...]
    why: str
