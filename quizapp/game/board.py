"""A group's board: every figure an instructor sees, from the group's answers alone.

A board is about one way of reading, with the source beside or with it hidden, because
skill at one may not carry over to the other; only `places` sets the two side by side.
What was said in rooms counts there and nowhere else. Every interval draws members
anew; the draws follow from `seed`, so that looking twice shows the same figures.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from quizapp.game.answered import Answered, in_order, judgements_of, tally
from quizapp.game.by_kind import KindChanged, KindTold, by_kind, kinds_changed
from quizapp.game.calibration import Level, brier
from quizapp.game.change import Change, counted_change
from quizapp.game.discernment import Dials
from quizapp.game.forms_taken import FormsTaken, forms_taken
from quizapp.game.group_calibration import group_reliability
from quizapp.game.occasion import DELAYS, Occasion
from quizapp.game.resampling import (
    Counts,
    area_of,
    criterion_in,
    dials_of_each,
    together,
)

RECENT = 40  # lines of each member that the dials read, as on a member's own page
WEEKS = 16  # the newest weeks with answers
_PLACES = ("beside", "hidden", "room beside", "room hidden")

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
    each: tuple[Counts, ...]

    # Drawn once and kept, which takes an instance without slots.
    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """How often each certainty was right, with intervals that draw people anew."""
        return group_reliability(self.each, rng=Random(self.lines))

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


def mostly_beside(answers: Iterable[Answered]) -> bool:
    """Return whether most lines were judged with the source beside."""
    judged = [a.beside for a in answers if a.judged and not a.in_room]
    return 2 * sum(judged) >= len(judged)


def board(
    answers: Sequence[Answered],
    *,
    beside: bool,
    seed: str,
    later: Set[int] = frozenset(),
) -> Board:
    """Return the board of a group; `answers` may come in any order.

    `later` has the members who train later than the rest, to be compared with.
    """
    judged = [answer for answer in answers if answer.judged]
    own = [a for a in judged if a.beside is beside and not a.in_room]
    taken = forms_taken([a for a in answers if a.beside is beside], later=later)
    parts: dict[Key, Mapping[int, Counts]] = {
        "now": tally(_recent(own)),
        **{occasion.value: taken.counts(occasion) for occasion in Occasion},
        **_by_place(judged),
        **_by_week(own),
    }
    # All are read off the same draws of members, which is what makes a board quick.
    found = measure_all(parts, rng=Random(seed))
    weeks = sorted(key for key in found if isinstance(key, date))
    return Board(
        beside=beside,
        now=found["now"],
        weeks=tuple(Week(monday, found[monday]) for monday in weeks),
        kinds=by_kind(own, rng=Random(f"{seed} kinds")),
        places=_places(found, parts, Random(f"{seed} apart")),
        compared=compare_tests(taken, found, seed=seed),
    )


def _places(
    found: Mapping[Key, Measured],
    parts: Mapping[Key, Mapping[int, Counts]],
    rng: Random,
) -> Places:
    beside, hidden = (parts.get(place) for place in _PLACES[:2])
    return Places(
        found.get(_PLACES[0]),
        found.get(_PLACES[1]),
        found.get(_PLACES[2]),
        found.get(_PLACES[3]),
        counted_change(beside, hidden, rng=rng) if beside and hidden else None,
    )


def measure_all(
    parts: Mapping[Key, Mapping[int, Counts]], *, rng: Random
) -> dict[Key, Measured]:
    """Measure several parts of what a group judged, each counted by member."""
    dials = dials_of_each(list(parts.values()), rng=rng)
    return {
        key: _measured(counted, told)
        for (key, counted), told in zip(parts.items(), dials, strict=True)
    }


def _measured(counted: Mapping[int, Counts], dials: Dials) -> Measured:
    people = in_order(counted)
    pooled = together(people)
    return Measured(
        people=len(people),
        lines=sum(pooled.flat),
        dials=dials,
        area=area_of(pooled),
        lean=criterion_in(pooled),
        counts=pooled,
        each=tuple(people),
    )


def _recent(own: Iterable[Answered]) -> list[Answered]:
    """Keep the newest lines of every member."""
    by_member: dict[int, list[Answered]] = {}
    for answer in own:
        by_member.setdefault(answer.member, []).append(answer)
    return [
        answer
        for mine in by_member.values()
        for answer in sorted(mine, key=_when)[-RECENT:]
    ]


def _when(answer: Answered) -> tuple[object, ...]:
    return answer.at, answer.round, answer.position


def _by_week(own: Iterable[Answered]) -> dict[Key, Mapping[int, Counts]]:
    weeks: dict[date, list[Answered]] = {}
    for answer in own:
        day = answer.at.date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(answer)
    return {monday: tally(weeks[monday]) for monday in sorted(weeks)[-WEEKS:]}


def _by_place(judged: Iterable[Answered]) -> dict[Key, Mapping[int, Counts]]:
    by_place: dict[str, list[Answered]] = {}
    for answer in judged:
        place = _PLACES[2 * answer.in_room + (not answer.beside)]
        by_place.setdefault(place, []).append(answer)
    return {place: tally(rows) for place, rows in by_place.items()}


def compare_tests(
    taken: FormsTaken, found: Mapping[Key, Measured], *, seed: str
) -> Compared | None:
    """Return what changed from test to test; `found` measures every occasion.

    None where no test was taken.
    """
    if not taken.judged and not taken.later:
        return None
    first, second = Occasion.BEFORE, Occasion.AFTER
    rng = Random(f"{seed} change")
    rows = (taken.judged.get(occasion, ()) for occasion in (first, second))
    return Compared(
        found[first.value],
        found[second.value],
        tuple((when, found[when.value]) for when in DELAYS if when in taken.judged),
        counted_change(taken.counts(first), taken.counts(second), rng=rng),
        _change_later(taken, rng),
        taken,
        kinds_changed(*rows, rng=Random(f"{seed} kinds changed")),
    )


def _change_later(taken: FormsTaken, rng: Random) -> Change | None:
    if not taken.later:
        return None
    before, after = map(taken.later_counts, (Occasion.BEFORE, Occasion.AFTER))
    return counted_change(before, after, rng=rng)
