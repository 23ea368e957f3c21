"""A workshop's board as its host sees it, for rooms of every size."""

import json
import re
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.db import models
from quizapp.game.role import Role
from quizapp.game.simulation import Reader
from quizapp.web.sessions import KEY
from tests.services.simulated import Writer
from tests.web.door import somebody
from tests.web.rights import make_group
from tests.web.visitor import Visitor, heading, words_of

READER = Reader(1.4, -0.4)
SIZES = (0, 1, 4, 30)


@pytest.fixture(scope="module")
def ines(lasting_app: Flask) -> Visitor:
    return somebody(lasting_app, "ines@example.org", Role.INSTRUCTOR)


@pytest.fixture(scope="module")
def rooms(lasting_app: Flask, ines: Visitor) -> dict[int, str]:
    """Return the addresses of rooms by how many voted in them."""
    found = {}
    number = int(make_group(ines, "Room").split("/")[2])
    with lasting_app.extensions[KEY].writing() as session:
        host = session.scalars(
            select(models.Person.id).where(models.Person.email == "ines@example.org")
        ).one()
        for size in SIZES:
            writer = Writer(session, Random(size))
            people = {
                writer.member(number, f"Guest {size} {n}"): READER for n in range(size)
            }
            found[size] = f"/workshops/{writer.room(people, 16, days=1, host=host)}/"
            writer.flush()
    return found


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "Nobody has judged a line this way yet."),
        (1, "Few people, so no intervals: 1 person, 16 lines judged."),
        (4, "Few people, so no intervals: 4 people, 64 lines judged."),
    ],
)
def test_few_people_get_words_and_no_interval(
    ines: Visitor, rooms: dict[int, str], size: int, said: str
) -> None:
    page = ines.get(f"{rooms[size]}board").text
    assert heading(page) == said
    assert 'class="band"' not in page
    assert not re.search(r'class="[^"]*\bci"', page)


def test_a_full_room_has_every_figure(ines: Visitor, rooms: dict[int, str]) -> None:
    page = ines.get(f"{rooms[30]}board").text
    assert heading(page).startswith("They tell lines apart ")
    said = words_of(page)
    assert "Talking raised spotting by 0." in said
    assert "of 100 caught" in said
    assert "“Certain” is right" in said
    assert "480 votes" in said
    charts = re.findall(r'<svg class="chart".*?</svg>', page, re.DOTALL)
    assert len(charts) >= 4
    assert page.count("<figure") == page.count("The figures as a table")


@pytest.mark.parametrize("size", SIZES)
def test_questions_of_a_room_are_sorted_by_a_link(
    ines: Visitor, rooms: dict[int, str], size: int
) -> None:
    page = ines.get(f"{rooms[size]}questions?sort=right&order=down")
    assert page.status_code == 200
    assert ("aria-sort=" in page.text) is (size > 0)
    led = re.findall(r'href="([^"]*questions\?[^"]*)"', page.text)
    assert all(address.startswith(rooms[size]) for address in led)


def test_a_look_back_leads_to_board_and_questions(
    ines: Visitor, rooms: dict[int, str]
) -> None:
    page = ines.get(f"{rooms[30]}debrief").text
    for name in ("board", "questions"):
        assert f'href="{rooms[30]}{name}"' in page


def test_votes_are_taken_along_as_json(ines: Visitor, rooms: dict[int, str]) -> None:
    votes = json.loads(ines.get(f"{rooms[30]}votes.json").data)
    assert len(votes) == 30 * 16 * 2
    assert {vote["turn"] for vote in votes} == {1, 2}
