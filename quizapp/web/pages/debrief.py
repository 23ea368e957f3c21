"""Looking back at a workshop: for the room, its board, its questions, its votes."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.game.draws import Draws
from quizapp.game.rejoin import read_code
from quizapp.game.resampling import group_dials
from quizapp.services import debriefs, line_analysis, room_boards
from quizapp.services.debriefs import Debrief, Tested, Vote
from quizapp.web import dial, findings, headlines, line_words
from quizapp.web.login import instructor
from quizapp.web.panels_room import room_panels, room_steps
from quizapp.web.sessions import database
from quizapp.web.sheets import Cell, sheet

pages = Blueprint(
    "debrief", __name__, url_prefix="/workshops/<string(maxlength=12):code>"
)
HEAD = (
    "seat",
    "nickname",
    "line",
    "key",
    "format",
    "source",
    "truth",
    "resembles",
    "test",
    "turn",
    "choice",
    "certainty",
    "right",
    "share",
    "marks",
    "answered_at",
)


@pages.get("/debrief")
def show(code: str) -> ResponseReturnValue:
    """Show what the room missed most, how talking moved it, and its two dials."""
    seen = _seen(code)
    # Drawn from the room's own code: looking twice shows the same figures.
    alone, again = (
        group_dials(seen.judgements(turn), draws=Draws(seen.code)) for turn in (1, 2)
    )
    return render_template(
        "workshop/debrief.html",
        seen=seen,
        missed=debriefs.missed_most(seen),
        both=again if again.spotting else alone,
        after_talking=again.spotting is not None,
        dial=dial,
    )


@pages.get("/board")
def board(code: str) -> ResponseReturnValue:
    """Show what the room could do alone, and what talking moved."""
    with database().reading() as session:
        shown = room_boards.look_at_room(session, person=instructor().number, code=code)
    return render_template(
        "workshop/board.html",
        shown=shown,
        board=shown.room.board,
        panels=room_panels(shown.room),
        steps=room_steps(shown.room.board),
        findings=findings,
        headlines=headlines,
        dial=dial,
    )


@pages.get("/questions")
def questions(code: str) -> ResponseReturnValue:
    """Show how each line did with the room, in the order that is asked for."""
    with database().reading() as session:
        analysis = line_analysis.analyse_room(
            session, person=instructor().number, code=code
        )
    return render_template(
        "workshop/questions.html",
        place={"code": code},
        words=line_words,
        **line_words.asked(analysis, request.args),
    )


@pages.get("/votes.<string(maxlength=4):ending>")
def votes(code: str, ending: str) -> ResponseReturnValue:
    """Give every vote and every answer of the tests as a row."""
    return sheet(f"workshop-{read_code(code)}", ending, HEAD, _rows(code))


def _seen(code: str) -> Debrief:
    with database().reading() as session:
        return debriefs.look_back(session, person=instructor().number, code=code)


def _rows(code: str) -> list[tuple[Cell, ...]]:
    """Return every vote, then every answer in the tests of the workshop."""
    me = instructor().number
    with database().reading() as session:
        seen = debriefs.look_back(session, person=me, code=code)
        tested = debriefs.answers_in_tests(session, person=me, code=code)
    votes = [
        _row(asked.key, vote, ("", vote.turn), beside=seen.beside)
        for asked in seen.lines
        for vote in asked.votes
    ]
    return votes + [
        _row(one.key, one, (one.occasion.value, 1), beside=one.beside) for one in tested
    ]


def _row(
    key: str, said: Vote | Tested, when: tuple[str, int], *, beside: bool
) -> tuple[Cell, ...]:
    played = said.played
    return (
        said.seat,
        said.nickname,
        played.position,
        key,
        played.format.value,
        "beside" if beside else "hidden",
        "faithful" if played.faithful else "discrepant",
        played.resembles.value,
        *when,
        str(played.choice),
        played.certainty,
        int(played.right),
        played.share,
        played.marks,
        said.answered_at.isoformat(),
    )
