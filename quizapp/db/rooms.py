"""Find a workshop: by its code, for whoever hosts it or sits in it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Person, Seat, Workshop, WorkshopHost
from quizapp.errors import NotFound
from quizapp.game.rejoin import read_code
from quizapp.game.role import Role
from quizapp.wording import gettext


def find_room(session: Session, code: str) -> Workshop:
    """Return the workshop with this code. Raises `NotFound` where there is none."""
    wanted = select(Workshop).where(Workshop.code == read_code(code))
    found = session.scalar(wanted)
    if found is None:
        raise NotFound(gettext("No workshop has this code. Look at the screen again."))
    return found


def hosted_room(
    session: Session, person: int, code: str, *, held: bool = False
) -> Workshop:
    """Return a workshop this person hosts; `held`, nobody else steps meanwhile.

    Raises `NotFound` for anybody else's.
    """
    wanted = (
        select(Workshop)
        .join(WorkshopHost, WorkshopHost.workshop_id == Workshop.id)
        .join(Person, Person.id == WorkshopHost.person_id)
        .where(
            Workshop.code == read_code(code),
            WorkshopHost.person_id == person,
            Person.role != Role.PLAYER.value,
        )
    )
    if held:
        wanted = wanted.with_for_update(of=Workshop)
    found = session.scalar(wanted)
    if found is None:
        raise NotFound(gettext("You host no workshop with this code."))
    return found


def seat_in(session: Session, room: Workshop, participant: int | None) -> Seat | None:
    """Return the seat of a participant in a workshop; None where they have none."""
    return session.scalar(
        select(Seat).where(
            Seat.workshop_id == room.id,
            Seat.participant_id == participant,
            Seat.removed_at.is_(None),
        )
    )
