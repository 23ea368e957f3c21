"""Instructors, as their accounts lie in the database."""

from quizapp.db.models import Participant, Person
from quizapp.db.session import Database
from quizapp.game.role import Role
from quizapp.services.accounts import SignedIn
from tests import cast


def make_instructor(
    database: Database, email: str, *, role: Role = Role.INSTRUCTOR
) -> SignedIn:
    """Store a person with an account and return them; nobody knows the password."""
    name = email.partition("@")[0].title()
    with database.writing() as session:
        player = Participant(
            rejoin_code=f"{name.upper():X<10}"[:10],
            joined_at=cast.NOON,
            last_seen_on=cast.NOON.date(),
        )
        session.add(player)
        session.flush()
        person = Person(
            email=email,
            name=name,
            password="*",
            role=role.value,
            participant_id=player.id,
            joined_at=cast.NOON,
        )
        session.add(person)
        session.flush()
        return SignedIn(person.id, name, role, player.id)
