"""Every page, measured: accessible, narrow, light in weight, and quiet."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from quizapp.game.format import Format
from tests.axe import violations
from tests.browser.conftest import at_widths
from tests.stage import Game

CASE = "ferry"
MOST = 100_000  # bytes a page of a round may weigh, uncompressed
SMALLEST, MAIN = 24, 44  # pixels that a target needs
WIDER = ".skip, .cases a"  # off the page; as large as the row it stands in


@dataclass(frozen=True)
class Tour:
    """A player who has seen everything, and the addresses of all of it."""

    game: Game
    code: str
    public: tuple[str, ...]
    own: tuple[str, ...]
    rounds: tuple[str, ...]

    def walk(self, page: Page) -> Iterator[str]:
        """Go from page to page: first as nobody, then as the player."""
        for address in self.public:
            page.goto(address)
            yield address
        page.goto(f"{self.game.url}/you/")
        page.get_by_label("Your code").fill("ABCDEFGHJK")
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("alert").wait_for()
        yield "a wrong code"
        self.game.rejoin(page, self.code)
        for address in self.own:
            page.goto(address)
            yield address


@pytest.fixture(scope="session")
def tour(live_server: Game) -> Tour:
    """Deal a player four rounds: answered rightly, wrongly, not yet, and hidden."""
    all_formats = live_server.one_of_each(CASE)
    size = len(all_formats)
    code = live_server.deal(CASE, all_formats, answered=[True] * size)
    live_server.deal(CASE, all_formats, code=code, answered=[False] * size)
    live_server.deal(CASE, all_formats, code=code)
    live_server.deal(CASE, all_formats, code=code, beside=False)
    home, at = live_server.url, live_server.address

    def place(number: int, *wanted: Format) -> list[str]:
        return [
            at(CASE, n, number)
            for n, (_, fmt) in enumerate(all_formats, 1)
            if fmt in wanted
        ]

    public = (home, f"{home}/you/", f"{home}/kinds", f"{home}/nowhere")
    case = at(CASE).partition("rounds")[0]
    rounds = (*place(1, *Format), *place(3, *Format))
    others = (
        *place(2, Format.MARK, Format.NAME, Format.SPOT),
        *place(4, Format.JUDGE, Format.SPOT, Format.MISSING),
    )
    own = (home, case, f"{home}/you/", *rounds, *others, at(CASE, number=1))
    return Tour(live_server, code, public, own, rounds)


def test_axe_finds_nothing_in_the_light_or_in_the_dark(tour, page):
    found = {}
    for address in tour.walk(page):
        for width in at_widths(page, 1280, 390):
            if wrong := violations(page):
                found[address, width] = wrong
    assert not found


def test_nothing_is_wider_than_the_window(tour, page):
    # 640 pixels are 1280 at 200 %.
    wide = [
        (address, width)
        for address in tour.walk(page)
        for width in at_widths(page, 640, 320)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth")
    ]
    assert not wide


def test_text_of_twice_the_size_makes_no_page_wider_than_the_window(tour, page):
    wide = []
    for address in tour.walk(page):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in at_widths(page, 640, 390):
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((address, width))
    assert not wide


def test_targets_are_large_enough_for_a_thumb(tour, page):
    page.set_viewport_size({"width": 390, "height": 844})
    measure = """([selector, least]) => [...document.querySelectorAll(selector)]
      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < least)
      .map(e => e.outerHTML.slice(0, 120))"""
    main = ".btn, .choice, .word, .tick, .brand, summary, .code"
    small = {}
    for address in tour.walk(page):
        found = page.evaluate(measure, [main, MAIN])
        found += page.evaluate(measure, [f"a:not({WIDER}), button", SMALLEST])
        if found:
            small[address] = found
    assert not small


def test_a_page_of_a_round_weighs_less_than_100_kb(tour, page):
    # Decoded sizes count a file in full, also where it comes from the cache.
    weigh = """() => [...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource')].map(e => e.decodedBodySize)"""
    tour.game.rejoin(page, tour.code)
    for address in tour.rounds:
        page.goto(address)
        weights = page.evaluate(weigh)
        assert len(weights) >= 3
        assert all(weights)
        assert sum(weights) < MOST


def test_no_page_scripts_itself_or_says_anything_to_the_console(tour, page):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    inline = "[style], style, script:not([src]), [onclick], [onload], [onchange]"
    for address in tour.walk(page):
        assert page.locator(inline).count() == 0, address
    refused = "Failed to load resource: the server responded with a status of 404"
    assert [words for words in said if not words.startswith(refused)] == []


def test_the_focus_lands_on_the_heading_of_a_reveal_and_of_the_summary(tour, page):
    tour.game.rejoin(page, tour.code)
    for address in (tour.game.address(CASE, 1), tour.game.address(CASE)):
        page.goto(address)
        assert page.evaluate("document.activeElement.matches('h1')")


def test_the_margin_note_is_tied_to_the_line(tour, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    tour.game.rejoin(page, tour.code)
    page.goto(tour.game.address(CASE, 1))
    lead = page.locator(".lead").bounding_box()
    note = page.locator(".note").bounding_box()
    tie = page.locator(".tie").bounding_box()
    assert lead
    assert note
    assert tie
    assert abs(lead["x"] + lead["width"] - note["x"]) <= 1
    assert 0 < lead["x"] - tie["x"] < 10
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.locator(".lead").is_visible()
