"""Merge two who are one: which goes on, and what numbers the other's rounds get.

The rounds of the one who goes on keep their numbers: a phone may still show one of
them, and what it sends must reach the question that it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A member with the last signs of life; `answered_at` is None where none came."""

    member: int
    seen_on: date
    answered_at: datetime | None
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Dealt:
    """A round: its row, its case, its number in it and when it was dealt."""

    row: int
    case: int
    number: int
    dealt_at: datetime


def goes_on(one: Seen, other: Seen) -> Seen:
    """Choose who was seen last; where a day does not tell, who answered last."""
    return max(one, other, key=_last_sign)


def _last_sign(seen: Seen) -> tuple[date, float, datetime, int]:
    answered = seen.answered_at.timestamp() if seen.answered_at else 0.0
    return seen.seen_on, answered, seen.joined_at, seen.member


def renumbered(kept: Iterable[Dealt], moved: Iterable[Dealt]) -> dict[int, int]:
    """Return the new number of every moved round, by row.

    In each case they follow the last of the kept ones, in the order of dealing.
    """
    last: dict[int, int] = {}
    for dealt in kept:
        last[dealt.case] = max(dealt.number, last.get(dealt.case, 0))
    numbers: dict[int, int] = {}
    for dealt in sorted(moved, key=lambda d: (d.dealt_at, d.number, d.row)):
        last[dealt.case] = last.get(dealt.case, 0) + 1
        numbers[dealt.row] = last[dealt.case]
    return numbers
