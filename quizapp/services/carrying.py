"""What was played without an account, taken into one."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from quizapp.db.models import Member, Participant, Person, Round
from quizapp.db.moving import move_answers, move_seats
from quizapp.db.participants import IN_ACCOUNT
from quizapp.errors import Conflict, NotFound
from quizapp.game.rejoin import read_code
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Left:
    """What stays behind in a browser when somebody signs in: a code, and its rounds."""

    code: str
    rounds: int


def left_by(session: Session, participant: int) -> Left | None:
    """Return what a guest leaves behind, or None where there is nothing to miss.

    A person's own player, and a place in a group that belongs to an account, leave
    nothing: they are there whenever their person signs in.
    """
    row = session.execute(
        select(Participant.rejoin_code, func.count(Round.id))
        .outerjoin(Round, Round.participant_id == Participant.id)
        .where(Participant.id == participant, ~IN_ACCOUNT)
        .group_by(Participant.id)
    ).one_or_none()
    if row is None:
        return None
    place = _place(session, participant)
    is_reached = place.person_id is not None if place else row[1] == 0
    return None if is_reached else Left(*row)


def find_guest(session: Session, *, typed: str) -> int:
    """Return the number of the guest or member with this code. Raises `NotFound`."""
    found = session.scalar(
        select(Participant.id).where(
            Participant.rejoin_code == read_code(typed), ~IN_ACCOUNT
        )
    )
    if found is None:
        raise NotFound(gettext("Nobody has this code. Look at it once more."))
    return found


def carry(session: Session, *, guest: int, person: int) -> None:
    """Bring what a guest played into a person's account.

    The rounds move to the person's own player, after those that are there, and the
    guest goes: an old code or cookie opens nothing of an account. A member's rounds
    stay where they are, for the group; the person comes back to the place by the
    account. Raises `Conflict` where the place is somebody's already, or the person
    has another one in the same group. A guest who was erased leaves nothing to bring.
    """
    # No answer goes in while the rounds move.
    here = Participant.id == guest
    known = session.scalar(
        select(Participant.id).where(here, ~IN_ACCOUNT).with_for_update()
    )
    if known is None:
        return
    place = _place(session, guest)
    if place is not None:
        _take_place(session, place, person)
        return
    own = session.scalars(
        select(Person.participant_id).where(Person.id == person)
    ).one()
    _move_rounds(session, guest, own)
    move_seats(session, guest, own)
    move_answers(session, guest, own)
    session.execute(delete(Participant).where(here))


def _take_place(session: Session, place: Member, person: int) -> None:
    if place.person_id == person:
        return
    group = Member.group_id == place.group_id
    taken = place.person_id is not None
    if taken or session.scalar(
        select(Member.id).where(group, Member.person_id == person)
    ):
        raise Conflict(
            gettext(
                "This place in the group belongs to an account already, or you have "
                "another one there. Its instructor can merge the two."
            )
        )
    place.person_id = person
    session.flush()


def _move_rounds(session: Session, guest: int, own: int) -> None:
    """Number a guest's rounds of each case after those that the person has of it."""
    rows = session.execute(
        select(Round.case_id, func.max(Round.number).label("last"))
        .where(Round.participant_id == own)
        .group_by(Round.case_id)
    )
    last = {row.case_id: row.last for row in rows}
    for played in session.scalars(select(Round).where(Round.participant_id == guest)):
        played.participant_id = own
        played.number += last.get(played.case_id, 0)
    session.flush()


def _place(session: Session, participant: int) -> Member | None:
    return session.scalar(select(Member).where(Member.participant_id == participant))
