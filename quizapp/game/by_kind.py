"""Kind by kind: hits beside false alarms, with intervals that draw people anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.compare.kinds import Kind
from quizapp.game.answered import Answered
from quizapp.game.proportion import Figure, wilson
from quizapp.game.resampling import FEWEST, middle, sums_drawn

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


def by_kind(judged: Iterable[Answered], *, rng: Random) -> tuple[KindTold, ...]:
    """Return every kind met, best told first, those that cannot be told last."""
    answers = list(judged)
    met = {answer.resembles for answer in answers}
    kinds = [kind for kind in Kind if kind in met]
    people = _counted(answers, kinds)
    # Every kind is read off the same draws of people.
    drawn = list(sums_drawn(people, rng=rng)) if len(people) >= FEWEST else []
    found = (_told(kind, 4 * at, people, drawn) for at, kind in enumerate(kinds))
    return tuple(sorted(found, key=_rank))


@dataclass(frozen=True, slots=True)
class KindChanged:
    """A kind before and after; `change` is that of the gap, None where too few did."""

    before: KindTold
    after: KindTold
    change: Figure | None


def kinds_changed(
    before: Sequence[Answered], after: Sequence[Answered], *, rng: Random
) -> tuple[KindChanged, ...]:
    """Return every kind met in both tests, in the order of kinds."""
    kinds = [
        kind
        for kind in Kind
        if all(kind in {a.resembles for a in side} for side in (before, after))
    ]
    people = sorted({answer.member for answer in (*before, *after)})
    sides = [_by_member(side, kinds) for side in (before, after)]
    nothing = [0] * (4 * len(kinds))
    flat = [
        tuple(n for side in sides for n in side.get(one, nothing)) for one in people
    ]
    drawn = list(sums_drawn(flat, rng=rng)) if len(people) >= FEWEST and kinds else []
    return tuple(
        _changed(kind, (4 * at, 4 * (at + len(kinds))), flat, drawn)
        for at, kind in enumerate(kinds)
    )


_Flat = Sequence[tuple[int, ...]]


def _changed(
    kind: Kind, sides: tuple[int, int], people: _Flat, drawn: _Flat
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


def _counted(answers: list[Answered], kinds: list[Kind]) -> list[tuple[int, ...]]:
    """Count four things of each kind for each member: caught, parting, flagged, sound.

    A line was flagged where it was called discrepant.
    """
    people = _by_member(answers, kinds)
    return [tuple(people[member]) for member in sorted(people)]


def _by_member(
    answers: Iterable[Answered], kinds: Sequence[Kind]
) -> dict[int, list[int]]:
    places = {kind: 4 * at for at, kind in enumerate(kinds)}
    people: dict[int, list[int]] = {}
    for answer in answers:
        if answer.resembles not in places:
            continue
        at = places[answer.resembles] + (2 if answer.faithful else 0)
        mine = people.setdefault(answer.member, [0] * (4 * len(kinds)))
        mine[at] += answer.rating > 3
        mine[at + 1] += 1
    return people


def _rank(told: KindTold) -> tuple[bool, float]:
    return told.gap is None, -(told.gap or 0.0)


def _told(kind: Kind, at: int, people: _Flat, drawn: _Flat) -> KindTold:
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


def _share(at: int, people: _Flat, drawn: _Flat) -> Figure | None:
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


def _met(people: _Flat, at: int) -> int:
    """Count the people with anything at a place."""
    return sum(mine[at] > 0 for mine in people)
