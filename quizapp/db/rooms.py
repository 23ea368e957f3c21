"""Find a workshop: by its code, for whoever hosts it or sits in it."""

from collections.abc import Mapping

from sqlalchemy import and_, distinct, func, select
from sqlalchemy.orm import Session

from quizapp.db.models import (
    Answer,
    Person,
    Question,
    Round,
    Seat,
    Workshop,
    WorkshopHost,
)
from quizapp.db.teaching import teaches
from quizapp.errors import NotAllowed, NotFound
from quizapp.game.draws import FEWEST
from quizapp.game.occasion import Occasion
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


def has_sat(session: Session, participant: int) -> bool:
    """Tell whether somebody ever had a seat in a workshop; most people never had."""
    seats = select(Seat.id).where(Seat.participant_id == participant)
    return session.scalar(seats.limit(1)) is not None


def test_before(session: Session, room: int) -> Mapping[int, int]:
    """Return who began the test before a workshop, with the lines they have left."""
    rows = session.execute(
        select(Round.participant_id, func.count(Question.id) - func.count(Answer.id))
        .join(Workshop, Workshop.case_id == Round.case_id)
        .join(
            Seat,
            and_(
                Seat.workshop_id == Workshop.id,
                Seat.participant_id == Round.participant_id,
            ),
        )
        .join(Question, Question.round_id == Round.id)
        .outerjoin(
            Answer,
            and_(
                Answer.question_id == Question.id,
                Answer.participant_id == Round.participant_id,
            ),
        )
        .where(
            Workshop.id == room,
            Seat.removed_at.is_(None),
            Round.occasion == Occasion.BEFORE.value,
        )
        .group_by(Round.id)
        .order_by(Round.dealt_at.desc(), Round.id.desc())
    )
    # Of two rounds that a merge may leave the one dealt first counts: it comes last.
    return {who: left for who, left in rows if who}


def told_room(session: Session, person: int, code: str) -> Workshop:
    """Return a workshop to somebody who may see how it went.

    Raises `NotFound` for anybody else's, and `NotAllowed` where fewer than five of a
    group voted in it and this person hosts it without teaching the group.
    """
    room = hosted_room(session, person, code)
    if room.group_id is None or teaches(session, person=person, group=room.group_id):
        return room
    if 0 < _voters(session, room.id) < FEWEST:
        raise NotAllowed(
            gettext(
                "Fewer than five people voted, so every figure would tell of single "
                "people. Only those who teach the group see how it went."
            )
        )
    return room


def _voters(session: Session, room: int) -> int:
    query = (
        select(func.count(distinct(Answer.participant_id)))
        .join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
        .where(Round.workshop_id == room)
    )
    return session.scalar(query) or 0
