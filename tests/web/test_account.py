"""One's own account: changed, taken along, emptied, deleted."""

import json

import pytest
from flask import Flask

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.role import Role
from tests.services.playing import count
from tests.web.door import (
    LEA,
    OTHER,
    PASSWORD,
    browser,
    is_in,
    register,
    sign_in,
    somebody,
)
from tests.web.visitor import HERE, Visitor, asked_at, fields_for, words_of

FIRST = f"{HERE}rounds/1/1"


@pytest.fixture
def lea(app: Flask) -> Visitor:
    """Return the browser of Lea, who has signed in and answered one line."""
    lea = browser(app)
    lea.start()
    question = asked_at(app.extensions["database"], FIRST).question
    lea.send(FIRST, fields_for(question.format, question.key))
    register(lea)
    lea.get("/account/")
    return lea


def test_the_page_of_a_guest_is_the_account_of_a_person(lea: Visitor) -> None:
    assert lea.get("/you/").location == "/account/"
    assert "Your account, and erasing" in lea.see("/")


def test_a_code_is_shown_to_guests_alone(lea: Visitor, database: Database) -> None:
    here = f"{HERE}rounds/1/"
    for position in range(2, 11):
        address = f"{here}{position}"
        question = asked_at(database, address, participant=2).question
        lea.get(address)
        lea.send(address, fields_for(question.format, question.key))
    assert "Next round" in lea.see(here)
    assert "Your code" not in lea.see(here)


def test_the_name_is_changed(lea: Visitor) -> None:
    assert lea.post("/account/name", {"name": " Lea  B. "}).status_code == 303
    page = lea.see("/account/")
    assert "The name is changed." in page
    assert "Lea B." in page


def test_a_bad_name_is_kept_in_its_field(lea: Visitor) -> None:
    page = lea.post("/account/name", {"name": "x" * 81})
    assert page.status_code == 400
    assert "A name has at most 80 characters." in page.text
    assert f'value="{"x" * 81}"' in page.text


# ---------------------------------------------------------------- the password


def change(visitor: Visitor, old: str, new: str) -> int:
    fields = {"old": old, "password": new}
    return visitor.post(
        "/account/password", fields, page="/account/password"
    ).status_code


def test_a_new_password_signs_out_everywhere_else(app: Flask, lea: Visitor) -> None:
    phone = browser(app)
    sign_in(phone)
    assert is_in(phone)
    assert change(lea, PASSWORD, OTHER) == 303
    assert "Everywhere else you are signed out." in lea.see("/account/")
    assert not is_in(phone)
    assert phone.get(FIRST).status_code == 404
    assert sign_in(phone).status_code == 400
    assert sign_in(phone, password=OTHER).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (OTHER, OTHER, "This is not your password."),
        ("", OTHER, "This is not your password."),
        (PASSWORD, "short", "at least 10 characters"),
        (PASSWORD, LEA, "among the first"),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    lea: Visitor, old: str, new: str, sentence: str
) -> None:
    page = lea.post("/account/password", {"old": old, "password": new})
    assert page.status_code == 400
    assert sentence in page.text
    assert is_in(lea)
    assert sign_in(browser(lea.client.application)).status_code == 303


def test_guessing_the_old_password_has_its_own_end(app: Flask, lea: Visitor) -> None:
    for _ in range(10):
        assert change(lea, OTHER, OTHER) == 400
    assert change(lea, PASSWORD, OTHER) == 429
    assert is_in(lea)
    # Whoever sits at her browser does not lock her out elsewhere, nor the reverse.
    assert sign_in(browser(app)).status_code == 303


def test_strangers_who_fail_do_not_keep_her_from_changing_it(
    app: Flask, lea: Visitor
) -> None:
    stranger = browser(app)
    for _ in range(11):
        sign_in(stranger, password=OTHER)
    assert change(lea, PASSWORD, OTHER) == 303


# ------------------------------------------------------------------- the data


def test_lea_takes_her_data_along(lea: Visitor) -> None:
    answer = lea.get("/account/data")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=blue-pencil.json"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/json"
    written = json.loads(answer.text)
    assert written["account"]["email"] == LEA
    assert len(written["rounds"][0]["answers"]) == 1
    assert "scrypt" not in answer.text


def test_lea_erases_her_rounds_and_stays(lea: Visitor, database: Database) -> None:
    refused = lea.post("/account/erase", {}, page="/account/erase")
    assert refused.status_code == 400
    assert "Tick the box first." in refused.text
    done = lea.post("/account/erase", {"sure": "yes"}, page="/account/erase")
    assert done.status_code == 303
    assert "Your rounds and answers are gone." in lea.see("/account/")
    assert lea.get(FIRST).status_code == 404
    assert count(database, models.Answer) == 0
    assert lea.start() == f"{HERE}rounds/1/"
    assert lea.get(FIRST).status_code == 200


def test_the_button_of_guests_erases_no_account(
    lea: Visitor, database: Database
) -> None:
    assert lea.post("/you/erase").location == "/account/erase"
    assert count(database, models.Answer) == 1


def test_before_deleting_it_is_said_what_goes(lea: Visitor) -> None:
    assert "1 round, 1 answer" in lea.see("/account/delete")


def test_lea_deletes_her_account(app: Flask, lea: Visitor, database: Database) -> None:
    phone = browser(app)
    sign_in(phone)
    lea.get("/account/delete")
    page = lea.post("/account/delete", {"old": PASSWORD, "sure": "yes"})
    assert "Your account is gone" in page.text
    assert not is_in(lea)
    assert not is_in(phone)
    for table in (models.Person, models.Participant, models.Round, models.Answer):
        assert count(database, table) == 0
    assert sign_in(phone).status_code == 400
    assert register(phone).status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": PASSWORD}, "Tick the box first."),
        ({"sure": "yes"}, "This is not your password."),
        ({"old": OTHER, "sure": "yes"}, "This is not your password."),
    ],
)
def test_an_account_is_not_deleted_by_mistake(
    lea: Visitor, database: Database, fields: dict[str, str], sentence: str
) -> None:
    page = lea.post("/account/delete", fields)
    assert page.status_code == 400
    assert sentence in words_of(page.text)
    assert count(database, models.Person) == 1


@pytest.mark.parametrize("code", ["", "ABCDEFGHJK", "\0", "x" * 900])
def test_a_wrong_code_brings_nothing(lea: Visitor, code: str) -> None:
    page = lea.post("/account/bring", {"code": code})
    assert page.status_code == 400
    assert "Nobody has this code." in page.text


def test_markup_in_a_name_is_shown_as_text(app: Flask) -> None:
    ada = somebody(app, "ada@example.org", Role.ADMIN)
    ada.post("/account/name", {"name": "<script>x</script>"}, page="/account/")
    for address in ("/", "/account/", "/people/"):
        page = ada.get(address).text
        assert "&lt;script&gt;x" in page
        assert "<script>x" not in page
