"""Questions as they were dealt: from rows to the game's values."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db import models
from quizapp.db.content import line_of
from quizapp.game.asked import Given
from quizapp.game.format import Format, as_choice
from quizapp.game.line import Line
from quizapp.game.question import Question


def store_questions(session: Session, round_id: int, dealt: Iterable[Question]) -> None:
    """Store what was dealt, in its order."""
    session.add_all(
        models.Question(
            round_id=round_id,
            position=position,
            format=question.format.value,
            line_id=question.line,
            options=list(question.options),
            key=question.key,
        )
        for position, question in enumerate(dealt, start=1)
    )
    session.flush()


def question_of(row: models.Question) -> Question:
    """Read a question as it was dealt."""
    return Question(
        Format(row.format), row.line_id, tuple(row.options), as_choice(row.key)
    )


def lines_of(session: Session, question: Question) -> dict[int, Line]:
    """Return the line a question asks about and those it offers, by number."""
    numbers = {question.line}
    if question.format is Format.SPOT:
        numbers |= {int(number) for number in question.options}
    rows = session.execute(
        select(models.Line.id, models.Line.content).where(models.Line.id.in_(numbers))
    )
    return {number: line_of(content) for number, content in rows}


def given_of(answer: models.Answer | None) -> Given | None:
    """Read an answer; None where there is none."""
    if answer is None:
        return None
    return Given(as_choice(answer.choice), answer.certainty, answer.share, answer.marks)
