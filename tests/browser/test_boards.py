"""The boards in a real browser: accessible, narrow, on paper and without scripts."""

from collections.abc import Iterator
from contextlib import closing
from random import Random

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.services.groups import Wanted, make_group
from tests import cast
from tests.axe import violations
from tests.browser.conftest import INES, Furnish, at_widths, person
from tests.services.simulated import Writer, simulate_class
from tests.stage import Game, serving

SMALL = """() => [...document.querySelectorAll('a, button, select, .tick')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
  .filter(e => !e.matches('.skip'))
  .map(e => e.outerHTML.slice(0, 120))"""
SIZES = (0, 1, 4, 30)
PAGES = ("board", "board?source=hidden", "questions")
ROOMS: dict[int, str] = {}
ROOM_PAGES = ("debrief", "board", "questions")


@pytest.fixture(scope="module")
def served(furnish: Furnish) -> Iterator[Game]:
    """Serve a game in which Ines teaches a group of every size."""
    with serving(furnish()) as game:
        person(game, "add", INES, "--name", "Ines", "--role", "instructor")
        with closing(Database(f"sqlite:///{game.data / 'quizapp.db'}")) as database:
            for size in SIZES:
                teach(database, size)
        yield game


def teach(database: Database, size: int) -> None:
    """Make the next group of Ines, of so many people; groups count from 1."""
    wanted = Wanted(f"Group of {size}", "en", cast.NOON.date().replace(year=2027))
    with database.writing() as session:
        ines = session.scalars(select(models.Person.id)).one()
        group = make_group(
            session, person=ines, wanted=wanted, rng=Random(size), now=cast.NOON
        )
        writer = Writer(session, Random(size))
        people = simulate_class(writer, group, size)
        if size:
            ROOMS[size] = writer.room(people, 16, days=10, host=ines, group=group)
        writer.flush()


def walk(page: Page, game: Game, size: int) -> Iterator[str]:
    """Go through the boards of a group, a member's path and a room of theirs."""
    group = SIZES.index(size) + 1
    for name in PAGES:
        page.goto(f"{game.url}/groups/{group}/{name}")
        yield name
    page.goto(f"{game.url}/groups/{group}/board")
    paths = page.locator(".roster tbody a")
    if paths.count():
        paths.first.click()
        yield "a path"
    for name in ROOM_PAGES if size > 1 else ():
        page.goto(f"{game.url}/workshops/{ROOMS[size]}/{name}")
        yield f"the room's {name}"


@pytest.mark.parametrize("size", SIZES)
def test_the_boards_are_accessible_and_fit(served: Game, ines: Page, size: int) -> None:
    # The colours are the same whatever the size: the fullest group tells.
    schemes = ("light", "dark") if size == max(SIZES) else ("light",)
    found: dict[tuple[str, int, str], object] = {}
    for name in walk(ines, served, size):
        for width in at_widths(ines, 1280, 390):
            if wrong := violations(ines, *schemes):
                found[name, width, "axe"] = wrong
            if ines.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[name, width, "wide"] = True
            if targets := ines.evaluate(SMALL):
                found[name, width, "small"] = targets
    assert not found, found


def test_on_paper_every_table_is_open(served: Game, ines: Page) -> None:
    ines.goto(f"{served.url}/groups/4/board")
    table = ines.locator("#roc table")
    expect(table).to_be_hidden()
    ines.emulate_media(media="print")
    expect(table).to_be_visible()
    expect(ines.locator(".out")).to_be_hidden()


@pytest.mark.context(java_script_enabled=False)
def test_questions_are_sorted_and_chosen_without_scripts(
    served: Game, ines: Page
) -> None:
    ines.goto(f"{served.url}/groups/4/questions")
    ines.get_by_role("link", name="Right").click()
    expect(ines.locator("th[aria-sort=ascending]")).to_contain_text("Right")
    ines.get_by_role("link", name="Right").click()
    expect(ines.locator("th[aria-sort=descending]")).to_contain_text("Right")
    ines.get_by_label("Pack").select_option("The winter ferry")
    ines.get_by_role("button", name="Show").click()
    assert "pack=winter-ferry" in ines.url
    expect(ines.locator("tbody tr").first).to_be_visible()


def test_answers_are_taken_along(served: Game, ines: Page) -> None:
    ines.goto(f"{served.url}/groups/4/board")
    ines.get_by_label("With nicknames").check()
    with ines.expect_download() as caught:
        ines.get_by_role("button", name="Every answer as CSV").click()
    taken = caught.value
    assert taken.suggested_filename == "group-4-answers.csv"
    with open(taken.path(), encoding="utf-8-sig") as file:  # noqa: PTH123
        assert "Player 1" in file.read()
