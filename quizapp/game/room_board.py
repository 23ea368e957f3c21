"""The board of one workshop: what the room could do alone, and what talking moved.

It is a group's board made of the votes alone. What was voted again after talking, and
the test that the workshop offered at its end, stand beside it and never in it: the
first is no longer one's own, the second is about other lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.game.answered import Answered, tally
from quizapp.game.board import Board, Measured, Places, measure_all
from quizapp.game.by_kind import by_kind
from quizapp.game.change import Change, counted_change


@dataclass(frozen=True, slots=True)
class Talked:
    """The lines that were voted on twice: alone, after talking, and the change."""

    alone: Measured
    again: Measured
    change: Change


@dataclass(frozen=True, slots=True)
class RoomBoard:
    """A workshop in figures; `talked` and `test` are None where there was none."""

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
    """Return the board of a room from its votes alone, after talking, and its test.

    Of the test only what was read as in the room counts, and the first go of each.
    """
    judged = [vote for vote in alone if vote.judged]
    twice = {vote.position for vote in again}
    first = tally(vote for vote in judged if vote.position in twice)
    second = tally(vote for vote in again if vote.judged)
    tests = tally(a for a in _first_go(tested) if a.judged and a.beside is beside)
    found = measure_all(
        {"now": tally(judged), "alone": first, "again": second, "test": tests},
        rng=Random(seed),
    )
    moved = counted_change(first, second, rng=Random(f"{seed} change"))
    return RoomBoard(
        Board(
            beside=beside,
            now=found["now"],
            weeks=(),
            kinds=by_kind(judged, rng=Random(f"{seed} kinds")) if judged else (),
            places=Places(None, None, None, None),
            compared=None,
        ),
        Talked(found["alone"], found["again"], moved) if second else None,
        found["test"] if tests else None,
    )


def _first_go(tested: Iterable[Answered]) -> list[Answered]:
    """Keep the answers of everybody's first round."""
    answers = sorted(tested, key=lambda a: (a.dealt_at, a.round))
    first: dict[int, int] = {}
    return [a for a in answers if first.setdefault(a.member, a.round) == a.round]
