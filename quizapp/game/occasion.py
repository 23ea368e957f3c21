"""Tests before and after: when they are taken, and which form comes first for whom.

Half of a group takes form A before and B after, the other half B and A. What differs
between the forms then falls on both sides of the comparison alike.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import product
from types import MappingProxyType

from quizapp.game.line import Form


class Occasion(StrEnum):
    """When a group takes a test, in the order of the days."""

    BEFORE = "before"
    AFTER = "after"
    DELAYED1 = "delayed1"
    DELAYED2 = "delayed2"
    DELAYED3 = "delayed3"


DELAYS: Mapping[Occasion, timedelta] = MappingProxyType(
    {
        Occasion.DELAYED1: timedelta(days=2),
        Occasion.DELAYED2: timedelta(weeks=2),
        Occasion.DELAYED3: timedelta(weeks=4),
    }
)
"""How long after the test after a delayed one opens: the days of the boosters."""

_TAKES_FIRST = frozenset({Occasion.BEFORE, Occasion.DELAYED1, Occasion.DELAYED3})


def form_on(occasion: Occasion, first: Form) -> Form:
    """Return the form on an occasion for somebody who takes `first` before.

    The forms alternate, so that none comes twice in a row.

    >>> [form_on(occasion, Form.B).value for occasion in Occasion]
    ['B', 'A', 'B', 'A', 'B']
    """
    if occasion in _TAKES_FIRST:
        return first
    return Form.B if first is Form.A else Form.A


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a round is dealt for: in which form, and on which occasion if on one."""

    form: Form
    occasion: Occasion | None = None

    @property
    def is_test(self) -> bool:
        """True for every form but that to train on."""
        return self.form is not Form.TRAINING


@dataclass(frozen=True, slots=True)
class Lot:
    """What a member draws on joining: the form that comes first, and the half."""

    first: Form
    later: bool


LOTS = tuple(Lot(*lot) for lot in product((Form.A, Form.B), (False, True)))


def draw_lot(drawn: Iterable[Lot], *, draw: int) -> Lot:
    """Return the lot of whoever joins those who have `drawn` theirs.

    The smaller side is filled, of the forms and of the halves: while nobody leaves,
    neither is ever ahead by more than one. `draw` decides where it makes no odds.

    >>> draw_lot([Lot(Form.A, False)], draw=7)
    Lot(first=<Form.B: 'B'>, later=True)
    """
    known = Counter(drawn)
    forms, halves = Counter[Form](), Counter[bool]()
    for lot, n in known.items():
        forms[lot.first] += n
        halves[lot.later] += n
    ranks = {lot: (forms[lot.first] + halves[lot.later], known[lot]) for lot in LOTS}
    best = [lot for lot in LOTS if ranks[lot] == min(ranks.values())]
    return best[draw % len(best)]
