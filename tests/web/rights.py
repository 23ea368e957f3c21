"""Everybody who may come to a page, in one database, each with a browser's cookie.

Ines teaches a group with two members: Mia, by a code alone, and Pia, by an account.
Bo teaches another group with a member of its own. Ada runs the server and teaches
neither. Pit has an account and no more; Gus is a guest who has begun a round.
"""

from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from flask import Flask
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.occasion import Occasion
from quizapp.game.role import Role
from quizapp.web.sessions import KEY
from tests import cast
from tests.web.door import browser, somebody
from tests.web.visitor import Fields, Visitor

NOBODY, GUEST, PLAYER = "nobody", "guest", "player"
MEMBER, ENROLLED = "member", "member with an account"
INES, BO, ADMIN = "instructor of this group", "instructor of another", "admin"
WHO = (NOBODY, GUEST, PLAYER, MEMBER, ENROLLED, INES, BO, ADMIN)

Statuses = tuple[int, int, int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """An action: what is sent where, and the status for each in `WHO`.

    `address` may name what `Town.places` holds.
    """

    method: str
    address: str
    statuses: Statuses
    fields: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Name the row in a test's report."""
        return f"{self.method} {self.address} {dict(self.fields) or ''}".strip()


@dataclass(frozen=True, slots=True)
class Town:
    """The database with everybody in it, their cookies and what is there to find."""

    file: Path
    cookies: dict[str, str]
    tokens: dict[str, str]
    places: dict[str, str]

    def moved_to(self, file: Path) -> str:
        """Copy the database; return the copy's address."""
        copyfile(self.file, file)
        return f"sqlite:///{file}"

    def enter(self, app: Flask, who: str) -> Visitor:
        """Return somebody's browser, with the token of a form it has seen."""
        client = app.test_client()
        client.set_cookie("pencil", self.cookies[who])
        return Visitor(client, self.tokens[who])


def settle(app: Flask, file: Path) -> Town:
    """Bring everybody in, over HTTP as they would come."""
    ines = somebody(app, "ines@example.org", Role.INSTRUCTOR)
    bo = somebody(app, "bo@example.org", Role.INSTRUCTOR)
    people = {
        NOBODY: browser(app),
        GUEST: browser(app),
        PLAYER: somebody(app, "pit@example.org"),
        MEMBER: browser(app),
        ENROLLED: somebody(app, "pia@example.org"),
        INES: ines,
        BO: bo,
        ADMIN: somebody(app, "ada@example.org", Role.ADMIN),
    }
    people[GUEST].start()
    places = _groups(app, ines, bo, people)
    for visitor in people.values():
        visitor.get(f"/join/{places['code']}")
    places["guests_code"] = people[GUEST].code()
    cookies = {who: _cookie(visitor) for who, visitor in people.items()}
    tokens = {who: visitor.token for who, visitor in people.items()}
    database: Database = app.extensions[KEY]
    database.scrub()
    return Town(file, cookies, tokens, places)


def make_group(visitor: Visitor, name: str) -> str:
    """Make a group over HTTP; return its address."""
    fields: Fields = {"name": name, "retention": "2027-07-31"}
    made = visitor.post("/groups/new", fields, page="/groups/new")
    assert made.status_code == 303, made.text
    return made.location


def code_at(app: Flask, group: str) -> str:
    """Look behind the page of a group: its join code."""
    with app.extensions[KEY].reading() as session:
        found = session.get_one(models.Group, int(group.split("/")[2])).join_code
    assert found
    return str(found)


def join(app: Flask, visitor: Visitor, group: str, nickname: str) -> None:
    """Let somebody join the group at this address."""
    address = f"/join/{code_at(app, group)}"
    joined = visitor.post(address, {"nickname": nickname}, page=address)
    assert joined.status_code == 303, joined.text


def assign(visitor: Visitor, group: str, later: str = "") -> None:
    """Give a group the cast's pack to train on, from today on."""
    fields = {"pack": cast.PACK, "opens": "2026-01-01", "later": later}
    page = f"{group}work/new"
    given = visitor.post(page, fields, page=page)
    assert given.status_code == 303, given.text


def assign_tests(visitor: Visitor, group: str, **more: str) -> None:
    """Give a group the cast's two forms: one from today on, the other after that."""
    fields = {"pack": cast.PACK, "before": "2026-01-01", "after": "2027-01-15", **more}
    page = f"{group}work/tests"
    given = visitor.post(page, fields, page=page)
    assert given.status_code == 303, given.text


def _groups(
    app: Flask, ines: Visitor, bo: Visitor, people: dict[str, Visitor]
) -> dict[str, str]:
    own, other = make_group(ines, "10b"), make_group(bo, "11a")
    for visitor, nickname in ((people[MEMBER], "Mia"), (people[ENROLLED], "Pia")):
        join(app, visitor, own, nickname)
    join(app, browser(app), other, "Zoe")
    assign_tests(ines, own)
    assign_tests(bo, other)
    return {
        "group": own.split("/")[2],
        "other": other.split("/")[2],
        "code": code_at(app, own),
        **_numbers(app),
    }


def _numbers(app: Flask) -> dict[str, str]:
    with app.extensions[KEY].reading() as session:
        members = session.scalars(select(models.Member)).all()
        assignments = session.scalars(
            select(models.Assignment.id)
            .where(models.Assignment.occasion == Occasion.BEFORE)
            .order_by(models.Assignment.group_id)
        ).all()
        found = {member.nickname.lower(): str(member.id) for member in members}
    return {**found, "given": str(assignments[0]), "others": str(assignments[1])}


def _cookie(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("pencil")
    return cookie.value if cookie else ""
