"""A guest who leaves: what a copy of the cookie is worth, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from quizapp.cli.serve import erase_due
from quizapp.db import models
from quizapp.db.session import Database
from quizapp.services.guests import KEPT, LEFT_KEPT
from quizapp.web import throttle
from quizapp.web.throttle import EASIER, Door
from tests.services.playing import count
from tests.web.conftest import MakeApp, load
from tests.web.door import browser, copy_of, register, sign_in
from tests.web.hall import open_hall


@pytest.fixture
def app(database_url: str, serve: MakeApp) -> Flask:
    """Build the app over each database in turn."""
    load(database_url)
    return serve(database_url)


def test_a_guest_who_leaves_is_brought_back_by_the_code(app: Flask) -> None:
    guest = browser(app)
    guest.start()
    code = guest.code()
    guest.post("/you/leave")
    assert "nothing is kept about you" in guest.see("/you/")
    guest.post("/you/rejoin", {"code": code})
    assert guest.code() == code


def test_leaving_ends_a_copied_cookie_of_a_guest_too(
    app: Flask, database: Database
) -> None:
    guest = browser(app)
    started = guest.start()
    code, thief = guest.code(), copy_of(guest)
    assert code in thief.see("/you/")
    guest.post("/you/leave")
    for _ in "twice":
        assert "nothing is kept about you" in thief.see("/you/")
        assert thief.get(started).status_code == 404
    assert count(database, models.Participant) == 1


@pytest.mark.parametrize("way", ["leave", "erase"])
def test_whoever_leaves_leaves_nothing_in_the_browser(app: Flask, way: str) -> None:
    guest = browser(app)
    guest.start()
    assert guest.post(f"/you/{way}").headers["Clear-Site-Data"] == '"storage"'


def test_a_copy_that_was_ended_is_signed_for_nobody(app: Flask) -> None:
    guest = browser(app)
    guest.start()
    thief = copy_of(guest)
    guest.post("/you/leave")
    thief.get("/you/")
    with thief.client.session_transaction() as kept:
        assert "_user_id" not in kept


def test_leaving_one_device_keeps_the_guest_on_the_other(app: Flask) -> None:
    laptop, phone = browser(app), browser(app)
    begun = laptop.start()
    code = laptop.code()
    phone.post("/you/rejoin", {"code": code})
    laptop.post("/you/leave")
    assert phone.code() == code
    assert phone.get(begun).status_code == 303
    laptop.post("/you/rejoin", {"code": code})
    assert laptop.get(begun).status_code == 303
    assert phone.get(begun).status_code == 303


def test_a_guest_who_signs_in_leaves_the_guest_s_cookie_behind(app: Flask) -> None:
    register(browser(app))
    guest = browser(app)
    guest.start()
    thief = copy_of(guest)
    sign_in(guest)
    assert "nothing is kept about you" in thief.see("/you/")


def test_a_guest_s_cookie_of_the_program_before_still_opens_and_ends(
    app: Flask,
) -> None:
    guest = browser(app)
    guest.start()
    code = guest.code()
    with guest.client.session_transaction() as kept:
        kept["_user_id"] = kept["_user_id"].rpartition(":")[0]
    thief = copy_of(guest)
    assert code in guest.see("/you/")
    guest.post("/you/leave")
    assert "nothing is kept about you" in thief.see("/you/")


def test_what_ends_a_cookie_is_erased_once_the_cookie_is_too_old(
    app: Flask, database: Database
) -> None:
    guest = browser(app)
    guest.start()
    guest.post("/you/leave")
    now = datetime.now(UTC)
    erase_due(database, now=now + KEPT)
    assert count(database, models.Leaving) == 1
    erase_due(database, now=now + LEFT_KEPT + timedelta(minutes=1))
    assert count(database, models.Leaving) == 0


def test_a_phone_that_left_takes_its_seat_back_by_the_code(app: Flask) -> None:
    hall = open_hall(app)
    fox = hall.seat("Fox")
    code, thief = fox.code(), copy_of(fox)
    fox.post("/you/leave")
    for gone in (fox, thief):
        assert "Fox" not in gone.see(hall.door)
    fox.post("/you/rejoin", {"code": code})
    assert "Fox" in fox.see(hall.door)
    assert "Fox" not in thief.see(hall.door)


def test_nobody_fills_the_disk_by_coming_and_leaving(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "EASIER", {**EASIER, Door.LEAVE: 0.03})
    guest = browser(app)
    guest.start()
    code = guest.code()
    for _ in range(3):
        assert guest.post("/you/leave").status_code == 303
        guest.post("/you/rejoin", {"code": code})
    assert guest.post("/you/leave").status_code == 429
    assert count(database, models.Leaving) == 3
