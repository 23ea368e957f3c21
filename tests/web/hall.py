"""A workshop over HTTP: Ines hosts it with Bo, phones sit in it, Otto has no business.

`Hall.seat` brings a phone in by the door; `Hall.step` presses the host's button.
"""

import re
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.format import Format
from quizapp.game.role import Role
from quizapp.services import rooms
from quizapp.services.rooms import Room
from quizapp.web.sessions import KEY
from tests import cast
from tests.web.door import browser, somebody
from tests.web.visitor import Fields, Visitor, fields_for

PLAN = f"/workshops/plan/{cast.PACK}/{cast.CASE}"
EVERY_FORMAT = (
    ("sound0", Format.JUDGE),
    ("altered0", Format.JUDGE),
    ("claimed0", Format.SPOT),
    ("altered1", Format.MARK),
    ("claimed1", Format.NAME),
    ("altered2", Format.RESTORE),
    ("omitted", Format.MISSING),
)
FETCHED = {"X-Requested-With": "fetch"}


@dataclass
class Hall:
    """A room that Ines opened, and everybody who comes near it."""

    app: Flask
    ines: Visitor
    code: str
    phones: dict[str, Visitor] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions[KEY]
        return database

    @property
    def door(self) -> str:
        return f"/w/{self.code}/"

    @property
    def desk(self) -> str:
        return f"/workshops/{self.code}"

    def look(self) -> Room:
        with self.database.reading() as session:
            return rooms.look(session, code=self.code)

    def seat(self, name: str) -> Visitor:
        """Bring a new phone in."""
        phone = browser(self.app)
        came = phone.post(f"{self.door}seat", {"nickname": name}, page=self.door)
        assert came.status_code == 303, came.text
        self.phones[name] = phone
        return phone

    def seat_number(self, name: str) -> int:
        with self.database.reading() as session:
            number: int = session.scalars(
                select(models.Seat.id).where(models.Seat.nickname == name)
            ).one()
            return number

    def step(self, step: str = "next", version: int | None = None) -> TestResponse:
        seen = self.look().version if version is None else version
        fields = {"step": step, "version": str(seen)}
        return self.ines.post(f"{self.desk}/steps", fields, page=self.desk)

    def send_out(self, name: str, out: str = "yes") -> TestResponse:
        address = f"{self.desk}/seats/{self.seat_number(name)}"
        return self.ines.post(address, {"out": out}, page=self.desk)

    def vote_fields(self, *, right: bool = True) -> Fields:
        """Fill in the ballot that is open."""
        room = self.look()
        assert room.asked is not None
        question = room.asked.question
        choice = question.key
        if not right and isinstance(choice, str):
            choice = "carries" if choice == "parts" else "parts"
        elif not right and isinstance(choice, int):
            choice = (choice + 1) % len(question.options)
        turn = {"position": str(room.position), "turn": str(room.stage.turn or 1)}
        return {**fields_for(question.format, choice), **turn}

    def vote(self, name: str, *, right: bool = True) -> TestResponse:
        fields = self.vote_fields(right=right)
        return self.phones[name].post(f"{self.door}votes", fields, page=self.door)

    def votes(self) -> int:
        with self.database.reading() as session:
            return len(session.scalars(select(models.Answer.id)).all())


def plan_fields(
    questions: tuple[tuple[str, Format], ...] = EVERY_FORMAT[:2], **choices: str
) -> Fields:
    """Fill in the plan of a workshop."""
    formats = {f"format-{key}": fmt.value for key, fmt in questions}
    return {"line": [key for key, _ in questions], **formats, **choices}


def open_hall(
    app: Flask,
    questions: tuple[tuple[str, Format], ...] = EVERY_FORMAT[:2],
    *,
    host: str = "ines@example.org",
    **choices: str,
) -> Hall:
    """Open a room as Ines does."""
    ines = somebody(app, host, Role.INSTRUCTOR)
    opened = ines.post(PLAN, plan_fields(questions, **choices), page=PLAN)
    assert opened.status_code == 303, opened.text
    found = re.search(r"/workshops/(\w{6})$", opened.location)
    assert found
    return Hall(app, ines, found[1])
