"""Keep a query to one place: the participant's own round of one case."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, select

from quizapp.db.models import Answer, Case, Pack, Question, Round
from quizapp.game.place import Place

Rows = TypeVar("Rows", bound=Select[Any])


def at(place: Place) -> ColumnElement[bool]:
    """Return the condition that a round of a case of a pack is the one at `place`."""
    return and_(
        Round.participant_id == place.participant,
        Round.number == place.number,
        Case.slug == place.case,
        Pack.slug == place.pack,
    )


def in_round(query: Rows, place: Place) -> Rows:
    """Keep a query over questions to those of the round at `place`."""
    return (
        query.join(Round, Round.id == Question.round_id)
        .join(Case, Case.id == Round.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .where(at(place))
    )


def answer_of(participant: int) -> ColumnElement[bool]:
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
