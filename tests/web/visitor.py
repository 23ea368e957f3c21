"""Somebody with a browser: follows addresses, fills in forms, reads what is shown."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.db.session import Database
from quizapp.game.asked import Asked
from quizapp.game.format import Choice, Format
from quizapp.game.place import Place
from quizapp.services.rounds import question_at
from tests.cast import CASE, PACK

HERE = f"/cases/{PACK}/{CASE}/"
COOKIE = "pencil"
Fields = dict[str, Any]


@dataclass
class Visitor:
    """A browser with its cookies, and the token of the last form it has seen."""

    client: FlaskClient
    token: str = ""

    def get(self, address: str) -> TestResponse:
        page = self.client.get(address)
        if page.mimetype == "text/html":
            self.token = token_in(page.text) or self.token
        return page

    def post(
        self, address: str, fields: Fields | None = None, *, page: str = "/you/"
    ) -> TestResponse:
        """Send a form as a browser does, with the token that its page carries."""
        if not self.token:
            self.get(page)
        token, self.token = self.token, ""
        return self.client.post(address, data={"csrf_token": token, **(fields or {})})

    def start(self, source: str = "beside", case: str = HERE) -> str:
        """Start a round; return its address."""
        answer = self.post(f"{case}rounds", {"source": source}, page=case)
        assert answer.status_code == 303
        return answer.location

    def send(self, address: str, fields: Fields) -> TestResponse:
        """Answer the question at this address."""
        return self.post(address, fields)

    def see(self, address: str) -> str:
        """Return what a person reads at this address."""
        return words_of(self.get(address).text)

    def code(self) -> str:
        """Return the code that the visitor's page shows."""
        found = re.search(r'class="big-code">([^<]+)<', self.get("/you/").text)
        assert found
        return found[1]


@contextmanager
def as_it_was(visitor: Visitor) -> Iterator[None]:
    """Let a browser be as it was before, as where an answer is lost on its way."""
    token, before = visitor.token, visitor.client.get_cookie(COOKIE)
    yield
    assert before
    visitor.client.set_cookie(COOKIE, before.value)
    visitor.token = token


def token_in(page: str) -> str:
    """Return the token of a page's forms; empty where it has none."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    return found[1] if found else ""


def without_token(page: str) -> str:
    """Return a page but for its forms' tokens, which change with every second."""
    return re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", page)


def words_of(page: str) -> str:
    """Return the words of a page without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def heading(page: str) -> str:
    """Return the words of a page's heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found
    return words_of(found[1])


def asked_at(database: Database, address: str, participant: int = 1) -> Asked:
    """Look behind the page: the question at this address with its key."""
    number, position = map(int, address.rstrip("/").split("/")[-2:])
    place = Place(participant, PACK, CASE, number, position)
    with database.reading() as session:
        return question_at(session, place)


def fields_for(fmt: Format, choice: Choice, certainty: int = 2) -> Fields:
    """Fill in the form of a question."""
    if fmt is Format.MARK:
        assert isinstance(choice, tuple)
        return {"word": [str(word) for word in choice]}
    name = "verdict" if fmt is Format.JUDGE else "option"
    sure = {"certainty": str(certainty)} if fmt.asks_certainty else {}
    return {name: str(choice), **sure}


class Skeleton(HTMLParser):
    """A page without its texts: tags and attributes, in their order."""

    BLANK = ("value", "content")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("name") == "csrf_token":
            given["value"] = ""
        self.parts.append((tag, tuple(given.items())))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append((f"/{tag}", ()))
