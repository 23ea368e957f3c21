"""Guests: welcomed without a name, back again by their code, erased on a day or now."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, bindparam, delete, exists, func, select, update
from sqlalchemy.orm import Session

from quizapp.db.models import Answer, Leaving, Member, Participant
from quizapp.db.participants import IN_ACCOUNT, add_participant
from quizapp.db.session import insert_once
from quizapp.errors import NotFound
from quizapp.game.rejoin import read_code
from quizapp.game.secret import digest_of
from quizapp.wording import gettext

KEPT = timedelta(days=90)
# A cookie may be a little younger than it says: its clock was not ours to set.
LEFT_KEPT = 2 * KEPT
MOMENT = timedelta(minutes=10)  # in which a form whose answer was lost is sent again
# Asked at every page of a guest: put together once, it takes half as long.
_LEFT = select(Leaving.digest).where(Leaving.digest == bindparam("digest"))


def welcome_guest(session: Session, *, code: str, now: datetime) -> int:
    """Make a guest known by a rejoin code; return the participant's number."""
    return add_participant(session, code=code, now=now)


def welcome_once(session: Session, *, code: str, now: datetime) -> int | None:
    """Make a guest, or find the one whom the same form has made a moment ago.

    `code` was drawn for the form. None where it is somebody's who came before that: a
    copy of an old cookie lets nobody in.
    """
    today = now.date()
    insert_once(
        session, Participant, rejoin_code=code, joined_at=now, last_seen_on=today
    )
    fresh = Participant.rejoin_code == code, Participant.joined_at > now - MOMENT
    return session.scalar(select(Participant.id).where(*fresh, ~IN_ACCOUNT))


def rejoin(session: Session, *, typed: str, today: date) -> int:
    """Find the guest with this code, as typed; return the participant's number.

    Raises `NotFound` where there is none.
    """
    wanted = Participant.rejoin_code == read_code(typed)
    guest = session.scalar(select(Participant.id).where(wanted, ~IN_ACCOUNT))
    if guest is None:
        raise NotFound(
            gettext("Nobody has this code. Look at it once more, or start afresh.")
        )
    note_seen(session, guest, today=today)
    return guest


def note_seen(session: Session, participant: int, *, today: date) -> None:
    """Remember the day, and no more, so that unused data can be erased in time."""
    session.execute(
        update(Participant)
        .where(Participant.id == participant, Participant.last_seen_on < today)
        .values(last_seen_on=today)
    )


def rejoin_code_of(session: Session, participant: int) -> str | None:
    """Return the guest's code, or None where the guest has been erased."""
    return session.scalar(
        select(Participant.rejoin_code).where(Participant.id == participant)
    )


def erase_guest(session: Session, participant: int) -> None:
    """Erase a guest with every round and answer. Twice does no harm."""
    session.execute(delete(Participant).where(Participant.id == participant))


def leave(session: Session, *, token: str, now: datetime) -> None:
    """End the cookie of one browser that a guest leaves. Twice does no harm."""
    insert_once(session, Leaving, digest=digest_of(token), left_at=now)


def has_left(connection: Connection, *, token: str) -> bool:
    """Tell whether a guest has left the browser whose cookie this is."""
    return connection.scalar(_LEFT, {"digest": digest_of(token)}) is not None


def erase_old_leavings(session: Session, *, now: datetime) -> None:
    """Erase what ended cookies that have become too old by themselves."""
    session.execute(delete(Leaving).where(Leaving.left_at <= now - LEFT_KEPT))


def last_seen(session: Session) -> date | None:
    """Return the last day on which anybody came in; None where nobody ever did."""
    return session.scalar(select(func.max(Participant.last_seen_on)))


def erase_stale_guests(session: Session, *, today: date) -> None:
    """Erase every guest who has neither come back nor answered for 90 days.

    Members are kept as long as their group, and people as long as their account.
    """
    first_day = datetime.combine(today - KEPT, time(), UTC)
    answered = exists().where(
        Answer.participant_id == Participant.id, Answer.answered_at >= first_day
    )
    stale = Participant.last_seen_on < today - KEPT
    member = exists().where(Member.participant_id == Participant.id)
    session.execute(delete(Participant).where(stale, ~answered, ~member, ~IN_ACCOUNT))
