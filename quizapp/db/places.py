"""Keep a query to one place: the participant's own round of one case.

What is asked at every answer is put together once, and told the place when it is asked:
putting a query together costs more than the database takes for it.
"""

from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select

from quizapp.db.models import Answer, Case, Pack, Question, Round
from quizapp.game.place import Place

Rows = TypeVar("Rows", bound=Select[Any])


PARTICIPANT: BindParameter[int] = bindparam("participant")
POSITION: BindParameter[int] = bindparam("position")
# That a round of a case of a pack is the one at the place that the query is told.
HERE = and_(
    Round.participant_id == PARTICIPANT,
    Round.number == bindparam("number"),
    Case.slug == bindparam("case"),
    Pack.slug == bindparam("pack"),
)


def told(place: Place) -> dict[str, int | str]:
    """Return a place as a query with `HERE`, `PARTICIPANT` or `POSITION` wants it."""
    return {
        "participant": place.participant,
        "pack": place.pack,
        "case": place.case,
        "number": place.number,
        "position": place.position,
    }


def in_round(query: Rows) -> Rows:
    """Keep a query over questions to those of the round at the place it is told."""
    return (
        query.join(Round, Round.id == Question.round_id)
        .join(Case, Case.id == Round.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .where(HERE)
    )


def answer_of(participant: int | BindParameter[int]) -> ColumnElement[bool]:
    """Return the condition that joins a question to this participant's answer."""
    return and_(Answer.question_id == Question.id, Answer.participant_id == participant)


def waits(participant: int) -> ColumnElement[bool]:
    """Return the condition that a round has a question this participant left open."""
    return (
        select(Question.id)
        .outerjoin(Answer, answer_of(participant))
        .where(Question.round_id == Round.id, Answer.id.is_(None))
        .exists()
    )
