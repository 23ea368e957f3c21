"""DeLong's interval of an ROC area, and of the difference of two.

DeLong, DeLong & Clarke-Pearson, Biometrics 1988; 44: 837–845. Fit for many ratings;
for one reader's twenty lines `discernment.auc_interval` holds better.
"""

from collections.abc import Sequence
from math import sqrt

from quizapp.game.proportion import Z95, Figure


def delong(without: Sequence[float], having: Sequence[float]) -> Figure | None:
    """Return the area under the empirical ROC curve with DeLong's 95 % interval.

    `having` are the ratings that should be higher. None with fewer than two ratings
    on either side, whose variance nobody can tell.

    >>> found = delong([1, 2, 3, 4], [3, 4, 5, 6])
    >>> round(found.value, 4)
    0.875
    """
    found = _area(without, having)
    if found is None:
        return None
    value, variance = found
    half = Z95 * sqrt(variance)
    total = len(without) + len(having)
    return Figure(value, max(0.0, value - half), min(1.0, value + half), total)


def difference(
    first: tuple[Sequence[float], Sequence[float]],
    second: tuple[Sequence[float], Sequence[float]],
) -> Figure | None:
    """Return second area − first, of unpaired samples, each (without, having)."""
    before, after = _area(*first), _area(*second)
    if before is None or after is None:
        return None
    value, half = after[0] - before[0], Z95 * sqrt(before[1] + after[1])
    return Figure(value, value - half, value + half, sum(map(len, (*first, *second))))


def _area(
    without: Sequence[float], having: Sequence[float]
) -> tuple[float, float] | None:
    """Return the area and its variance."""
    if min(len(without), len(having)) < 2:
        return None
    of_having = _placements(having, without)
    of_without = [1 - value for value in _placements(without, having)]
    variance = _variance(of_having) / len(having) + _variance(of_without) / len(without)
    return sum(of_having) / len(of_having), variance


def _placements(ratings: Sequence[float], others: Sequence[float]) -> list[float]:
    """Return for each rating the share of the others below it, ties half."""
    ordered = sorted(others)
    found: dict[float, float] = {}
    for rating in set(ratings):
        below = sum(other < rating for other in ordered)
        tied = sum(other == rating for other in ordered)
        found[rating] = (below + tied / 2) / len(ordered)
    return [found[rating] for rating in ratings]


def _variance(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
