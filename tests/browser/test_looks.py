"""What an eye catches at once, measured: edges that meet, words that are whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quizapp.game.format import Format
from tests.stage import Game
from tests.workshop_stage import PHONE, WALL, Hall, hall_of, step, vote

CASE = "ferry"
NARROW = {"width": 980, "height": 800}  # of a desk: nothing fits beside a long verdict
EDGE = "e => e.getBoundingClientRect().{}"
PLACES = "all => all.map(e => [e.offsetLeft, e.offsetTop])"
# A font that leaves room between its lines, as Palatino does; and where a word stands.
ROOMY = """() => {
  const known = ["DejaVu Serif", "DejaVu Sans", "Liberation Serif", "Arial"];
  const from = known.map(name => `local("${name}")`).join(", ");
  const font = new FontFace("Roomy", from, { lineGapOverride: "60%" });
  document.fonts.add(font);
  document.documentElement.style.setProperty("--serif", "Roomy");
  return font.load().then(() => document.fonts.ready).then(() => true);
}"""
BASELINE = """(e, first) => {
  const mark = document.createElement("i");
  mark.style.display = "inline-block";
  if (first) e.prepend(mark); else e.append(mark);
  return mark.getBoundingClientRect().bottom;
}"""
CUT_OFF = "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"


@pytest.fixture
def hall(browser: Browser, live_server: Game) -> Iterator[Hall]:
    """Lend a hall on the server that all browser tests have."""
    with hall_of(live_server, browser) as lent:
        yield lent


def play(game: Game, page: Page, *, right: bool) -> None:
    """Let the page's player have answered a question of every format."""
    lines = game.one_of_each(CASE)
    game.rejoin(page, game.deal(CASE, lines, answered=[right] * len(lines)))


def place_of(game: Game, wanted: Format) -> str:
    """Return the address of the first question of this format in that round."""
    formats = [fmt for _, fmt in game.one_of_each(CASE)]
    return game.address(CASE, formats.index(wanted) + 1)


def test_the_head_of_a_phone_ends_where_the_page_ends(
    live_server: Game, page: Page
) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    play(live_server, page, right=True)
    page.goto(live_server.address(CASE, 1))
    edges = [
        page.locator(f".top {each}").evaluate(EDGE.format("right"))
        for each in (".progress > :last-child", "")
    ]
    assert edges[0] == pytest.approx(edges[1], abs=1)


def test_a_title_too_long_for_the_head_ends_in_an_ellipsis(
    live_server: Game, page: Page
) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    play(live_server, page, right=True)
    page.goto(live_server.address(CASE))
    # Browsers put dots only for words that flow, not for a block that is cut.
    flows = "e => getComputedStyle(e).display"
    assert page.locator(".top .where a").evaluate(flows) == "inline"


def test_what_was_said_begins_at_the_edge_where_it_takes_its_own_row(
    live_server: Game, page: Page
) -> None:
    page.set_viewport_size(NARROW)
    play(live_server, page, right=False)
    page.goto(place_of(live_server, Format.SPOT))
    said, heading = page.locator(".verdict-line p"), page.locator("h1")
    assert said.evaluate(EDGE.format("top")) > heading.evaluate(EDGE.format("top"))
    assert said.evaluate(EDGE.format("left")) == heading.evaluate(EDGE.format("left"))


def test_where_the_pencil_was_put_is_shown_after_the_answer(
    live_server: Game, page: Page
) -> None:
    play(live_server, page, right=False)
    page.goto(place_of(live_server, Format.MARK))
    expect(page.locator(".yours .stroke").first).to_be_visible()


def test_struck_words_stand_on_the_line_whatever_the_font(
    live_server: Game, page: Page
) -> None:
    page.goto(live_server.url)
    assert page.evaluate(ROOMY)
    line = page.locator(".specimen").evaluate(BASELINE, True)
    struck = page.locator(".specimen del").evaluate(BASELINE, False)
    assert struck == pytest.approx(line, abs=1)


def test_names_on_the_wall_are_whole_and_stay_where_they_are(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    wall = hall.wall(host)
    hall.phone("Bartholomew the Third")
    hall.phone("Owl")
    names = wall.locator(".names li")
    expect(names).to_have_count(2)
    before = names.evaluate_all(PLACES)
    assert names.evaluate_all(CUT_OFF) == []
    hall.phone("Elk")
    expect(names).to_have_count(3)
    assert names.evaluate_all(PLACES)[:2] == before


def test_the_wall_has_room_for_all_that_it_says_at_the_end(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host, lines=4, rhythm="plain")
    wall, fox = hall.wall(host), hall.phone("Fox")
    headline = wall.locator(".passage .headline")
    step(host, "Show the first line")
    for line in range(4):
        if line == 0:
            expect(headline).to_have_text("Skerrow to lose its early boat next winter")
        vote(fox)
        step(host, "Show the answer")
        if line == 0:
            expect(headline).to_contain_text("next winter")
            expect(headline).not_to_contain_text("harbour master")
            # Too long a piece to stand above the line without a hole in it.
            expect(headline.locator(".fix.beside")).to_be_visible()
        step(host, "End the workshop" if line == 3 else "Next line")
    expect(wall.locator(".hardest li")).to_have_count(4)
    assert wall.viewport_size == {"width": WALL[0], "height": WALL[1]}
    assert wall.locator("main").evaluate("e => e.scrollHeight - e.clientHeight") <= 1
