"""People with an account, made through the services."""

from datetime import datetime
from itertools import count

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.role import Role
from quizapp.services.accounts import SignedIn, register
from tests.cast import NOON

LEA = "lea@example.org"
_codes = count(1)


def code() -> str:
    """Return a code that nobody has yet."""
    return f"CODE{next(_codes):06d}"


def person(
    database: Database,
    email: str = LEA,
    *,
    role: Role = Role.PLAYER,
    password: str = "hash",
    now: datetime = NOON,
) -> SignedIn:
    """Make an account named after its address."""
    with database.writing() as session:
        return register(
            session,
            email=email,
            name=email.partition("@")[0].title(),
            password=password,
            code=code(),
            now=now,
            role=role,
        )


def group(database: Database, *instructors: SignedIn, name: str = "7b") -> int:
    """Make a group that these people teach."""
    with database.writing() as session:
        made = models.Group(
            name=name,
            language="en",
            join_code=code()[-8:],
            retention_on=NOON.date(),
            made_at=NOON,
        )
        session.add(made)
        session.flush()
        session.add_all(
            models.GroupInstructor(group_id=made.id, person_id=who.number, since=NOON)
            for who in instructors
        )
        return made.id


def member(database: Database, group: int, who: SignedIn | None = None) -> int:
    """Give a group a member; return the number of the participant."""
    with database.writing() as session:
        drawn = code()
        player = models.Participant(
            rejoin_code=drawn, joined_at=NOON, last_seen_on=NOON.date()
        )
        session.add(player)
        session.flush()
        session.add(
            models.Member(
                group_id=group,
                participant_id=player.id,
                person_id=who.number if who else None,
                nickname=drawn,
                folded=drawn,
                joined_at=NOON,
            )
        )
        return player.id


def desk_pack(database: Database, *editors: SignedIn, title: str = "Mine") -> int:
    """Make a pack of the desk that these people edit."""
    with database.writing() as session:
        made = models.DeskPack(
            slug="mine",
            title=title,
            language="en",
            licence="CC-BY-4.0",
            authors=["Ines"],
            about="",
            content_note="none",
            made_at=NOON,
            changed_at=NOON,
        )
        session.add(made)
        session.flush()
        session.add_all(
            models.DeskEditor(desk_pack_id=made.id, person_id=who.number, since=NOON)
            for who in editors
        )
        return made.id
