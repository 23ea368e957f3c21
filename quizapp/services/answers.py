"""Answers: marked on the server, stored once, never changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Answer, Question, Round
from quizapp.db.places import POSITION, in_round, told
from quizapp.db.session import insert_once
from quizapp.errors import NotFound
from quizapp.game.format import Choice, Format, as_choice
from quizapp.game.line import Form
from quizapp.game.marks import mark
from quizapp.game.place import Place
from quizapp.wording import gettext

_PUT = in_round(
    select(Question.id, Round.form, Question.format, Question.options, Question.key)
).where(Question.position == POSITION)


@dataclass(frozen=True, slots=True)
class Put:
    """A question that was put: what the server needs to mark its answer."""

    number: int
    form: Form
    format: Format
    options: int
    key: Choice


def question_put(session: Session, place: Place) -> Put:
    """Find a question of the participant's own round.

    Raises `NotFound` for anybody else's, and for places that do not exist.
    """
    row = session.execute(_PUT, told(place)).one_or_none()
    if row is None:
        raise NotFound(gettext("There is no such line in your rounds."))
    return Put(
        number=row.id,
        form=Form(row.form),
        format=Format(row.format),
        options=len(row.options),
        key=as_choice(row.key),
    )


def answer_question(  # noqa: PLR0913  an answer is these: who, what, how sure, when
    session: Session,
    put: Put,
    *,
    participant: int,
    choice: Choice,
    certainty: int | None,
    now: datetime,
) -> bool:
    """Mark an answer and store it; return False where one was already in.

    The first answer stands, however often and from wherever another is sent.
    """
    result = mark(put.format, put.key, choice, certainty)
    return insert_once(
        session,
        Answer,
        question_id=put.number,
        participant_id=participant,
        choice=choice,
        certainty=certainty,
        share=result.share,
        marks=result.marks,
        answered_at=now,
    )
