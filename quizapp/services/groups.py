"""Groups: made, shared and handed on by those who teach them."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from quizapp.db.colleagues import colleague
from quizapp.db.models import Group, GroupInstructor, Member, Person
from quizapp.db.session import insert_once
from quizapp.db.teaching import free_join_code, is_taught_by, open_group, taught_group
from quizapp.errors import Conflict
from quizapp.game.retention import check_retention
from quizapp.game.role import Role
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who teaches a group."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group as those who teach it see it.

    Erased, it has no `join_code`, and `counts` as `services.erasing` writes them.
    """

    number: int
    name: str
    language: str
    join_code: str | None
    retention_on: date
    erased_at: datetime | None
    counts: dict[str, Any] | None
    members: int
    teachers: tuple[Teacher, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a group is to be called, to speak and to last to."""

    name: str
    language: str
    retention_on: date


def make_group(
    session: Session, *, person: int, wanted: Wanted, rng: Random, now: datetime
) -> int:
    """Make a group that this person teaches; return its number.

    Raises `BadField` where it cannot last to the date wanted.
    """
    check_retention(wanted.retention_on, today=now.date(), new=True)
    group = Group(
        name=wanted.name,
        language=wanted.language,
        retention_on=wanted.retention_on,
        join_code=free_join_code(session, rng),
        made_at=now,
    )
    session.add(group)
    session.flush()
    session.add(GroupInstructor(group_id=group.id, person_id=person, since=now))
    session.flush()
    return group.id


def groups_taught(session: Session, *, person: int) -> tuple[ShownGroup, ...]:
    """Return every group that this person teaches, the erased ones last."""
    rows = session.execute(
        _with_members()
        .where(is_taught_by(person))
        .order_by(Group.erased_at.is_not(None), Group.name, Group.id)
    )
    return tuple(_shown(*row) for row in rows)


def every_group(session: Session) -> tuple[ShownGroup, ...]:
    """Return every group there is, for whoever runs the server."""
    rows = session.execute(_with_members().order_by(Group.id))
    return tuple(_shown(*row) for row in rows)


def find_group(session: Session, *, person: int, group: int) -> ShownGroup:
    """Return a group that this person teaches. Raises `NotFound` for any other."""
    taught_group(session, person=person, group=group)
    row = session.execute(_with_members().where(Group.id == group)).one()
    teachers = session.execute(
        select(Person.id, Person.name)
        .join(GroupInstructor, GroupInstructor.person_id == Person.id)
        .where(GroupInstructor.group_id == group)
        .order_by(GroupInstructor.since, Person.id)
    )
    return _shown(row[0], row[1], tuple(Teacher(*teacher) for teacher in teachers))


def change_group(
    session: Session, *, person: int, group: int, wanted: Wanted, today: date
) -> None:
    """Give a group another name, language or date.

    Once somebody has joined, the date can only come sooner: they were told when.
    Raises `BadField` for a date that cannot be, else as `open_group` does.
    """
    row = open_group(session, person=person, group=group)
    if wanted.retention_on != row.retention_on:
        joined = session.scalar(
            select(Member.id).where(Member.group_id == group).limit(1)
        )
        promised = row.retention_on if joined else None
        check_retention(wanted.retention_on, today=today, promised=promised)
    row.name, row.language = wanted.name, wanted.language
    row.retention_on = wanted.retention_on
    session.flush()


def renew_code(session: Session, *, person: int, group: int, rng: Random) -> None:
    """Draw another join code; the old one leads nowhere from then on."""
    row = open_group(session, person=person, group=group)
    row.join_code = free_join_code(session, rng)
    session.flush()


def share_group(
    session: Session, *, person: int, group: int, email: str, now: datetime
) -> str:
    """Let another instructor teach the group too; return their name.

    Raises `BadField` where no instructor has this address.
    """
    open_group(session, person=person, group=group)
    other = colleague(session, email, of=person)
    insert_once(session, GroupInstructor, group_id=group, person_id=other.id, since=now)
    return other.name


def leave_group(session: Session, *, person: int, group: int) -> None:
    """Teach the group no longer. Raises `Conflict` for the last one who does."""
    taught_group(session, person=person, group=group)
    # Two who leave at once wait for one another here.
    session.execute(select(Group.id).where(Group.id == group).with_for_update())
    teachers = session.scalars(
        select(GroupInstructor.person_id)
        .join(Person, Person.id == GroupInstructor.person_id)
        .where(
            GroupInstructor.group_id == group,
            GroupInstructor.person_id != person,
            Person.role != Role.PLAYER.value,
        )
    ).all()
    if not teachers:
        raise Conflict(
            gettext(
                "You are the last who teaches this group. Share it with a colleague "
                "first, or erase it."
            )
        )
    session.execute(
        delete(GroupInstructor).where(
            GroupInstructor.group_id == group, GroupInstructor.person_id == person
        )
    )


def _with_members() -> Select[Group, int]:
    return (
        select(Group, func.count(Member.id))
        .outerjoin(Member, Member.group_id == Group.id)
        .group_by(Group.id)
    )


def _shown(
    group: Group, members: int, teachers: tuple[Teacher, ...] = ()
) -> ShownGroup:
    return ShownGroup(
        number=group.id,
        name=group.name,
        language=group.language,
        join_code=group.join_code,
        retention_on=group.retention_on,
        erased_at=group.erased_at,
        counts=group.counts,
        members=members,
        teachers=teachers,
    )
