"""The desk in a real browser: from two articles to a pack, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from quizapp.db.models import DeskLine, Person, State
from quizapp.db.session import Database
from tests.axe import violations
from tests.browser.conftest import Furnish, Hands
from tests.stage import Game, serving

SMALLEST = 24  # pixels that a target needs
FERRY = Path(__file__).parents[2] / "questions" / "winter-ferry" / "ferry"
SOURCE, DERIVED = (FERRY / f"{name}.txt" for name in ("courier", "derived"))
PACK, CASE = "/desk/1/", "/desk/1/the-early-boat/"


@pytest.fixture(scope="module")
def served(furnish: Furnish) -> Iterator[Game]:
    """Serve a game with a desk that nobody has used."""
    with serving(furnish()) as game:
        yield game


@pytest.fixture
def ines(served: Game, page: Page) -> Page:
    """Return the page of an instructor who has just come in."""
    page.goto(f"{served.url}/account/register")
    page.locator("[name=email]").fill("ines@example.org")
    page.locator("[name=name]").fill("Ines of the Very Long and Winding Name")
    page.locator("[name=password]").fill("boat harbour winter")
    page.locator("main button").click()
    database = stored(served)
    with database.writing() as session:
        session.execute(update(Person).values(role="instructor"))
    database.close()
    page.goto(f"{served.url}/desk/")
    return page


def stored(game: Game) -> Database:
    return Database(f"sqlite:///{game.data / 'quizapp.db'}")


def accept_most(game: Game) -> None:
    """Decide as somebody in a hurry would, behind the pages."""
    database = stored(game)
    with database.writing() as session:
        for number, line in enumerate(session.scalars(select(DeskLine))):
            if line.content["fault"] is None and number % 4:
                line.state = State.ACCEPTED.value
    database.close()


def press(page: Page, hands: Hands, selector: str) -> None:
    """Follow a link or send a form, and wait for the page it leads to."""
    hands.tab_to(selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, hands: Hands, field: str, text: str) -> None:
    hands.tab_to(f"#{field}")
    page.keyboard.insert_text(text)


def look_at(page: Page, where: str) -> None:
    """Measure a page: accessible, not wider than a phone, and with room for fingers."""
    assert violations(page) == [], where
    page.set_viewport_size({"width": 320, "height": 700})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, f"{where} is {wide} wide"
    small = page.eval_on_selector_all(
        "main :is(a, button, input, select, textarea, summary)",
        """(all, smallest) => all.filter((one) => one.checkVisibility()
            && one.type !== "hidden" && one.type !== "checkbox"
            && !one.matches(".cases a")  // as large as the row it stands in
            && one.getBoundingClientRect().height < smallest)
            .map((one) => one.outerHTML)""",
        SMALLEST,
    )
    assert small == [], where
    page.set_viewport_size({"width": 1280, "height": 800})


def bring(page: Page, hands: Hands) -> None:
    """Paste two articles, look them over, and have them compared."""
    press(page, hands, "main a[href$='/desk/bring']")
    look_at(page, "bring")
    press(page, hands, "main .last .btn")
    expect(page.locator("[role=alert]")).to_contain_text(
        "The rewrite: There is nothing"
    )
    look_at(page, "bring, with faults")
    type_into(page, hands, "source1-text", SOURCE.read_text(encoding="utf-8"))
    hands.tab_to("details.more summary")
    page.keyboard.press("Enter")
    type_into(page, hands, "source1-outlet", "Lindmere Courier")
    type_into(page, hands, "derived-text", DERIVED.read_text(encoding="utf-8"))
    type_into(page, hands, "title", "The early boat")
    press(page, hands, "main .last .btn")
    page.wait_for_url(f"**{CASE}texts")
    look_at(page, "look the texts over")
    type_into(page, hands, "derived-outlet", "Coastline Daily")
    press(page, hands, "[name=compare]")
    page.wait_for_url(f"**{CASE}")


def publish(page: Page, hands: Hands) -> None:
    """Publish what is decided."""
    press(page, hands, "main a[href$='/publish']")
    look_at(page, "publish")
    press(page, hands, "main .form .btn")
    expect(page.locator("#versions")).to_contain_text("Version 1")
    look_at(page, "published")


def test_two_articles_become_a_pack_by_keyboard_alone(
    served: Game, ines: Page, hands: Hands
) -> None:
    look_at(ines, "an empty desk")
    bring(ines, hands)
    ines.goto(f"{served.url}{PACK}")
    look_at(ines, "a pack with proposals")
    press(ines, hands, "#balance .clicks button")
    expect(ines.locator("table.lacks")).to_contain_text("1 / ")
    accept_most(served)
    ines.goto(f"{served.url}{PACK}")
    look_at(ines, "a decided pack")
    publish(ines, hands)
    for name in (f"{PACK}describe", f"{CASE}describe", "/desk/", "/desk/import"):
        ines.goto(f"{served.url}{name}")
        look_at(ines, name)
    ines.goto(f"{served.url}{PACK}")
    press(ines, hands, "form[action$='/try'] button")
    expect(ines.locator("h1")).to_have_text("The early boat")
    press(ines, hands, ".start .btn")
    ines.wait_for_selector("form.question")
