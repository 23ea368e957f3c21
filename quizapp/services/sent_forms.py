"""Forms that make something: sent again, the very same one leads to what it made."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from quizapp.db.models import SentForm
from quizapp.db.session import insert_once

KEPT = timedelta(days=30)  # longer than anybody waits before sending a form again


def made_once(
    session: Session,
    *,
    person: int,
    digest: str,
    make: Callable[[], str],
    now: datetime,
) -> str:
    """Return the address of what a form has made; make it where none was sent before.

    `digest` is of all that was sent, `make` returns the address. Two at once: the
    second waits, and finds what the first has made.
    """
    key = {"person_id": person, "digest": digest}
    is_first = insert_once(session, SentForm, **key, led_to="", sent_at=now)
    form = session.get_one(SentForm, key)
    if is_first:
        form.led_to = make()
        session.flush()
    return form.led_to


def erase_old_forms(session: Session, *, now: datetime) -> None:
    """Erase what nobody sends again any more."""
    session.execute(delete(SentForm).where(SentForm.sent_at <= now - KEPT))
