"""The way to a colleague: an instructor, by the address they sign in with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Person
from quizapp.errors import BadField
from quizapp.game.account import fold_email
from quizapp.game.role import Role
from quizapp.wording import gettext


def colleague(session: Session, email: str, *, of: int) -> Person:
    """Return the instructor who signs in with an address, somebody else than `of`.

    Raises `BadField` for an address that no instructor has, in the same words whether
    or not somebody else has an account with it.
    """
    teaches = Person.role.in_([role.value for role in Role if role.teaches])
    query = select(Person).where(Person.email == fold_email(email), teaches)
    found = session.scalar(query)
    if found and found.id != of:
        return found
    if found:
        raise BadField(
            "email", gettext("This is your own address. Type that of your colleague.")
        )
    raise BadField(
        "email",
        gettext(
            "No instructor here has this address. Ask your colleague which one "
            "they sign in with, and whether they are an instructor yet."
        ),
    )
