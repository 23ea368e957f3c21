"""A school behind one address: nobody is told to wait because they are many."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.db import models
from quizapp.game.role import Role
from quizapp.web import throttle
from quizapp.web.throttle import EASIER, MOST, Door
from tests import cast
from tests.web.door import browser, register, sign_in, somebody
from tests.web.hall import open_hall
from tests.web.rights import code_at, make_group

CROWD = 300


def test_three_hundred_phones_behind_one_address_come_in(app: Flask) -> None:
    hall = open_hall(app)
    for n in range(CROWD):
        phone = browser(app)
        assert phone.get(f"/join/{hall.code}").status_code == 303
        came = phone.post(
            f"{hall.door}seat", {"nickname": f"Phone {n}"}, page=hall.door
        )
        assert came.status_code == 303, came.text
    assert hall.step().status_code == 303


def test_three_hundred_join_a_group_though_many_mistype_first(app: Flask) -> None:
    ines = somebody(app, "ines@example.org", Role.INSTRUCTOR)
    code = code_at(app, make_group(ines, "10b"))
    for n in range(CROWD):
        phone = browser(app)
        if n % 3 == 0:
            assert phone.get(f"/join/{code[:-1]}0").status_code == 404
        fields = {"nickname": f"Phone {n}"}
        joined = phone.post(f"/join/{code}", fields, page=f"/join/{code}")
        assert joined.status_code == 303, joined.text
    with app.extensions["database"].reading() as session:
        assert session.scalar(select(func.count(models.Member.id))) == CROWD


def test_three_hundred_register_and_sign_in_behind_one_address(app: Flask) -> None:
    for n in range(CROWD):
        made = register(browser(app), f"n{n}@example.org")
        assert made.status_code == 303
    for n in range(CROWD):
        assert sign_in(browser(app), f"n{n}@example.org").status_code == 303


@pytest.mark.parametrize("door", [Door.GUEST, Door.ROUND])
def test_nobody_fills_the_disk_from_one_address(
    app: Flask, monkeypatch: pytest.MonkeyPatch, door: Door
) -> None:
    monkeypatch.setattr(throttle, "EASIER", {**EASIER, door: 0.03})
    here = f"/cases/{cast.PACK}/{cast.CASE}/"
    for _ in range(3):
        assert browser(app).post(f"{here}rounds", {}, page=here).status_code == 303
    refused = browser(app).post(f"{here}rounds", {}, page=here)
    assert refused.status_code == 429
    assert "Too much was begun from this network. Wait 15 minutes" in refused.text
    with app.extensions["database"].reading() as session:
        assert session.scalar(select(func.count(models.Round.id))) == 3
        assert session.scalar(select(func.count(models.Participant.id))) == 3


def test_a_school_may_play_all_lesson_long() -> None:
    assert MOST * EASIER[Door.GUEST] > 6 * CROWD
    assert MOST * EASIER[Door.ROUND] > 9 * CROWD
