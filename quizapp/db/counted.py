"""What answers count up to: what is kept of it, with what came in since.

What is kept says up to which answer it goes; the later ones are read and added, so
that nobody sees figures that are old.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.db.models import Answer, Case, Counted, Line, Member, Pack, Question, Seat
from quizapp.db.played import COLUMNS, answered_of, voted, with_lines
from quizapp.game.format import Format, as_choice
from quizapp.game.items import MetLines, Trial, add_trial, read_lines
from quizapp.game.member_counts import MemberCounts, instant, read_counts

# In the order of the fields of `Trial`; the last two say when.
TRIAL = (
    *(Line.id, Question.format, Line.faithful, Answer.choice, Answer.certainty),
    *(Answer.share, Answer.answered_at, Answer.id),
)


def counts_in(session: Session, group: int) -> dict[int, MemberCounts]:
    """Return what the answers of each member count up to; votes after talking do not.

    Who has not answered anything is not there.
    """
    query = _alone(later_in(group)).add_columns(Answer.id, Member.id, *COLUMNS)
    # Before what is kept: what is counted meanwhile is met twice then, and left out.
    rows = session.execute(query).all()
    kept = _kept(session, group, Counted.judged)
    found = {member: read_counts(judged) for member, (_, judged) in kept.items()}
    for number, *answer in rows:
        member = answer[0]
        if _is_later(number, kept.get(member)):
            found.setdefault(member, MemberCounts()).add(answered_of(answer))
    return found


def lines_in(session: Session, group: int) -> dict[int, MetLines]:
    """Return what each member met, line by line; votes after talking do not count."""
    query = _alone(later_in(group)).add_columns(Answer.id, Member.id, *TRIAL)
    rows = session.execute(query).all()
    kept = _kept(session, group, Counted.lines)
    found = {member: read_lines(lines) for member, (_, lines) in kept.items()}
    for number, member, *trial in rows:
        if _is_later(number, kept.get(member)):
            add_trial(found.setdefault(member, {}), trial_of(trial))
    return found


def lines_voted(session: Session, room: int) -> dict[int, MetLines]:
    """Return what each seat of a workshop met, by the votes alone."""
    found: dict[int, MetLines] = {}
    votes = _alone(voted(room)).add_columns(Seat.id, *TRIAL)
    for seat, *trial in session.execute(votes):
        add_trial(found.setdefault(seat, {}), trial_of(trial))
    return found


def forget_counted(session: Session, packs: ColumnElement[bool]) -> None:
    """Forget what was counted of whoever answered anything of these packs."""
    theirs = (
        with_lines(select(Answer.participant_id))
        .join(Pack, Pack.id == Case.pack_id)
        .where(packs)
    )
    session.execute(delete(Counted).where(Counted.participant_id.in_(theirs)))


def not_counted() -> Select[Any]:
    """Return the query over members' answers that are not counted, without columns."""
    # In this order SQLite goes from each member to the later answers by the index.
    return (
        select()
        .select_from(Member)
        .outerjoin(Counted, Counted.participant_id == Member.participant_id)
        .join(
            Answer,
            (Answer.participant_id == Member.participant_id)
            & (Answer.id > func.coalesce(Counted.upto, 0)),
        )
    )


def later_in(group: int) -> Select[Any]:
    """Return the query over a group's answers that are not counted yet."""
    return with_lines(not_counted()).where(Member.group_id == group)


def _alone(query: Select[Any]) -> Select[Any]:
    return query.where(Answer.turn == 1)


def _kept(
    session: Session, group: int, what: InstrumentedAttribute[dict[str, Any]]
) -> dict[int, tuple[int, dict[str, Any]]]:
    rows = session.execute(
        select(Member.id, Counted.upto, what)
        .join(Counted, Counted.participant_id == Member.participant_id)
        .where(Member.group_id == group)
    )
    return {member: (upto, counts) for member, upto, counts in rows}


def _is_later(number: int, kept: tuple[int, Any] | None) -> bool:
    return kept is None or number > kept[0]


def trial_of(row: Sequence[Any]) -> Trial:
    """Read a row of the columns of `TRIAL`."""
    line, fmt, faithful, choice, certainty, share, at, number = row
    when = instant(at) << 32 | number  # orders as both do
    choice = as_choice(choice)
    return Trial(str(line), Format(fmt), faithful, choice, certainty, share, when)
