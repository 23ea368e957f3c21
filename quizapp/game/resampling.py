"""The two dials of a group: pooled, with intervals that draw people anew.

Answers of one person hang together, so that an interval that counts answers alone is
too narrow. The bootstrap draws whole people with replacement (Efron & Tibshirani
1993, ch. 8; for ROC areas of clustered data Rutter 2000) and takes the middle 95 %.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.game.discernment import (
    ENOUGH,
    Dials,
    Estimate,
    Judgement,
    auc,
    criterion,
    criterion_of,
)

DRAWS = 1000
FEWEST = 5  # people; fewer cannot be drawn anew in any telling way


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each rating, 1 to 6, was given to sound lines and to parting ones."""

    sound: tuple[int, ...]
    parting: tuple[int, ...]


def group_dials(people: Sequence[Collection[Judgement]], *, rng: Random) -> Dials:
    """Return both figures of a group, each with its 95 % interval.

    `people` holds the judgements of one person each. Both are None below five people
    with judgements, or below ten lines judged of either sort.
    """
    counted = [count(judged) for judged in people if judged]
    pooled = [judgement for judged in people for judgement in judged]
    faithful = sum(j.faithful for j in pooled)
    missing = max(0, ENOUGH - faithful) + max(0, ENOUGH - len(pooled) + faithful)
    if missing or len(counted) < FEWEST:
        return Dials(None, None, missing)
    return Dials(
        _interval(auc(pooled), counted, area_of, rng),
        _interval(criterion(pooled), counted, criterion_in, rng),
    )


def _interval(
    pooled: Estimate | None,
    people: Sequence[Counts],
    figure: Callable[[Counts], float | None],
    rng: Random,
) -> Estimate | None:
    if pooled is None:
        return None
    drawn = (figure(together(rng.choices(people, k=len(people)))) for _ in range(DRAWS))
    found = sorted(value for value in drawn if value is not None)
    low, high = (quantile(found, share) for share in (0.025, 0.975))
    return Estimate(
        pooled.value,
        min(low, pooled.value),
        max(high, pooled.value),
        pooled.n_faithful,
        pooled.n_discrepant,
    )


def quantile(found: Sequence[float], share: float) -> float:
    """Return the value below which this share lies, between its two neighbours."""
    at = share * (len(found) - 1)
    lower = int(at)
    upper = min(lower + 1, len(found) - 1)
    return found[lower] + (at - lower) * (found[upper] - found[lower])


def count(judged: Collection[Judgement]) -> Counts:
    """Count one person's ratings."""
    sound, parting = [0] * 6, [0] * 6
    for judgement in judged:
        (sound if judgement.faithful else parting)[judgement.rating - 1] += 1
    return Counts(tuple(sound), tuple(parting))


def together(people: Sequence[Counts]) -> Counts:
    """Add up the ratings of several people."""
    return Counts(
        tuple(map(sum, zip(*(p.sound for p in people), strict=True))),
        tuple(map(sum, zip(*(p.parting for p in people), strict=True))),
    )


def area_of(person: Counts) -> float | None:
    """Return the ROC area of counts: pairs won, ties half; None without both sorts."""
    pairs = sum(person.sound) * sum(person.parting)
    if not pairs:
        return None
    wins, below = 0.0, 0
    for sound, parting in zip(person.sound, person.parting, strict=True):
        wins += parting * (below + sound / 2)
        below += sound
    return wins / pairs


def criterion_in(person: Counts) -> float | None:
    """Return c of counts; None without both sorts of lines."""
    faithful, discrepant = sum(person.sound), sum(person.parting)
    if not faithful or not discrepant:
        return None
    hits, flagged = sum(person.parting[3:]), sum(person.sound[3:])
    return criterion_of(hits, discrepant, flagged, faithful)
