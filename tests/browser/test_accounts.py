"""The pages of accounts in a real browser: accessible, narrow, without scripts too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations
from tests.browser.conftest import PASSWORD, Furnish, at_widths, person
from tests.stage import Game, serving

LEA, ADA = "lea@example.org", "ada@example.org"
NAME = "Ada of the Very Long and Winding Name"
PAGES = ("", "password", "erase", "delete")


@pytest.fixture(scope="module")
def served(furnish: Furnish) -> Iterator[Game]:
    """Serve a game that Ada runs."""
    with serving(furnish()) as game:
        person(game, "add", ADA, "--name", NAME, "--role", "admin")
        yield game


@pytest.fixture
def ada(served: Game, page: Page) -> Page:
    """Return the page of Ada, who came in by a link."""
    page.goto(person(served, "reset", ADA))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Take this password").click()
    expect(page.locator("h1")).to_have_text(NAME)
    return page


def walk(page: Page, game: Game) -> Iterator[str]:
    """Go through everything that Ada sees of accounts."""
    for name in PAGES:
        page.goto(f"{game.url}/account/{name}")
        yield name
    page.get_by_role("button", name="Delete the account").click()
    page.goto(f"{game.url}/people/")
    yield "people"
    page.get_by_role("button", name="Make an invitation").click()
    link = page.locator(".link-once").inner_text()
    yield "a link"
    page.goto(link)
    yield "an invitation"
    page.goto(f"{game.url}/people/999999/remove")
    yield "nobody"
    page.context.clear_cookies()
    page.goto(link)
    yield "an invitation to a stranger"
    for name in ("sign-in", "register"):
        page.goto(f"{game.url}/account/{name}")
        yield name
    page.get_by_label("E-mail address").fill(ADA)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Password", exact=True).fill("1234567890")
    page.get_by_role("button", name="Make the account").click()
    yield "a bad password"


def test_the_pages_are_accessible_and_fit(served, ada):
    small = """() => [...document.querySelectorAll('a, button, select, .tick')]
      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
      .filter(e => !e.matches('.skip')).map(e => e.outerHTML.slice(0, 120))"""
    found = {}
    for name in walk(ada, served):
        for width in at_widths(ada, 1280, 390, 320):
            if wrong := violations(ada):
                found[name, width, "axe"] = wrong
            if ada.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[name, width, "wide"] = True
            if targets := ada.evaluate(small):
                found[name, width, "small"] = targets
    assert not found


def test_a_hint_belongs_to_its_label(served, ada):
    ada.goto(f"{served.url}/account/")
    label, hint = ada.locator("[for=code]"), ada.locator("#code-hint")
    bottom = label.evaluate("e => e.getBoundingClientRect().bottom")
    assert hint.evaluate("e => e.getBoundingClientRect().top") <= bottom + 5


def test_a_password_is_looked_at_and_sent_as_what_it_is(served, page):
    page.goto(f"{served.url}/account/register")
    field = page.get_by_label("Password", exact=True)
    field.fill(PASSWORD)
    page.get_by_label("Show the password").check()
    expect(field).to_have_attribute("type", "text")
    page.get_by_label("Show the password").uncheck()
    expect(field).to_have_attribute("type", "password")
    assert page.get_by_label("Once more").count() == 0


@pytest.mark.context(java_script_enabled=False)
def test_without_scripts_a_password_is_typed_twice(served, page):
    page.goto(f"{served.url}/account/register")
    expect(page.get_by_text("Show the password")).to_be_hidden()
    page.get_by_label("E-mail address").fill(LEA)
    page.get_by_label("Your name").fill("Lea")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Once more").fill(f"{PASSWORD}s")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("alert")).to_have_text("This is not what you typed above.")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("status")).to_have_text(
        "Your account is there, and you are signed in."
    )


def test_signing_in_and_out_takes_the_keyboard_alone(served, ada, hands):
    ada.goto(f"{served.url}/account/")
    hands.tab_to("[action$='sign-out'] button")
    ada.keyboard.press("Enter")
    ada.wait_for_selector("text=Pick a case")
    hands.tab_to(".me a")
    ada.keyboard.press("Enter")
    ada.wait_for_url("**/sign-in")
    hands.tab_to("#email")
    ada.keyboard.type(ADA)
    ada.keyboard.press("Tab")
    ada.keyboard.type(PASSWORD)
    ada.keyboard.press("Enter")
    ada.wait_for_selector(".me .name")
