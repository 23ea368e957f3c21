"""What is done at the desk over HTTP: articles brought, looked over, decided."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from shutil import copyfile

from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from quizapp.db.models import DeskLine, State
from quizapp.game.role import Role
from quizapp.web.sessions import KEY
from tests.web.door import somebody
from tests.web.serving import serving
from tests.web.visitor import Fields, Visitor

INES, OTTO = "ines@example.org", "otto@example.org"
FERRY = Path(__file__).parents[2] / "questions" / "winter-ferry" / "ferry"
SOURCE = (FERRY / "courier.txt").read_text(encoding="utf-8")
DERIVED = (FERRY / "derived.txt").read_text(encoding="utf-8")
BROUGHT = {
    "source1-text": SOURCE,
    "source1-outlet": "Lindmere Courier",
    "derived-text": DERIVED,
    "derived-outlet": "Coastline Daily",
    "title": "The early boat",
    "language": "en",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A database in which Ines is signed in and has done something, to be copied."""

    file: Path
    cookie: str
    token: str

    def copied(self, folder: Path) -> str:
        """Copy the database into a folder; return the copy's address."""
        copyfile(self.file, folder / "desk.sqlite")
        return f"sqlite:///{folder / 'desk.sqlite'}"

    def enter(self, app: Flask) -> Visitor:
        """Return Ines's browser."""
        client = app.test_client()
        client.set_cookie("pencil", self.cookie)
        return Visitor(client, self.token)


def staged(
    template: Path, folder: Path, deed: Callable[[Flask, Visitor], object]
) -> Stage:
    """Let Ines do something over a copy of this database, and keep it so."""
    file = folder / "desk.sqlite"
    copyfile(template, file)
    with serving(f"sqlite:///{file}") as app:
        ines = teacher(app)
        deed(app, ines)
        cookie = ines.client.get_cookie("pencil")
        assert cookie
        app.extensions[KEY].scrub()
        ines.get("/desk/bring")
        return Stage(file, cookie.value, ines.token)


def teacher(app: Flask, email: str = INES) -> Visitor:
    """Return the browser of an instructor."""
    return somebody(app, email, Role.INSTRUCTOR)


def file(content: str | bytes, name: str) -> tuple[BytesIO, str]:
    """Choose a file to upload."""
    data = content.encode() if isinstance(content, str) else content
    return BytesIO(data), name


def post_large(visitor: Visitor, address: str, fields: Fields) -> TestResponse:
    """Send a form that the test client would keep in a file it never closes."""
    sent = {
        name: FileStorage(*value) if isinstance(value, tuple) else value
        for name, value in {"csrf_token": visitor.token, **fields}.items()
    }
    boundary, body = encode_multipart(sent)
    sort = f"multipart/form-data; boundary={boundary}"
    return visitor.client.post(address, data=body, content_type=sort)


def bring(visitor: Visitor, fields: Fields | None = None, pack: str = "") -> str:
    """Bring two articles; return the address at which they are looked over."""
    address = f"{pack or '/desk/'}bring"
    answer = visitor.post(address, {**BROUGHT, **(fields or {})}, page=address)
    assert answer.status_code == 303, answer.text
    return answer.location


def texts_of(visitor: Visitor, address: str) -> Fields:
    """Return what the form holds that shows the texts, furniture left in."""
    page = visitor.get(address).text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    areas = re.findall(r'<textarea id="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    fields = re.findall(r'<input type="text" id="([^"]+)"[^>]* value="([^"]*)"', page)
    return {"seen": seen[1], **{n: unescape(text) for n, text in (*areas, *fields)}}


def compare(visitor: Visitor, address: str) -> str:
    """Compare the texts at this address; return the address of the pack."""
    answer = visitor.post(address, {**texts_of(visitor, address), "compare": "1"})
    assert answer.status_code == 303, answer.text
    return "/".join(address.split("/")[:3]) + "/"


def compared(visitor: Visitor) -> str:
    """Bring two articles and compare them; return the address of their pack."""
    return compare(visitor, bring(visitor))


def accept_all(app: Flask) -> None:
    """Decide on every sound proposal there is, behind the pages."""
    with app.extensions[KEY].writing() as session:
        for line in session.query(DeskLine):
            if line.content["fault"] is None:
                line.state = State.ACCEPTED.value


def decided(app: Flask, visitor: Visitor) -> str:
    """Bring, compare and decide; return the address of a pack that can be published."""
    pack = compared(visitor)
    accept_all(app)
    return pack
