"""The figures of a workshop: what talking moved, then what a group's board shows."""

from quizapp.game.board import Board, Measured
from quizapp.game.change import Change, Lean
from quizapp.game.discernment import Estimate
from quizapp.game.room_board import RoomBoard, Talked
from quizapp.web import findings
from quizapp.web.dial_panels import SPOTTING, SUSPICION, Sides, sides_chart, sides_table
from quizapp.web.figures import signed, written
from quizapp.web.panel import Panel
from quizapp.web.panels_change import changes, kinds_changed
from quizapp.web.panels_curves import reliability, roc
from quizapp.web.panels_parts import kinds
from quizapp.wording import gettext, ngettext


def room_panels(room: RoomBoard) -> tuple[Panel, ...]:
    """Return every figure of a workshop there is something to show in."""
    found = changes(room.board.compared, room.board)
    if room.board.compared:
        found += kinds_changed(room.board.compared)
    if room.talked:
        found += _talked_panels(room.talked)
    if room.board.now.cuts:
        found.append(roc(room.board))
    if room.board.now.lines:
        found.append(reliability(room.board))
    if room.board.kinds:
        found.append(kinds(room.board))
    if room.test:
        found.append(_test_panel(room.board.now, room.test))
    return tuple(found)


def _talked_panels(talked: Talked) -> list[Panel]:
    """Return the panels of both dials, voting alone and after talking."""
    change, sides = talked.change, _sides(talked)
    return [
        Panel(
            "talk-spotting",
            _spotting_moved(change.spotting),
            (_sure(change.spotting), _who(change)),
            sides_chart(gettext("Spotting alone and after talking"), sides, SPOTTING),
            sides_table(sides, SPOTTING, change.spotting),
        ),
        Panel(
            "talk-suspicion",
            _suspicion_moved(change),
            (_lean_sure(change),),
            sides_chart(gettext("Suspicion alone and after talking"), sides, SUSPICION),
            sides_table(sides, SUSPICION, change.suspicion),
        ),
    ]


def _sides(talked: Talked) -> Sides:
    return [
        (gettext("alone"), talked.alone),
        (gettext("after talking"), talked.again),
    ]


def _spotting_moved(found: Estimate | None) -> str:
    if found is None:
        return gettext("Alone, and after talking")
    size = {"by": written(abs(found.value))}
    if found.low > 0:
        return gettext("Talking raised spotting by %(by)s") % size
    if found.high < 0:
        return gettext("Talking lowered spotting by %(by)s") % size
    return gettext("Whether talking helped cannot be told")


def _suspicion_moved(change: Change) -> str:
    return {
        Lean.STAYED: gettext("Talking left suspicion where it was"),
        Lean.DOUBT: gettext("After talking they doubted more"),
        Lean.TRUST: gettext("After talking they trusted more"),
        Lean.OPEN: gettext("Whether talking moved suspicion is open"),
        Lean.UNTOLD: gettext("Suspicion, alone and after talking"),
    }[change.lean]


def _sure(found: Estimate | None) -> str:
    if found is None:
        return gettext(
            "It takes five people who voted twice, on sound lines and on others, to "
            "tell a change."
        )
    said = gettext("The change is %(value)s; it lies between %(low)s and %(high)s.")
    return said % {
        "value": signed(found.value),
        "low": signed(found.low),
        "high": signed(found.high),
    }


def _lean_sure(change: Change) -> str:
    if change.suspicion is None and change.spotting is not None:
        return findings.no_lean()
    return _sure(change.suspicion)


def _who(change: Change) -> str:
    said = ngettext(
        "%(num)d person, on the lines that were voted on twice. What a room finds "
        "together nobody need have known alone.",
        "%(num)d people, on the lines that were voted on twice. What a room finds "
        "together nobody need have known alone.",
        change.people,
    )
    return said % {"num": change.people}


def _test_panel(now: Measured, test: Measured) -> Panel:
    """Return the panel of the test that was offered at the end."""
    sides = [
        (gettext("in the room, voting alone"), now),
        (gettext("in the test afterwards"), test),
    ]
    said = gettext(
        "The test has other lines and nobody took one before, so this is no measure "
        "of what was learnt. For that, plan a test before and one after."
    )
    return Panel(
        "test",
        gettext("The test at the end"),
        (said,),
        sides_chart(gettext("Spotting in the room and in the test"), sides, SPOTTING),
        sides_table(sides, SPOTTING),
    )


def room_steps(board: Board) -> tuple[str, ...]:
    """Say what a host can do with what the board finds."""
    return (*findings.worst_kind(board), *findings.leaning(board))
