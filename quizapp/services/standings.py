"""What a room is told of marks while it runs: each their own, or the teams' means.

Of two votes on one line the later counts, as in the summary at the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from quizapp.db.models import Answer, Question, Round, Seat


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """Somebody's marks so far, and on how many lines they voted."""

    marks: int
    lines: int


@dataclass(frozen=True, slots=True)
class TeamMean:
    """The marks of a team so far, for each of its `people` who voted at all."""

    team: int
    mean: float
    people: int


def own_marks(
    session: Session, *, room: int, position: int, participant: int
) -> OwnMarks:
    """Sum somebody's marks up to the line at `position`, whose answer was shown."""
    votes = _votes(room, position, Answer.participant_id == participant)
    marks = _last(session.execute(votes).all())
    return OwnMarks(sum(marks.values()), len(marks))


def team_means(session: Session, *, room: int, position: int) -> tuple[TeamMean, ...]:
    """Return the teams by their numbers; those in which nobody voted are left out."""
    rows = session.execute(_votes(room, position, Seat.team.is_not(None))).all()
    teams = {row.participant_id: row.team for row in rows}
    sums: dict[int, int] = {}
    for (who, _), marks in _last(rows).items():
        sums[teams[who]] = sums.get(teams[who], 0) + marks
    people = list(teams.values())
    return tuple(
        TeamMean(team, sums[team] / people.count(team), people.count(team))
        for team in sorted(sums)
    )


def _votes(
    room: int, position: int, which: ColumnElement[bool]
) -> Select[int, int, int, int, int | None]:
    return (
        select(
            Answer.participant_id,
            Answer.question_id,
            Answer.turn,
            Answer.marks,
            Seat.team,
        )
        .join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
        .join(
            Seat,
            (Seat.workshop_id == Round.workshop_id)
            & (Seat.participant_id == Answer.participant_id),
        )
        .where(Round.workshop_id == room, Question.position <= position, which)
        .order_by(Answer.turn)
    )


def _last(rows: Iterable[Any]) -> dict[tuple[int, int], int]:
    return {(who, question): marks for who, question, _, marks, _ in rows}
