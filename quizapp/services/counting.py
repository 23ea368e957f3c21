"""Counting ahead: what a large group's answers count up to is kept, and added to.

Boards add what came in since to what is kept, and are right without it; with it the
board of a million answers opens as fast as that of a class. What is kept is derived
from the answers, checked once a day, and made again where it does not fit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from quizapp.db.counted import TRIAL, later_in, not_counted, trial_of
from quizapp.db.models import Answer, Counted, Member, Participant
from quizapp.db.played import COLUMNS, answered_of
from quizapp.db.session import Database
from quizapp.game.items import MetLines, add_trial, read_lines, written_lines
from quizapp.game.member_counts import MemberCounts, read_counts

MANY = 5_000  # answers; fewer are counted as fast as what is kept of them is read
# An answer is stored within a minute of its time or not at all: whoever answered just
# now may have another one on its way, with a lower number.
SETTLED = timedelta(minutes=2)
AT_ONCE = 20  # members in one transaction, so that others need not wait long


def count_all_ahead(database: Database, *, now: datetime) -> None:
    """Check what is kept of every group, and count ahead where many came in since."""
    with database.writing() as session:
        _erase_what_does_not_fit(session)
    with database.reading() as session:
        groups = session.scalars(
            not_counted()
            .add_columns(Member.group_id)
            .group_by(Member.group_id)
            .having(func.count(Answer.id) >= MANY)
        ).all()
    for group in groups:
        count_ahead(database, group=group, now=now)


def count_ahead(database: Database, *, group: int, now: datetime) -> None:
    """Keep what a group's answers count up to, where many are not counted yet.

    Works in transactions of its own; two at once do no harm.
    """
    with database.reading() as session:
        members = _members_to_count(session, group, now - SETTLED)
    for at in range(0, len(members), AT_ONCE):
        with database.reading() as session:
            made = _counted(session, group, members[at : at + AT_ONCE])
        with database.writing() as session:
            _keep(session, made)


def _erase_what_does_not_fit(session: Session, *which: ColumnElement[bool]) -> None:
    """Erase what is kept where it does not rest on just the answers there are."""
    there = (
        select(func.count(Answer.id))
        .where(
            Answer.participant_id == Counted.participant_id, Answer.id <= Counted.upto
        )
        .scalar_subquery()
    )
    session.execute(delete(Counted).where(there != Counted.answers, *which))


def _members_to_count(session: Session, group: int, before: datetime) -> list[int]:
    """Return who has answers that are not counted; nobody where these are few."""
    found = session.execute(
        not_counted()
        .where(Member.group_id == group)
        .add_columns(Member.id, func.count(Answer.id), func.max(Answer.answered_at))
        .group_by(Member.id)
        .order_by(Member.id)
    ).all()
    if sum(answers for _, answers, _ in found) < MANY:
        return []
    return [member for member, _, last in found if last < before]


@dataclass(slots=True)
class _Tally:
    """What a participant's first `answers` count up to, votes after talking apart."""

    upto: int = 0
    answers: int = 0
    judged: MemberCounts = field(default_factory=MemberCounts)
    lines: MetLines = field(default_factory=dict)


def _counted(session: Session, group: int, members: Sequence[int]) -> dict[int, _Tally]:
    """Return what is kept of these members, with all later answers, by participant."""
    columns = (Member.participant_id, Answer.turn, *TRIAL, Member.id, *COLUMNS)
    mine = later_in(group).where(Member.id.in_(members)).add_columns(*columns)
    # Before what is kept: what is counted meanwhile is met twice then, and left out.
    rows = session.execute(mine.order_by(Answer.id)).all()
    found = _kept(session, members)
    for participant, turn, *row in rows:
        trial, answer = row[: len(TRIAL)], row[len(TRIAL) :]
        tally, number = found.setdefault(participant, _Tally()), trial[-1]
        if number > tally.upto:
            tally.upto, tally.answers = number, tally.answers + 1
            if turn == 1:
                tally.judged.add(answered_of(answer))
                add_trial(tally.lines, trial_of(trial))
    return found


def _kept(session: Session, members: Sequence[int]) -> dict[int, _Tally]:
    rows = session.scalars(
        select(Counted)
        .join(Member, Member.participant_id == Counted.participant_id)
        .where(Member.id.in_(members))
    )
    return {
        row.participant_id: _Tally(
            row.upto, row.answers, read_counts(row.judged), read_lines(row.lines)
        )
        for row in rows
    }


def _keep(session: Session, made: Mapping[int, _Tally]) -> None:
    """Store what was counted, unless answers were moved or erased meanwhile."""
    # Whoever merges members waits, or has done it and is seen by the count below.
    there = session.scalars(
        select(Participant.id)
        .where(Participant.id.in_(made))
        .order_by(Participant.id)
        .with_for_update(key_share=True)
    ).all()
    mine = Counted.participant_id.in_(there)
    session.execute(delete(Counted).where(mine))
    rows = [
        {
            "participant_id": participant,
            "upto": made[participant].upto,
            "answers": made[participant].answers,
            "judged": made[participant].judged.written(),
            "lines": written_lines(made[participant].lines),
        }
        for participant in there
    ]
    if rows:
        session.execute(insert(Counted), rows)
    _erase_what_does_not_fit(session, mine)
