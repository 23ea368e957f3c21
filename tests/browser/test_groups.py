"""Groups in a real browser: accessible, narrow, by the keyboard and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.axe import violations
from tests.browser.conftest import INES, Furnish, at_widths, catch, person
from tests.stage import Game, serving

EDGE = "e => e.getBoundingClientRect().{}"
LONGEST = "Wilhelmina Featherstoneh"
SMALL = """() => [...document.querySelectorAll('a, button, select, input, .tick')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
  .filter(e => !e.matches('.skip, .tick input, .choice input, .cases a'))
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def served(furnish: Furnish) -> Iterator[Game]:
    """Serve a game in which Ines teaches."""
    with serving(furnish()) as game:
        person(game, "add", INES, "--name", "Ines", "--role", "instructor")
        yield game


def make_group(page: Page, game: Game, name: str) -> str:
    """Make a group; return its code."""
    page.goto(f"{game.url}/groups/new")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Make the group").click()
    return page.locator(".join-code").inner_text()


def assign(page: Page, here: str) -> None:
    page.goto(f"{here}work/new")
    page.get_by_label("The winter ferry").check()
    page.get_by_role("button", name="Give it to them").click()


def assign_tests(page: Page, here: str) -> None:
    page.goto(f"{here}work/tests")
    page.get_by_label("The winter ferry").check()
    page.get_by_label("two weeks after it").check()
    page.get_by_role("button", name="Give them the tests").click()


def join(page: Page, game: Game, code: str, nickname: str) -> None:
    page.goto(f"{game.url}/join/{code}")
    page.get_by_label("Your nickname").fill(nickname)
    page.get_by_role("button", name="Join the group").click()


def walk_as_ines(page: Page, game: Game, code: str) -> Iterator[str]:
    """Go through everything an instructor sees."""
    here = page.url
    yield "an empty group"
    for name in ("work/new", "work/tests", "settings"):
        page.goto(f"{here}{name}")
        yield name
    page.get_by_label("A colleague").fill("nobody@example.org")
    page.get_by_role("button", name="Share the group").click()
    yield "a refusal"
    assign(page, here)
    assign_tests(page, here)
    for nickname in (LONGEST, "Lea"):
        with page.context.browser.new_context() as other:  # type: ignore[union-attr]
            join(other.new_page(), game, code, nickname)
    page.goto(here)
    yield "a group"
    page.get_by_role("link", name=LONGEST).click()
    yield "a member"
    page.goto(f"{game.url}/groups/")
    yield "all groups"
    page.goto(f"{game.url}/groups/new")
    yield "a new group"
    page.goto(f"{here}settings")
    page.get_by_label("Yes, erase").check()
    page.get_by_role("button", name="Erase the group").click()
    yield "an erased group"


def walk_as_member(page: Page, game: Game, code: str) -> Iterator[str]:
    """Go through everything a member sees."""
    page.goto(f"{game.url}/join")
    yield "join"
    page.get_by_label("The code, six letters").fill("ZZZZZZ")
    page.get_by_role("button", name="Join").click()
    yield "a wrong code"
    page.goto(f"{game.url}/join/{code}")
    yield "a group to join"
    page.get_by_label("Your nickname").fill("...")
    page.get_by_role("button", name="Join the group").click()
    yield "a bad nickname"
    page.get_by_label("Your nickname").fill("Mia")
    page.get_by_role("button", name="Join the group").click()
    page.get_by_text("Leave the group").click()
    yield "welcome"
    page.goto(f"{game.url}/join/{code}")
    yield "in already"
    page.goto(game.url)
    yield "home"


def faults(page: Page, pages: Iterator[str]) -> dict[tuple[str, int, str], object]:
    found: dict[tuple[str, int, str], object] = {}
    for name in pages:
        for width in at_widths(page, 1280, 390, 320):
            if wrong := violations(page):
                found[name, width, "axe"] = wrong
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[name, width, "wide"] = True
            if targets := page.evaluate(SMALL):
                found[name, width, "small"] = targets
    return found


def test_the_pages_are_accessible_and_fit(
    served: Game, ines: Page, browser: Browser
) -> None:
    code = make_group(ines, served, "10b of the long name, in the second spring term")
    here = ines.url
    assign(ines, here)
    assign_tests(ines, here)
    with browser.new_context() as context:
        page = context.new_page()
        assert not faults(page, walk_as_member(page, served, code))
    code = make_group(ines, served, "Empty")
    assert not faults(ines, walk_as_ines(ines, served, code))


def test_what_is_given_ends_where_the_cases_below_it_end(
    served: Game, ines: Page
) -> None:
    code = make_group(ines, served, "Of one width")
    assign(ines, ines.url)
    ines.context.clear_cookies()
    join(ines, served, code, "Lea")
    ines.goto(served.url)
    ines.set_viewport_size({"width": 1280, "height": 844})
    given, cases = (
        ines.locator(f"main {name}").first.evaluate(EDGE.format("right"))
        for name in (".work .rows", ".shelf .cases")
    )
    assert given == pytest.approx(cases, abs=1)


@pytest.mark.context(java_script_enabled=False)
def test_a_test_is_begun_without_scripts(served: Game, ines: Page) -> None:
    code = make_group(ines, served, "Without scripts")
    assign_tests(ines, ines.url)
    ines.context.clear_cookies()
    join(ines, served, code, "Lea")
    ines.get_by_role("link", name="to the cases").click()
    ines.get_by_role("button", name="Begin the test").first.click()
    expect(ines.get_by_role("button", name="Send my answer")).to_be_visible()
    ends = ines.locator(".question > .test").evaluate(EDGE.format("bottom"))
    begins = ines.locator(".question > .pair").evaluate(EDGE.format("top"))
    # What a test is does not stand on the source's name.
    assert begins >= ends + 16


def test_a_form_that_is_sent_twice_makes_one_group(served: Game, ines: Page) -> None:
    under_way: list[Route] = []

    def hold(route: Route) -> None:
        under_way.append(route)

    ines.goto(f"{served.url}/groups/new")
    ines.get_by_label("Name").fill("Twice")
    catch(ines, "**/groups/new", hold)
    ines.get_by_role("button", name="Make the group").focus()
    with ines.expect_request("**/groups/new"):
        ines.keyboard.press("Enter")
    ines.keyboard.press("Enter")
    under_way[0].continue_()
    ines.wait_for_selector(".join-code")
    assert len(under_way) == 1


def test_joining_takes_the_keyboard_alone(served: Game, ines: Page, hands) -> None:
    code = make_group(ines, served, "By keyboard")
    ines.context.clear_cookies()
    ines.goto(served.url)
    hands.tab_to("#group-code")
    ines.keyboard.type(code.lower())
    ines.keyboard.press("Enter")
    ines.wait_for_selector("#nickname")
    hands.tab_to("#nickname")
    hands.tab_to("main .btn")
    ines.keyboard.press("Enter")
    expect(ines.locator("h1")).to_contain_text("You are in By keyboard, as ")
    hands.tab_to("main .btn")
    ines.keyboard.press("Enter")
    expect(ines.get_by_text("Your group: By keyboard")).to_be_visible()
