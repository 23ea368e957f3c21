"""The erasing clock: what is personal goes, and only counts remain."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, case, delete, func, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from quizapp.db.models import (
    Answer,
    Assignment,
    Group,
    Line,
    Member,
    Participant,
    Question,
    Round,
)
from quizapp.db.participants import hold
from quizapp.db.teaching import open_group
from quizapp.game.format import Format


def erase_group(session: Session, *, person: int, group: int, now: datetime) -> None:
    """Erase a group now. Raises as `open_group` does."""
    _erase(session, open_group(session, person=person, group=group), now)


def expire_groups(session: Session, *, now: datetime) -> tuple[str, ...]:
    """Erase every group whose date has come; return their names.

    Twice, and from two processes at once, erases once.
    """
    due = (
        select(Group)
        .where(Group.erased_at.is_(None), Group.retention_on <= now.date())
        .order_by(Group.id)
        .with_for_update()
    )
    groups = session.scalars(due).all()
    for group in groups:
        _erase(session, group, now)
    return tuple(group.name for group in groups)


def _erase(session: Session, group: Group, now: datetime) -> None:
    mine = select(Member.participant_id).where(Member.group_id == group.id)
    # An answer that comes in meanwhile waits here, and then finds nobody to belong to.
    hold(session, Participant.id.in_(mine))
    group.counts = _counts(session, group.id)
    group.join_code, group.erased_at = None, now
    session.flush()
    session.execute(delete(Assignment).where(Assignment.group_id == group.id))
    # With a participant go the member, the nickname, every round and every answer.
    session.execute(delete(Participant).where(Participant.id.in_(mine)))


def _counts(session: Session, group: int) -> dict[str, Any]:
    """Count what was done, with nothing in it that belongs to one person.

    `judged` has a row for each form, kind, truth and place of the source: how many
    lines were judged and how many were called discrepant. A faithful line's kind is
    the one it resembles.
    """
    rounds = select(func.count(Round.id)).join(
        Member, Member.participant_id == Round.participant_id
    )
    answers = select(func.count(Answer.id)).join(
        Member, Member.participant_id == Answer.participant_id
    )
    mine = Member.group_id == group
    return {
        "members": session.scalar(select(func.count(Member.id)).where(mine)),
        "rounds": session.scalar(rounds.where(mine)),
        "answers": session.scalar(answers.where(mine)),
        "judged": [dict(row._mapping) for row in session.execute(_judged(group))],
    }


def _judged(group: int) -> Any:
    is_right = as_type(Answer.share > 0.5, Integer)
    called_discrepant = case((Line.faithful, 1 - is_right), else_=is_right)
    what = (Round.form, Line.resembles.label("kind"), Line.faithful, Round.beside)
    return (
        select(
            *what,
            func.count(Answer.id).label("lines"),
            func.sum(called_discrepant).label("called"),
        )
        .select_from(Answer)
        .join(Member, Member.participant_id == Answer.participant_id)
        .join(Question, Question.id == Answer.question_id)
        .join(Line, Line.id == Question.line_id)
        .join(Round, Round.id == Question.round_id)
        .where(
            Member.group_id == group,
            Question.format == Format.JUDGE.value,
            # What a room says after talking is no judgement of one's own.
            Answer.turn == 1,
        )
        .group_by(*what)
        .order_by(*what)
    )
