"""A second factor in a real browser: accessible, by keyboard, without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pyotp import TOTP

from tests.axe import violations
from tests.browser.conftest import PASSWORD, Furnish, at_widths, person
from tests.stage import Game, serving

NAME = "Ines of the Very Long and Winding Name"


@pytest.fixture(scope="module")
def served(furnish: Furnish) -> Iterator[Game]:
    """Serve a game in which nobody has an account yet."""
    with serving(furnish()) as game:
        yield game


def come_in(page: Page, game: Game, email: str) -> None:
    """Make an account and sign in by its link, on any page with scripts or without."""
    page.goto(person(game, "add", email, "--name", NAME, "--role", "instructor"))
    page.get_by_label("New password").fill(PASSWORD)
    if page.get_by_label("Once more").count():
        page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Take this password").click()
    expect(page.locator("h1")).to_have_text(NAME)


def begin(page: Page, game: Game) -> str:
    """Begin to turn it on; return the secret that is shown."""
    page.goto(f"{game.url}/account/second-factor/")
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Turn it on").click()
    return page.locator(".link-once").inner_text().replace("-", "")


def knock(page: Page, game: Game, email: str) -> None:
    """Sign out, and come as far as the second page of the door."""
    page.goto(f"{game.url}/account/")
    page.get_by_role("main").get_by_role("button", name="Sign out", exact=True).click()
    page.goto(f"{game.url}/account/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text("Your second factor")


def walk(page: Page, game: Game, email: str) -> Iterator[str]:
    """Go through everything that Ines sees of it."""
    come_in(page, game, email)
    page.goto(f"{game.url}/account/second-factor/")
    yield "off"
    secret = begin(page, game)
    yield "the secret"
    figures = page.get_by_label("The six figures")
    figures.fill("000000")
    page.get_by_role("button", name="Turn it on").click()
    yield "wrong figures"
    assert page.locator(".link-once").inner_text().replace("-", "") == secret
    figures.fill(TOTP(secret).now())
    page.get_by_role("button", name="Turn it on").click()
    yield "the recovery codes"
    codes = page.locator(".recovery li").all_inner_texts()
    page.goto(f"{game.url}/account/second-factor/")
    yield "on"
    yield from walk_in(page, game, email, codes[0])


def walk_in(page: Page, game: Game, email: str, code: str) -> Iterator[str]:
    """Go through what Ines sees when she signs in with a recovery code."""
    knock(page, game, email)
    yield "at the door"
    page.get_by_text("The phone is not at hand?").click()
    page.get_by_label("One of your recovery codes").fill("no such code")
    page.locator("main form button").click()
    yield "a wrong recovery code"
    page.get_by_label("One of your recovery codes").fill(code)
    page.locator("main form button").click()
    expect(page.get_by_role("status")).to_contain_text("9 are left")


def test_a_recovery_code_fits_where_the_figures_belong(served, page):
    email = "otto@example.org"
    come_in(page, served, email)
    secret = begin(page, served)
    page.get_by_label("The six figures").fill(TOTP(secret).now())
    page.get_by_role("button", name="Turn it on").click()
    code = page.locator(".recovery li").first.inner_text()
    knock(page, served, email)
    page.get_by_label("The six figures").press_sequentially(code)
    page.locator("main form button").click()
    expect(page.get_by_role("status")).to_contain_text("9 are left")


def test_the_pages_are_accessible_and_fit(served, page):
    small = """() => [...document.querySelectorAll('a, button, summary, input')]
      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
      .filter(e => !e.matches('.skip, [type=checkbox]'))
      .map(e => e.outerHTML.slice(0, 120))"""
    found = {}
    for name in walk(page, served, "ines@example.org"):
        for width in at_widths(page, 1280, 390, 320):
            if wrong := violations(page):
                found[name, width, "axe"] = wrong
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[name, width, "wide"] = True
            if targets := page.evaluate(small):
                found[name, width, "small"] = targets
    assert not found


def test_it_takes_the_keyboard_alone(served, page, hands):
    email = "keys@example.org"
    come_in(page, served, email)
    page.goto(f"{served.url}/account/second-factor/")
    hands.tab_to("#old")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    secret = page.locator(".link-once").inner_text().replace("-", "")
    hands.tab_to("#figures")
    page.keyboard.type(TOTP(secret).now())
    page.keyboard.press("Enter")
    page.wait_for_selector(".recovery")
    codes = page.locator(".recovery li").all_inner_texts()
    assert len(codes) == 10
    knock(page, served, email)
    hands.tab_to("summary")
    page.keyboard.press("Enter")
    hands.tab_to("#recovery")
    page.keyboard.type(codes[5].lower())
    page.keyboard.press("Enter")
    page.wait_for_selector(".me .name")


@pytest.mark.context(java_script_enabled=False)
def test_it_works_without_scripts(served, page):
    email = "plain@example.org"
    come_in(page, served, email)
    secret = begin(page, served)
    page.get_by_label("The six figures").fill(TOTP(secret).now())
    page.get_by_role("button", name="Turn it on").click()
    codes = page.locator(".recovery li").all_inner_texts()
    knock(page, served, email)
    page.get_by_text("The phone is not at hand?").click()
    page.get_by_label("One of your recovery codes").fill(codes[0])
    page.locator("main form button").click()
    page.wait_for_selector(".me .name")


def test_on_paper_the_codes_stand_alone(served, page):
    come_in(page, served, "paper@example.org")
    secret = begin(page, served)
    page.get_by_label("The six figures").fill(TOTP(secret).now())
    page.get_by_role("button", name="Turn it on").click()
    page.emulate_media(media="print")
    expect(page.locator(".recovery li").first).to_be_visible()
    expect(page.get_by_role("link", name="I have them")).to_be_hidden()
