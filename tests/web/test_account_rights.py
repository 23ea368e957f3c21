"""Who may open and send what, of accounts and people: everybody, everything."""

from itertools import product

import pytest
from flask import Flask

from quizapp.game.role import Role
from tests.web.door import browser, number_of, somebody
from tests.web.visitor import Visitor

NOBODY, GUEST = "nobody", "guest"
TARGET = "target@example.org"
WHO = (NOBODY, GUEST, *Role)
OWN = {"GET": (303, 303, 200, 200, 200), "POST": (401, 401, None, None, None)}
ADMINS = {"GET": (303, 303, 403, 403, 200), "POST": (401, 401, 403, 403, None)}
ONWARD = (200, 200, 302, 302, 302)

# None: whatever the page then says to what was sent, but not who may.
TABLE = [
    ("GET", "/account/sign-in", ONWARD),
    ("GET", "/account/register", ONWARD),
    # Nobody here has given a password a moment ago: whoever is in is led on.
    ("GET", "/account/code", (302,) * 5),
    ("POST", "/account/code", (400,) * 5),
    ("GET", "/account/", OWN["GET"]),
    ("POST", "/account/name", OWN["POST"]),
    ("POST", "/account/bring", OWN["POST"]),
    ("GET", "/account/password", OWN["GET"]),
    ("POST", "/account/password", OWN["POST"]),
    ("GET", "/account/sign-ins", OWN["GET"]),
    ("POST", "/account/sign-ins", OWN["POST"]),
    ("GET", "/account/second-factor/", OWN["GET"]),
    ("POST", "/account/second-factor/begin", OWN["POST"]),
    ("POST", "/account/second-factor/on", OWN["POST"]),
    ("POST", "/account/second-factor/codes", OWN["POST"]),
    ("POST", "/account/second-factor/off", OWN["POST"]),
    ("GET", "/account/erase", OWN["GET"]),
    ("POST", "/account/erase", OWN["POST"]),
    ("GET", "/account/delete", OWN["GET"]),
    ("POST", "/account/delete", OWN["POST"]),
    ("GET", "/account/data", OWN["GET"]),
    ("GET", "/people/", ADMINS["GET"]),
    ("POST", "/people/invitations", ADMINS["POST"]),
    ("POST", "/people/invitations/1/revoke", ADMINS["POST"]),
    ("POST", "/people/{number}/role", ADMINS["POST"]),
    ("POST", "/people/{number}/reset", ADMINS["POST"]),
    ("POST", "/people/{number}/sign-out", ADMINS["POST"]),
    ("GET", "/people/{number}/second-factor", ADMINS["GET"]),
    ("POST", "/people/{number}/second-factor", ADMINS["POST"]),
    ("GET", "/people/{number}/remove", ADMINS["GET"]),
    ("POST", "/people/{number}/remove", ADMINS["POST"]),
    ("GET", "/people/999999/remove", (303, 303, 403, 403, 404)),
    ("POST", "/people/999999/remove", (401, 401, 403, 403, None)),
    ("GET", "/invitations/guessed", (404,) * 5),
    ("POST", "/invitations/guessed", (401, 401, 404, None, None)),
    ("GET", "/resets/guessed", (404,) * 5),
    ("POST", "/resets/guessed", (404,) * 5),
]
OURS = ("entrance.", "account.", "second_factor.", "people.", "links.")


@pytest.fixture(scope="module")
def crowd(lasting_app: Flask) -> dict[str, Visitor]:
    """Return a browser for everybody, and one person to be found under a number."""
    everybody = {who: browser(lasting_app) for who in (NOBODY, GUEST)}
    everybody[GUEST].start()
    for role in Role:
        everybody[role] = somebody(lasting_app, f"{role}@example.org", role)
    somebody(lasting_app, TARGET)
    return everybody


def rows() -> list[object]:
    return [
        pytest.param(method, address, who, status, id=f"{method} {address} {who}")
        for (method, address, expected), n in product(TABLE, range(len(WHO)))
        for who, status in [(str(WHO[n]), expected[n])]
    ]


@pytest.mark.parametrize(("method", "address", "who", "status"), rows())
def test_everybody_may_what_the_table_says(
    crowd: dict[str, Visitor], method: str, address: str, who: str, status: int | None
) -> None:
    them = crowd[who]
    address = address.format(number=number_of(them.client.application, TARGET))
    # Somewhere there is a form for everybody, whose token is sent.
    them.get("/account/sign-in" if who in (NOBODY, GUEST) else "/account/")
    sent = them.get(address) if method == "GET" else them.post(address)
    if status is None:
        assert sent.status_code not in (401, 403, 405, 500)
    else:
        assert sent.status_code == status


def test_everybody_may_sign_out(app: Flask, lea: Visitor) -> None:
    ines = somebody(app, "ines@example.org", Role.INSTRUCTOR)
    lea.start()
    for visitor, page in ((lea, "/you/"), (ines, "/account/")):
        assert visitor.post("/account/sign-out", page=page).status_code == 303
        assert visitor.get("/account/").status_code == 303


def test_the_table_names_every_page(app: Flask) -> None:
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        named = {
            (method, adapter.match(address.format(number=1), method)[0])
            for method, address, _ in TABLE
        }
    there = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(OURS)
        for method in rule.methods or ()
        if method in ("GET", "POST")
    }
    asked = {"sign_in", "register", "sign_out"}
    assert there - named == {("POST", f"entrance.{name}") for name in asked}
