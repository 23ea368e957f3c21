"""What an account holds: counted before it is erased, and erased with all of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.orm import Session, aliased

from quizapp.db.editing import remove_packs
from quizapp.db.models import (
    Answer,
    DeskEditor,
    Group,
    GroupInstructor,
    Member,
    Participant,
    Person,
    Round,
    Workshop,
    WorkshopHost,
)
from quizapp.db.participants import add_participant
from quizapp.game.workshop import Stage


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much goes with an account.

    `groups` and `packs` are those that nobody else keeps, `members` those in these
    groups; `memberships` are the person's own places in groups of others.
    """

    rounds: int
    answers: int
    memberships: int
    groups: int
    members: int
    packs: int


def holdings_of(session: Session, person: int) -> Holdings:
    """Count what goes with a person's account."""
    players = _players(person)

    def count(query: Select[Any]) -> int:
        return session.scalar(select(func.count()).select_from(query.subquery())) or 0

    alone = _groups_alone(person)
    return Holdings(
        rounds=count(select(Round.id).where(Round.participant_id.in_(players))),
        answers=count(select(Answer.id).where(Answer.participant_id.in_(players))),
        memberships=count(select(Member.id).where(Member.person_id == person)),
        groups=count(alone),
        members=count(select(Member.id).where(Member.group_id.in_(alone))),
        packs=count(_packs_alone(person)),
    )


def erase_person(session: Session, person: int, *, now: datetime) -> None:
    """Erase an account with everything that nobody else keeps. Twice does no harm.

    Packs that were published are withdrawn: what others answered in them is theirs.
    """
    row = session.get(Person, person)
    if row is None:
        return
    remove_packs(session, session.scalars(_packs_alone(person)).all(), now=now)
    _erase_groups(session, person)
    _erase_members(session, Member.person_id == person)
    _end_rooms(session, person, now)
    own = row.participant_id
    session.delete(row)
    session.flush()
    session.execute(delete(Participant).where(Participant.id == own))


def _end_rooms(session: Session, person: int, now: datetime) -> None:
    """End the workshops that nobody else hosts; what was voted can be looked at."""
    mine = select(WorkshopHost.workshop_id).where(WorkshopHost.person_id == person)
    shared = select(WorkshopHost.workshop_id).where(WorkshopHost.person_id != person)
    session.execute(
        update(Workshop)
        .where(
            Workshop.id.in_(mine),
            Workshop.id.not_in(shared),
            Workshop.ended_at.is_(None),
        )
        .values(stage=Stage.ENDED.value, ended_at=now, version=Workshop.version + 1)
        .execution_options(synchronize_session=False)
    )


def erase_play(session: Session, person: int, *, code: str, now: datetime) -> int:
    """Erase a person's own rounds and answers; return the number of a fresh player.

    Places in groups stay: the rounds played there are kept as long as the group.
    """
    row = session.get_one(Person, person)
    old = row.participant_id
    fresh = add_participant(session, code=code, now=now)
    row.participant_id = fresh
    session.flush()
    session.execute(delete(Participant).where(Participant.id == old))
    return fresh


def _players(person: int) -> Select[int]:
    """Select the participants that a person plays as: as themselves, and in groups."""
    own = select(Person.participant_id.label("number")).where(Person.id == person)
    places = select(Member.participant_id).where(Member.person_id == person)
    return select(own.union_all(places).subquery().c.number)


def _groups_alone(person: int) -> Select[int]:
    """Select the groups that nobody else teaches; one that was erased counts too."""
    other = aliased(GroupInstructor)
    shared = (
        select(other.person_id)
        .where(other.group_id == GroupInstructor.group_id, other.person_id != person)
        .exists()
    )
    return select(GroupInstructor.group_id).where(
        GroupInstructor.person_id == person, ~shared
    )


def _packs_alone(person: int) -> Select[int]:
    other = aliased(DeskEditor)
    shared = (
        select(other.person_id)
        .where(other.desk_pack_id == DeskEditor.desk_pack_id, other.person_id != person)
        .exists()
    )
    return select(DeskEditor.desk_pack_id).where(
        DeskEditor.person_id == person, ~shared
    )


def _erase_groups(session: Session, person: int) -> None:
    groups = session.scalars(_groups_alone(person)).all()
    _erase_members(session, Member.group_id.in_(groups))
    session.execute(delete(Group).where(Group.id.in_(groups)))


def _erase_members(session: Session, which: ColumnElement[bool]) -> None:
    """Erase members with what they played; a person's own player is never a member."""
    players = session.scalars(select(Member.participant_id).where(which)).all()
    session.execute(delete(Member).where(Member.participant_id.in_(players)))
    own = select(Person.participant_id)
    session.execute(
        delete(Participant).where(
            Participant.id.in_(players), Participant.id.not_in(own)
        )
    )
