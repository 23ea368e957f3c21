"""The two dials of a group: pooled, with intervals that draw people anew.

Of what is drawn the middle is taken: 95 % of it for many people, more for few, see
`tail`.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from quizapp.game.discernment import (
    ENOUGH,
    Dials,
    Estimate,
    Judgement,
    auc_interval,
    criterion_of,
    criterion_spread,
)
from quizapp.game.draws import FEWEST, Draws, Sums

_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each rating, 1 to 6, was given to sound lines and to parting ones."""

    sound: tuple[int, ...]
    parting: tuple[int, ...]

    @property
    def flat(self) -> tuple[int, ...]:
        """The twelve counts in a row."""
        return self.sound + self.parting


def counts_of(twelve: Sequence[int]) -> Counts:
    """Read twelve counts in a row, those of sound lines first."""
    return Counts(tuple(twelve[:6]), tuple(twelve[6:]))


def group_dials(people: Sequence[Collection[Judgement]], *, draws: Draws) -> Dials:
    """Return both figures of a group, each with its 95 % interval.

    `people` holds the judgements of one person each. Both are None below five people
    with judgements, or below ten lines judged of either sort.
    """
    return counted_dials([count(judged) for judged in people if judged], draws=draws)


def counted_dials(people: Sequence[Counts], *, draws: Draws) -> Dials:
    """Return both figures of a group from what each person's ratings count up to."""
    return dials_of_each([dict(enumerate(people))], draws=draws)[0]


def dials_of_each(
    parts: Sequence[Mapping[int, Counts]], *, draws: Draws
) -> tuple[Dials, ...]:
    """Return both figures of several parts of what a group judged, by person.

    All are read off the same draws of people. Whoever judged nothing in a part may be
    drawn and adds nothing to it.
    """
    everybody = set[int]().union(*parts)
    return tuple(_dials(part, everybody, draws) for part in parts)


def _dials(part: Mapping[int, Counts], everybody: Set[int], draws: Draws) -> Dials:
    pooled, people = together(list(part.values())), len(part)
    area, lean, missing = area_of(pooled), criterion_in(pooled), _missing(pooled)
    if area is None or lean is None or missing or people < FEWEST:
        return Dials(None, None, missing)
    nothing = Counts((0,) * 6, (0,) * 6)
    flat = {person: part.get(person, nothing).flat for person in everybody}
    areas, leans = _figures(draws.sums(flat))
    spread = _lean_spread(pooled, people)
    return Dials(
        _estimate(area, areas, pooled, auc_interval(area, people, people), people),
        _estimate(lean, leans, pooled, (lean - spread, lean + spread), people),
    )


def _figures(drawn: Sums) -> tuple[list[float], list[float]]:
    """Return both figures of each draw, but for those without both sorts of lines."""
    areas, leans = [], []
    for each in drawn:
        sound, parting = each[:6], each[6:]
        faithful, discrepant = sum(sound), sum(parting)
        if faithful and discrepant:
            areas.append(_wins(sound, parting) / (faithful * discrepant))
            hits, flagged = sum(parting[3:]), sum(sound[3:])
            leans.append(criterion_of(hits, discrepant, flagged, faithful))
    return areas, leans


def _lean_spread(pooled: Counts, people: int) -> float:
    """Return the spread of c as if everybody had judged one line of either sort."""
    hits = round(people * sum(pooled.parting[3:]) / sum(pooled.parting))
    flagged = round(people * sum(pooled.sound[3:]) / sum(pooled.sound))
    return criterion_spread(hits, people, flagged, people)


def _missing(pooled: Counts) -> int:
    """Return how many lines of either sort are missing to tell anything."""
    return sum(max(0, ENOUGH - sum(sort)) for sort in (pooled.sound, pooled.parting))


def _estimate(
    value: float,
    drawn: Sequence[float],
    pooled: Counts,
    alike: tuple[float, float],
    people: int,
) -> Estimate:
    """Return a figure with its interval; `alike` is that of people who do not differ.

    Where every draw is the same, as with a class that is always right, drawing anew
    says nothing about other classes.
    """
    low, high = middle(drawn, people)
    if low == high:
        low, high = alike
    sorts = sum(pooled.sound), sum(pooled.parting)
    return Estimate(value, min(low, value), max(high, value), *sorts)


def middle(drawn: Sequence[float], people: int) -> tuple[float, float]:
    """Return the ends of the 95 % interval of what was drawn from so many people."""
    found, cut = sorted(drawn), tail(people)
    return quantile(found, cut), quantile(found, 1 - cut)


def tail(people: int) -> float:
    """Return the share to cut off at either end of what was drawn from so many people.

    Draws of n people spread less than the figure itself, by √((n − 1) / n), and their
    ends stand z off where t with n − 1 degrees of freedom is meant. The expanded
    percentile interval makes up for both (Hesterberg 2015, The American Statistician
    69: 371–386, section 5.3). What it does for coverage: docs/measuring.md.

    >>> [round(tail(people), 4) for people in (5, 30, 10_000)]
    [0.001, 0.0188, 0.025]
    """
    return _NORMAL.cdf(-_student(people - 1) * sqrt(people / (people - 1)))


def _student(freedom: int) -> float:
    """Return the 97.5 % point of Student's t, right to 0.001 from four degrees on.

    The expansion in 1/ν, Abramowitz & Stegun 26.7.5.
    """
    z, v = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z)
        / (92160 * v**4)
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
    if not people:
        return Counts((0,) * 6, (0,) * 6)
    return Counts(
        tuple(map(sum, zip(*(p.sound for p in people), strict=True))),
        tuple(map(sum, zip(*(p.parting for p in people), strict=True))),
    )


def area_of(person: Counts) -> float | None:
    """Return the ROC area of counts: pairs won, ties half; None without both sorts."""
    pairs = sum(person.sound) * sum(person.parting)
    return _wins(person.sound, person.parting) / pairs if pairs else None


def _wins(sound: Sequence[int], parting: Sequence[int]) -> float:
    """Count the pairs in which the parting line is rated higher, ties half."""
    wins, below = 0.0, 0
    for low, high in zip(sound, parting, strict=True):
        wins += high * (below + low / 2)
        below += low
    return wins


def criterion_in(person: Counts) -> float | None:
    """Return c of counts; None without both sorts of lines."""
    faithful, discrepant = sum(person.sound), sum(person.parting)
    if not faithful or not discrepant:
        return None
    hits, flagged = sum(person.parting[3:]), sum(person.sound[3:])
    return criterion_of(hits, discrepant, flagged, faithful)
