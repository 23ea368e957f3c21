"""What a group answered, one value an answer, and judgements counted by member."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from quizapp.compare.kinds import Kind
from quizapp.game.discernment import Judgement
from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.game.marks import is_right
from quizapp.game.occasion import Occasion
from quizapp.game.resampling import Counts

CERTAINTIES = (3, 2, 1, 1, 2, 3)


class Answered(NamedTuple):
    """One answer of a member; a named tuple, because a group has them by the thousand.

    `line` is the number of the line's version. `round` names the round it was dealt
    in, `dealt_at` when; `in_room` says it is the vote alone in a workshop.
    """

    member: int
    pack: int
    case: int
    line: int
    round: int
    form: Form
    occasion: Occasion | None
    beside: bool
    in_room: bool
    dealt_at: datetime
    position: int
    format: Format
    faithful: bool
    resembles: Kind
    certainty: int | None
    share: float
    marks: int
    at: datetime

    @property
    def right(self) -> bool:
        """True where more than half of it was right."""
        return is_right(self.share)

    @property
    def judged(self) -> bool:
        """True for a verdict with its certainty, which is what the dials read."""
        return self.format is Format.JUDGE and self.certainty is not None

    @property
    def rating(self) -> int:
        """The verdict and its certainty as one scale: 1 surely faithful … 6 not."""
        sure = self.certainty or 1
        return 4 - sure if self.right == self.faithful else 3 + sure


def tally(judged: Iterable[Answered]) -> dict[int, Counts]:
    """Count what each member judged, by rating and by what the line was."""
    found: dict[int, list[int]] = {}
    for answer in judged:
        at = answer.rating - 1 + (0 if answer.faithful else 6)
        found.setdefault(answer.member, [0] * 12)[at] += 1
    return {one: Counts(tuple(n[:6]), tuple(n[6:])) for one, n in found.items()}


def in_order(counted: Mapping[int, Counts]) -> list[Counts]:
    """Return the counts in the order of the members, so that a draw is the same."""
    return [counted[member] for member in sorted(counted)]


def judgements_of(counts: Counts) -> list[Judgement]:
    """Return the judgements that were counted, in no order."""
    found: list[Judgement] = []
    for faithful, ratings in ((True, counts.sound), (False, counts.parting)):
        for at, n in enumerate(ratings):
            found += [Judgement(faithful, at < 3, CERTAINTIES[at])] * n
    return found
