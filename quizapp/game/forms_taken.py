"""Which test somebody took before, which after, and in which order the forms came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from quizapp.game.answered import Answered, tally
from quizapp.game.line import Form
from quizapp.game.resampling import Counts


@dataclass(frozen=True, slots=True)
class FormsTaken:
    """What each member judged in the test before and in the one after.

    `a_first` and `b_first` count members who took both forms of a pack, by the one
    they took first.
    """

    before: Mapping[int, Counts]
    after: Mapping[int, Counts]
    before_rows: tuple[Answered, ...]
    after_rows: tuple[Answered, ...]
    a_first: int
    b_first: int

    @property
    def counterbalanced(self) -> bool:
        """True where no form was first much more often than the other."""
        both = self.a_first + self.b_first
        return both > 0 and min(self.a_first, self.b_first) >= both / 3


_Sitting = tuple[int, int, Form]


def forms_taken(own: Iterable[Answered]) -> FormsTaken:
    """Tell before from after in what members answered in rounds of their own.

    Of the two forms of a pack the one begun first is before. Whoever took one form
    only took it before where they had not trained yet, else after. Of two rounds of
    the same form of a case the first counts.
    """
    answers = [answer for answer in own if not answer.in_room]
    tests = _first_rounds([a for a in answers if a.form is not Form.TRAINING])
    begun: dict[_Sitting, datetime] = {}
    for answer in tests:
        sitting = (answer.member, answer.pack, answer.form)
        begun[sitting] = min(begun.get(sitting, answer.dealt_at), answer.dealt_at)
    trained = _trained(answers)
    is_before = {sitting: _is_before(sitting, begun, trained) for sitting in begun}
    judged = [answer for answer in tests if answer.judged]
    before = tuple(a for a in judged if is_before[a.member, a.pack, a.form])
    after = tuple(a for a in judged if not is_before[a.member, a.pack, a.form])
    return FormsTaken(
        tally(before), tally(after), before, after, *_orders(begun, is_before)
    )


def _first_rounds(tests: list[Answered]) -> list[Answered]:
    """Keep the first round of each form of a case; doubles made one took it twice."""
    first: dict[tuple[int, int, Form], tuple[datetime, int]] = {}
    for answer in tests:
        sat = (answer.member, answer.case, answer.form)
        dealt = (answer.dealt_at, answer.round)
        first[sat] = min(first.get(sat, dealt), dealt)
    return [
        a for a in tests if first[a.member, a.case, a.form] == (a.dealt_at, a.round)
    ]


def _trained(answers: list[Answered]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for answer in answers:
        if answer.form is Form.TRAINING:
            known = found.get(answer.member, answer.dealt_at)
            found[answer.member] = min(known, answer.dealt_at)
    return found


def _is_before(
    sitting: _Sitting,
    begun: Mapping[_Sitting, datetime],
    trained: Mapping[int, datetime],
) -> bool:
    member, pack, form = sitting
    other = begun.get((member, pack, Form.B if form is Form.A else Form.A))
    if other is not None:
        # Begun in the same moment, A goes before.
        return (begun[sitting], form) < (other, Form.B if form is Form.A else Form.A)
    return member not in trained or begun[sitting] < trained[member]


def _orders(
    begun: Mapping[_Sitting, datetime], is_before: Mapping[_Sitting, bool]
) -> tuple[int, int]:
    """Count the members who took both forms of a pack, by the form they took first."""
    first: dict[Form, set[int]] = {Form.A: set(), Form.B: set()}
    for member, pack, form in begun:
        both = (member, pack, Form.A) in begun and (member, pack, Form.B) in begun
        if both and is_before[member, pack, form]:
            first[form].add(member)
    return len(first[Form.A]), len(first[Form.B])
