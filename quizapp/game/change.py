"""What changed from one test to the next, with an interval that draws people anew."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.game.discernment import Estimate, Judgement
from quizapp.game.draws import FEWEST, Draws
from quizapp.game.resampling import (
    Counts,
    area_of,
    count,
    counts_of,
    criterion_in,
    middle,
    together,
)

MARGIN = 0.2
"""Within this much of c, either way, a lean counts as the same.

Set beforehand: on the dial it is a fifteenth of the scale, and less than half of what
tells leaning a little from leaning clearly.
"""

Judged = Mapping[int, Collection[Judgement]]


@dataclass(frozen=True, slots=True)
class Change:
    """After minus before, for both dials; `people` took part in what is compared.

    Paired, only those count who did both tests. A figure is None where too few did.
    """

    paired: bool
    people: int
    spotting: Estimate | None
    suspicion: Estimate | None

    @property
    def lean(self) -> "Lean":
        """Say what the interval of the change in c allows to say."""
        found = self.suspicion
        if found is None:
            return Lean.UNTOLD
        if found.low >= -MARGIN and found.high <= MARGIN:
            return Lean.STAYED
        if found.high < 0:
            return Lean.DOUBT
        return Lean.TRUST if found.low > 0 else Lean.OPEN


class Lean(StrEnum):
    """What became of suspicion; `OPEN` where the interval allows more than one."""

    STAYED = "stayed"
    DOUBT = "more suspicious"
    TRUST = "more trusting"
    OPEN = "open"
    UNTOLD = "untold"


def change(before: Judged, after: Judged, *, draws: Draws) -> Change:
    """Return the change of a group, by person: paired where enough did both tests.

    Paired, a draw takes a person's both tests together, which is what makes the
    interval narrow; unpaired, both groups are drawn for themselves.
    """
    first = {person: count(judged) for person, judged in before.items()}
    second = {person: count(judged) for person, judged in after.items()}
    return counted_change(first, second, draws=draws)


def counted_change(
    before: Mapping[int, Counts], after: Mapping[int, Counts], *, draws: Draws
) -> Change:
    """Return the change from what each person's ratings count up to."""
    both = before.keys() & after.keys()
    paired = len(both) >= FEWEST
    first = {n: before[n] for n in both} if paired else before
    second = {n: after[n] for n in both} if paired else after
    people = len(both) if paired else len(before.keys() | after.keys())
    fewest = min(len(first), len(second))
    if fewest < FEWEST:
        return Change(paired, people, None, None)
    drawn = list(_drawn(first, second, draws))
    areas = _minus([(area_of(a), area_of(b)) for a, b in drawn])
    leans = _lean_changes([(criterion_in(a), criterion_in(b)) for a, b in drawn])
    a, b = (together(list(side.values())) for side in (first, second))
    both_tests = together([a, b])
    area = _minus([(area_of(a), area_of(b))])
    lean = _minus([(criterion_in(a), criterion_in(b))])
    return Change(
        paired,
        people,
        _around(area, areas, fewest, both_tests),
        _around(lean, leans, fewest, both_tests),
    )


def _drawn(
    first: Mapping[int, Counts], second: Mapping[int, Counts], draws: Draws
) -> Iterable[tuple[Counts, Counts]]:
    """Draw both sides; where they are the same people, the draws are the same."""
    sides = (
        map(counts_of, draws.sums({one: counts.flat for one, counts in side.items()}))
        for side in (first, second)
    )
    return zip(*sides, strict=True)


def _lean_changes(drawn: Sequence[tuple[float | None, float | None]]) -> list[float]:
    """Return the changes of c; none where one side never varies.

    Whoever was always right, or always flagged, has nothing to lean by: the correction
    alone makes a figure then, and its distance from another one means nothing.
    """
    sides = list(zip(*drawn, strict=True))
    if any(len(set(side)) == 1 for side in sides) and sides[0] != sides[1]:
        return []
    return _minus(drawn)


def _minus(pairs: Sequence[tuple[float | None, float | None]]) -> list[float]:
    """Return after − before; pairs in which one cannot be told are left out."""
    return [b - a for a, b in pairs if a is not None and b is not None]


def _around(
    value: Sequence[float], drawn: Sequence[float], people: int, pooled: Counts
) -> Estimate | None:
    if not value or not drawn:
        return None
    low, high = middle(drawn, people)
    return Estimate(
        value[0],
        min(value[0], low),
        max(value[0], high),
        sum(pooled.sound),
        sum(pooled.parting),
    )
