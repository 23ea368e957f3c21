"""A served game, a player, and how a person gets through a page without a mouse."""

from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route

from quizapp.cli import main
from tests.stage import Game, serving

CASE = "ferry"
INES = "ines@example.org"
PASSWORD = "boat harbour winter"

Furnish = Callable[[], Path]


@pytest.fixture(scope="session")
def furnish(loaded_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnish:
    """Return a function that makes a data folder with the shipped packs."""
    return lambda: copytree(loaded_data, tmp_path_factory.mktemp("game") / "data")


@pytest.fixture(scope="session")
def live_server(furnish: Furnish) -> Iterator[Game]:
    """Serve one game for all browser tests."""
    with serving(furnish()) as game:
        yield game


def at_widths(page: Page, *widths: int) -> Iterator[int]:
    """Make the window so wide, and so wide; the page goes on at the last width.

    A page that is looked at in one window after the other is fetched once for all.
    """
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        yield width


def catch(page: Page, address: str, handle: Callable[[Route], object]) -> None:
    """Give what a page asks of an address to `handle`, from now on.

    Chromium says that it catches requests before the page that is open has heard of
    it, so one that is sent at once may still slip through: we wait until one is caught.
    """
    probe, caught = "**/is-caught", list[Route]()

    def take(route: Route) -> None:
        caught.append(route)
        route.abort()

    page.route(probe, take)
    while not caught:
        page.evaluate("fetch('/is-caught').then(() => 0, () => 0)")
    page.route(address, handle)
    page.unroute(probe)


class Held:
    """The next request of a page to an address, kept until it is let go; others pass.

    Where `answered`, the server answers at once, and the answer comes late.
    """

    def __init__(self, page: Page, address: str, *, answered: bool = False) -> None:
        self._answered, self._kept = answered, list[Route]()
        self._answers: list[APIResponse] = []
        catch(page, address, self._take)

    def _take(self, route: Route) -> None:
        if self._kept:
            route.continue_()
            return
        self._kept.append(route)
        if self._answered:
            self._answers.append(route.fetch())

    def let_go(self) -> None:
        """Send the request on, or hand over its answer."""
        if self._answered:
            self._kept[0].fulfill(response=self._answers[0])
        else:
            self._kept[0].continue_()


def person(game: Game, *words: str) -> str:
    """Run a command on the served game; return the last line that it prints."""
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setenv("QUIZAPP_DATA", str(game.data))
        assert main(("person", *words, "--url", game.url)) == 0
    return said.getvalue().splitlines()[-1]


@pytest.fixture(scope="module")
def signed_in(served: Game, browser: Browser) -> list[Any]:
    """Let Ines of the served game choose a password; return her cookies."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(person(served, "reset", INES))
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_role("button", name="Take this password").click()
        page.wait_for_selector(".me .name")
        return context.cookies()


@pytest.fixture
def ines(signed_in: list[Any], page: Page) -> Page:
    """Return the page of Ines, signed in to the game that a file serves."""
    page.context.add_cookies(signed_in)
    return page


class Hands:
    """Somebody who fills in questions, whatever their format."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def format(self) -> str:
        """Name the format of the question on the page."""
        classes = self.page.locator("form.question").get_attribute("class") or ""
        return classes.split()[-1]

    def choose(self) -> None:
        """Fill in the question with the mouse, without sending it."""
        if self.format == "mark":
            self.page.locator(".word").nth(1).click()
            return
        self.page.locator("input[type=radio]").first.check()
        if self.page.locator("[name=certainty]").count():
            self.page.locator("[name=certainty]").nth(1).check()

    def send(self) -> None:
        """Send the answer and wait for its reveal."""
        self.page.get_by_role("button", name="Send my answer").click()
        self.page.wait_for_selector(".verdict-line")

    def tab_to(self, selector: str) -> None:
        """Press Tab until what is asked for has the focus."""
        for _ in range(90):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"Tab never comes to {selector}")

    def answer_by_keyboard(self) -> None:
        """Choose, press and send with Tab, arrows, 1 2 3, Space and Enter."""
        keyboard = self.page.keyboard
        if self.format == "mark":
            self.tab_to("[name=word]")
            keyboard.press("Space")
            self.tab_to("[name=word]")
            keyboard.press("Space")
        else:
            self.tab_to("[name=verdict], [name=option]")
            keyboard.press("ArrowDown")
            if self.page.locator("[name=certainty]").count():
                keyboard.press("2")
        keyboard.press("Enter")
        self.page.wait_for_selector(".verdict-line")


@pytest.fixture
def hands(page: Page) -> Hands:
    """Return hands at the page."""
    return Hands(page)
