"""The two dials of a group: pooled, with intervals that draw people anew.

Answers of one person hang together, so that an interval that counts answers alone is
too narrow. The bootstrap draws whole people with replacement (Efron & Tibshirani
1993, ch. 8; for ROC areas of clustered data Rutter 2000) and takes the middle 95 %.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from struct import Struct

from quizapp.game.discernment import (
    ENOUGH,
    Dials,
    Estimate,
    Judgement,
    criterion_of,
)

DRAWS = 1000
FEWEST = 5  # people; fewer cannot be drawn anew in any telling way


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each rating, 1 to 6, was given to sound lines and to parting ones."""

    sound: tuple[int, ...]
    parting: tuple[int, ...]

    @property
    def flat(self) -> tuple[int, ...]:
        """The twelve counts in a row."""
        return self.sound + self.parting


def group_dials(people: Sequence[Collection[Judgement]], *, rng: Random) -> Dials:
    """Return both figures of a group, each with its 95 % interval.

    `people` holds the judgements of one person each. Both are None below five people
    with judgements, or below ten lines judged of either sort.
    """
    return counted_dials([count(judged) for judged in people if judged], rng=rng)


def counted_dials(people: Sequence[Counts], *, rng: Random) -> Dials:
    """Return both figures of a group from what each person's ratings count up to."""
    return dials_of_each([dict(enumerate(people))], rng=rng)[0]


def dials_of_each(
    parts: Sequence[Mapping[int, Counts]], *, rng: Random
) -> tuple[Dials, ...]:
    """Return both figures of several parts of what a group judged, by person.

    All are read off the same draws of people. Whoever judged nothing in a part may be
    drawn and adds nothing to it.
    """
    people = sorted(set().union(*parts))
    nothing = Counts((0,) * 6, (0,) * 6)
    flat = [
        tuple(n for part in parts for n in part.get(person, nothing).flat)
        for person in people
    ]
    pooled = [together(list(part.values())) for part in parts]
    told = [
        not _missing(counts) and len(part) >= FEWEST
        for counts, part in zip(pooled, parts, strict=True)
    ]
    drawn: list[_Drawn] = [([], []) for _ in parts]
    for sums in sums_drawn(flat, rng=rng) if any(told) else ():
        for at, (areas, leans) in enumerate(drawn):
            if told[at]:
                found = Counts(
                    sums[12 * at : 12 * at + 6], sums[12 * at + 6 : 12 * at + 12]
                )
                _note(found, areas, leans)
    return tuple(map(_dials, pooled, drawn))


_Drawn = tuple[list[float], list[float]]


def _note(found: Counts, areas: list[float], leans: list[float]) -> None:
    area, lean = area_of(found), criterion_in(found)
    if area is not None and lean is not None:
        areas.append(area)
        leans.append(lean)


def _dials(pooled: Counts, drawn: _Drawn) -> Dials:
    areas, leans = drawn
    return Dials(
        _estimate(area_of(pooled), areas, pooled),
        _estimate(criterion_in(pooled), leans, pooled),
        _missing(pooled),
    )


def _missing(pooled: Counts) -> int:
    """Return how many lines of either sort are missing to tell anything."""
    return sum(max(0, ENOUGH - sum(sort)) for sort in (pooled.sound, pooled.parting))


def _estimate(
    value: float | None, drawn: Sequence[float], pooled: Counts
) -> Estimate | None:
    if value is None or not drawn:
        return None
    low, high = middle(drawn)
    return Estimate(
        value, min(low, value), max(high, value), sum(pooled.sound), sum(pooled.parting)
    )


def sums_drawn(
    people: Sequence[tuple[int, ...]], *, rng: Random
) -> Iterator[tuple[int, ...]]:
    """Yield the counts of as many people, drawn with replacement, added up.

    Each person's counts lie side by side in one large integer, 32 bits a count, so
    that a person is added by one addition: it makes a board five times as fast.
    """
    fields = Struct(f"<{len(people[0])}I")
    packed = [int.from_bytes(fields.pack(*person), "little") for person in people]
    for _ in range(DRAWS):
        total = sum(rng.choices(packed, k=len(packed)))
        yield fields.unpack(total.to_bytes(fields.size, "little"))


def middle(drawn: Sequence[float]) -> tuple[float, float]:
    """Return between which two values the middle 95 % lie."""
    found = sorted(drawn)
    return quantile(found, 0.025), quantile(found, 0.975)


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
