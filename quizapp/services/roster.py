"""The roster: who is in a group, renamed, removed, and doubles made one again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm import Session

from quizapp.db.models import Answer, Member, Participant, Round
from quizapp.db.moving import move_answers, move_seats
from quizapp.db.participants import hold
from quizapp.db.teaching import member_of, open_group, taught_group
from quizapp.errors import BadField
from quizapp.game.lookalike import folded
from quizapp.game.merging import Dealt, Seen, goes_on, renumbered
from quizapp.game.nickname import read_nickname, taken
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member as their instructor sees them; rounds and answers are counted."""

    number: int
    nickname: str
    joined_at: datetime
    seen_on: date
    rounds: int
    answers: int
    rejoin_code: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """Who goes on after a merge, by which code, and which nickname is gone."""

    number: int
    nickname: str
    rejoin_code: str
    gone: str


def roster(session: Session, *, person: int, group: int) -> tuple[ListedMember, ...]:
    """Return everybody in a group. Raises `NotFound` for a group of others."""
    taught_group(session, person=person, group=group)
    rows = session.execute(
        _listed().where(Member.group_id == group).order_by(Member.folded)
    )
    return tuple(_shown(*row) for row in rows)


def find_member(
    session: Session, *, person: int, group: int, member: int
) -> ListedMember:
    """Return one member. Raises `NotFound` for a member or a group of others."""
    known = member_of(
        session, taught_group(session, person=person, group=group), member
    )
    return _shown(*session.execute(_listed().where(Member.id == known.id)).one())


def rename_member(
    session: Session, *, person: int, group: int, member: int, nickname: str
) -> str:
    """Give a member another nickname; return it as it is kept.

    Raises `BadField` for one that cannot be had.
    """
    row = _member(session, person, group, member)
    name = read_nickname(nickname)
    others = select(Member.id).where(
        Member.group_id == group, Member.folded == folded(name), Member.id != member
    )
    if session.scalar(others) is not None:
        raise taken()
    row.nickname, row.folded = name, folded(name)
    session.flush()
    return name


def remove_member(session: Session, *, person: int, group: int, member: int) -> str:
    """Erase a member with every round and answer; return the nickname that is gone."""
    row = _member(session, person, group, member)
    name = row.nickname
    session.execute(delete(Participant).where(Participant.id == row.participant_id))
    session.expunge(row)
    return name


def merge_members(
    session: Session, *, person: int, group: int, member: int, other: int
) -> Merged:
    """Make one of two members; who was seen last goes on, and has every round.

    No answer is lost. Where both took the same test, the one dealt first counts; the
    other stays as a later round. Raises `BadField` where the two cannot be one.
    """
    first = _member(session, person, group, member)
    if member == other:
        raise BadField("other", gettext("Choose another member, not the same twice."))
    second = member_of(session, open_group(session, person=person, group=group), other)
    if None not in (first.person_id, second.person_id):
        raise BadField(
            "other",
            gettext(
                "Both of them have accounts, so they are two people. To end one of "
                "the two places, remove it."
            ),
        )
    both = (first.participant_id, second.participant_id)
    hold(session, Participant.id.in_(both))
    kept, gone = _chosen(session, first, second)
    name = gone.nickname
    _hand_over(session, kept, gone)
    code = session.scalars(
        select(Participant.rejoin_code).where(Participant.id == kept.participant_id)
    ).one()
    return Merged(kept.id, kept.nickname, code, name)


def _chosen(session: Session, first: Member, second: Member) -> tuple[Member, Member]:
    """Return who goes on and who is gone."""
    last = goes_on(_seen(session, first), _seen(session, second))
    return (first, second) if last.member == first.id else (second, first)


def _seen(session: Session, member: Member) -> Seen:
    mine = Answer.participant_id == member.participant_id
    return Seen(
        member=member.id,
        seen_on=session.get_one(Participant, member.participant_id).last_seen_on,
        answered_at=session.scalar(select(func.max(Answer.answered_at)).where(mine)),
        joined_at=member.joined_at,
    )


def _hand_over(session: Session, kept: Member, gone: Member) -> None:
    """Give one member everything of the other, who then is erased."""
    old, new = gone.participant_id, kept.participant_id
    kept.first_form = _order(session, kept, gone)
    # Whoever could train at once under either name has trained, for all we know.
    kept.plays_later = kept.plays_later and gone.plays_later
    _move_rounds(session, old, new)
    move_seats(session, old, new)
    move_answers(session, old, new)
    account, joined_at = gone.person_id, gone.joined_at
    session.expunge(gone)
    session.execute(delete(Participant).where(Participant.id == old))
    kept.person_id = kept.person_id or account
    kept.joined_at = min(kept.joined_at, joined_at)
    session.flush()


def _order(session: Session, kept: Member, gone: Member) -> str:
    """Return the form that came first: that of whoever began a test first."""
    begun = session.scalar(
        select(Member.first_form)
        .join(Round, Round.participant_id == Member.participant_id)
        .where(Member.id.in_((kept.id, gone.id)), Round.occasion.is_not(None))
        .order_by(Round.dealt_at, Round.id)
        .limit(1)
    )
    return begun or kept.first_form


def _move_rounds(session: Session, old: int, new: int) -> None:
    numbers = renumbered(_dealt(session, new), _dealt(session, old))
    if numbers:
        session.execute(
            update(Round)
            .where(Round.id.in_(numbers))
            .values(participant_id=new, number=case(numbers, value=Round.id))
            .execution_options(synchronize_session=False)
        )


def _dealt(session: Session, participant: int) -> list[Dealt]:
    rows = session.execute(
        select(Round.id, Round.case_id, Round.number, Round.dealt_at).where(
            Round.participant_id == participant
        )
    )
    return [Dealt(*row) for row in rows]


def _member(session: Session, person: int, group: int, member: int) -> Member:
    return member_of(session, open_group(session, person=person, group=group), member)


def _listed() -> Any:
    rounds = (
        select(func.count(Round.id))
        .where(Round.participant_id == Member.participant_id)
        .scalar_subquery()
    )
    answers = (
        select(func.count(Answer.id))
        .where(Answer.participant_id == Member.participant_id)
        .scalar_subquery()
    )
    return select(Member, Participant, rounds, answers).join(
        Participant, Participant.id == Member.participant_id
    )


def _shown(
    member: Member, participant: Participant, rounds: int, answers: int
) -> ListedMember:
    return ListedMember(
        number=member.id,
        nickname=member.nickname,
        joined_at=member.joined_at,
        seen_on=participant.last_seen_on,
        rounds=rounds,
        answers=answers,
        rejoin_code=participant.rejoin_code,
        has_account=member.person_id is not None,
    )
