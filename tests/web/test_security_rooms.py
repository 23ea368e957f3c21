"""Rooms: names that belong to somebody, and streams of those who may no longer look."""

from collections.abc import Callable, Iterator
from contextvars import copy_context

import pytest
from flask import Flask
from sqlalchemy import delete, update

from quizapp.db import models
from quizapp.game.role import Role
from quizapp.web import stream
from tests.web.door import browser, number_of, somebody
from tests.web.hall import EVERY_FORMAT, PLAN, Hall, open_hall, plan_fields
from tests.web.rights import join, make_group
from tests.web.visitor import Visitor

INES, BO = "ines@example.org", "bo@example.org"


# ------------------------------------------------------------ reserved names


@pytest.fixture
def mia(app: Flask) -> Visitor:
    return browser(app)


@pytest.fixture
def hall(app: Flask, mia: Visitor) -> Hall:
    """Open a room for Ines's group; Mia is in the group and not in the room yet."""
    ines = somebody(app, INES, Role.INSTRUCTOR)
    group = make_group(ines, "10b")
    join(app, mia, group, "Mia")
    fields = plan_fields(EVERY_FORMAT[:2], group=group.split("/")[2])
    opened = ines.post(PLAN, fields, page=PLAN)
    assert opened.status_code == 303, opened.text
    return Hall(app, ines, opened.location.rsplit("/", 1)[1])


@pytest.mark.parametrize("name", ["Mia", "mia ", "MÍA", "M1a", "Міа"])
def test_nobody_else_sits_down_under_the_name_of_a_member(
    hall: Hall, app: Flask, name: str
) -> None:
    joker = browser(app)
    refused = joker.post(f"{hall.door}seat", {"nickname": name}, page=hall.door)
    assert refused.status_code == 400
    assert "has this name, or one that looks like it" in refused.text


def test_a_member_sits_down_under_the_own_name(hall: Hall, mia: Visitor) -> None:
    hall.seat("Fox")
    came = mia.post(f"{hall.door}seat", {"nickname": "Fox"}, page=hall.door)
    assert came.status_code == 303
    assert "Mia" in mia.see(hall.door)


# ---------------------------------------------------------- streams that end

Deed = Callable[[Flask, Hall, Visitor], None]


def demote(app: Flask, _hall: Hall, _bo: Visitor) -> None:
    with app.extensions["database"].writing() as session:
        session.execute(
            update(models.Person)
            .where(models.Person.email == BO)
            .values(role=Role.PLAYER.value)
        )


def take_off(app: Flask, _hall: Hall, _bo: Visitor) -> None:
    with app.extensions["database"].writing() as session:
        session.execute(
            delete(models.WorkshopHost).where(
                models.WorkshopHost.person_id == number_of(app, BO)
            )
        )


def sign_out(_app: Flask, _hall: Hall, bo: Visitor) -> None:
    assert bo.post("/account/sign-out", page="/account/").status_code == 303


def be_signed_out(app: Flask, _hall: Hall, _bo: Visitor) -> None:
    ada = somebody(app, "ada@example.org", Role.ADMIN)
    ada.post(f"/people/{number_of(app, BO)}/sign-out", page="/people/")


def be_removed(app: Flask, _hall: Hall, _bo: Visitor) -> None:
    ada = somebody(app, "ada@example.org", Role.ADMIN)
    where = f"/people/{number_of(app, BO)}/remove"
    assert ada.post(where, {"sure": "1"}, page="/people/").status_code == 303


@pytest.fixture
def bo(app: Flask) -> Visitor:
    return somebody(app, BO, Role.INSTRUCTOR)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for the rights of a stream all the time."""
    monkeypatch.setattr(stream, "RIGHTS", 0.0)
    monkeypatch.setattr(stream, "BEAT", 0.01)


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("face", ["host", "wall"])
@pytest.mark.parametrize(
    "deed", [demote, take_off, sign_out, be_signed_out, be_removed]
)
def test_the_stream_of_a_host_ends_with_the_rights(
    app: Flask, bo: Visitor, deed: Deed, face: str
) -> None:
    hall = open_hall(app, host=INES)
    hall.ines.post(f"{hall.desk}/hosts", {"email": BO}, page=hall.desk)
    events = listen(bo, f"{hall.desk}/stream/{face}")
    for _ in range(5):
        assert next(events)
    deed(app, hall, bo)
    # What was on its way still comes; then there is an end.
    assert len(list(events)) < 5


@pytest.mark.usefixtures("often")
def test_the_stream_of_somebody_sent_out_ends(app: Flask) -> None:
    hall = open_hall(app, host=INES)
    events = listen(hall.seat("Owl"), f"{hall.door}stream")
    assert next(events)
    assert hall.send_out("Owl").status_code == 303
    assert len(list(events)) < 5


def listen(visitor: Visitor, address: str) -> Iterator[bytes]:
    """Listen to a stream apart, in a context that it keeps open, as a thread does."""
    apart = copy_context()
    answer = apart.run(visitor.client.get, address, buffered=False)
    assert answer.status_code == 200
    events = iter(answer.response)
    while (event := apart.run(next, events, b"")) != b"":
        yield event
