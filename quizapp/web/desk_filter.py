"""Which lines of a case are shown: what an address asks for, and its pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any, Protocol, TypeVar

from quizapp.compare.kinds import Kind
from quizapp.db.models import State
from quizapp.web.desk_reading import Opened
from quizapp.web.fields import whole

# Rows of one page; a longer case has several.
PAGE = 120
FAITHFUL = "faithful"
LEVELS = ("0.5", "0.7", "0.9")


class Show(StrEnum):
    """Which lines: the whole reading table, those that wait, those decided."""

    ALL = "all"
    WAITING = "waiting"
    DECIDED = "decided"


STATES: dict[Show, frozenset[State]] = {
    Show.ALL: frozenset(State),
    Show.WAITING: frozenset({State.PROPOSED}),
    Show.DECIDED: frozenset({State.ACCEPTED, State.REJECTED}),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; `kind` is a kind, `faithful`, or empty, `least` a level."""

    show: Show = Show.ALL
    kind: str = ""
    least: str = ""
    page: int = 1

    @property
    def shows_all(self) -> bool:
        """True where the whole reading table is shown, rows without a line too."""
        return self.show is Show.ALL and not self.kind and not self.least

    def lets(self, opened: Opened | None) -> bool:
        """Say whether a row with this line is shown."""
        if self.shows_all or opened is None:
            return self.shows_all
        if opened.stored.state not in STATES[self.show]:
            return False
        if self.least and opened.proposed.confidence < float(self.least):
            return False
        return not self.kind or self.kind in (opened.line.kinds or (FAITHFUL,))

    def query(self) -> dict[str, Any]:
        """Return what an address says of it; the ordinary is left out."""
        asked = {
            "show": "" if self.show is Show.ALL else self.show.value,
            "kind": self.kind,
            "from": self.least,
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: value for name, value in asked.items() if value}

    def at_page(self, page: int) -> "Filter":
        """Return the same on another page."""
        return replace(self, page=page)


def read_filter(asked: Mapping[str, str]) -> Filter:
    """Read an address; what makes no sense counts as not asked for."""
    show, kind, least = (asked.get(name, "") for name in ("show", "kind", "from"))
    return Filter(
        Show(show) if show in set(Show) else Show.ALL,
        kind if kind in {*Kind, FAITHFUL} else "",
        least if least in LEVELS else "",
        whole(asked.get("page", "")) or 1,
    )


class Placed(Protocol):
    """What can be shown on a page: rows of one place stay together."""

    @property
    def at(self) -> int:
        """The place in the reading table."""


AnyRow = TypeVar("AnyRow", bound=Placed)


def in_pages(rows: Iterable[AnyRow], size: int = PAGE) -> Sequence[tuple[AnyRow, ...]]:
    """Cut rows into pages of about `size`; there is always a first page."""
    pages: list[list[AnyRow]] = [[]]
    for _at, together in groupby(rows, key=lambda row: row.at):
        if len(pages[-1]) >= size:
            pages.append([])
        pages[-1] += together
    return [tuple(page) for page in pages]
