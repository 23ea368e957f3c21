"""Signed in and out: what a copy of the cookie is worth afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, update

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.role import Role
from quizapp.game.signing_in import AT_HOME, IN_CHARGE, NOTED
from tests.services.playing import count
from tests.web.door import (
    LEA,
    OTHER,
    PASSWORD,
    browser,
    copy_of,
    is_in,
    number_of,
    register,
    sign_in,
    somebody,
)
from tests.web.hall import open_hall
from tests.web.visitor import Visitor


@pytest.fixture
def lea(app: Flask) -> Visitor:
    """Return the browser of Lea, who has an account and is signed in."""
    lea = browser(app)
    register(lea)
    return lea


def age(database: Database, by: timedelta) -> None:
    """Let every sign-in be older, and unused for as long."""
    then = datetime.now(UTC) - by
    with database.writing() as session:
        session.execute(update(models.SignIn).values(made_at=then, used_at=then))


def test_signing_out_ends_a_copied_cookie_too(lea: Visitor) -> None:
    thief = copy_of(lea)
    assert is_in(thief)
    gone = lea.post("/account/sign-out", page="/account/")
    assert gone.headers["Clear-Site-Data"] == '"storage"'
    assert not is_in(thief)
    assert not is_in(lea)


def test_signing_out_leaves_the_other_browser_signed_in(
    app: Flask, lea: Visitor
) -> None:
    phone = browser(app)
    sign_in(phone)
    lea.post("/account/sign-out", page="/account/")
    assert is_in(phone)


def test_leaving_this_device_ends_the_account_s_cookie_too(lea: Visitor) -> None:
    thief = copy_of(lea)
    lea.post("/you/leave", page="/account/")
    assert not is_in(thief)


def test_every_sign_in_has_a_token_of_its_own(app: Flask, lea: Visitor) -> None:
    phone, tokens = browser(app), set()
    for _ in range(3):
        sign_in(phone)
        with phone.client.session_transaction() as kept:
            tokens.add(kept["_user_id"].split(":")[1])
        phone.post("/account/sign-out", page="/account/")
    assert len(tokens) == 3
    assert {len(token) for token in tokens} == {43}


def test_a_token_is_drawn_anew_with_the_password(lea: Visitor) -> None:
    thief = copy_of(lea)
    fields = {"old": PASSWORD, "password": OTHER}
    lea.post("/account/password", fields, page="/account/password")
    assert is_in(lea)
    assert not is_in(thief)


def test_a_cookie_that_was_made_up_is_nobody_s(app: Flask, lea: Visitor) -> None:
    thief = copy_of(lea)
    cookie = thief.client.get_cookie("pencil")
    assert cookie
    for bent in (cookie.value[:-1], cookie.value[3:], f"{cookie.value}x", "person:1"):
        thief.client.set_cookie("pencil", bent)
        assert not is_in(thief)


def test_a_player_stays_for_two_weeks_and_a_teacher_for_a_day(
    app: Flask, lea: Visitor, database: Database
) -> None:
    ines = somebody(app, "ines@example.org", Role.INSTRUCTOR)
    age(database, IN_CHARGE.idle - timedelta(minutes=1))
    assert is_in(lea)
    assert is_in(ines)
    age(database, IN_CHARGE.idle)
    assert is_in(lea)
    assert not is_in(ines)
    age(database, AT_HOME.idle)
    assert not is_in(lea)


def test_who_becomes_a_teacher_is_bound_by_the_shorter_limit_at_once(
    app: Flask, lea: Visitor, database: Database
) -> None:
    age(database, timedelta(days=2))
    with database.writing() as session:
        session.execute(update(models.Person).values(role=Role.INSTRUCTOR.value))
    assert not is_in(lea)


def test_a_sign_in_in_use_is_noted_now_and_then_and_not_at_every_page(
    lea: Visitor, database: Database
) -> None:
    writes: list[str] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _k, sql, *_: writes.append(sql) if "UPDATE" in sql.upper() else None,
    )
    assert is_in(lea)
    assert writes == []
    age(database, NOTED)
    writes.clear()
    assert is_in(lea)
    assert is_in(lea)
    assert len(writes) == 1


def test_who_is_there_is_told_by_one_query(lea: Visitor, database: Database) -> None:
    asked: list[str] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _k, sql, *_: asked.append(sql),
    )
    lea.get("/kinds")
    assert len([sql for sql in asked if "sign_in" in sql]) == 1
    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 1


# ------------------------------------------------------------ seen and ended


def test_lea_sees_where_she_is_signed_in_and_ends_the_rest(
    app: Flask, lea: Visitor
) -> None:
    phone = browser(app)
    sign_in(phone)
    page = lea.see("/account/sign-ins")
    assert page.count("Another browser") == page.count("This browser") == 1
    assert "After 14 days without use, or 30 days in all" in page
    done = lea.post("/account/sign-ins", {"old": PASSWORD})
    assert done.status_code == 303
    assert "You are signed in here alone." in lea.see("/account/sign-ins")
    assert not is_in(phone)
    assert is_in(lea)


def test_ending_the_rest_wants_the_password(app: Flask, lea: Visitor) -> None:
    phone = browser(app)
    sign_in(phone)
    refused = lea.post("/account/sign-ins", {"old": OTHER}, page="/account/sign-ins")
    assert refused.status_code == 400
    assert "This is not your password." in refused.text
    assert is_in(phone)


def test_a_teacher_reads_how_long_a_browser_stays_signed_in(app: Flask) -> None:
    ines = somebody(app, "ines@example.org", Role.INSTRUCTOR)
    page = ines.see("/account/sign-ins")
    assert "After a day without use, or 5 days in all" in page


def test_an_admin_signs_somebody_out_everywhere(app: Flask, lea: Visitor) -> None:
    ada = somebody(app, "ada@example.org", Role.ADMIN)
    for email in (LEA, "ada@example.org"):
        done = ada.post(f"/people/{number_of(app, email)}/sign-out", page="/people/")
        assert done.status_code == 303
        assert "signed out everywhere" in ada.see("/people/")
    assert not is_in(lea)
    assert sign_in(lea).status_code == 303


def test_every_page_of_somebody_has_the_way_out(app: Flask) -> None:
    ada = somebody(app, "ada@example.org", Role.ADMIN)
    for address in ("/", "/account/", "/people/", "/groups/", "/desk/", "/nowhere"):
        assert 'action="/account/sign-out"' in ada.get(address).text
    assert 'action="/account/sign-out"' not in browser(app).get("/").text


# ------------------------------------------------------------------- seats


def test_a_seat_is_kept_whoever_signs_out_elsewhere(app: Flask) -> None:
    hall = open_hall(app)
    fox = hall.seat("Fox")
    hall.ines.post("/account/sign-out", page="/account/")
    assert "Fox" in fox.see(hall.door)


def test_what_is_erased_with_an_account_are_its_sign_ins_too(
    lea: Visitor, database: Database
) -> None:
    assert count(database, models.SignIn) == 1
    lea.post("/account/delete", {"old": PASSWORD, "sure": "1"}, page="/account/delete")
    assert count(database, models.SignIn) == 0
