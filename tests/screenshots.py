"""The pictures that the README shows: `make screenshots`.

They are taken from a fresh server that plays a round of lines chosen beforehand.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from quizapp.game.format import Format

# `python tests/screenshots.py` puts this folder on the path, not the one above it.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from tests import browser as browsers  # noqa: E402
from tests.stage import Game, serving  # noqa: E402

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
CASE = "ferry"
# What a good picture shows, best first: a quotation with words changed inside it.
FAVOURITES = ("hope-to-plan", "leave-the-island")
LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
ROUND = 10
ROUNDS = 4
MISSED = (3, 7)  # nobody is right every time


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        serving(Path(data)) as game,
        browsers.running() as browser,
    ):
        _take_all(game, browser)
    for picture in sorted(FOLDER.glob("*.png")):
        print(f"{picture.name}: {picture.stat().st_size // 1024} KB")


def _take_all(game: Game, browser: Browser) -> None:
    code = _deal(game)
    asked = game.address(CASE, 4, number=ROUNDS + 1)
    reveal = game.address(CASE, 1, number=ROUNDS)
    with browser.new_context(viewport=LAPTOP, reduced_motion="reduce") as context:
        page = context.new_page()
        game.rejoin(page, code)
        _take(page, game.url, "home")
        _take(page, asked, "question")
        _take(page, reveal, "reveal")
        _take(page, game.address(CASE, number=ROUNDS), "summary")
        state = context.storage_state()
    with browser.new_context(viewport=PHONE, storage_state=state) as context:
        page = context.new_page()
        _take(page, asked, "phone-question")
        page.emulate_media(color_scheme="dark")
        _take(page, reveal, "phone-reveal-dark")


def _deal(game: Game) -> str:
    """Deal one player four rounds that are played and one that is open."""
    lines = game.lines(CASE)
    judged = [key for key, line in lines.items() if line.derived]
    best = next((key for key in FAVOURITES if key in judged), judged[0])
    judged = [best, *(key for key in judged if key != best)]
    code = ""
    # The favourite opens the fourth round, answered, and comes fourth in the fifth.
    for number in range(ROUNDS):
        start = 1 + number * (ROUND - 1)
        keys = [judged[0], *judged[start : start + ROUND - 1]]
        right = [place not in MISSED for place in range(len(keys))]
        wanted = [(key, Format.JUDGE) for key in keys]
        code = game.deal(CASE, wanted, code=code, answered=right)
    keys = [*judged[1:4], best, *judged[4:10]]
    wanted = [(key, Format.JUDGE) for key in keys]
    return game.deal(CASE, wanted, code=code, answered=[True] * 3)


def _take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
