"""What an answer earns.

`judge` and `spot` use certainty-based marks (A. R. Gardner-Medwin, "Certainty-Based
Marking", 2006): right 1, 2 or 3, wrong 0, −2 or −6 at certainty 1, 2, 3, so that
honesty pays: the third level is worth its risk above 80 %, the second above 67 %.
Every other format earns up to three marks and loses none.
"""

from collections.abc import Collection
from dataclasses import dataclass

from quizapp.game.format import Choice, Format

MOST = 3
RIGHT = {1: 1, 2: 2, 3: 3}
WRONG = {1: 0, 2: -2, 3: -6}


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an answer was right, 0 to 1, and the marks it earns, −6 to 3."""

    share: float
    marks: int


def is_right(share: float) -> bool:
    """Return whether an answer with this share counts as right.

    >>> is_right(1.0), is_right(0.5), is_right(0.4)
    (True, False, False)
    """
    return share > 0.5


def mark(fmt: Format, key: Choice, choice: Choice, certainty: int | None) -> Mark:
    """Mark a choice against the key of its question.

    `certainty` is 1, 2 or 3 for the formats that ask it, else None.

    >>> mark(Format.JUDGE, "parts", "parts", 3)
    Mark(share=1.0, marks=3)
    >>> mark(Format.JUDGE, "parts", "carries", 3)
    Mark(share=0.0, marks=-6)
    >>> mark(Format.NAME, 2, 2, None)
    Mark(share=1.0, marks=3)
    """
    share = _share(key, choice)
    if fmt.asks_certainty and certainty is not None:
        return Mark(share, RIGHT[certainty] if is_right(share) else WRONG[certainty])
    return Mark(share, round(MOST * share))


def _share(key: Choice, choice: Choice) -> float:
    if isinstance(key, tuple):
        return overlap(key, choice if isinstance(choice, tuple) else ())
    return 1.0 if key == choice else 0.0


def overlap(key: Collection[int], marked: Collection[int]) -> float:
    """Return the F1 of marked words against the changed ones, 0 to 1.

    F1 = 2·|both| / (|key| + |marked|), the harmonic mean of precision and recall.

    >>> overlap({4, 5, 6}, {5, 6, 7})
    0.6666666666666666
    """
    both = len(set(key) & set(marked))
    total = len(set(key)) + len(set(marked))
    return 2 * both / total if total else 0.0
