"""Kind by kind: hits beside false alarms, with intervals that draw people anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.compare.kinds import Kind
from quizapp.game.answered import Answered
from quizapp.game.proportion import Figure
from quizapp.game.resampling import FEWEST, middle, sums_drawn

ENOUGH_ANSWERS = 20  # of either sort; below it a kind gets words and no mark


@dataclass(frozen=True, slots=True)
class KindTold:
    """How a kind was told: parting lines caught, sound lines like it flagged.

    A share is None below twenty answers or five people.
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
    pooled = [sum(counts) for counts in zip(*people, strict=True)]
    found = (
        _told(kind, pooled[at : at + 4], [each[at : at + 4] for each in drawn])
        for at, kind in zip(range(0, len(pooled), 4), kinds, strict=True)
    )
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
    pooled = [sum(counts) for counts in zip(*flat, strict=True)]
    return tuple(
        _changed(kind, 4 * at, 4 * (at + len(kinds)), pooled, drawn)
        for at, kind in enumerate(kinds)
    )


def _changed(
    kind: Kind,
    first: int,
    second: int,
    pooled: Sequence[int],
    drawn: Sequence[tuple[int, ...]],
) -> KindChanged:
    before, after = (
        _told(kind, pooled[at : at + 4], [each[at : at + 4] for each in drawn])
        for at in (first, second)
    )
    if before.gap is None or after.gap is None:
        return KindChanged(before, after, None)
    gaps = [
        _gap(each[second : second + 4]) - _gap(each[first : first + 4])
        for each in drawn
        if all(each[at] for at in (first + 1, first + 3, second + 1, second + 3))
    ]
    low, high = middle(gaps)
    value, n = after.gap - before.gap, sum(pooled[at] for at in (first + 1, second + 1))
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


def _told(
    kind: Kind, pooled: Sequence[int], drawn: Sequence[tuple[int, ...]]
) -> KindTold:
    caught, parting, flagged, sound = pooled
    return KindTold(
        kind,
        caught,
        parting,
        flagged,
        sound,
        _share(caught, parting, [(each[0], each[1]) for each in drawn]),
        _share(flagged, sound, [(each[2], each[3]) for each in drawn]),
    )


def _share(count: int, n: int, drawn: list[tuple[int, int]]) -> Figure | None:
    if n < ENOUGH_ANSWERS or not drawn:
        return None
    low, high = middle([part / total for part, total in drawn if total])
    value = count / n
    return Figure(value, min(low, value), max(high, value), n)
