from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import NotFound
from quizapp.game.role import Role
from quizapp.services import links
from quizapp.services.accounts import SignedIn
from tests.cast import NOON
from tests.services.people import LEA, person
from tests.services.playing import count

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
SECRET = "s" * 43


@pytest.fixture
def ada(database: Database) -> SignedIn:
    """Return Ada, who runs the server."""
    return person(database, "ada@example.org", role=Role.ADMIN)


@pytest.fixture
def invitation(database: Database, ada: SignedIn) -> str:
    """Return the secret of an invitation made at noon."""
    with database.writing() as session:
        links.invite(session, secret=SECRET, made_by=ada.number, now=NOON)
    return SECRET


def use(database: Database, secret: str, now: datetime = NOON) -> bool:
    try:
        with database.writing() as session:
            links.use_invitation(session, secret=secret, now=now)
    except NotFound:
        return False
    return True


def test_the_secret_itself_is_not_kept(database: Database, invitation: str) -> None:
    with database.reading() as session:
        row = session.scalars(select(models.Link)).one()
    kept = {c.name: getattr(row, c.name) for c in models.Link.__table__.columns}
    assert not [name for name, value in kept.items() if str(value) == invitation]


def test_an_invitation_is_used_once(database: Database, invitation: str) -> None:
    with database.reading() as session:
        until = links.look_at_invitation(session, secret=invitation, now=NOON)
    assert until == NOON + timedelta(days=14)
    assert use(database, invitation)
    assert not use(database, invitation)
    with pytest.raises(NotFound, match="leads nowhere"), database.reading() as session:
        links.look_at_invitation(session, secret=invitation, now=NOON)


def test_of_two_who_use_an_invitation_at_once_one_succeeds(
    database: Database, invitation: str, at_once: AtOnce
) -> None:
    used = at_once([lambda: use(database, invitation)] * 4)
    assert sorted(used) == [False, False, False, True]


@pytest.mark.parametrize(("days", "opens"), [(0, True), (13, True), (14, False)])
def test_an_invitation_ends_after_fourteen_days(
    database: Database, invitation: str, days: int, opens: bool
) -> None:
    assert use(database, invitation, NOON + timedelta(days=days)) is opens


@pytest.mark.parametrize(
    "secret", ["", "x", SECRET[:-1], SECRET + "s", "\0", "é\ud800"]
)
def test_no_other_secret_opens_anything(
    database: Database, invitation: str, secret: str
) -> None:
    assert not use(database, secret)


def test_open_invitations_are_listed_and_revoked(
    database: Database, invitation: str, ada: SignedIn
) -> None:
    with database.reading() as session:
        listed = links.open_invitations(session, now=NOON)
        assert links.open_invitations(session, now=NOON + timedelta(days=15)) == ()
    assert [one.made_by for one in listed] == ["Ada"]
    with database.writing() as session:
        links.revoke(session, listed[0].number)
        links.revoke(session, listed[0].number)
    assert not use(database, invitation)


def test_a_reset_is_for_one_person_and_a_day(database: Database, ada: SignedIn) -> None:
    lea = person(database)
    with database.writing() as session:
        until = links.offer_reset(
            session, person=lea.number, secret=SECRET, made_by=ada.number, now=NOON
        )
    assert until == NOON + timedelta(hours=24)
    with database.reading() as session:
        shown = links.look_at_reset(session, secret=SECRET, now=NOON)
        with pytest.raises(NotFound):
            links.look_at_reset(session, secret=SECRET, now=until)
    assert shown == links.Reset(lea.number, "Lea", LEA)
    assert not use(database, SECRET)
    with database.writing() as session:
        links.use_reset(session, secret=SECRET, now=NOON)
    with pytest.raises(NotFound), database.writing() as session:
        links.use_reset(session, secret=SECRET, now=NOON)


def test_a_newer_reset_ends_the_one_before(database: Database, ada: SignedIn) -> None:
    for secret in ("first", "second"):
        with database.writing() as session:
            links.offer_reset(
                session, person=ada.number, secret=secret, made_by=None, now=NOON
            )
    with database.reading() as session:
        assert links.look_at_reset(session, secret="second", now=NOON).name == "Ada"
        with pytest.raises(NotFound):
            links.look_at_reset(session, secret="first", now=NOON)


def test_what_is_used_or_too_old_is_swept_out(
    database: Database, invitation: str, ada: SignedIn
) -> None:
    use(database, invitation)
    with database.writing() as session:
        links.invite(session, secret="next", made_by=ada.number, now=NOON)
    assert count(database, models.Link) == 1
    later = NOON + timedelta(days=20)
    with database.writing() as session:
        links.invite(session, secret="last", made_by=None, now=later)
    with database.reading() as session:
        assert [one.made_by for one in links.open_invitations(session, now=later)] == [
            None
        ]
    assert count(database, models.Link) == 1
