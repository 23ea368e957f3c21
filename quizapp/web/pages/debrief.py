"""Looking back at a workshop: for the room, its board, its questions, its votes."""

from collections.abc import Iterator
from random import Random

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.game.resampling import group_dials
from quizapp.services import debriefs, line_analysis, room_boards
from quizapp.services.debriefs import Debrief
from quizapp.web import dial, findings, headlines, line_words
from quizapp.web.login import instructor
from quizapp.web.panels_room import room_panels, room_steps
from quizapp.web.sessions import database
from quizapp.web.sheets import (
    CSV_TYPE,
    JSON_TYPE,
    XLSX_TYPE,
    Cell,
    csv_of,
    download,
    json_lines,
    xlsx_of,
)

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
        group_dials(seen.judgements(turn), rng=Random(seen.code)) for turn in (1, 2)
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


@pages.get("/votes.csv")
def votes_csv(code: str) -> ResponseReturnValue:
    """Give every vote as a row."""
    seen = _seen(code)
    return download(csv_of(HEAD, _rows(seen)), CSV_TYPE, f"workshop-{seen.code}.csv")


@pages.get("/votes.json")
def votes_json(code: str) -> ResponseReturnValue:
    """Give every vote as an object of a list."""
    seen = _seen(code)
    named = f"workshop-{seen.code}.json"
    return download(json_lines(HEAD, _rows(seen)), JSON_TYPE, named)


@pages.get("/votes.xlsx")
def votes_xlsx(code: str) -> ResponseReturnValue:
    """Give every vote as a row of a workbook."""
    seen = _seen(code)
    return download(xlsx_of(HEAD, _rows(seen)), XLSX_TYPE, f"workshop-{seen.code}.xlsx")


def _seen(code: str) -> Debrief:
    with database().reading() as session:
        return debriefs.look_back(session, person=instructor().number, code=code)


def _rows(seen: Debrief) -> Iterator[tuple[Cell, ...]]:
    for asked in seen.lines:
        for vote in asked.votes:
            played = vote.played
            yield (
                vote.seat,
                vote.nickname,
                asked.position,
                asked.key,
                asked.format.value,
                "beside" if seen.beside else "hidden",
                "faithful" if played.faithful else "discrepant",
                played.resembles.value,
                vote.turn,
                str(played.choice),
                played.certainty,
                int(played.right),
                played.share,
                played.marks,
                vote.answered_at.isoformat(),
            )
