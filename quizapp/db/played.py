"""What a group answered: one query for all of it, each member's votes alone included.

The vote after talking (turn 2) is left out: it is no longer one's own.
"""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.models import Answer, Case, Line, Member, Question, Round
from quizapp.game.answered import Answered
from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion

_FORMS = {form.value: form for form in Form}
_OCCASIONS: dict[str | None, Occasion | None] = {
    None: None,
    **{occasion.value: occasion for occasion in Occasion},
}
_FORMATS = {fmt.value: fmt for fmt in Format}
_KINDS = {kind.value: kind for kind in Kind}


# In the order of the fields of `Answered`.
_COLUMNS = (
    *(Member.id, Case.pack_id, Case.id, Line.id, Round.id),
    *(Round.form, Round.occasion, Round.beside, Round.workshop_id, Round.dealt_at),
    *(Question.position, Question.format, Line.faithful, Line.resembles),
    *(Answer.certainty, Answer.share, Answer.marks, Answer.answered_at),
)


def answered_in(
    session: Session, group: int, *, member: int | None = None
) -> tuple[Answered, ...]:
    """Return every answer of a group, or of one member, in no order."""
    query = given_in(group, member).add_columns(*_COLUMNS).where(Answer.turn == 1)
    return tuple(_answered(row) for row in session.execute(query))


def _answered(row: Any) -> Answered:
    return Answered(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        _FORMS[row[5]],
        _OCCASIONS[row[6]],
        row[7],
        row[8] is not None,
        row[9],
        row[10],
        _FORMATS[row[11]],
        row[12],
        _KINDS[row[13]],
        row[14],
        row[15],
        row[16],
        row[17],
    )


def given_in(group: int, member: int | None = None) -> Select[Any]:
    """Return the query over a group's answers, or a member's, without columns yet."""
    query = (
        select()
        .select_from(Member)
        .join(Answer, Answer.participant_id == Member.participant_id)
        .join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
        .join(Line, Line.id == Question.line_id)
        .join(Case, Case.id == Line.case_id)
        .where(Member.group_id == group)
    )
    return query if member is None else query.where(Member.id == member)
