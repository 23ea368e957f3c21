"""A group's board: every figure an instructor sees, from the group's answers alone.

A board is about one way of reading, with the source beside or with it hidden, because
skill at one may not carry over to the other; only `places` sets the two side by side.
What was said in rooms counts there and nowhere else. Every interval draws members
anew; the draws follow from `seed`, so that looking twice shows the same figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from quizapp.game.answered import Answered, in_order, judgements_of, tally
from quizapp.game.by_kind import KindTold, by_kind
from quizapp.game.calibration import Level, brier
from quizapp.game.change import Change, counted_change
from quizapp.game.discernment import Dials
from quizapp.game.forms_taken import FormsTaken, forms_taken
from quizapp.game.group_calibration import group_reliability
from quizapp.game.line import Form
from quizapp.game.resampling import (
    Counts,
    area_of,
    counted_dials,
    criterion_in,
    together,
)

RECENT = 40  # lines of each member that the dials read, as on a member's own page
WEEKS = 16  # the newest weeks with answers


@dataclass(frozen=True, slots=True)
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

    @property
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
    """The same figures by where lines were read; None where nothing was."""

    beside: Measured | None
    hidden: Measured | None
    room_beside: Measured | None
    room_hidden: Measured | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Before and after, by test forms, with the change; and how the forms came."""

    before: Measured
    after: Measured
    change: Change
    taken: FormsTaken
    kinds_before: tuple[KindTold, ...]
    kinds_after: tuple[KindTold, ...]


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


def board(answers: Sequence[Answered], *, beside: bool, seed: str) -> Board:
    """Return the board of a group; `answers` may come in any order."""
    judged = [answer for answer in answers if answer.judged]
    own = [a for a in judged if a.beside is beside and not a.in_room]
    return Board(
        beside=beside,
        now=measured(tally(_recent(own)), Random(f"{seed} now")),
        weeks=_weeks(own, seed),
        kinds=by_kind(own, rng=Random(f"{seed} kinds")),
        places=_places(judged, seed),
        compared=_compared([a for a in answers if a.beside is beside], seed),
    )


def measured(counted: Mapping[int, Counts], rng: Random) -> Measured:
    """Measure what these members judged."""
    people = in_order(counted)
    pooled = together(people)
    return Measured(
        people=len(people),
        lines=sum(pooled.flat),
        dials=counted_dials(people, rng=rng),
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


def _weeks(own: Iterable[Answered], seed: str) -> tuple[Week, ...]:
    weeks: dict[date, list[Answered]] = {}
    for answer in own:
        day = answer.at.date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(answer)
    return tuple(
        Week(monday, measured(tally(weeks[monday]), Random(f"{seed} {monday}")))
        for monday in sorted(weeks)[-WEEKS:]
    )


def _places(judged: Iterable[Answered], seed: str) -> Places:
    by_place: dict[tuple[bool, bool], list[Answered]] = {}
    for answer in judged:
        by_place.setdefault((answer.in_room, answer.beside), []).append(answer)
    found = {
        place: measured(tally(rows), Random(f"{seed} {place}"))
        for place, rows in by_place.items()
    }
    return Places(
        found.get((False, True)),
        found.get((False, False)),
        found.get((True, True)),
        found.get((True, False)),
    )


def _compared(own: Sequence[Answered], seed: str) -> Compared | None:
    if all(answer.form is Form.TRAINING or answer.in_room for answer in own):
        return None
    taken = forms_taken(own)
    return Compared(
        measured(taken.before, Random(f"{seed} before")),
        measured(taken.after, Random(f"{seed} after")),
        counted_change(taken.before, taken.after, rng=Random(f"{seed} change")),
        taken,
        by_kind(taken.before_rows, rng=Random(f"{seed} kinds before")),
        by_kind(taken.after_rows, rng=Random(f"{seed} kinds after")),
    )
