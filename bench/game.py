"""The game: rounds of a shipped case, dealt to guests as their browsers would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from bench.wsgi import cookie_of

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = {"verdict": "parts", "option": "0", "word": "0", "certainty": "2"}
QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Played:
    """A guest's round: `here` is its address, `form` answers any of its questions."""

    client: FlaskClient
    here: str
    form: dict[str, str]

    @property
    def cookie(self) -> str:
        return cookie_of(self.client)


def begin(client: FlaskClient, case: str = "") -> Played:
    """Deal a round of a case, or of the first on the shelf."""
    case = case or first_case(client)
    form = {**FORM, "csrf_token": token(client.get(case).text)}
    start = client.post(f"{case}rounds", data=form)
    return Played(client, start.headers["Location"], form)


def first_case(client: FlaskClient) -> str:
    return str(re.findall(r'href="(/cases/[^"]+)"', client.get("/").text)[0])


def token(page: str) -> str:
    found = TOKEN.search(page)
    return found[1] if found else ""


def places(app: Flask, count: int) -> Iterator[tuple[Played, str]]:
    """Deal rounds to new guests; yield so many questions, each with its address."""
    left = count
    while left > 0:
        played = begin(app.test_client())
        for position in range(1, min(left, QUESTIONS) + 1):
            yield played, f"{played.here}{position}"
        left -= QUESTIONS
