"""Seats in a workshop: taken by a code, found again by phone or rejoin code."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from quizapp.db.first_form import form_for_seat
from quizapp.db.models import Member, Participant, Seat, Workshop
from quizapp.db.rooms import find_room, seat_in
from quizapp.db.session import insert_once
from quizapp.errors import Conflict, NotFound
from quizapp.game.rejoin import read_code
from quizapp.game.workshop import Board, Names, Stage
from quizapp.wording import gettext

TEAMS = 4
# A phone says that it is there every ten seconds; after three of them it is away.
AWAY = timedelta(seconds=35)


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody's seat; `nickname` is None in an anonymous room."""

    number: int
    participant: int
    nickname: str | None
    team: int | None


@dataclass(frozen=True, slots=True)
class Name:
    """A nickname, and what it is without what looks alike."""

    nickname: str
    folded: str


@dataclass(frozen=True, slots=True)
class Door:
    """What somebody at the door may know: whether they can come in, and how.

    `member` is the nickname by which the workshop's group knows them; `sent_out` is
    True where a host took their seat away.
    """

    code: str
    named: bool
    locked: bool
    ended: bool
    group: int | None
    member: str | None
    seat: Seated | None
    sent_out: bool


def at_the_door(session: Session, *, code: str, participant: int | None) -> Door:
    """Say what a code opens. Raises `NotFound` where it opens nothing."""
    room = find_room(session, code)
    seat = seat_in(session, room, participant)
    return Door(
        code=room.code,
        named=room.names == Names.NICKNAMES.value,
        locked=room.locked,
        ended=room.stage == Stage.ENDED.value,
        group=room.group_id,
        member=_nickname(session, room, participant),
        seat=_seated(seat) if seat else None,
        sent_out=seat is None and _ever_in(session, room, participant) is not None,
    )


def take_seat(
    session: Session, *, code: str, participant: int, name: Name | None, now: datetime
) -> Seated:
    """Seat a participant, before or after the start. Twice gives the same seat.

    An anonymous room asks for no name and keeps none.
    Raises `NotFound` for a wrong code, `Conflict` where the room is locked, has
    ended, sent them out, or has somebody of this name.
    """
    room = find_room(session, code)
    known = _ever_in(session, room, participant)
    if known is None:
        _check_open(room)
        known = _sit_down(session, room, participant, name, now)
    if known.removed_at is not None:
        raise Conflict(
            gettext("The host took your name off. Ask them to let you in again.")
        )
    return _seated(known)


def sent_out(session: Session, *, room: int) -> tuple[int, ...]:
    """Return the numbers of the seats that were taken away in a workshop."""
    gone = select(Seat.id).where(Seat.workshop_id == room, Seat.removed_at.is_not(None))
    return tuple(session.scalars(gone.order_by(Seat.id)))


def seen(session: Session, *, seats: dict[int, set[int]], now: datetime) -> None:
    """Note who is there: participants by workshop number."""
    for room, participants in seats.items():
        session.execute(
            update(Seat)
            .where(Seat.workshop_id == room, Seat.participant_id.in_(participants))
            .values(seen_at=now)
        )
        session.execute(
            update(Participant)
            .where(
                Participant.id.in_(participants), Participant.last_seen_on < now.date()
            )
            .values(last_seen_on=now.date())
        )


def _check_open(room: Workshop) -> None:
    if room.stage == Stage.ENDED.value:
        raise Conflict(gettext("This workshop has ended."))
    if room.locked:
        raise Conflict(gettext("The host has closed the door. Ask them to let you in."))


def _sit_down(
    session: Session,
    room: Workshop,
    participant: int,
    name: Name | None,
    now: datetime,
) -> Seat:
    kept = name if room.names == Names.NICKNAMES.value else None
    if kept and _is_a_members(session, room, kept, participant):
        raise Conflict(_taken())
    insert_once(
        session,
        Seat,
        workshop_id=room.id,
        participant_id=participant,
        nickname=kept.nickname if kept else None,
        folded=kept.folded if kept else None,
        team=_smallest_team(session, room),
        first_form=form_for_seat(session, room, participant).value,
        joined_at=now,
        seen_at=now,
    )
    seat = _ever_in(session, room, participant)
    if seat is None:  # the name was taken
        raise Conflict(_taken())
    return seat


def _ever_in(session: Session, room: Workshop, participant: int | None) -> Seat | None:
    """Return a participant's seat, also one that was taken away."""
    return session.scalar(
        select(Seat).where(
            Seat.workshop_id == room.id, Seat.participant_id == participant
        )
    )


def _taken() -> str:
    return gettext(
        "Somebody here has this name, or one that looks like it. "
        "Add something to yours, or choose another."
    )


def _is_a_members(
    session: Session, room: Workshop, name: Name, participant: int
) -> bool:
    """Say whether a name is that of somebody else in the group, here or not yet."""
    theirs = exists().where(
        Member.group_id == room.group_id,
        Member.folded == name.folded,
        Member.participant_id != participant,
    )
    return bool(session.scalar(select(theirs)))


def _smallest_team(session: Session, room: Workshop) -> int | None:
    """Return the team with the fewest people; None where there are no teams."""
    if room.board != Board.TEAMS.value:
        return None
    counts = dict.fromkeys(range(1, TEAMS + 1), 0)
    rows = session.execute(
        select(Seat.team, func.count())
        .where(Seat.workshop_id == room.id, Seat.team.is_not(None))
        .group_by(Seat.team)
    )
    for team, count in rows:
        counts[team or 0] = count
    return min(counts, key=lambda team: (counts[team], team))


def _nickname(session: Session, room: Workshop, participant: int | None) -> str | None:
    if room.group_id is None:
        return None
    return session.scalar(
        select(Member.nickname).where(
            Member.group_id == room.group_id, Member.participant_id == participant
        )
    )


def _seated(seat: Seat) -> Seated:
    return Seated(seat.id, seat.participant_id, seat.nickname, seat.team)


def seat_at(
    session: Session, *, code: str, participant: int | None
) -> tuple[Seated, int, int]:
    """Return somebody's seat with the number and the version of its workshop.

    All phones of a room may ask at once: one query. Raises `NotFound` where they
    have none.
    """
    found = session.execute(
        select(Seat, Workshop.version)
        .join(Workshop, Workshop.id == Seat.workshop_id)
        .where(
            Workshop.code == read_code(code),
            Seat.participant_id == participant,
            Seat.removed_at.is_(None),
        )
    ).first()
    if found is None:
        find_room(session, code)  # says so where it is the code
        raise NotFound(gettext("You have no seat in this workshop yet."))
    return _seated(found.Seat), found.Seat.workshop_id, found.version
