"""The way to a group: by who teaches it, so that a guessed number finds nothing."""

from random import Random

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from quizapp.db.models import Group, GroupInstructor, Member
from quizapp.errors import Conflict, NotFound
from quizapp.game.joining import make_join_code
from quizapp.wording import gettext


def is_taught_by(person: int) -> ColumnElement[bool]:
    """Return the condition that a person teaches a group."""
    taught = select(GroupInstructor.group_id).where(GroupInstructor.person_id == person)
    return Group.id.in_(taught)


def teaches(session: Session, *, person: int, group: int | None) -> bool:
    """Tell whether a person teaches a group; no group is taught by nobody."""
    query = select(GroupInstructor.group_id).where(
        GroupInstructor.group_id == group, GroupInstructor.person_id == person
    )
    return session.scalar(query) is not None


def taught_group(session: Session, *, person: int, group: int) -> Group:
    """Return a group, erased or not, that this person teaches.

    Raises `NotFound` for anybody else's as for one that does not exist.
    """
    query = select(Group).where(Group.id == group, is_taught_by(person))
    return _found(session.scalar(query))


def open_group(session: Session, *, person: int, group: int) -> Group:
    """Return a group to change, and keep everybody else from changing it meanwhile.

    Raises as `taught_group` does, and `Conflict` for a group that has been erased.
    """
    query = select(Group).where(Group.id == group, is_taught_by(person))
    locked = query.with_for_update().execution_options(populate_existing=True)
    found = _found(session.scalar(locked))
    if found.erased_at is not None:
        raise Conflict(
            gettext("This group has been erased; only its counts are left to look at.")
        )
    return found


def free_join_code(session: Session, rng: Random) -> str:
    """Draw a code that no group has; the unique constraint settles a tie."""
    while True:
        code = make_join_code(rng)
        if session.scalar(select(Group.id).where(Group.join_code == code)) is None:
            return code


def member_of(session: Session, group: Group, member: int) -> Member:
    """Return a member of this group. Raises `NotFound` for any other."""
    query = select(Member).where(Member.id == member, Member.group_id == group.id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(gettext("There is no such member in this group."))
    return found


def _found(group: Group | None) -> Group:
    if group is None:
        raise NotFound(gettext("There is no such group of yours."))
    return group
