"""What a group answered, or a room: one query for all of it.

Of a group's votes in rooms only those alone count (turn 1): what was said after talking
is no longer one's own.
"""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.models import (
    Answer,
    Case,
    Line,
    Member,
    Question,
    Round,
    Seat,
    Workshop,
)
from quizapp.game.answered import Answered
from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion
from quizapp.game.workshop import WhichTests

_FORMS = {form.value: form for form in Form}
_OCCASIONS: dict[str | None, Occasion | None] = {
    None: None,
    **{occasion.value: occasion for occasion in Occasion},
}
_FORMATS = {fmt.value: fmt for fmt in Format}
_KINDS = {kind.value: kind for kind in Kind}


# In the order of the fields of `Answered`, but for the first: who answered.
COLUMNS = (
    *(Case.pack_id, Case.id, Line.id, Round.id),
    *(Round.form, Round.occasion, Round.beside, Round.workshop_id, Round.dealt_at),
    *(Question.position, Question.format, Line.faithful, Line.resembles),
    *(Answer.certainty, Answer.share, Answer.marks, Answer.answered_at),
)


def answered_in(session: Session, group: int, member: int) -> tuple[Answered, ...]:
    """Return every answer of a member, in no order."""
    mine = given_in(group).where(Member.id == member, Answer.turn == 1)
    rows = session.execute(mine.add_columns(Member.id, *COLUMNS))
    return tuple(map(answered_of, rows))


def voted_in(session: Session, room: int, *, turn: int) -> tuple[Answered, ...]:
    """Return every vote of a turn in a workshop; `member` is the seat."""
    query = voted(room).add_columns(Seat.id, *COLUMNS).where(Answer.turn == turn)
    return tuple(map(answered_of, session.execute(query)))


def tested_in(session: Session, room: Workshop) -> tuple[Answered, ...]:
    """Return what people of a workshop answered in its tests."""
    query = in_tests(room).add_columns(Seat.id, *COLUMNS)
    return tuple(map(answered_of, session.execute(query)))


def answered_of(row: Any) -> Answered:
    """Read a row of who answered and `COLUMNS`; more columns may follow."""
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


def given_in(group: int) -> Select[Any]:
    """Return the query over a group's answers, without columns yet."""
    by_members = (
        select()
        .select_from(Member)
        .join(Answer, Answer.participant_id == Member.participant_id)
    )
    return with_lines(by_members).where(Member.group_id == group)


def with_lines(answers: Select[Any]) -> Select[Any]:
    """Let a query over answers know what was asked."""
    return (
        answers.join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
        .join(Line, Line.id == Question.line_id)
        .join(Case, Case.id == Line.case_id)
    )


def voted(room: int) -> Select[Any]:
    """Return the query over the votes of a workshop, without columns yet."""
    return _of_seats(room).where(Round.workshop_id == room)


def in_tests(room: Workshop) -> Select[Any]:
    """Return the query over the answers in a workshop's tests, without columns yet."""
    offered = [occasion.value for occasion in WhichTests(room.tests).occasions]
    return _of_seats(room.id).where(
        Round.case_id == room.case_id,
        Round.occasion.in_(offered),
        Round.dealt_at >= room.made_at,
    )


def _of_seats(room: int) -> Select[Any]:
    """Return the query over all that people of a workshop ever answered."""
    by_seats = (
        select()
        .select_from(Seat)
        .join(Answer, Answer.participant_id == Seat.participant_id)
    )
    return with_lines(by_seats).where(Seat.workshop_id == room)
