"""What somebody answered in training, as the boosters read it."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.models import Answer, Line, Question, Round, Workshop
from quizapp.game.boosters import Review
from quizapp.game.line import Form
from quizapp.game.marks import is_right
from quizapp.game.workshop import Stage

_KINDS = {kind.value: kind for kind in Kind}


def reviews_of(session: Session, participant: int) -> tuple[Review, ...]:
    """Return a participant's answers in training, the first first.

    A vote alone in a workshop counts, the one after talking is no longer their own;
    and no vote before the room was told the answer, which what is due would foretell.
    """
    rows = session.execute(
        select(Line.resembles, Answer.answered_at, Answer.share, Answer.certainty)
        .join(Question, Question.id == Answer.question_id)
        .join(Line, Line.id == Question.line_id)
        .join(Round, Round.id == Question.round_id)
        .outerjoin(Workshop, Workshop.id == Round.workshop_id)
        .where(
            Answer.participant_id == participant,
            Answer.turn == 1,
            Round.form == Form.TRAINING.value,
            is_told(),
        )
        .order_by(Answer.answered_at, Answer.id)
    )
    return tuple(
        Review(_KINDS[kind], at, is_right(share), certainty)
        for kind, at, share, certainty in rows
    )


def is_told() -> ColumnElement[bool]:
    """Return the condition that somebody knows how they answered a question.

    Alone they do at once, in a room later: join the round's workshop, if it has one.
    """
    return or_(
        Round.workshop_id.is_(None),
        Question.position < Workshop.position,
        Workshop.stage.in_((Stage.REVEALED.value, Stage.ENDED.value)),
    )
