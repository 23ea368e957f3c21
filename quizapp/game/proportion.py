"""Shares and correlations with their 95 % intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, its 95 % interval, and how many observations it rests on."""

    value: float
    low: float
    high: float
    n: int


def wilson(count: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % score interval for `count` of `n`; 0 to 1 for none of none.

    Wilson 1927; Newcombe 1998 (Statistics in Medicine 17: 857–872), method 3.

    >>> [round(end, 4) for end in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if not n:
        return 0.0, 1.0
    share, weight = count / n, Z95**2 / n
    middle = (share + weight / 2) / (1 + weight)
    spread = sqrt(weight * share * (1 - share) + weight**2 / 4) / (1 + weight)
    # At none and at all of n the ends are exact; rounding must not leave 0 to 1.
    low = 0.0 if count == 0 else middle - spread
    high = 1.0 if count == n else middle + spread
    return low, high


def share(count: int, total: int) -> Figure | None:
    """Return `count` of `total` with Wilson's interval; None of nothing.

    >>> share(3, 4).value
    0.75
    """
    if not total:
        return None
    return Figure(count / total, *wilson(count, total), total)


def correlation(first: Sequence[float], second: Sequence[float]) -> Figure | None:
    """Return Pearson's r with Fisher's z interval; None where r has no meaning.

    That is below four pairs, or where one side never varies. With one side 0 or 1
    this is the point-biserial correlation.
    """
    n = len(first)
    if n != len(second):
        raise ValueError("both sides need as many values")
    if n < 4:
        return None
    mean_a, mean_b = sum(first) / n, sum(second) / n
    a = [value - mean_a for value in first]
    b = [value - mean_b for value in second]
    spread = sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    if spread < 1e-12 * n:
        return None
    r = max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)) / spread))
    if abs(r) > 1 - 1e-12:
        return Figure(r, r, r, n)
    half = Z95 / sqrt(n - 3)
    return Figure(r, tanh(atanh(r) - half), tanh(atanh(r) + half), n)
