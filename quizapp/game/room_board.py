"""The board of one workshop: what the room could do alone, and what talking moved.

It is a group's board made of the votes alone, with the tests before and after where the
workshop offered them. What was voted again after talking, and a test at the end that
none went before, stand beside it and never in it: the first is no longer one's own, the
second is about other lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.game.answered import Answered, tally, tally_kinds
from quizapp.game.board import (
    Board,
    Key,
    Measured,
    Places,
    compare_tests,
    measure_all,
)
from quizapp.game.by_kind import by_kind
from quizapp.game.change import Change, counted_change
from quizapp.game.draws import Draws
from quizapp.game.forms_taken import forms_taken
from quizapp.game.member_counts import count_up
from quizapp.game.occasion import Occasion
from quizapp.game.resampling import Counts


@dataclass(frozen=True, slots=True)
class Talked:
    """The lines that were voted on twice: alone, after talking, and the change."""

    alone: Measured
    again: Measured
    change: Change


@dataclass(frozen=True, slots=True)
class RoomBoard:
    """A workshop in figures; `talked` is None where nobody voted after talking.

    `test` is the one right after where nobody took one before.
    """

    board: Board
    talked: Talked | None
    test: Measured | None


def room_board(
    alone: Sequence[Answered],
    again: Sequence[Answered],
    tested: Sequence[Answered],
    *,
    beside: bool,
    seed: str,
) -> RoomBoard:
    """Return the board of a room from its votes alone, after talking, and its tests.

    Of the tests only what was read as in the room counts.
    """
    draws = Draws(seed)
    judged = [vote for vote in alone if vote.judged]
    twice = {vote.position for vote in again}
    first = tally(vote for vote in judged if vote.position in twice)
    second = tally(vote for vote in again if vote.judged)
    tests = {who: one.read(beside).tests for who, one in count_up(tested).items()}
    taken = forms_taken(tests, later=frozenset())
    parts: dict[Key, Mapping[int, Counts]] = {
        "now": tally(judged),
        "alone": first,
        "again": second,
        **{occasion.value: taken.counts(occasion) for occasion in Occasion},
    }
    found = measure_all(parts, draws=draws)
    compared, after = Occasion.BEFORE in taken.judged, found[Occasion.AFTER.value]
    moved = counted_change(first, second, draws=draws)
    return RoomBoard(
        Board(
            beside=beside,
            now=found["now"],
            weeks=(),
            kinds=by_kind(tally_kinds(judged), draws=draws),
            places=Places(None, None, None, None),
            compared=compare_tests(taken, found, draws=draws) if compared else None,
        ),
        Talked(found["alone"], found["again"], moved) if second else None,
        None if compared or not after.people else after,
    )
