"""Behind a proxy: who asks, by which name, and in which scheme."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.game.role import Role
from quizapp.web.throttle import MOST
from tests.web.door import somebody
from tests.web.hall import open_hall
from tests.web.serving import serving
from tests.web.visitor import Visitor, words_of

NAME = "quiz.example.org"
SECURE = {
    "X-Forwarded-Proto": "https",
    "Host": NAME,
    "Referer": f"https://{NAME}/people/",
}


@pytest.fixture
def url(loaded_template: Path, tmp_path: Path) -> str:
    """Return a database of one's own with Ines's pack."""
    path = tmp_path / "quizapp.sqlite"
    copyfile(loaded_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def behind_one(url: str) -> Iterator[Flask]:
    """Return the app behind one proxy, with one name."""
    with serving(url, proxies=1, hosts=(NAME,)) as app:
        # Whoever does not say otherwise comes by the name that is answered to.
        app.test_client_class = Named
        yield app


class Named(FlaskClient):
    """A browser that asks by the server's name."""

    def open(self, *words: Any, **given: Any) -> TestResponse:
        given.setdefault("base_url", f"http://{NAME}")
        return super().open(*words, **given)


def test_links_are_made_with_the_name_and_the_scheme_that_people_used(
    behind_one: Flask,
) -> None:
    ada = somebody(behind_one, "ada@example.org", Role.ADMIN)
    ada.get("/people/")
    link = ada.client.post(
        "/people/invitations", data={"csrf_token": ada.token}, headers=SECURE
    )
    assert f"https://{NAME}/" in link.text
    assert "http://" not in words_of(link.text)


def test_a_form_that_comes_from_elsewhere_is_refused_behind_a_proxy_too(
    behind_one: Flask,
) -> None:
    ada = somebody(behind_one, "ada@example.org", Role.ADMIN)
    ada.get("/people/")
    sent = ada.client.post(
        "/people/invitations",
        data={"csrf_token": ada.token},
        headers={**SECURE, "Referer": "https://evil.example.net/"},
    )
    assert sent.status_code == 400


def test_the_wall_of_a_workshop_shows_the_name_that_people_used(
    behind_one: Flask,
) -> None:
    hall = open_hall(behind_one)
    wall = hall.ines.client.get(f"{hall.desk}/wall", headers=SECURE)
    assert f"{NAME}/join" in words_of(wall.text)


def guess(app: Flask, came_from: str) -> int:
    """Try a code that nobody has; return how that is answered."""
    lea = Visitor(app.test_client())
    lea.get("/you/")
    fields = {"csrf_token": lea.token, "code": "wrong"}
    headers = {"X-Forwarded-For": came_from}
    return lea.client.post("/you/rejoin", data=fields, headers=headers).status_code


def test_who_guesses_is_told_apart_by_what_the_proxy_says(behind_one: Flask) -> None:
    for n in range(MOST):
        # What somebody claims to be stands before what the proxy has seen.
        assert guess(behind_one, f"192.0.2.{n}, 198.51.100.1") != 429
    assert guess(behind_one, "198.51.100.1") == 429
    assert guess(behind_one, "198.51.100.2") != 429


def test_without_a_proxy_nobody_is_believed(url: str) -> None:
    with serving(url) as app:
        for n in range(MOST):
            assert guess(app, f"192.0.2.{n}") != 429
        assert guess(app, "198.51.100.2") == 429


@pytest.mark.parametrize("address", ["/", "/you/", "/static/app.css", "/no/such/page"])
@pytest.mark.parametrize("name", ["evil.example.net", "quiz.example.org.evil.net", ""])
def test_another_name_is_refused_in_a_sentence(
    url: str, address: str, name: str
) -> None:
    with serving(url, hosts=(NAME,)) as app:
        answer = app.test_client().get(address, headers={"Host": name})
        assert answer.status_code == 400
        assert "This server does not answer to that name" in answer.text
        assert name not in answer.text or not name
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("hosts", "name", "known"),
    [
        ((), "anything.at.all", True),
        ((NAME,), NAME, True),
        ((NAME,), f"{NAME}:8000", True),
        ((NAME,), f"www.{NAME}", False),
        ((f".{NAME}",), f"www.{NAME}", True),
        ((NAME, "10.0.0.7"), "10.0.0.7:8000", True),
    ],
)
def test_the_names_that_are_answered_to(
    url: str, hosts: tuple[str, ...], name: str, known: bool
) -> None:
    with serving(url, hosts=hosts) as app:
        answer = app.test_client().get("/", headers={"Host": name})
        assert (answer.status_code == 200) is known


def test_a_name_that_a_proxy_makes_up_is_not_believed(behind_one: Flask) -> None:
    """`Host` is what counts: a client could send the other past many a proxy."""
    headers = {"X-Forwarded-Host": "evil.example.net", **SECURE}
    answer = behind_one.test_client().get("/account/", headers=headers)
    assert "evil" not in answer.text
    assert "evil" not in answer.location
