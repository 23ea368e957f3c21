"""People drawn anew, a thousand times: the bootstrap behind a group's intervals.

Answers of one person hang together, so that an interval that counts answers alone is
too narrow. The bootstrap draws whole people with replacement (Efron & Tibshirani
1993, ch. 8; for ROC areas of clustered data Rutter 2000).
"""

import sys
from array import array
from collections.abc import Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Literal

DRAWS = 1000
FEWEST = 5  # people; fewer cannot be drawn anew in any telling way

# Bytes that a sum takes among those side by side: as few as hold the largest.
Field = Literal["H", "I"]
SIZES: Mapping[Field, int] = MappingProxyType({"H": 2, "I": 4})

Sums = Sequence[tuple[int, ...]]
"""The counts of those drawn, added up, for each draw."""


class Draws:
    """Draws of people, that follow from a seed and from who they are.

    The same people are drawn once, for everything that is counted of them: it makes
    a board several times as fast, and what is read off the same draws goes together.
    """

    def __init__(self, seed: str) -> None:
        """Prepare to draw; nobody is drawn yet."""
        self._seed = seed
        self._drawn: dict[tuple[int, ...], list[array[int]]] = {}

    def sums(self, people: Mapping[int, Sequence[int]]) -> Sums:
        """Add up what is counted of those drawn; everybody has as many counts.

        A thousand draws lie side by side in one large integer, so that one addition
        adds a person to all of them.
        """
        numbers = tuple(sorted(people))
        columns = list(zip(*(people[number] for number in numbers), strict=True))
        # A sum is at most everybody being whoever has the most.
        most = len(numbers) * max((max(column) for column in columns), default=0)
        field: Field = "H" if most < 1 << 16 else "I"
        times = [_packed(one, field) for one in self._times(numbers)]
        sums = (_sum(column, times, field) for column in columns)
        return list(zip(*sums, strict=True))

    def _times(self, people: tuple[int, ...]) -> "list[array[int]]":
        """Return for each of these how often they are in each draw."""
        if people not in self._drawn:
            rng = Random(f"{self._seed} {people}")
            times = [array("H", bytes(SIZES["H"] * DRAWS)) for _ in people]
            for draw in range(DRAWS):
                for one in rng.choices(times, k=len(times)):
                    one[draw] += 1
            self._drawn[people] = times
        return self._drawn[people]


def _packed(times: "array[int]", field: Field) -> int:
    return int.from_bytes(array(field, times), sys.byteorder)


def _sum(counts: Sequence[int], times: Sequence[int], field: Field) -> Sequence[int]:
    """Return a sum for each draw; who has the same count is added up beforehand."""
    alike: dict[int, int] = {}
    for n, drawn in zip(counts, times, strict=True):
        if n:
            alike[n] = alike.get(n, 0) + drawn
    every = sum(n * drawn for n, drawn in alike.items())
    size = SIZES[field] * DRAWS
    return memoryview(every.to_bytes(size, sys.byteorder)).cast(field)
