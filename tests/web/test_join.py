"""Joining a group, coming back to it, and playing as whom one wants to."""

import re

import pytest
from flask import Flask

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.web import throttle
from tests.services.playing import count
from tests.web.door import browser, number_of, somebody
from tests.web.rights import code_at, join
from tests.web.visitor import Visitor, as_it_was


@pytest.fixture
def code(app: Flask, group: str) -> str:
    """Return the join code of Ines's group."""
    return code_at(app, group)


def nickname_in(page: str) -> str:
    found = re.search(r'name="nickname"[^>]* value="([^"]*)"', page)
    assert found
    return found[1]


def test_a_code_typed_anyhow_leads_to_the_group(lea: Visitor, code: str) -> None:
    typed = f"%20{code[:3].lower()}-{code[3:].lower()}"
    found = lea.get(f"/join/?code={typed}")
    assert (found.status_code, found.location) == (303, f"/join/{code}")
    assert lea.get(f"/join/{code.lower()}").location == f"/join/{code}"


def test_home_asks_for_a_code(lea: Visitor) -> None:
    page = lea.get("/").text
    assert 'action="/join/" method="get"' in page
    assert "Join a group" in page


@pytest.mark.parametrize("typed", ["ZZZZZZ", "x", "ABC DEF G", "<b>", "%00", "ÄÖÜ"])
def test_a_wrong_code_keeps_what_was_typed(lea: Visitor, typed: str) -> None:
    page = lea.get(f"/join/?code={typed}")
    assert page.status_code == 404
    assert "No group or workshop has this code." in page.text
    assert 'name="code"' in page.text
    assert "<b>" not in page.text.replace("<b>Blue</b>", "")


def test_guessing_codes_has_an_end(
    lea: Visitor, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST", 3)
    for _ in range(3 * throttle.EASIER[throttle.Door.ROOM]):
        assert lea.get("/join/?code=ZZZZZZ").status_code == 404
    page = lea.get(f"/join/{code}")
    assert page.status_code == 429
    assert "10b" not in page.text


def test_the_page_says_what_is_kept_who_sees_it_and_until_when(
    lea: Visitor, code: str
) -> None:
    page = lea.see(f"/join/{code}")
    assert "Join 10b" in page
    assert "Kept: your nickname" in page
    assert "Seen by Ines" in page
    assert "Erased on 31 July 2027" in page


def test_the_nickname_that_is_offered_can_be_taken(lea: Visitor, code: str) -> None:
    offered = nickname_in(lea.get(f"/join/{code}").text)
    assert re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", offered)
    joined = lea.post(f"/join/{code}", {"nickname": offered})
    assert joined.location == "/join/welcome"
    assert f"You are in 10b, as {offered}" in lea.see("/join/welcome")


def test_the_personal_code_is_shown_large_at_once(lea: Visitor, code: str) -> None:
    lea.post(f"/join/{code}", {"nickname": "Lea"}, page=f"/join/{code}")
    page = lea.get("/join/welcome").text
    found = re.search(r'class="join-code">([A-Z2-9]{5}-[A-Z2-9]{5})<', page)
    assert found
    assert "Write this down" in page
    assert found[1] in lea.see("/you/")


def test_a_guest_is_told_the_code_of_what_they_played(lea: Visitor, code: str) -> None:
    lea.start()
    mine = lea.code()
    assert mine in lea.see(f"/join/{code}")
    lea.post(f"/join/{code}", {"nickname": "Lea"})
    assert lea.code() != mine


def test_a_taken_nickname_gets_a_sentence_and_is_kept(
    app: Flask, group: str, code: str, lea: Visitor, database: Database
) -> None:
    join(app, browser(app), group, "Lea")
    page = lea.post(f"/join/{code}", {"nickname": "L e а"}, page=f"/join/{code}")
    assert page.status_code == 400
    assert "Somebody in this group has this nickname" in page.text
    assert "This one is free" not in page.text
    assert nickname_in(page.text) == "L e а"
    assert count(database, models.Member) == 1


def test_who_is_in_already_is_brought_back(
    lea: Visitor, code: str, database: Database
) -> None:
    lea.post(f"/join/{code}", {"nickname": "Lea"}, page=f"/join/{code}")
    assert "You are in 10b already" in lea.see(f"/join/{code}")
    lea.post(f"/join/{code}", {"nickname": "Another"})
    assert "as Lea" in lea.see("/join/welcome")
    assert count(database, models.Member) == 1


def test_pressing_twice_joins_once(lea: Visitor, code: str, database: Database) -> None:
    lea.get(f"/join/{code}")
    with as_it_was(lea):
        lea.post(f"/join/{code}", {"nickname": "Lea"})
    again = lea.post(f"/join/{code}", {"nickname": "Lea"})
    assert again.location == "/join/welcome"
    assert count(database, models.Member) == 1


def test_somebody_with_an_account_stays_signed_in_and_can_switch(
    app: Flask, group: str, code: str
) -> None:
    pia = somebody(app, "pia@example.org")
    join(app, pia, group, "Pia")
    page = pia.get("/").text
    assert "Play as yourself" in page
    assert "Your group: 10b, as Pia" in page
    pia.post("/join/as-yourself")
    page = pia.get("/").text
    assert "Your group" not in page
    found = re.search(r'action="(/join/as/\d+)"', page)
    assert found
    pia.post(found[1])
    assert "Your group: 10b, as Pia" in pia.see("/")
    assert "Pia" in pia.see("/account/")


def test_an_account_comes_back_from_another_browser(
    app: Flask, group: str, code: str, database: Database
) -> None:
    pia = somebody(app, "pia@example.org")
    join(app, pia, group, "Pia")
    pia.post("/join/as-yourself", page="/")
    assert "You play there as Pia." in pia.see(f"/join/{code}")
    pia.post(f"/join/{code}", {"nickname": "Otto"})
    assert "10b, as Pia" in pia.see("/")
    assert count(database, models.Member) == 1


def test_leaving_needs_a_tick_and_erases_the_place_alone(
    app: Flask, group: str, database: Database
) -> None:
    pia = somebody(app, "pia@example.org")
    join(app, pia, group, "Pia")
    pia.get("/join/welcome")
    assert "Tick the box first." in pia.post("/join/leave").text
    assert count(database, models.Member) == 1
    pia.get("/join/welcome")
    assert "Erased" in pia.post("/join/leave", {"leave": "yes"}).text
    assert count(database, models.Member) == 0
    assert number_of(app, "pia@example.org")
    assert pia.get("/account/").status_code == 200
    assert pia.start()


def test_a_guest_who_leaves_is_forgotten(app: Flask, group: str) -> None:
    lea = browser(app)
    join(app, lea, group, "Lea")
    lea.post("/join/leave", {"leave": "yes"}, page="/join/welcome")
    assert "nothing is kept about you" in lea.see("/you/")


def test_erasing_oneself_on_the_you_page_leaves_the_group(
    app: Flask, group: str, ines: Visitor
) -> None:
    lea = browser(app)
    join(app, lea, group, "Lea")
    lea.post("/you/erase", page="/you/")
    assert "Nobody has joined yet" in ines.see(group)
