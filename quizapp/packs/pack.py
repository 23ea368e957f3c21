"""A pack as values: what the rest of the app sees of the files."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.game.line import Line


@dataclass(frozen=True, slots=True)
class Article:
    """Where an article appeared; `text` is None unless the pack may print it.

    `date` is `YYYY[-MM[-DD]]` or "unknown"; `address` is None for invented articles.
    """

    outlet: str
    date: str
    address: str | None
    headline: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One derived article, its sources in the order of the file, and its lines.

    `proposed` names the lines that nobody has reviewed.
    """

    slug: str
    title: str
    about: str
    derived: Article
    sources: Mapping[str, Article]
    lines: tuple[Line, ...]
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of cases; `digest` changes when any of its files does."""

    slug: str
    digest: str
    title: str
    language: str
    licence: str
    authors: tuple[str, ...]
    about: str
    content_note: str
    cases: tuple[Case, ...]

    @property
    def proposed(self) -> int:
        """Return how many lines nobody has reviewed."""
        return sum(len(case.proposed) for case in self.cases)
