"""Where people are signed in: until they sign out, are signed out, or stay away."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import Conflict
from quizapp.game.role import Role
from quizapp.game.signing_in import AT_HOME, IN_CHARGE, MOST
from quizapp.services import sign_ins
from quizapp.services.accounts import (
    SignedIn,
    change_password,
    renew_hash,
    set_password,
    signed_in,
)
from quizapp.services.holdings import erase_person
from quizapp.services.people import set_role
from tests.cast import NOON
from tests.services.people import person
from tests.services.playing import count

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
PHONE, LAPTOP = "phone" * 9, "laptop" * 7
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def lea(database: Database) -> SignedIn:
    """Return Lea, who is signed in on her phone."""
    who = person(database)
    begin(database, who, PHONE)
    return who


def begin(
    database: Database,
    who: SignedIn,
    token: str,
    password: str = "hash",
    now: datetime = NOON,
) -> None:
    with database.writing() as session:
        sign_ins.begin(
            session, person=who.number, password=password, token=token, now=now
        )


def whose(database: Database, token: str, now: datetime = NOON) -> SignedIn | None:
    with database.reading() as session:
        held = signed_in(session, token=token, now=now)
        return held.who if held else None


def test_a_token_names_whose_it_is_and_no_other_does(
    database: Database, lea: SignedIn
) -> None:
    assert whose(database, PHONE) == lea
    assert whose(database, LAPTOP) is None
    with database.reading() as session:
        (row,) = session.scalars(select(models.SignIn))
    assert PHONE not in f"{row.digest} {row.id}"
    # The digest opens nothing, for whoever has read the table.
    assert whose(database, row.digest) is None


def test_signing_out_ends_one_and_leaves_the_others(
    database: Database, lea: SignedIn
) -> None:
    begin(database, lea, LAPTOP)
    for _ in range(2):
        with database.writing() as session:
            sign_ins.end(session, token=PHONE)
    assert whose(database, PHONE) is None
    assert whose(database, LAPTOP) == lea


def test_all_others_are_ended_at_once(database: Database, lea: SignedIn) -> None:
    otto = person(database, "otto@example.org")
    begin(database, otto, "otto's")
    begin(database, lea, LAPTOP, now=LATER)
    with database.writing() as session:
        listed = sign_ins.sign_ins_of(session, lea.number, now=LATER)
        assert [one.made_at for one in listed] == [LATER, NOON]
        sign_ins.end_all(session, lea.number, but=listed[0].number)
    assert (whose(database, PHONE), whose(database, LAPTOP)) == (None, lea)
    assert whose(database, "otto's") == otto


@pytest.mark.parametrize("way", ["set", "changed", "erased"])
def test_a_new_password_or_none_ends_every_sign_in(
    database: Database, lea: SignedIn, way: str
) -> None:
    with database.writing() as session:
        if way == "set":
            set_password(session, lea.number, password="new")
        elif way == "changed":
            change_password(session, lea.number, old="hash", password="new")
        else:
            erase_person(session, lea.number, now=NOON)
    assert whose(database, PHONE) is None
    assert count(database, models.SignIn) == 0


def test_the_same_password_hashed_anew_ends_none(
    database: Database, lea: SignedIn
) -> None:
    with database.writing() as session:
        renew_hash(session, lea.number, old="another", password="lost")
        renew_hash(session, lea.number, old="hash", password="dearer")
    assert whose(database, PHONE) == lea
    begin(database, lea, LAPTOP, password="dearer")


def test_an_old_password_begins_nothing(database: Database, lea: SignedIn) -> None:
    with pytest.raises(Conflict, match="Sign in with the new one"):
        begin(database, lea, LAPTOP, password="the one before")
    assert whose(database, LAPTOP) is None


def test_whoever_signs_in_while_the_password_changes_is_out_in_the_end(
    database: Database, lea: SignedIn, at_once: AtOnce
) -> None:
    def change() -> None:
        with database.writing() as session:
            change_password(session, lea.number, old="hash", password="new")

    def come_in() -> None:
        with suppress(Conflict):
            begin(database, lea, LAPTOP)

    at_once([come_in, change])
    assert whose(database, LAPTOP) is None


@pytest.mark.parametrize(
    ("role", "limits"),
    [
        (Role.PLAYER, AT_HOME),
        (Role.INSTRUCTOR, IN_CHARGE),
        (Role.ADMIN, IN_CHARGE),
    ],
)
def test_a_sign_in_ends_by_itself(
    database: Database, lea: SignedIn, role: Role, limits: Any
) -> None:
    person(database, "ada@example.org", role=Role.ADMIN)
    with database.writing() as session:
        set_role(session, lea.number, role=role)
    moment, second = NOON, timedelta(seconds=1)
    with database.reading() as session:
        (phone,) = sign_ins.sign_ins_of(session, lea.number, now=NOON)
    assert whose(database, PHONE, NOON + limits.idle - second)
    assert whose(database, PHONE, NOON + limits.idle) is None
    while moment < NOON + limits.whole - limits.idle:
        moment += limits.idle / 2
        with database.writing() as session:
            sign_ins.note_used(session, phone.number, now=moment)
        assert whose(database, PHONE, moment + limits.idle / 2)
    # However much it is used, it ends in the end.
    with database.writing() as session:
        sign_ins.note_used(session, phone.number, now=NOON + limits.whole - second)
    assert whose(database, PHONE, NOON + limits.whole) is None
    with database.reading() as session:
        over = sign_ins.sign_ins_of(session, lea.number, now=NOON + limits.whole)
    assert over == ()


def test_what_is_over_is_erased_and_the_rest_is_not(
    database: Database, lea: SignedIn
) -> None:
    begin(database, lea, LAPTOP, now=NOON + AT_HOME.idle)
    with database.writing() as session:
        sign_ins.erase_ended(session, now=NOON + AT_HOME.idle)
    assert count(database, models.SignIn) == 1
    assert whose(database, LAPTOP, NOON + AT_HOME.idle) == lea


def test_only_so_many_are_kept(database: Database, lea: SignedIn) -> None:
    for n in range(MOST):
        begin(database, lea, f"token {n}", now=LATER + timedelta(minutes=n))
    assert count(database, models.SignIn) == MOST
    assert whose(database, PHONE, LATER) is None
    assert whose(database, "token 0", LATER) == lea
