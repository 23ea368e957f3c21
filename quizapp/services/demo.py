"""A demonstration: groups of simulated players, made in bulk and erased as one.

Everything hangs on one instructor, whose groups are all called “Demo: …”. Rows go in
by the thousand, a transaction at a time, so that memory stays small and a server that
runs meanwhile waits for none of them long.
"""

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from quizapp.db.models import (
    Assignment,
    Group,
    GroupInstructor,
    Member,
    Participant,
    Person,
)
from quizapp.db.participants import add_participant
from quizapp.db.teaching import free_join_code
from quizapp.errors import BadInput, Conflict
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion
from quizapp.game.rejoin import make_code
from quizapp.game.retention import default_retention
from quizapp.game.role import Role
from quizapp.game.simulated_class import LASTED, Stock
from quizapp.wording import gettext

EMAIL = "demo@example.org"
PREFIX = "Demo: "


def check_room(session: Session, *, beside_people: bool) -> None:
    """Raise `Conflict` where a demonstration is here already.

    Raise `BadInput` where anybody plays or has an account here, unless the
    demonstration may be put `beside_people`.
    """
    if session.scalar(select(Person.id).where(Person.email == EMAIL)) is not None:
        raise Conflict(
            gettext("A demonstration is here already; erase it first, with --erase.")
        )
    if not beside_people and session.scalar(select(exists(select(Participant.id)))):
        raise BadInput(
            gettext(
                "People are in this database. Set QUIZAPP_DATA or DATABASE_URL to "
                "another one, or say --yes to put the demonstration beside them."
            )
        )


def make_instructor(
    session: Session, *, password: str, rng: Random, now: datetime
) -> int:
    """Make the instructor of the demonstration; return their number."""
    player = add_participant(session, code=make_code(rng), now=now)
    person = Person(
        email=EMAIL,
        name=PREFIX + gettext("instructor"),
        password=password,
        role=Role.INSTRUCTOR.value,
        participant_id=player,
        joined_at=now,
    )
    session.add(person)
    session.flush()
    return person.id


def make_group(  # noqa: PLR0913  a group is these: whose, which, what it plays, when
    session: Session,
    *,
    person: int,
    place: int,
    stock: Stock,
    rng: Random,
    now: datetime,
) -> int:
    """Make the group with this place in the row, and give it its pack to play."""
    begun = now - LASTED
    named = gettext("class %(place)s, %(pack)s") % {"place": place, "pack": stock.title}
    group = Group(
        name=(PREFIX + named)[:80],
        language=stock.language,
        retention_on=default_retention(now.date()),
        join_code=free_join_code(session, rng),
        made_at=begun,
    )
    session.add(group)
    session.flush()
    session.add(GroupInstructor(group_id=group.id, person_id=person, since=begun))
    for occasion, opens_on in _given(stock, begun=begun, now=now).items():
        session.add(
            Assignment(
                group_id=group.id,
                pack_id=stock.number,
                occasion=occasion,
                opens_on=opens_on,
                made_at=begun,
            )
        )
    session.flush()
    return group.id


def _given(
    stock: Stock, *, begun: datetime, now: datetime
) -> dict[Occasion | None, date]:
    """Return what a group is given, and the day on which it opens."""
    given: dict[Occasion | None, date] = {None: begun.date()}
    if Form.A in stock.deals and Form.B in stock.deals:
        given[Occasion.BEFORE] = begun.date()
        given[Occasion.AFTER] = (now - timedelta(days=1)).date()
    return given


def erase_next(session: Session) -> bool:
    """Erase one group of the demonstration, or at last its instructor.

    Return whether there was anything to erase; to be called until there is not, each
    time in a transaction of its own.
    """
    person = session.scalar(select(Person).where(Person.email == EMAIL))
    if person is None:
        return False
    taught = select(GroupInstructor.group_id).where(
        GroupInstructor.person_id == person.id
    )
    group = session.scalar(
        select(Group.id).where(Group.id.in_(taught), Group.name.startswith(PREFIX))
    )
    if group is not None:
        _erase_group(session, group)
        return True
    player = person.participant_id
    session.delete(person)
    session.flush()
    session.execute(delete(Participant).where(Participant.id == player))
    return True


def _erase_group(session: Session, group: int) -> None:
    # With a participant go the member, every round and every answer.
    mine = select(Member.participant_id).where(Member.group_id == group)
    session.execute(delete(Participant).where(Participant.id.in_(mine)))
    session.execute(delete(Group).where(Group.id == group))
