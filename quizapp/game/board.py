"""A group's board: every figure an instructor sees, from what its answers count up to.

A board is about one way of reading, with the source beside or with it hidden, because
skill at one may not carry over to the other; only `places` sets the two side by side.
What was said in rooms counts there and nowhere else. Every interval draws members
anew; the draws follow from `seed`, so that looking twice shows the same figures.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from quizapp.game.answered import judgements_of
from quizapp.game.by_kind import KindChanged, KindTold, by_kind, kinds_changed
from quizapp.game.calibration import Level, brier
from quizapp.game.change import Change, counted_change
from quizapp.game.discernment import Dials
from quizapp.game.draws import Draws
from quizapp.game.forms_taken import FormsTaken, forms_taken
from quizapp.game.group_calibration import group_reliability
from quizapp.game.member_counts import MemberCounts, Reading
from quizapp.game.occasion import DELAYS, Occasion
from quizapp.game.resampling import (
    Counts,
    area_of,
    counts_of,
    criterion_in,
    dials_of_each,
    together,
)

WEEKS = 16  # the newest weeks with answers
_PLACES = ("beside", "hidden", "room beside", "room hidden")
_WAYS = ((False, True), (False, False), (True, True), (True, False))

Key = str | date


@dataclass(frozen=True)
class Measured:
    """What some lines say together: the two dials, and all that lies under them.

    `area` and `lean` are the figures alone, told even where an interval cannot be
    backed; None without lines of both sorts. `counts` pools what `each` member said.
    """

    people: int
    lines: int
    dials: Dials
    area: float | None
    lean: float | None
    counts: Counts
    each: Mapping[int, Counts]
    draws: Draws = field(compare=False, repr=False)

    # Drawn once and kept, which takes an instance without slots.
    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """How often each certainty was right, with intervals that draw people anew."""
        return group_reliability(self.each, draws=self.draws)

    @property
    def brier(self) -> float | None:
        """The mean squared distance of stated chance and outcome."""
        return brier(judgements_of(self.counts))

    @property
    def cuts(self) -> tuple[tuple[float, float], ...]:
        """The five cuts of the scale as (false alarms, hits), the strictest first.

        The third is the plain verdict. Empty without lines of both sorts.
        """
        sound, parting = self.counts.sound, self.counts.parting
        if not sum(sound) or not sum(parting):
            return ()
        return tuple(
            (sum(sound[at:]) / sum(sound), sum(parting[at:]) / sum(parting))
            for at in (5, 4, 3, 2, 1)
        )


@dataclass(frozen=True, slots=True)
class Week:
    """What was judged in the week that begins on `monday`."""

    monday: date
    measured: Measured


@dataclass(frozen=True, slots=True)
class Places:
    """The same figures by where lines were read; None where nothing was.

    `apart` is hidden minus beside, of those who read both ways where enough did.
    """

    beside: Measured | None
    hidden: Measured | None
    room_beside: Measured | None
    room_hidden: Measured | None
    apart: Change | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The tests of those who trained, with the change; and how the forms came.

    `later` is the change of those who train later, None where the group is not halved.
    """

    before: Measured
    after: Measured
    delayed: tuple[tuple[Occasion, Measured], ...]
    change: Change
    later: Change | None
    taken: FormsTaken
    kinds: tuple[KindChanged, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything about one way of reading; `compared` is None without a test."""

    beside: bool
    now: Measured
    weeks: tuple[Week, ...]
    kinds: tuple[KindTold, ...]
    places: Places
    compared: Compared | None


def mostly_beside(people: Mapping[int, MemberCounts]) -> bool:
    """Return whether most lines were judged with the source beside."""
    beside, hidden = (
        sum(sum(one.read(way).alone) for one in people.values())
        for way in (True, False)
    )
    return beside >= hidden


def board(
    people: Mapping[int, MemberCounts],
    *,
    beside: bool,
    seed: str,
    later: Set[int] = frozenset(),
) -> Board:
    """Return the board of a group from what its members' answers count up to.

    `later` has the members who train later than the rest, to be compared with.
    """
    read = {member: one.read(beside) for member, one in people.items()}
    taken = forms_taken({one: mine.tests for one, mine in read.items()}, later=later)
    parts: dict[Key, Mapping[int, Counts]] = {
        "now": _counted({one: mine.recent for one, mine in read.items()}),
        **{occasion.value: taken.counts(occasion) for occasion in Occasion},
        **_by_place(people),
        **_by_week(read),
    }
    draws = Draws(seed)
    found = measure_all(parts, draws=draws)
    weeks = sorted(key for key in found if isinstance(key, date))
    kinds = {member: mine.kinds for member, mine in read.items() if mine.kinds}
    return Board(
        beside=beside,
        now=found["now"],
        weeks=tuple(Week(monday, found[monday]) for monday in weeks),
        kinds=by_kind(kinds, draws=draws),
        places=_places(found, parts, draws),
        compared=compare_tests(taken, found, draws=draws),
    )


def _places(
    found: Mapping[Key, Measured],
    parts: Mapping[Key, Mapping[int, Counts]],
    draws: Draws,
) -> Places:
    beside, hidden = (parts.get(place) for place in _PLACES[:2])
    return Places(
        found.get(_PLACES[0]),
        found.get(_PLACES[1]),
        found.get(_PLACES[2]),
        found.get(_PLACES[3]),
        counted_change(beside, hidden, draws=draws) if beside and hidden else None,
    )


def measure_all(
    parts: Mapping[Key, Mapping[int, Counts]], *, draws: Draws
) -> dict[Key, Measured]:
    """Measure several parts of what a group judged, each counted by member."""
    dials = dials_of_each(list(parts.values()), draws=draws)
    return {
        key: _measured(counted, told, draws)
        for (key, counted), told in zip(parts.items(), dials, strict=True)
    }


def _measured(counted: Mapping[int, Counts], dials: Dials, draws: Draws) -> Measured:
    pooled = together(list(counted.values()))
    return Measured(
        people=len(counted),
        lines=sum(pooled.flat),
        dials=dials,
        area=area_of(pooled),
        lean=criterion_in(pooled),
        counts=pooled,
        each=counted,
        draws=draws,
    )


def _counted(people: Mapping[int, Sequence[int]]) -> dict[int, Counts]:
    """Return what those judged who judged anything."""
    return {one: counts_of(twelve) for one, twelve in people.items() if any(twelve)}


def _by_week(read: Mapping[int, Reading]) -> dict[Key, Mapping[int, Counts]]:
    mondays = sorted({monday for mine in read.values() for monday in mine.weeks})
    return {
        date.fromisoformat(monday): {
            one: counts_of(mine.weeks[monday])
            for one, mine in read.items()
            if monday in mine.weeks
        }
        for monday in mondays[-WEEKS:]
    }


def _by_place(people: Mapping[int, MemberCounts]) -> dict[Key, Mapping[int, Counts]]:
    found = {}
    for place, (in_room, beside) in zip(_PLACES, _WAYS, strict=True):
        read = {member: one.read(beside) for member, one in people.items()}
        found[place] = _counted(
            {one: mine.rooms if in_room else mine.alone for one, mine in read.items()}
        )
    return {place: counted for place, counted in found.items() if counted}


def compare_tests(
    taken: FormsTaken, found: Mapping[Key, Measured], *, draws: Draws
) -> Compared | None:
    """Return what changed from test to test; `found` measures every occasion.

    None where no test was taken.
    """
    if not taken.judged and not taken.later:
        return None
    first, second = Occasion.BEFORE, Occasion.AFTER
    return Compared(
        found[first.value],
        found[second.value],
        tuple((when, found[when.value]) for when in DELAYS if when in taken.judged),
        counted_change(taken.counts(first), taken.counts(second), draws=draws),
        _change_later(taken, draws),
        taken,
        kinds_changed(taken.kinds(first), taken.kinds(second), draws=draws),
    )


def _change_later(taken: FormsTaken, draws: Draws) -> Change | None:
    if not taken.later:
        return None
    before, after = map(taken.later_counts, (Occasion.BEFORE, Occasion.AFTER))
    return counted_change(before, after, draws=draws)
