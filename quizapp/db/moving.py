"""Let one participant take over what another did in rooms: seats and answers."""

from sqlalchemy import delete, exists, update
from sqlalchemy.orm import Session, aliased

from quizapp.db.models import Answer, Counted, Seat


def move_seats(session: Session, old: int, new: int) -> None:
    """Take over seats in workshops; where both sat, one seat is enough."""
    theirs = aliased(Seat)
    sat_too = exists().where(
        theirs.workshop_id == Seat.workshop_id, theirs.participant_id == new
    )
    session.execute(
        update(Seat)
        .where(Seat.participant_id == old, ~sat_too)
        .values(participant_id=new)
        .execution_options(synchronize_session=False)
    )


def move_answers(session: Session, old: int, new: int) -> None:
    """Take over answers; one person who voted twice in a room has one vote."""
    # What was counted has none of them, and some are older than what was counted last.
    session.execute(delete(Counted).where(Counted.participant_id == new))
    theirs = aliased(Answer)
    voted_too = exists().where(
        theirs.question_id == Answer.question_id,
        theirs.turn == Answer.turn,
        theirs.participant_id == new,
    )
    session.execute(
        update(Answer)
        .where(Answer.participant_id == old, ~voted_too)
        .values(participant_id=new)
        .execution_options(synchronize_session=False)
    )
