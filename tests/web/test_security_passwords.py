"""Passwords: kept by the cost of today, whatever they cost when they were set."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.web.passwords import hash_password, is_outdated
from tests.web.door import LEA, OTHER, PASSWORD, browser, is_in, register, sign_in
from tests.web.visitor import Visitor

DEARER = "scrypt:2048:8:1"


@pytest.fixture
def lea(app: Flask) -> Visitor:
    """Return the browser of Lea, who has an account and is signed in."""
    lea = browser(app)
    register(lea)
    return lea


def kept(database: Database) -> str:
    with database.reading() as session:
        return session.scalars(select(models.Person.password)).one()


def test_signing_in_renews_a_hash_that_has_become_cheap(
    app: Flask, lea: Visitor, database: Database
) -> None:
    app.config["PASSWORD_METHOD"] = DEARER
    phone = browser(app)
    assert sign_in(phone, password=OTHER).status_code == 400
    assert not kept(database).startswith(DEARER)
    assert sign_in(phone).status_code == 303
    renewed = kept(database)
    assert renewed.startswith(f"{DEARER}$")
    # It is the same password: nobody is signed out, and it still opens the account.
    assert is_in(lea)
    assert is_in(phone)
    assert sign_in(browser(app)).status_code == 303
    assert kept(database) == renewed


def test_a_dearer_hash_is_left_as_it_is(
    app: Flask, lea: Visitor, database: Database
) -> None:
    with app.app_context():
        app.config["PASSWORD_METHOD"], usual = DEARER, app.config["PASSWORD_METHOD"]
        dear = hash_password(PASSWORD)
        app.config["PASSWORD_METHOD"] = usual
        assert not is_outdated(dear)
    with database.writing() as session:
        session.execute(update(models.Person).values(password=dear))
    assert sign_in(browser(app)).status_code == 303
    assert kept(database) == dear


def test_a_password_of_sixty_four_characters_and_any_signs_is_taken(
    app: Flask,
) -> None:
    long = "日本語 пароль – und ein Käse 🧀 with spaces  " + "n0 rules here, " * 3
    assert len(long) > 64
    lea = browser(app)
    assert register(lea, password=long).status_code == 303
    # Nothing is cut off, and no letter is made small.
    for other in (long[:-1], long.upper(), long.replace("  ", " ")):
        assert sign_in(browser(app), password=other).status_code == 400
    assert sign_in(browser(app), password=long).status_code == 303


def test_the_fields_help_password_managers_and_hide_what_is_typed(
    app: Flask,
) -> None:
    field = 'type="password" id="password" name="password" autocomplete="{}-password"'
    assert field.format("new") in browser(app).get("/account/register").text
    page = browser(app).get("/account/sign-in").text
    assert field.format("current") in page
    assert 'autocomplete="username"' in page


def test_a_password_goes_out_of_no_page(app: Flask, lea: Visitor) -> None:
    typed = "secret to nobody"
    fields = {"email": LEA, "password": typed, "old": typed}
    for address in ("/account/register", "/account/sign-in", "/account/password"):
        visitor = lea if address.endswith("/password") else browser(app)
        assert typed not in visitor.post(address, fields, page=address).text
