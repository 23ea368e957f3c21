"""Members: how they come into a group, come back, and whom they play as."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from zlib import crc32

from sqlalchemy import ColumnElement, Select, delete, false, func, or_, select
from sqlalchemy.orm import Session

from quizapp.db.models import Group, GroupInstructor, Member, Participant, Person
from quizapp.db.participants import add_participant
from quizapp.db.session import insert_once
from quizapp.errors import Conflict, NotFound
from quizapp.game.joining import read_join_code
from quizapp.game.line import Form
from quizapp.game.lookalike import folded
from quizapp.game.nickname import offer_nickname, read_nickname, taken
from quizapp.game.occasion import Lot, draw_lot
from quizapp.wording import gettext

# Room for a year of a large school; a code that got about fills no server.
MOST_MEMBERS = 500


@dataclass(frozen=True, slots=True)
class Invitation:
    """What whoever has a join code is told before they join."""

    code: str
    group: str
    retention_on: date
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody in a group, as they see it themselves."""

    number: int
    participant: int
    group: str
    nickname: str
    rejoin_code: str
    retention_on: date


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks to join: whom this browser plays as, and whose account it is."""

    participant: int | None
    person: int | None


def invitation(session: Session, *, code: str, today: date) -> Invitation:
    """Return the group that a join code, as typed, leads to.

    Raises `NotFound` where it leads nowhere, or the group's date has come.
    """
    group = _joinable(session, code, today)
    teachers = session.scalars(
        select(Person.name)
        .join(GroupInstructor, GroupInstructor.person_id == Person.id)
        .where(GroupInstructor.group_id == group.id)
        .order_by(GroupInstructor.since, Person.id)
    )
    return Invitation(
        group.join_code or "", group.name, group.retention_on, tuple(teachers)
    )


def offered_nickname(session: Session, *, code: str, rng: Random) -> str:
    """Draw a nickname that nobody in the group has, nor one that looks like it."""
    known = select(Member.folded).join(Group, Group.id == Member.group_id)
    names = session.scalars(known.where(Group.join_code == code))
    return offer_nickname(rng, taken=frozenset(names))


def membership_in(
    session: Session, *, code: str, asking: Asking, rejoin_code: str = ""
) -> Membership | None:
    """Return what the one who asks already is in the group with this code, or None.

    Whom the browser plays as goes before whose account it is. `rejoin_code` finds
    whoever joined a moment ago from the same page, by pressing twice.
    """
    known = or_(_plays(asking), _owns(asking), Participant.rejoin_code == rejoin_code)
    query = _memberships().where(Group.join_code == code, known)
    found = [_shown(*row) for row in session.execute(query)]
    found.sort(key=lambda m: m.participant != asking.participant)
    return found[0] if found else None


def join_group(  # noqa: PLR0913  who joins what, under which name, when
    session: Session,
    *,
    code: str,
    nickname: str,
    asking: Asking,
    rejoin_code: str,
    now: datetime,
) -> int:
    """Bring somebody into a group as a participant of their own; return its number.

    Whoever is a member already is brought back instead; `rejoin_code` was drawn for
    the page they join from, so that pressing twice joins once. Raises `NotFound` for
    a code that leads nowhere, `BadField` for a nickname that cannot be had, and
    `Conflict` for a full group.
    """
    group = _joinable(session, code, now.date(), lock=True)
    known = membership_in(
        session, code=group.join_code or "", asking=asking, rejoin_code=rejoin_code
    )
    if known is not None:
        return known.participant
    _check_room(session, group)
    name = read_nickname(nickname)
    fresh = add_participant(session, code=rejoin_code, now=now)
    if not insert_once(
        session,
        Member,
        group_id=group.id,
        participant_id=fresh,
        person_id=asking.person,
        nickname=name,
        folded=folded(name),
        joined_at=now,
        **_drawn(session, group.id, rejoin_code),
    ):
        raise taken()
    return fresh


def membership_of(session: Session, participant: int | None) -> Membership | None:
    """Return what a participant is in their group; None for everybody else."""
    query = _memberships().where(Member.participant_id == participant)
    row = session.execute(query).one_or_none()
    return _shown(*row) if row else None


def memberships_of(session: Session, *, person: int) -> tuple[Membership, ...]:
    """Return what somebody with an account is, in every group they joined by it."""
    query = _memberships().where(Member.person_id == person)
    return tuple(_shown(*row) for row in session.execute(query.order_by(Group.name)))


def own_membership(session: Session, *, person: int, member: int) -> int:
    """Return the participant of a person's own membership.

    Raises `NotFound` for anybody else's as for one that does not exist.
    """
    query = select(Member.participant_id).where(
        Member.id == member, Member.person_id == person
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(gettext("There is no such membership of yours."))
    return found


def leave_group(session: Session, *, participant: int) -> None:
    """Erase a member with every round and answer. Whoever is none is left alone."""
    is_member = select(Member.id).where(Member.participant_id == Participant.id)
    mine = Participant.id == participant, is_member.exists()
    session.execute(delete(Participant).where(*mine))


def _joinable(
    session: Session, typed: str, today: date, *, lock: bool = False
) -> Group:
    query = select(Group).where(
        Group.join_code == read_join_code(typed), Group.retention_on > today
    )
    if lock:
        # One comes in after the other, and not while the group is being erased.
        query = query.with_for_update()
    group = session.scalar(query)
    if group is None:
        raise NotFound(
            gettext(
                "No group or workshop has this code. Compare it letter by letter, or "
                "ask whoever gave it to you for the code of today."
            )
        )
    return group


def _check_room(session: Session, group: Group) -> None:
    mine = select(func.count(Member.id)).where(Member.group_id == group.id)
    if (session.scalar(mine) or 0) >= MOST_MEMBERS:
        raise Conflict(
            gettext("This group is full. Whoever teaches it can make another one.")
        )


def _drawn(session: Session, group: int, rejoin_code: str) -> dict[str, object]:
    """Draw what somebody new takes first, and when; their code is their chance."""
    rows = session.execute(
        select(Member.first_form, Member.plays_later).where(Member.group_id == group)
    )
    others = [Lot(Form(first), later) for first, later in rows]
    lot = draw_lot(others, draw=crc32(rejoin_code.encode()))
    return {"first_form": lot.first.value, "plays_later": lot.later}


def _plays(asking: Asking) -> ColumnElement[bool]:
    if asking.participant is None:
        return false()
    return Member.participant_id == asking.participant


def _owns(asking: Asking) -> ColumnElement[bool]:
    return false() if asking.person is None else Member.person_id == asking.person


def _memberships() -> Select[Member, Group, str]:
    return (
        select(Member, Group, Participant.rejoin_code)
        .join(Group, Group.id == Member.group_id)
        .join(Participant, Participant.id == Member.participant_id)
    )


def _shown(member: Member, group: Group, rejoin_code: str) -> Membership:
    return Membership(
        number=member.id,
        participant=member.participant_id,
        group=group.name,
        nickname=member.nickname,
        rejoin_code=rejoin_code,
        retention_on=group.retention_on,
    )
