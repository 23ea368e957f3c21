"""What concerns the safety of a server stands in the journal, without who it was."""

import logging
from typing import Any

import pytest
from flask import Flask

from quizapp.game.role import Role
from quizapp.web import throttle
from quizapp.web.journal import REQUESTS
from quizapp.web.throttle import EASIER, Door
from tests.web.door import LEA, OTHER, PASSWORD, browser, register, sign_in, somebody


class Journal:
    """What the requests since the last look have left behind."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.caplog = caplog
        caplog.set_level(logging.INFO, REQUESTS)

    def events(self) -> list[str]:
        told: list[dict[str, Any]] = [
            getattr(r, "told", {}) for r in self.caplog.records
        ]
        self.caplog.clear()
        return [event for each in told for event in each.get("events", ())]


@pytest.fixture
def journal(app: Flask, caplog: pytest.LogCaptureFixture) -> Journal:
    """Return the journal, with Lea's account made and nothing told yet."""
    register(browser(app))
    caplog.clear()
    return Journal(caplog)


def test_signing_in_and_out_is_told_and_by_what(app: Flask, journal: Journal) -> None:
    lea = browser(app)
    sign_in(lea, password=OTHER)
    assert journal.events() == ["wrong password"]
    sign_in(lea)
    assert journal.events() == ["right password", "signed in"]
    lea.post("/account/sign-out", page="/account/")
    assert journal.events() == ["signed out"]


def test_a_rejoin_code_is_told_whether_it_was_right(
    app: Flask, journal: Journal
) -> None:
    guest, other = browser(app), browser(app)
    guest.start()
    journal.events()
    other.post("/you/rejoin", {"code": "22222-22222"})
    assert journal.events() == ["wrong rejoin code"]
    other.post("/you/rejoin", {"code": guest.code()})
    assert journal.events() == ["right rejoin code"]


def test_who_goes_where_they_may_not_is_told(app: Flask, journal: Journal) -> None:
    lea = browser(app)
    lea.get("/desk/")
    assert journal.events() == ["not signed in"]
    sign_in(lea)
    journal.events()
    lea.get("/desk/")
    assert journal.events() == ["not allowed"]


def test_a_forged_form_and_a_flood_are_told(
    app: Flask, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = browser(app)
    guest.client.post("/you/leave")
    assert journal.events() == ["form without its token"]
    monkeypatch.setattr(throttle, "EASIER", {**EASIER, Door.CODE: 0.01})
    for _ in range(2):
        guest.post("/you/rejoin", {"code": "22222-22222"})
    assert journal.events() == ["wrong rejoin code", "too often"]


def test_nothing_tells_who_it_was(app: Flask, journal: Journal) -> None:
    ada = somebody(app, "ada@example.org", Role.ADMIN)
    sign_in(browser(app), password=OTHER)
    ada.get("/people/")
    said = " ".join(str(vars(r)) for r in journal.caplog.records if hasattr(r, "told"))
    for word in (LEA, "ada@", "Lea", PASSWORD, OTHER):
        assert word not in said
