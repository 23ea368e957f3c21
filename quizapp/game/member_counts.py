"""What one member's answers count up to: all that a board needs to know of them.

Answers are added in any order and never taken back, so that what they count up to can
be kept and added to later. It holds numbers and words alone, as JSON does.
"""

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from quizapp.game.answered import Answered, note_kind, nothing

RECENT = 40  # lines of each member that the dials read, as on a member's own page
ROOM = "room"
_PLACE = 0b1111  # twelve of them
_START, _UNIT = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(slots=True)
class Sat:
    """A test as it was taken in one round: what was judged, in all and by kind."""

    case: int
    occasion: str
    form: str
    dealt_at: int
    judged: list[int] = field(default_factory=nothing)
    kinds: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What was judged one way, with the source beside or hidden; twelve counts each.

    `newest` has a number for each of the newest lines, that orders as they do and
    ends with where it counts, see `_ordered`. `weeks` go by their Monday, `tests` by
    their round. Votes in rooms are in `rooms` and nowhere else.
    """

    newest: list[int] = field(default_factory=list)
    weeks: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[str, list[int]] = field(default_factory=dict)
    tests: dict[str, Sat] = field(default_factory=dict)
    rooms: list[int] = field(default_factory=nothing)

    @property
    def alone(self) -> list[int]:
        """Everything judged outside rooms."""
        every = zip(nothing(), *self.weeks.values(), strict=True)
        return [sum(counts) for counts in every]

    @property
    def judged(self) -> bool:
        """True where anything was judged this way, also in rooms."""
        return bool(self.weeks) or any(self.rooms)

    @property
    def recent(self) -> list[int]:
        """The newest lines judged outside rooms."""
        counts = nothing()
        for line in self.newest:
            counts[line & _PLACE] += 1
        return counts

    def add(self, answer: Answered) -> None:
        """Count one judgement."""
        if answer.in_room:
            self.rooms[answer.place] += 1
            return
        insort(self.newest, _ordered(answer))
        del self.newest[:-RECENT]
        day = answer.at.date()
        monday = (day - timedelta(days=day.weekday())).isoformat()
        self.weeks.setdefault(monday, nothing())[answer.place] += 1
        note_kind(self.kinds, answer)
        if answer.occasion:
            self._add_to_test(answer)

    def _add_to_test(self, answer: Answered) -> None:
        begun = Sat(
            answer.case,
            answer.occasion or "",
            answer.form,
            instant(answer.dealt_at),
        )
        test = self.tests.setdefault(str(answer.round), begun)
        test.judged[answer.place] += 1
        note_kind(test.kinds, answer)


@dataclass(slots=True)
class MemberCounts:
    """All answers of a member: how many `lines`, how many `right`, and when the last.

    `packs` has, by the number of a pack, the rounds played in each form and in rooms.
    """

    beside: Reading = field(default_factory=Reading)
    hidden: Reading = field(default_factory=Reading)
    packs: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    lines: int = 0
    right: int = 0
    marks: int = 0
    last: int = 0

    def read(self, beside: bool) -> Reading:
        """Return what was judged this way."""
        return self.beside if beside else self.hidden

    def add(self, answer: Answered) -> None:
        """Count one answer."""
        self.lines += 1
        self.right += answer.right
        self.marks += answer.marks
        self.last = max(self.last, instant(answer.at))
        where = ROOM if answer.in_room else answer.form
        rounds = self.packs.setdefault(str(answer.pack), {}).setdefault(where, [])
        if answer.round not in rounds:
            rounds.append(answer.round)
        if answer.judged:
            self.read(answer.beside).add(answer)

    @property
    def last_at(self) -> datetime | None:
        """When the last answer came; None where none did."""
        return _START + self.last * _UNIT if self.last else None

    def written(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)


def count_up(answers: Iterable[Answered]) -> dict[int, MemberCounts]:
    """Return what answers count up to, by member."""
    found: dict[int, MemberCounts] = {}
    for answer in answers:
        found.setdefault(answer.member, MemberCounts()).add(answer)
    return found


def read_counts(written: Mapping[str, Any]) -> MemberCounts:
    """Read what `MemberCounts.written` returned."""
    beside, hidden = (_reading(written[way]) for way in ("beside", "hidden"))
    return MemberCounts(**{**written, "beside": beside, "hidden": hidden})


def _reading(written: Mapping[str, Any]) -> Reading:
    tests = {number: Sat(**test) for number, test in written["tests"].items()}
    return Reading(**{**written, "tests": tests})


def instant(moment: datetime) -> int:
    """Return a moment as JSON has it: microseconds since 1970."""
    return (moment - _START) // _UNIT


def _ordered(answer: Answered) -> int:
    """Return when, in which round and at which position, as one number, and its place.

    Numbers are nothing to the garbage collector, where lists of four made a board of
    five hundred people a third slower.
    """
    order = (instant(answer.at) << 32 | answer.round) << 16 | answer.position
    return order << _PLACE.bit_length() | answer.place
