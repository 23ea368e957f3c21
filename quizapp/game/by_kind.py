"""Kind by kind: hits beside false alarms, with intervals that draw people anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.compare.kinds import Kind
from quizapp.game.draws import FEWEST, Draws, Sums
from quizapp.game.proportion import Figure, wilson
from quizapp.game.resampling import middle

ENOUGH_ANSWERS = 20  # of either sort; below it a kind gets words and no mark


@dataclass(frozen=True, slots=True)
class KindTold:
    """How a kind was told: parting lines caught, sound lines like it flagged.

    A share is None below twenty answers or five people who gave them.
    """

    kind: Kind
    caught: int
    parting: int
    flagged: int
    sound: int
    hits: Figure | None
    alarms: Figure | None

    @property
    def gap(self) -> float | None:
        """How much more often parting lines were flagged than sound ones."""
        if self.hits is None or self.alarms is None:
            return None
        return self.hits.value - self.alarms.value


Kinds = Mapping[str, Sequence[int]]
"""What one member judged of each kind: caught, parting, flagged, sound."""


def by_kind(people: Mapping[int, Kinds], *, draws: Draws) -> tuple[KindTold, ...]:
    """Return every kind met, best told first, those that cannot be told last."""
    kinds = [kind for kind in Kind if _is_met(kind, people)]
    rows = {member: _in_a_row(mine, kinds) for member, mine in people.items()}
    drawn = draws.sums(rows) if len(rows) >= FEWEST else []
    flat = list(rows.values())
    found = (_told(kind, 4 * at, flat, drawn) for at, kind in enumerate(kinds))
    return tuple(sorted(found, key=_rank))


@dataclass(frozen=True, slots=True)
class KindChanged:
    """A kind before and after; `change` is that of the gap, None where too few did."""

    before: KindTold
    after: KindTold
    change: Figure | None


def kinds_changed(
    before: Mapping[int, Kinds], after: Mapping[int, Kinds], *, draws: Draws
) -> tuple[KindChanged, ...]:
    """Return every kind met in both tests, in the order of kinds."""
    sides = (before, after)
    kinds = [kind for kind in Kind if all(_is_met(kind, side) for side in sides)]
    rows = {
        one: tuple(n for side in sides for n in _in_a_row(side.get(one, {}), kinds))
        for one in before.keys() | after.keys()
    }
    drawn = draws.sums(rows) if len(rows) >= FEWEST else []
    flat = list(rows.values())
    return tuple(
        _changed(kind, (4 * at, 4 * (at + len(kinds))), flat, drawn)
        for at, kind in enumerate(kinds)
    )


def _changed(
    kind: Kind, sides: tuple[int, int], people: Sums, drawn: Sums
) -> KindChanged:
    before, after = (_told(kind, at, people, drawn) for at in sides)
    if before.gap is None or after.gap is None:
        return KindChanged(before, after, None)
    first, second = sides
    totals = (first + 1, first + 3, second + 1, second + 3)
    gaps = [
        _gap(each[second : second + 4]) - _gap(each[first : first + 4])
        for each in drawn
        if all(each[at] for at in totals)
    ]
    fewest = min(_met(people, at) for at in totals)
    low, high = middle(gaps, fewest)
    value, n = after.gap - before.gap, before.parting + after.parting
    return KindChanged(
        before, after, Figure(value, min(low, value), max(high, value), n)
    )


def _gap(counts: Sequence[int]) -> float:
    caught, parting, flagged, sound = counts
    return caught / parting - flagged / sound


def _is_met(kind: Kind, people: Mapping[int, Kinds]) -> bool:
    return any(kind in mine for mine in people.values())


def _in_a_row(mine: Kinds, kinds: Sequence[Kind]) -> tuple[int, ...]:
    """Return the four counts of each kind, side by side."""
    return tuple(n for kind in kinds for n in mine.get(kind, (0, 0, 0, 0)))


def _rank(told: KindTold) -> tuple[bool, float]:
    return told.gap is None, -(told.gap or 0.0)


def _told(kind: Kind, at: int, people: Sums, drawn: Sums) -> KindTold:
    """Read the four counts of a kind, from a place on, off people and draws."""
    caught, parting, flagged, sound = (
        sum(mine[place] for mine in people) for place in range(at, at + 4)
    )
    return KindTold(
        kind,
        caught,
        parting,
        flagged,
        sound,
        _share(at, people, drawn),
        _share(at + 2, people, drawn),
    )


def _share(at: int, people: Sums, drawn: Sums) -> Figure | None:
    """Return the share of the count at a place in that beside it."""
    n, met = sum(mine[at + 1] for mine in people), _met(people, at + 1)
    if n < ENOUGH_ANSWERS or met < FEWEST:
        return None
    shares = [each[at] / each[at + 1] for each in drawn if each[at + 1]]
    low, high = middle(shares, met)
    value = sum(mine[at] for mine in people) / n
    if low == high:  # always flagged, or never: people drawn anew say nothing
        low, high = wilson(round(value * met), met)
    return Figure(value, min(low, value), max(high, value), n)


def _met(people: Sums, at: int) -> int:
    """Count the people with anything at a place."""
    return sum(mine[at] > 0 for mine in people)
