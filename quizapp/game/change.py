"""What changed from one test to the next, with an interval that draws people anew."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.game.discernment import Estimate, Judgement
from quizapp.game.resampling import (
    DRAWS,
    FEWEST,
    Counts,
    area_of,
    count,
    criterion_in,
    quantile,
    together,
)

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


def change(before: Judged, after: Judged, *, rng: Random) -> Change:
    """Return the change of a group, by person: paired where enough did both tests.

    Paired, a draw takes a person's both tests together, which is what makes the
    interval narrow; unpaired, both groups are drawn for themselves.
    """
    both = sorted(before.keys() & after.keys())
    paired = len(both) >= FEWEST
    if paired:
        first = [count(before[person]) for person in both]
        second = [count(after[person]) for person in both]
    else:
        first = [count(judged) for judged in before.values()]
        second = [count(judged) for judged in after.values()]
    return Change(
        paired,
        len(both) if paired else len(first) + len(second),
        _difference(first, second, area_of, paired, rng),
        _difference(first, second, criterion_in, paired, rng),
    )


def _difference(
    first: Sequence[Counts],
    second: Sequence[Counts],
    figure: Callable[[Counts], float | None],
    paired: bool,
    rng: Random,
) -> Estimate | None:
    if min(len(first), len(second)) < FEWEST:
        return None
    value = _minus(figure, first, second)
    drawn = [_minus(figure, *_drawn(first, second, paired, rng)) for _ in range(DRAWS)]
    found = sorted(each for each in drawn if each is not None)
    if value is None or not found:
        return None
    pooled = together([*first, *second])
    return Estimate(
        value,
        min(value, quantile(found, 0.025)),
        max(value, quantile(found, 0.975)),
        sum(pooled.sound),
        sum(pooled.parting),
    )


def _drawn(
    first: Sequence[Counts], second: Sequence[Counts], paired: bool, rng: Random
) -> tuple[Sequence[Counts], Sequence[Counts]]:
    if not paired:
        return (
            rng.choices(first, k=len(first)),
            rng.choices(second, k=len(second)),
        )
    people = rng.choices(range(len(first)), k=len(first))
    return [first[n] for n in people], [second[n] for n in people]


def _minus(
    figure: Callable[[Counts], float | None],
    first: Sequence[Counts],
    second: Sequence[Counts],
) -> float | None:
    before, after = figure(together(first)), figure(together(second))
    return None if before is None or after is None else after - before
