"""People who come in by the door: accounts made and used over HTTP."""

import re

from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from quizapp.db.models import Person
from quizapp.game.role import Role
from quizapp.web.sessions import KEY
from tests.web.visitor import Visitor

PASSWORD = "boat harbour winter"
OTHER = "ferry island summer"
LEA = "lea@example.org"


def register(
    visitor: Visitor,
    email: str = LEA,
    *,
    password: str = PASSWORD,
    name: str = "Lea",
    onward: str = "",
) -> TestResponse:
    """Fill in the form for a new account."""
    fields = {"email": email, "name": name, "password": password, "next": onward}
    return visitor.post("/account/register", fields, page="/account/register")


def sign_in(
    visitor: Visitor, email: str = LEA, password: str = PASSWORD, onward: str = ""
) -> TestResponse:
    """Fill in the form for those who have an account."""
    fields = {"email": email, "password": password, "next": onward}
    return visitor.post("/account/sign-in", fields, page="/account/sign-in")


def browser(app: Flask) -> Visitor:
    """Open a browser that was never here."""
    return Visitor(app.test_client())


def somebody(app: Flask, email: str, role: Role = Role.PLAYER) -> Visitor:
    """Return the browser of somebody new, signed in, with this role."""
    visitor = browser(app)
    name = email.partition("@")[0].title()
    assert register(visitor, email, name=name).status_code == 303
    with app.extensions[KEY].writing() as session:
        session.execute(
            update(Person).where(Person.email == email).values(role=role.value)
        )
    return visitor


def number_of(app: Flask, email: str) -> int:
    """Look behind the pages: the number of a person."""
    with app.extensions[KEY].reading() as session:
        number: int = session.scalars(
            select(Person.id).where(Person.email == email)
        ).one()
        return number


def is_in(visitor: Visitor) -> bool:
    """Tell whether somebody is signed in here."""
    return visitor.get("/account/").status_code == 200


def copy_of(visitor: Visitor) -> Visitor:
    """Return a browser with a copy of somebody's cookie."""
    thief = browser(visitor.client.application)
    cookie = visitor.client.get_cookie("pencil")
    assert cookie
    thief.client.set_cookie("pencil", cookie.value)
    return thief


def link_on(page: str) -> str:
    """Return the path of the link that a page shows once."""
    found = re.search(r'class="link-once"[^>]*>http://localhost(/[^<]+)<', page)
    assert found
    return found[1]
