"""A line: one passage of a derived article and what its sources say to it."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.compare.kinds import Kind


class Form(StrEnum):
    """Where a line may be used: in rounds, or in one of the two parallel tests."""

    TRAINING = "training"
    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article with the context they need; all three may be empty."""

    words: str
    before: str = ""
    after: str = ""

    @property
    def in_context(self) -> str:
        """The words with their context, as one text."""
        return " ".join(filter(None, (self.before, self.words, self.after)))


@dataclass(frozen=True, slots=True)
class Passage:
    """What one source has: `carries` is False where `words` are only near the topic.

    `article` is the source's id within its case.
    """

    article: str
    excerpt: Excerpt
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """The changed words on both sides; an empty side means added or dropped words.

    Each side occurs exactly once in the words it belongs to.
    """

    derived: str
    source: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The source's own words, to be restored, among others that fit the gap."""

    words: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement of the source that the rewrite kept, and the words that keep it."""

    source: str
    derived: str


@dataclass(frozen=True, slots=True)
class Line:
    """One reviewed line; `kinds` is empty where it is faithful.

    `derived` is None for an omission. `resembles` is the first kind, or, for a
    faithful line, the kind it could be mistaken for.
    """

    key: str
    form: Form
    kinds: tuple[Kind, ...]
    resembles: Kind
    derived: Excerpt | None
    passages: tuple[Passage, ...]
    why: str
    changes: tuple[Change, ...] = ()
    gap: Gap | None = None
    kept: tuple[Kept, ...] = ()
    headline: bool = False
    ours: bool = False

    @property
    def faithful(self) -> bool:
        """True where the sources carry the line."""
        return not self.kinds

    @property
    def words(self) -> str:
        """What it is told by: the derived words; of an omission, the source's."""
        return (self.derived or self.passages[0].excerpt).words
