"""The boards of a group: what it can do, question by question, one member's path."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.services import dashboards, group_export, line_analysis, member_path
from quizapp.services.group_export import ANSWERS, GRADES, Out
from quizapp.web import dial, findings, headlines, line_words
from quizapp.web.login import instructor
from quizapp.web.panels import panels
from quizapp.web.sessions import database
from quizapp.web.sheets import Cell, sheet
from quizapp.wording import gettext

pages = Blueprint("boards", __name__, url_prefix="/groups/<count:group>")
SOURCES = {"beside": True, "hidden": False}
# A workbook is built in memory; a longer table goes out as CSV, which is not.
MOST_IN_WORKBOOK = 20_000

Rows = Callable[[Session, Out], Iterable[Sequence[Cell]]]


@pages.get("/board")
def show(group: int) -> ResponseReturnValue:
    """Show what a group can do, for one way of reading."""
    beside = SOURCES.get(request.args.get("source", ""))
    with database().reading() as session:
        shown = dashboards.group_board(
            session, person=instructor().number, group=group, beside=beside
        )
    if shown.erased:
        return redirect(url_for("groups.show", group=group), 303)
    return render_template(
        "boards/board.html",
        shown=shown,
        board=shown.board,
        panels=panels(shown.board),
        steps=findings.next_steps(shown.board, other=shown.other),
        findings=findings,
        headlines=headlines,
        dial=dial,
    )


@pages.get("/questions")
def questions(group: int) -> ResponseReturnValue:
    """Show how each line did, in the order and of the pack that is asked for."""
    with database().reading() as session:
        analysis = line_analysis.analyse_group(
            session, person=instructor().number, group=group
        )
    if analysis.erased:
        return redirect(url_for("groups.show", group=group), 303)
    return render_template(
        "boards/questions.html",
        place={"group": group},
        words=line_words,
        **line_words.asked(analysis, request.args),
    )


@pages.get("/board/members/<count:member>")
def member(group: int, member: int) -> ResponseReturnValue:
    """Show the path of one member."""
    with database().reading() as session:
        path = member_path.member_path(
            session, person=instructor().number, group=group, member=member
        )
    return render_template("boards/member.html", path=path, dial=dial, words=line_words)


@pages.get("/board/answers.<string(maxlength=4):ending>")
def answers(group: int, ending: str) -> ResponseReturnValue:
    """Give every answer as a row."""
    person = instructor().number
    with database().reading() as session:
        count = group_export.count_answers(session, person=person, group=group)
    if ending == "xlsx" and count > MOST_IN_WORKBOOK:
        said = gettext(
            "There are %(count)d answers, and a workbook made here holds %(most)d. "
            "Take the CSV: every spreadsheet opens it."
        )
        raise BadInput(said % {"count": count, "most": MOST_IN_WORKBOOK})
    return _sent(group, ending, "answers", ANSWERS, group_export.answer_rows)


@pages.get("/board/gradebook.<string(maxlength=4):ending>")
def gradebook(group: int, ending: str) -> ResponseReturnValue:
    """Give a row for every member."""
    person = instructor().number
    with database().reading() as session:
        group_export.count_answers(session, person=person, group=group)
    return _sent(group, ending, "gradebook", GRADES, group_export.grade_rows)


def _sent(
    group: int, ending: str, what: str, head: tuple[str, ...], rows: Rows
) -> ResponseReturnValue:
    out = Out(
        group=group,
        person=instructor().number,
        key=str(current_app.config["SECRET_KEY"]).encode(),
        nicknames="nicknames" in request.args,
    )
    # The database is read while the file is sent, so nobody's memory holds all of it.
    read = _read(database(), rows, out)
    return sheet(f"group-{group}-{what}", ending, head, read)


def _read(opened: Database, rows: Rows, out: Out) -> Iterator[Sequence[Cell]]:
    with opened.reading() as session:
        yield from rows(session, out)
