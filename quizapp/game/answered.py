"""What a group answered, one value an answer, and judgements counted by member."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from quizapp.compare.kinds import Kind
from quizapp.game.discernment import Judgement
from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.game.marks import is_right
from quizapp.game.occasion import Occasion
from quizapp.game.resampling import Counts, counts_of

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

    @property
    def place(self) -> int:
        """Where a judgement counts among the twelve: sound lines first, by rating."""
        return self.rating - 1 + (0 if self.faithful else 6)


def nothing() -> list[int]:
    """Return the twelve counts of somebody who judged nothing."""
    return [0] * 12


def note_kind(kinds: dict[str, list[int]], answer: Answered) -> None:
    """Count a judgement by kind: caught, parting, flagged, sound.

    A line was flagged where it was called discrepant.
    """
    mine = kinds.setdefault(answer.resembles, [0] * 4)
    at = 2 if answer.faithful else 0
    mine[at] += answer.rating > 3
    mine[at + 1] += 1


def tally(judged: Iterable[Answered]) -> dict[int, Counts]:
    """Count what each member judged, by rating and by what the line was."""
    found: dict[int, list[int]] = {}
    for answer in judged:
        found.setdefault(answer.member, nothing())[answer.place] += 1
    return {one: counts_of(twelve) for one, twelve in found.items()}


def tally_kinds(judged: Iterable[Answered]) -> dict[int, dict[str, list[int]]]:
    """Count what each member judged, by kind."""
    found: dict[int, dict[str, list[int]]] = {}
    for answer in judged:
        note_kind(found.setdefault(answer.member, {}), answer)
    return found


def judgements_of(counts: Counts) -> list[Judgement]:
    """Return the judgements that were counted, in no order."""
    found: list[Judgement] = []
    for faithful, ratings in ((True, counts.sound), (False, counts.parting)):
        for at, n in enumerate(ratings):
            found += [Judgement(faithful, at < 3, CERTAINTIES[at])] * n
    return found
