"""Calibration: whether a reader is as often right as the certainty says.

The three levels of certainty are read as a stated chance of being right.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quizapp.game.discernment import Judgement
from quizapp.game.proportion import wilson

STATED: Mapping[int, float] = MappingProxyType({1: 0.55, 2: 0.75, 3: 0.95})
"""The chance of being right that each certainty is read as."""


@dataclass(frozen=True, slots=True)
class Level:
    """How often the verdicts of one certainty were right, of how many.

    `low` and `high` bound the true share with 95 % confidence; they are 0 and 1
    where nothing was said with this certainty.
    """

    certainty: int
    stated: float
    right: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """The share that was right; None without a judgement."""
        return self.right / self.n if self.n else None


def reliability(judgements: Collection[Judgement]) -> tuple[Level, ...]:
    """Return one level for each certainty, from the least to the most certain.

    >>> sure = [Judgement(True, True, 3)] * 4 + [Judgement(False, True, 3)]
    >>> level = reliability(sure)[-1]
    >>> f"{level.right} of {level.n}, {level.low:.2f} to {level.high:.2f}"
    '4 of 5, 0.38 to 0.96'
    """
    return tuple(_level(certainty, judgements) for certainty in STATED)


def _level(certainty: int, judgements: Collection[Judgement]) -> Level:
    verdicts = [j.right for j in judgements if j.certainty == certainty]
    right, n = sum(verdicts), len(verdicts)
    return Level(certainty, STATED[certainty], right, n, *wilson(right, n))


def brier(judgements: Collection[Judgement]) -> float | None:
    """Return the mean squared distance of stated chance and outcome; None of none.

    0 is perfect; always saying "75 %" and being right three times in four gives
    0.1875 (Brier 1950, for the chance of the verdict being right).

    >>> brier([Judgement(True, True, 2)] * 3 + [Judgement(True, False, 2)])
    0.1875
    """
    if not judgements:
        return None
    squares = [(STATED[j.certainty] - j.right) ** 2 for j in judgements]
    return sum(squares) / len(squares)
