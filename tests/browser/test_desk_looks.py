"""What an eye catches at once on the desk, measured: edges that meet, whole words."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from quizapp.db.models import DeskLine, Person, State
from quizapp.db.session import Database
from tests import desk_cast
from tests.browser.conftest import Furnish
from tests.stage import Game, serving

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
EDGE = "e => e.getBoundingClientRect().{}"
LONG_NAME = "Class 9b, media and democracy, autumn term"
PASTED = "\n\n".join((*desk_cast.REWRITE, "Also read: Ten boats", "Read more"))


@pytest.fixture(scope="module")
def served(furnish: Furnish) -> Iterator[Game]:
    """Serve a game with a desk that nobody has used."""
    with serving(furnish()) as game:
        yield game


@pytest.fixture(scope="module")
def cookies(served: Game, browser: Browser) -> list[Any]:
    """Let Ines come in, with a pack on her desk; return what her browser keeps."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.url}/account/register")
        page.locator("[name=email]").fill("ines@example.org")
        page.locator("[name=name]").fill("Ines")
        page.locator("[name=password]").fill("boat harbour winter")
        page.locator("main button").click()
        database = Database(f"sqlite:///{served.data / 'quizapp.db'}")
        with database.writing() as session:
            session.execute(update(Person).values(role="instructor"))
        desk_cast.lay_case(database, 1, desk_cast.lay_pack(database, 1))
        with database.writing() as session:
            session.execute(
                update(DeskLine)
                .where(DeskLine.key == "line-002")
                .values(state=State.ACCEPTED.value)
            )
        database.close()
        return context.cookies()


@pytest.fixture
def ines(cookies: list[Any], page: Page) -> Page:
    """Return the page of Ines, signed in, on a wide screen."""
    page.context.add_cookies(cookies)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return page


def edge(page: Page, selector: str, side: str) -> float:
    return float(page.locator(selector).first.evaluate(EDGE.format(side)))


def bring(page: Page, game: Game, **fields: str) -> None:
    """Paste two articles and what is known of the source, and send them."""
    page.goto(f"{game.url}/desk/bring")
    page.locator("#source1-text").fill("\n\n".join(desk_cast.COURIER))
    page.locator("#derived-text").fill(PASTED)
    page.locator("summary").first.click()
    for name, typed in fields.items():
        page.locator(f"#source1-{name}").fill(typed)
    page.get_by_role("button", name="Bring them").click()


def test_a_group_to_publish_for_is_named_in_one_piece(ines: Page, served: Game) -> None:
    ines.goto(f"{served.url}/groups/new")
    ines.get_by_label("Name").fill(LONG_NAME)
    ines.get_by_role("button", name="Make the group").click()
    ines.set_viewport_size(PHONE)  # type: ignore[arg-type]
    ines.goto(f"{served.url}/desk/1/publish")
    members = ines.locator("fieldset small")
    expect(members).to_have_text("(0 members)")
    assert members.evaluate("e => e.getClientRects().length") == 1
    # It goes on where the name ends, and does not stand in a column of its own.
    assert edge(ines, "fieldset .tick > span", "left") <= edge(
        ines, "fieldset small", "left"
    )
    assert ines.locator("fieldset .tick > *").count() == 2


def test_what_is_wrong_with_one_field_leaves_its_neighbour_as_tall(
    ines: Page, served: Game
) -> None:
    bring(ines, served, date="yesterday")
    expect(ines.locator("#source1-date-problem")).to_be_visible()
    for side in ("top", "bottom"):
        outlet, date = (edge(ines, f"#source1-{n}", side) for n in ("outlet", "date"))
        assert outlet == pytest.approx(date, abs=1)


def test_a_hint_does_not_stand_on_the_label_below_it(ines: Page, served: Game) -> None:
    bring(ines, served, date="yesterday")
    hint = edge(ines, "[open].more > p", "bottom")
    assert edge(ines, "[open].more .label", "top") >= hint + 8


def test_the_rule_beside_what_is_taken_out_begins_with_its_words(
    ines: Page, served: Game
) -> None:
    bring(ines, served)
    legend = ines.locator(".furniture > legend")
    expect(legend.first).to_be_visible()
    # A legend in its own place stands across the fieldset's upper end.
    assert legend.first.evaluate("e => getComputedStyle(e).float") == "left"
    assert edge(ines, ".furniture .tick", "top") >= edge(
        ines, ".furniture > legend", "bottom"
    )


def test_fields_below_the_articles_end_where_the_articles_do(
    ines: Page, served: Game
) -> None:
    ines.goto(f"{served.url}/desk/bring")
    above, below = (edge(ines, name, "right") for name in ("#source1-text", "#title"))
    assert above == pytest.approx(below, abs=1)


def test_a_tag_is_asked_for_where_the_language_is_another(
    ines: Page, served: Game
) -> None:
    ines.goto(f"{served.url}/desk/bring")
    tag = ines.get_by_label("Tag of another language")
    expect(tag).to_be_hidden()
    ines.locator("#language").select_option("other")
    expect(tag).to_be_visible()


def test_a_button_is_as_tall_as_the_field_beside_it(ines: Page, served: Game) -> None:
    ines.goto(f"{served.url}/desk/1/")
    for side in ("top", "bottom"):
        field, button = (edge(ines, name, side) for name in ("#email", ".inline .btn"))
        assert field == pytest.approx(button, abs=1)


def test_a_tick_that_waits_is_dashed_and_as_tall_as_a_full_one(
    ines: Page, served: Game
) -> None:
    ines.goto(f"{served.url}/desk/1/")
    dashed = ines.locator(".pencil-ticks .waits").first
    background = dashed.evaluate("e => getComputedStyle(e).backgroundImage")
    assert "repeating-linear-gradient" in background
    for side in ("height", "width"):
        waits, has = (edge(ines, f".pencil-ticks .{n}", side) for n in ("waits", "has"))
        assert waits == has


def test_the_ring_around_a_field_stays_clear_of_the_words_above_it(
    ines: Page, served: Game
) -> None:
    ines.goto(f"{served.url}/desk/1/describe")
    ines.locator("#title").focus()
    ring = ines.locator("#title").evaluate(
        "e => { const s = getComputedStyle(e);"
        " return parseFloat(s.outlineWidth) + parseFloat(s.outlineOffset) }"
    )
    words, field = edge(ines, "[for=title]", "bottom"), edge(ines, "#title", "top")
    assert 0 < ring <= field - words


def test_a_long_word_of_a_title_stays_on_a_phone(ines: Page, served: Game) -> None:
    ines.goto(f"{served.url}/desk/1/describe")
    title = ines.locator("#title").input_value()
    ines.locator("#title").fill(f"Die {'Donaudampfschifffahrt' * 4}")
    ines.get_by_role("button", name="Keep it so").click()
    ines.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for page in ("", "publish", "describe", "early-boat/", "early-boat/describe"):
        ines.goto(f"{served.url}/desk/1/{page}")
        wide = ines.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, page
    ines.goto(f"{served.url}/desk/1/describe")
    ines.locator("#title").fill(title)
    ines.get_by_role("button", name="Keep it so").click()
