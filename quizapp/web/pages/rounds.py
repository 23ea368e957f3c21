"""A round: one question at a time, its reveal, and the summary at the end."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.errors import BadInput
from quizapp.game.asked import Asked, Given
from quizapp.game.calibration import reliability
from quizapp.game.correction import answering, corrected
from quizapp.game.discernment import dials
from quizapp.game.line import Form
from quizapp.game.place import Place
from quizapp.game.review import judgements, review
from quizapp.services import answers, guests, reviews, room_tests, rounds
from quizapp.services.room_tests import RoomOfTest
from quizapp.web import dial, reveal
from quizapp.web.ballot import ballot
from quizapp.web.fields import Posted
from quizapp.web.formats import read_choice
from quizapp.web.login import participant, person
from quizapp.web.sessions import database

NOBODY = 0
pages = Blueprint(
    "rounds",
    __name__,
    url_prefix="/cases/<slug:pack>/<slug:case>/rounds/<count:number>",
)


def _place(pack: str, case: str, number: int, position: int = 0) -> Place:
    return Place(participant() or NOBODY, pack, case, number, position)


@pages.get("/<count:position>")
def show(pack: str, case: str, number: int, position: int) -> ResponseReturnValue:
    """Show a question, or its reveal once the answer is in."""
    with database().reading() as session:
        place = _place(pack, case, number, position)
        asked = rounds.question_at(session, place)
        room = _room(session, place, asked.form)
    if asked.given is None:
        return _closed(room) or _question(asked, room)
    if asked.form is not Form.TRAINING:
        # A test tells nothing before it is over, and then not line by line.
        return redirect(url_for(".show_round", pack=pack, case=case, number=number))
    return _reveal(asked, asked.given)


@pages.post("/<count:position>")
def answer(pack: str, case: str, number: int, position: int) -> ResponseReturnValue:
    """Take an answer; the first one stands. Bad input shows the question again."""
    place = _place(pack, case, number, position)
    with database().writing() as session:
        put = answers.question_put(session, place)
        room = _room(session, place, put.form)
        if closed := _closed(room):
            return closed
        try:
            choice, certainty = read_choice(put.format, put.options, request.form)
        except BadInput as fault:
            asked = rounds.question_at(session, place)
            if asked.given is None:
                page = _question(asked, room, problem=str(fault), sent=request.form)
                return page, 400
        else:
            answers.answer_question(
                session,
                put,
                participant=place.participant,
                choice=choice,
                certainty=certainty,
                now=datetime.now(UTC),
            )
    return redirect(request.path, 303)


@pages.get("/")
def show_round(pack: str, case: str, number: int) -> ResponseReturnValue:
    """Show the summary of a finished round; lead to what is open in any other."""
    place = _place(pack, case, number)
    with database().reading() as session:
        played = reviews.review_round(session, place)
        room = _room(session, place, played.form)
        # What is in an account is opened by the account alone.
        code = None if person() else guests.rejoin_code_of(session, place.participant)
    if played.waiting:
        here = url_for(
            ".show", pack=pack, case=case, number=number, position=played.waiting
        )
        return _closed(room) or redirect(here, 303)
    if room and room.goes_on:
        # Their phone follows the room from here on, as the others do.
        return redirect(url_for("phones.show", code=room.code), 303)
    if played.form is not Form.TRAINING:
        return render_template("round/handed_in.html", round=played, room=room)
    both = dials(played.recent)
    return render_template(
        "round/summary.html",
        place=place,
        round=played,
        review=review(played.played),
        levels=reliability(judgements(played.played)),
        both=both,
        dial=dial,
        code=code,
    )


def _room(session: Session, place: Place, form: Form) -> RoomOfTest | None:
    """Return the workshop that a test belongs to; nothing is asked for training."""
    return None if form is Form.TRAINING else room_tests.room_of_test(session, place)


def _closed(room: RoomOfTest | None) -> Response | None:
    """Lead back to a workshop that began meanwhile; None where the test is open."""
    if room is None or not room.closed:
        return None
    return redirect(url_for("phones.show", code=room.code, test="closed"), 303)


def _question(
    asked: Asked,
    room: RoomOfTest | None,
    problem: str = "",
    sent: Posted | None = None,
) -> str:
    return render_template(
        "round/question.html",
        asked_at=asked.place,
        title=asked.title,
        is_test=asked.form is not Form.TRAINING,
        room=room,
        answered=asked.answered,
        ballot=ballot(asked),
        problem=problem,
        sent=sent or Posted(),
    )


def _reveal(asked: Asked, given: Given) -> str:
    following = [n for n, done in enumerate(asked.answered, start=1) if not done]
    return render_template(
        "round/reveal.html",
        asked=asked,
        line=asked.line,
        given=given,
        corrected=corrected(asked.line),
        answering=answering(asked.line),
        finding=reveal.finding(asked, given),
        said=reveal.what_was_said(asked, given),
        certainty=reveal.certainty_words().get(given.certainty or 0),
        marks=reveal.marks_words(given.marks),
        pencilled=reveal.pencilled(asked, given),
        following=following[0] if following else None,
    )
