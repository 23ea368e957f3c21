"""Figures of several turns: the middle one with its range, ratios, tables."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence

Ways = Mapping[str, Callable[[], float]]


def turn_about(ways: Ways, turns: int) -> dict[str, list[float]]:
    """Measure every way once a turn, one after the other.

    What disturbs the machine for a while disturbs all of them alike.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(turns):
        for name, measure in ways.items():
            taken[name].append(measure())
    return taken


def ratios(ours: Sequence[float], floor: Sequence[float]) -> list[float]:
    """Return the ratio of each turn: both were measured at about the same time."""
    return [one / other for one, other in zip(ours, floor, strict=True)]


def middle(figures: Sequence[float], digits: int = 2) -> str:
    """Write the median and, of several figures, the range.

    >>> middle([1.5, 1.25, 2.0], 1)
    '1.5 (1.2–2.0)'
    """
    said = f"{statistics.median(figures):,.{digits}f}"
    if len(figures) < 2:
        return said
    return f"{said} ({min(figures):,.{digits}f}–{max(figures):,.{digits}f})"


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return how cost grows with size: 0 not at all, 1 in step, 2 with the square.

    The slope of a straight line through both logarithms.

    >>> round(exponent([1, 10, 100], [3, 30, 300]), 2)
    1.0
    """
    x, y = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(x, y).slope


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
