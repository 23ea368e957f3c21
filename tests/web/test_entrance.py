"""Making an account, signing in and out, and what others can learn from trying."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.web.login import local_path
from quizapp.web.passwords import METHOD, hash_password, is_password
from quizapp.web.throttle import attach_throttle
from tests.services.playing import count
from tests.web.door import LEA, OTHER, PASSWORD, browser, is_in, register, sign_in
from tests.web.visitor import (
    HERE,
    Visitor,
    asked_at,
    fields_for,
    without_token,
    words_of,
)

WRONG = "Address and password do not belong together."
FIRST = f"{HERE}rounds/1/1"


def answer_first(visitor: Visitor, database: Database) -> str:
    """Start a round and answer its first line; return the reveal."""
    visitor.start()
    question = asked_at(database, FIRST).question
    visitor.send(FIRST, fields_for(question.format, question.key))
    return visitor.see(FIRST)


def test_lea_makes_an_account_and_is_signed_in(lea: Visitor) -> None:
    made = register(lea)
    assert (made.status_code, made.location) == (303, "/")
    home = lea.see("/")
    assert "Your account is there, and you are signed in." in home
    assert "Lea" in home
    assert "lea@example.org · player" in lea.see("/account/")


def test_a_guest_who_registers_keeps_the_answers(
    lea: Visitor, database: Database
) -> None:
    lea.start()
    assert "comes along" in lea.see("/account/register")
    answer_first(lea, database)
    register(lea)
    assert "Right:" in lea.see(FIRST)
    assert count(database, models.Answer) == 1


def test_an_old_cookie_or_code_of_the_guest_opens_nothing_of_the_account(
    app: Flask, lea: Visitor, database: Database
) -> None:
    laptop = browser(app)
    answer_first(lea, database)
    code = lea.code()
    laptop.post("/you/rejoin", {"code": code})
    assert laptop.get(FIRST).status_code == 200
    register(lea)
    assert laptop.get(FIRST).status_code == 404
    assert laptop.post("/you/rejoin", {"code": code}).status_code == 404
    assert lea.get(FIRST).status_code == 200


def test_an_address_that_is_taken_is_told(lea: Visitor, otto: Visitor) -> None:
    register(lea)
    refused = register(otto, " LEA@example.ORG", name="Otto")
    assert refused.status_code == 409
    assert "There is an account with this address already." in refused.text
    assert 'value="Otto"' in refused.text
    assert PASSWORD not in refused.text
    assert not is_in(otto)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "lea"}, "This is no e-mail address"),
        ({"name": "  "}, "Type the name that others see."),
        (
            {"name": "Lea\x1b[2J"},
            "The name has a character in it that cannot be shown.",
        ),
        ({"password": "short"}, "A password has at least 10 characters."),
        ({"password": "1234567890"}, "among the first that somebody would try"),
        ({"again": "something else"}, "This is not what you typed above."),
        ({"password": "lea@example.org"}, "among the first that somebody would try"),
    ],
)
def test_bad_fields_are_told_and_nothing_is_stored(
    lea: Visitor, database: Database, fields: dict[str, str], sentence: str
) -> None:
    given = {"email": LEA, "name": "Lea", "password": PASSWORD, **fields}
    page = lea.post("/account/register", given, page="/account/register")
    assert page.status_code == 400
    assert sentence in words_of(page.text)
    assert 'aria-invalid="true"' in page.text or "again" in fields
    assert count(database, models.Person) == count(database, models.Participant) == 0


def test_lea_signs_out_and_in_again(lea: Visitor) -> None:
    register(lea)
    assert lea.post("/account/sign-out", page="/account/").status_code == 303
    assert not is_in(lea)
    assert "Sign in" in lea.see("/")
    assert sign_in(lea, " LEA@Example.org ").status_code == 303
    assert is_in(lea)


def test_signing_out_is_no_link(lea: Visitor) -> None:
    register(lea)
    assert lea.get("/account/sign-out").status_code == 405
    assert is_in(lea)


def test_signing_in_draws_the_session_anew(app: Flask, lea: Visitor) -> None:
    register(lea)
    other = browser(app)
    other.get("/account/sign-in")
    with other.client.session_transaction() as before:
        before["planted"] = "yes"
        token = before["csrf_token"]
    sign_in(other)
    with other.client.session_transaction() as after:
        assert "planted" not in after
        assert after.get("csrf_token") != token


def test_who_is_signed_in_is_not_asked_again(lea: Visitor) -> None:
    register(lea)
    for page in ("sign-in", "register"):
        assert lea.get(f"/account/{page}").location == "/"


def test_a_guest_who_signs_in_is_told_where_the_rounds_are(
    app: Flask, lea: Visitor, database: Database
) -> None:
    register(lea)
    other = browser(app)
    other.start()
    code = other.code()
    assert sign_in(other).location == "/account/"
    page = other.see("/account/")
    assert "What was played on this device without the account stays" in page
    assert code in page
    assert code not in other.see("/account/")
    brought = other.post("/account/bring", {"code": code}, page="/account/")
    assert brought.status_code == 303
    assert "is in your account now" in other.see("/account/")
    assert other.get(FIRST).status_code == 200
    assert count(database, models.Participant) == 1


def test_a_guest_who_played_nothing_leaves_nothing_behind(
    app: Flask, lea: Visitor
) -> None:
    register(lea)
    assert sign_in(browser(app)).location == "/"


# ----------------------------------------------------- what a stranger learns


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """Return the costs of every scrypt that is computed from here on."""
    done: list[tuple[int, int, int]] = []
    scrypt = hashlib.scrypt

    def counted(password: bytes, **cost: Any) -> bytes:
        done.append((cost["n"], cost["r"], cost["p"]))
        return scrypt(password, **cost)

    monkeypatch.setattr(hashlib, "scrypt", counted)
    return done


def without_typed(page: TestResponse, email: str) -> str:
    """Return a page but for its token and what was typed."""
    return without_token(page.text.replace(email, ""))


def test_an_unknown_address_costs_and_says_what_a_wrong_password_does(
    app: Flask, lea: Visitor, hashes: list[tuple[int, int, int]]
) -> None:
    register(lea)
    hashes.clear()
    answers = []
    for email in (LEA, "nobody@example.org"):
        page = sign_in(browser(app), email, OTHER)
        answers.append((page.status_code, without_typed(page, email), tuple(hashes)))
        hashes.clear()
    assert answers[0] == answers[1]
    assert answers[0][0] == 400
    assert len(answers[0][2]) == 1
    assert WRONG in answers[0][1]


def test_a_password_is_hashed_at_the_cost_that_owasp_names(
    app: Flask, hashes: list[tuple[int, int, int]]
) -> None:
    app.config["PASSWORD_METHOD"] = METHOD
    with app.app_context():
        kept = hash_password(PASSWORD)
        assert is_password(kept, PASSWORD)
        for stored in (kept, None, "!"):
            assert not is_password(stored, OTHER)
    assert kept.startswith("scrypt:32768:8:3$")
    assert set(hashes) == {(32768, 8, 3)}
    assert len(hashes) == 5


def test_a_password_is_the_same_from_every_keyboard(app: Flask) -> None:
    with app.app_context():
        assert is_password(hash_password("Zoe\u0308 und Boot"), "Zoë und Boot")


def test_no_writer_waits_while_a_password_is_hashed(
    app: Flask, lea: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(lea)
    scrypt, free = hashlib.scrypt, []

    def counted(password: bytes, **cost: Any) -> bytes:
        with database.writing():
            free.append(True)
        return scrypt(password, **cost)

    monkeypatch.setattr(hashlib, "scrypt", counted)
    sign_in(browser(app))
    register(browser(app), "otto@example.org")
    assert free == [True, True]


# ------------------------------------------------------------------ throttles


def test_after_ten_failures_the_right_password_waits_too(
    app: Flask, lea: Visitor
) -> None:
    register(lea)
    for email in (LEA, "nobody@example.org"):
        stranger = browser(app)
        for _ in range(10):
            assert sign_in(stranger, email, OTHER).status_code == 400
        refused = sign_in(stranger, email)
        assert refused.status_code == 429
        assert "Wait 15 minutes, then try again." in refused.text
        assert not is_in(stranger)
    assert is_in(lea)


def test_coming_in_clears_the_failures(app: Flask, lea: Visitor) -> None:
    register(lea)
    other = browser(app)
    for _ in range(3):
        for _ in range(9):
            sign_in(other, password=OTHER)
        assert sign_in(other).status_code == 303
        other.post("/account/sign-out", page="/account/")


def test_no_address_is_stored_with_a_failure(lea: Visitor, database: Database) -> None:
    sign_in(lea, "nobody@example.org")
    with database.reading() as session:
        (row,) = session.query(models.Attempt).all()
    assert len(row.subject) == 64
    assert "nobody" not in row.subject


Failing = Callable[[Visitor, int], TestResponse]


def fail_sign_in(visitor: Visitor, n: int) -> TestResponse:
    return sign_in(visitor, f"n{n}@example.org")


def fail_code(visitor: Visitor, n: int) -> TestResponse:
    return visitor.post("/you/rejoin", {"code": f"WRONG{n:05d}"})


@pytest.mark.parametrize("fail", [fail_sign_in, fail_code])
def test_a_client_fails_a_hundred_times_in_a_quarter_of_an_hour(
    app: Flask, lea: Visitor, fail: Failing
) -> None:
    for n in range(100):
        assert fail(lea, n).status_code in (400, 404)
    refused = fail(lea, 100)
    assert refused.status_code == 429
    assert "Wait 15 minutes" in refused.text
    elsewhere = browser(app)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert fail(elsewhere, 101).status_code in (400, 404)


# --------------------------------------------------------------- where to next

HOSTILE = [
    "",
    "kinds",
    "//example.org",
    "///example.org",
    "/\\example.org",
    "\\/example.org",
    "/\t/example.org",
    "/\n/example.org",
    "\t//example.org",
    " /kinds",
    "/ /example.org",
    "https://example.org/",
    "https:/kinds",
    "javascript:alert(1)",
    "data:text/html,x",
    "@example.org",
    "/kinds\r\nSet-Cookie: a=b",
    "/\x00/example.org",
    "/\u2028/example.org",
    "/" + "x" * 600,
]


@pytest.mark.parametrize("onward", HOSTILE, ids=repr)
def test_signing_in_leads_to_no_strange_place(lea: Visitor, onward: str) -> None:
    register(lea)
    lea.post("/account/sign-out", page="/account/")
    assert sign_in(lea, onward=onward).location == "/"


@given(st.text(max_size=60).map(lambda text: f"/{text}"))
def test_where_to_next_is_a_path_here_or_nothing(wanted: str) -> None:
    assert local_path(wanted) in (None, wanted)
    if local_path(wanted):
        assert not wanted.startswith(("//", "/\\"))
        assert wanted.isprintable()


def test_a_page_for_those_who_signed_in_leads_there_and_back(lea: Visitor) -> None:
    register(lea)
    lea.post("/account/sign-out", page="/account/")
    asked = lea.get("/account/password?a=1&b=2")
    assert asked.status_code == 303
    assert asked.location == "/account/sign-in?next=/account/password?a%3D1%26b%3D2"
    page = lea.get(asked.location).text
    assert 'name="next" value="/account/password?a=1&amp;b=2"' in page
    why = "Sign in first, then the page you asked for opens."
    assert why in page
    assert why not in lea.get("/account/sign-in").text
    assert sign_in(lea, onward="/account/password?a=1&b=2").location == (
        "/account/password?a=1&b=2"
    )


def test_what_is_sent_without_signing_in_is_refused_with_the_way_in(
    lea: Visitor,
) -> None:
    page = lea.post("/account/name", {"name": "Lea"})
    assert page.status_code == 401
    assert "Sign in first" in page.text
    assert 'href="/account/sign-in"' in page.text


# ------------------------------------------------------------------- anything

TYPED = st.text(max_size=300)


@pytest.fixture(scope="module")
def stranger(lasting_app: Flask) -> Visitor:
    """Return a browser for hundreds of forms; it is never told to wait."""
    return browser(lasting_app)


@given(email=TYPED, name=TYPED, password=TYPED, again=TYPED)
def test_whatever_is_typed_gets_a_page(
    stranger: Visitor, email: str, name: str, password: str, again: str
) -> None:
    attach_throttle(stranger.client.application)
    fields = {"email": email, "name": name, "password": password}
    for address in ("/account/register", "/account/sign-in"):
        page = stranger.post(address, {**fields, "again": again}, page=address)
        assert page.status_code in (303, 400, 429)
    page = stranger.post("/you/rejoin", {"code": name})
    assert page.status_code in (404, 429)
