"""Fields: only those that an action asks for count, and only from the form itself."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.role import Role
from tests.web.door import LEA, PASSWORD, browser, number_of, register, somebody
from tests.web.rights import make_group
from tests.web.visitor import Visitor

EXTRA = {
    "role": "admin",
    "id": "1",
    "person": "1",
    "person_id": "1",
    "participant": "1",
    "participant_id": "1",
    "marks": "3",
    "share": "1.0",
    "is_admin": "1",
    "erased_at": "2026-01-01",
}


def row(database: Database, email: str = LEA) -> models.Person:
    with database.reading() as session:
        return session.scalars(
            select(models.Person).where(models.Person.email == email)
        ).one()


def test_a_field_that_nobody_asked_for_changes_nothing(
    app: Flask, lea: Visitor, database: Database
) -> None:
    fields = {"email": LEA, "name": "Lea", "password": PASSWORD, **EXTRA}
    lea.post("/account/register", fields, page="/account/register")
    made = row(database)
    assert (made.role, made.name) == (Role.PLAYER, "Lea")
    fields = {"name": "Lea B.", "email": "x@example.org", **EXTRA}
    lea.post("/account/name", fields, page="/account/")
    changed = row(database)
    assert (changed.name, changed.email, changed.role) == ("Lea B.", LEA, Role.PLAYER)
    assert (changed.id, changed.participant_id) == (made.id, made.participant_id)


def test_a_group_takes_no_other_teacher_and_no_other_code(
    app: Flask, database: Database
) -> None:
    ines = somebody(app, "ines@example.org", Role.INSTRUCTOR)
    bo = somebody(app, "bo@example.org", Role.INSTRUCTOR)
    group = make_group(ines, "10b")
    number = str(number_of(app, "bo@example.org"))
    fields = {"name": "10c", "retention": "2027-07-31", "join_code": "AAAAAA", **EXTRA}
    more = {"person_id": number, "teacher": number}
    page = f"{group}settings"
    assert ines.post(page, {**fields, **more}, page=page).status_code == 303
    assert bo.get(group).status_code == 404
    with database.reading() as session:
        (kept,) = session.scalars(select(models.Group))
    assert kept.name == "10c"
    assert kept.join_code != "AAAAAA"
    assert kept.erased_at is None


@pytest.mark.parametrize("email", [LEA, "nobody@example.org"])
def test_a_field_in_the_address_is_no_field_of_the_form(app: Flask, email: str) -> None:
    register(browser(app))
    lea = browser(app)
    address = f"/account/sign-in?email={email}&password={PASSWORD.replace(' ', '+')}"
    refused = lea.post(address, {}, page="/account/sign-in")
    assert refused.status_code == 400
    assert "Type" in refused.text or "e-mail" in refused.text
    assert lea.get("/account/").status_code == 303


def test_of_a_field_that_is_sent_twice_the_first_counts(
    app: Flask, lea: Visitor, database: Database
) -> None:
    register(lea)
    lea.post("/account/name", {"name": ["First", "Second"]}, page="/account/")
    assert row(database).name == "First"


def test_a_form_is_not_taken_as_json(app: Flask, lea: Visitor) -> None:
    register(lea)
    lea.get("/account/")
    sent = lea.client.post(
        "/account/name", json={"name": "Other"}, headers={"X-CSRFToken": lea.token}
    )
    assert sent.status_code == 400
