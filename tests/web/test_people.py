"""Those who run the server: people, roles, invitations and reset links."""

import re

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
    link_on,
    number_of,
    register,
    sign_in,
    somebody,
)
from tests.web.visitor import Visitor, words_of

ADA = "ada@example.org"


@pytest.fixture
def ada(app: Flask) -> Visitor:
    """Return the browser of Ada, who runs the server."""
    return somebody(app, ADA, Role.ADMIN)


def invitation(ada: Visitor) -> str:
    return link_on(ada.post("/people/invitations", page="/people/").text)


def reset_for(ada: Visitor, email: str) -> str:
    number = number_of(ada.client.application, email)
    return link_on(ada.post(f"/people/{number}/reset", page="/people/").text)


def test_everybody_is_listed(app: Flask, ada: Visitor) -> None:
    register(browser(app))
    page = ada.see("/people/")
    assert "ada@example.org · admin" in page
    assert "lea@example.org · player" in page


# ---------------------------------------------------------------- invitations


def test_an_invitation_makes_one_instructor(app: Flask, ada: Visitor) -> None:
    link = invitation(ada)
    lea, otto = (somebody(app, f"{name}@example.org") for name in ("lea", "otto"))
    for _ in range(2):
        assert "You are invited to teach" in lea.see(link)
    assert lea.post(link).status_code == 303
    page = lea.see("/account/")
    assert "You are an instructor now." in page
    assert "lea@example.org · instructor" in page
    late = otto.post(link, page="/account/")
    assert late.status_code == 404
    assert "This link leads nowhere" in late.text
    assert "otto@example.org · player" in otto.see("/account/")


def test_who_has_no_account_makes_one_first_and_comes_back(
    app: Flask, ada: Visitor
) -> None:
    link, lea = invitation(ada), browser(app)
    assert f'href="/account/register?next={link}"' in lea.get(link).text
    lea.get(f"/account/register?next={link}")
    assert register(lea, onward=link).location == link
    assert "Become an instructor" in lea.see(link)
    assert lea.post(link).status_code == 303
    assert "instructor" in lea.see("/account/")


def test_an_invitation_is_not_wasted_on_those_who_teach(
    app: Flask, ada: Visitor
) -> None:
    link = invitation(ada)
    assert "You are an instructor already." in ada.see(link)
    assert ada.post(link, page="/account/").status_code == 303
    assert "ada@example.org · admin" in ada.see("/account/")
    assert "You are invited to teach" in browser(app).see(link)


def test_an_invitation_is_withdrawn(app: Flask, ada: Visitor) -> None:
    link = invitation(ada)
    page = ada.get("/people/").text
    assert link.rsplit("/", 1)[1] not in page
    revoke = re.search(r'action="(/people/invitations/\d+/revoke)"', page)
    assert revoke
    assert ada.post(revoke[1]).status_code == 303
    assert "The invitation is withdrawn." in ada.see("/people/")
    assert browser(app).get(link).status_code == 404


# --------------------------------------------------------------- reset links


def test_a_reset_link_sets_a_password_once_and_ends_every_session(
    app: Flask, ada: Visitor
) -> None:
    lea = somebody(app, LEA)
    link, phone = reset_for(ada, LEA), browser(app)
    assert "A new password for Lea" in phone.see(link)
    assert "at least 10" in phone.post(link, {"password": "short"}).text
    assert phone.post(link, {"password": OTHER}, page=link).status_code == 303
    assert is_in(phone)
    assert not is_in(lea)
    assert sign_in(lea, password=OTHER).status_code == 303
    assert browser(app).get(link).status_code == 404
    assert browser(app).post(link, {"password": PASSWORD}).status_code == 404


def test_a_reset_link_opens_an_account_that_was_tried_too_often(
    app: Flask, ada: Visitor
) -> None:
    somebody(app, LEA)
    stranger = browser(app)
    for _ in range(10):
        sign_in(stranger, password=OTHER)
    assert sign_in(stranger).status_code == 429
    link, lea = reset_for(ada, LEA), browser(app)
    lea.post(link, {"password": OTHER}, page=link)
    assert is_in(lea)
    assert sign_in(browser(app), password=OTHER).status_code == 303


@pytest.mark.parametrize("kind", ["invitations", "resets"])
@pytest.mark.parametrize("secret", ["x", "x" * 43, "x" * 101, "%00", "%ff", ".."])
def test_a_guessed_link_leads_nowhere(lea: Visitor, kind: str, secret: str) -> None:
    assert lea.get(f"/{kind}/{secret}").status_code == 404


# ---------------------------------------------------------- roles and removal


def test_a_role_is_changed_and_holds_at_once(app: Flask, ada: Visitor) -> None:
    lea = somebody(app, LEA)
    assert lea.get("/people/").status_code == 403
    number = number_of(app, LEA)
    sent = ada.post(f"/people/{number}/role", {"role": "admin"}, page="/people/")
    assert sent.status_code == 303
    assert "Lea’s role is changed." in ada.see("/people/")
    assert lea.get("/people/").status_code == 200


@pytest.mark.parametrize("role", ["", "Admin", "owner", "\0"])
def test_there_are_three_roles(app: Flask, ada: Visitor, role: str) -> None:
    somebody(app, LEA)
    number = number_of(app, LEA)
    page = ada.post(f"/people/{number}/role", {"role": role}, page="/people/")
    assert (page.status_code, "There is no such role." in page.text) == (400, True)


def test_the_last_admin_stays_one(app: Flask, ada: Visitor, database: Database) -> None:
    number = number_of(app, ADA)
    for action in ("role", "remove"):
        fields = {"role": "player", "sure": "yes"}
        page = ada.post(f"/people/{number}/{action}", fields, page="/people/")
        assert page.status_code == 409
        assert "This is the last admin." in page.text
    assert count(database, models.Person) == 1


def test_the_last_admin_does_not_delete_the_account(
    ada: Visitor, database: Database
) -> None:
    ada.get("/account/delete")
    page = ada.post("/account/delete", {"old": PASSWORD, "sure": "yes"})
    assert page.status_code == 409
    assert "This is the last admin." in page.text
    assert count(database, models.Person) == 1


def test_a_reset_link_does_not_outlive_a_new_password(app: Flask, ada: Visitor) -> None:
    lea = browser(app)
    register(lea)
    link = reset_for(ada, LEA)
    fields = {"old": PASSWORD, "password": OTHER}
    lea.post("/account/password", fields, page="/account/password")
    assert browser(app).get(link).status_code == 404


def test_a_person_is_removed_after_it_was_said_what_goes(
    app: Flask, ada: Visitor, database: Database
) -> None:
    lea = browser(app)
    lea.start()
    register(lea)
    remove = f"/people/{number_of(app, LEA)}/remove"
    assert "1 round, 0 answers" in ada.see(remove)
    assert "Tick the box first." in words_of(ada.post(remove).text)
    assert ada.post(remove, {"sure": "yes"}, page=remove).status_code == 303
    assert "Lea is removed." in ada.see("/people/")
    assert not is_in(lea)
    assert count(database, models.Round) == 0


@pytest.mark.parametrize("action", ["role", "reset", "remove"])
def test_nobody_is_found_under_a_guessed_number(ada: Visitor, action: str) -> None:
    fields = {"role": "player", "sure": "yes"}
    for number in (77, 999_999):
        page = ada.post(f"/people/{number}/{action}", fields, page="/people/")
        assert page.status_code == 404
    assert ada.get("/people/0/remove").status_code == 404
