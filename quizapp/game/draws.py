"""People drawn anew, a thousand times: the bootstrap behind a group's intervals.

Answers of one person hang together, so that an interval that counts answers alone is
too narrow. The bootstrap draws whole people with replacement (Efron & Tibshirani
1993, ch. 8; for ROC areas of clustered data Rutter 2000).
"""

import sys
from array import array
from collections.abc import Mapping, Sequence
from random import Random

DRAWS = 1000
FEWEST = 5  # people; fewer cannot be drawn anew in any telling way

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
        self._drawn: dict[tuple[int, ...], list[int]] = {}

    def sums(self, people: Mapping[int, Sequence[int]]) -> Sums:
        """Add up what is counted of those drawn; everybody has as many counts.

        A thousand draws lie side by side in one large integer, 32 bits each, so that
        one addition adds a person to all of them.
        """
        numbers = tuple(sorted(people))
        times = self._times(numbers)
        columns = zip(*(people[number] for number in numbers), strict=True)
        return list(zip(*(_sum(column, times) for column in columns), strict=True))

    def _times(self, people: tuple[int, ...]) -> list[int]:
        """Return for each of these how often they are in each draw."""
        if people not in self._drawn:
            rng = Random(f"{self._seed} {people}")
            times = [array("I", bytes(4 * DRAWS)) for _ in people]
            for draw in range(DRAWS):
                for one in rng.choices(times, k=len(times)):
                    one[draw] += 1
            self._drawn[people] = [int.from_bytes(one, sys.byteorder) for one in times]
        return self._drawn[people]


def _sum(counts: Sequence[int], times: Sequence[int]) -> memoryview:
    """Return a sum for each draw; who has the same count is added up beforehand."""
    alike: dict[int, int] = {}
    for n, drawn in zip(counts, times, strict=True):
        if n:
            alike[n] = alike.get(n, 0) + drawn
    every = sum(n * drawn for n, drawn in alike.items())
    return memoryview(every.to_bytes(4 * DRAWS, sys.byteorder)).cast("I")
