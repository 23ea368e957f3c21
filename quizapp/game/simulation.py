"""Simulated players of known discrimination and lean, for demonstrations and tests.

The model is equal-variance Gaussian signal detection (Green & Swets 1966; Macmillan &
Creelman 2005, ch. 2 and 3): a line is felt as a number, around 0 where it is sound and
around d′ where it parts from its source, with a spread of 1. It is called discrepant
above d′ / 2 + c, and the more surely the farther from there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from statistics import NormalDist, fmean

from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.game.question import Question

CUTS = (-1.2, -0.6, 0.0, 0.6, 1.2)
"""Where one rating ends and the next begins, counted from the criterion."""

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Reader:
    """A player of known d′ and c."""

    d: float
    c: float

    def chances(self, *, faithful: bool) -> tuple[float, ...]:
        """Return how likely each of the six ratings is, surely faithful first.

        >>> [round(chance, 2) for chance in Reader(1.0, 0.0).chances(faithful=True)]
        [0.24, 0.22, 0.23, 0.17, 0.09, 0.04]
        """
        middle = 0.0 if faithful else self.d
        ends = [_NORMAL.cdf(self.d / 2 + self.c + cut - middle) for cut in CUTS]
        below = [0.0, *ends, 1.0]
        return tuple(high - low for low, high in pairwise(below))

    def judge(self, *, faithful: bool, rng: Random) -> tuple[str, int]:
        """Return a verdict and its certainty, 1 to 3."""
        felt = rng.gauss(0.0 if faithful else self.d, 1.0) - self.d / 2 - self.c
        rating = sum(felt > cut for cut in CUTS) + 1
        return (PARTS, rating - 3) if rating > 3 else (CARRIES, 4 - rating)

    def answer(
        self, question: Question, *, faithful: bool, rng: Random
    ) -> tuple[Choice, int | None]:
        """Answer a question in any format; certainty is None where it is not asked."""
        if question.format is Format.JUDGE:
            return self.judge(faithful=faithful, rng=rng)
        if isinstance(question.key, tuple):
            return self._mark(len(question.options), question.key, rng), None
        place, lead = self._pick(len(question.options), int(question.key), rng)
        sure = 1 + (lead > 0.6) + (lead > 1.2)
        return place, sure if question.format.asks_certainty else None

    def _pick(self, options: int, right: int, rng: Random) -> tuple[int, float]:
        """Pick the option felt most: m-alternative forced choice (Green & Swets)."""
        felt = [rng.gauss(self.d if n == right else 0.0, 1.0) for n in range(options)]
        first, second = sorted(felt)[-1], sorted(felt)[-2] if options > 1 else 0.0
        return felt.index(first), first - second

    def _mark(self, words: int, key: Collection[int], rng: Random) -> tuple[int, ...]:
        """Mark every word that is felt above a strict cut, or the one felt most."""
        felt = [rng.gauss(self.d if n in key else 0.0, 1.0) for n in range(words)]
        cut = self.d / 2 + 1.0
        marked = tuple(n for n, feeling in enumerate(felt) if feeling > cut)
        return marked or (felt.index(max(felt)),)


@dataclass(frozen=True, slots=True)
class Known:
    """What is true of readers together: the figures that the dials should recover."""

    area: float
    criterion: float


def known(readers: Sequence[Reader]) -> Known:
    """Return the true figures of readers who judge equally many lines each.

    The area is that under the six-point ROC of all their ratings together, ties
    counted half; c is −(z(H) + z(F)) / 2 of their common rates, as the dials have it.

    >>> known([Reader(1.5, -0.3)]).criterion
    -0.3
    """
    sound = _together([reader.chances(faithful=True) for reader in readers])
    parting = _together([reader.chances(faithful=False) for reader in readers])
    area = sum(
        chance * (sum(sound[:place]) + sound[place] / 2)
        for place, chance in enumerate(parting)
    )
    hits, alarms = sum(parting[3:]), sum(sound[3:])
    middle = -(_NORMAL.inv_cdf(hits) + _NORMAL.inv_cdf(alarms)) / 2
    return Known(area, round(middle, 6))


def _together(chances: Sequence[tuple[float, ...]]) -> list[float]:
    return [fmean(each) for each in zip(*chances, strict=True)]
