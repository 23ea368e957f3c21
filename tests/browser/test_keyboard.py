"""Every way through by keyboard alone: the focus is seen, and lands where it should."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from quizapp.db.models import Person
from quizapp.db.session import Database
from tests import desk_cast
from tests.browser.conftest import Held
from tests.stage import Game
from tests.workshop_stage import PASSWORD, PHONE, PLAN, Hall, hall_of

STOPS = 120  # that Tab makes on a page before we give up
NEXT = ".next:has-text('{}')"  # the host's big button
# Drawn round what has the focus or, where that is a hidden box, round its words; in the
# window, and under nothing. A date's own calendar button draws its ring by itself.
UNSEEN = """() => {
  const at = document.activeElement;
  if (at === document.body || at.type === "date") return "";
  const drawn = [at, at.nextElementSibling].some((each) =>
    each && getComputedStyle(each).outlineStyle !== "none");
  const { left, right, top, bottom } = at.getBoundingClientRect();
  const within = (from, to, most) => Math.min(Math.max((from + to) / 2, 1), most - 1);
  const over = document.elementFromPoint(
    within(left, right, innerWidth), within(top, bottom, innerHeight));
  const clear = over && (at.contains(over) || over.contains(at));
  const seen = bottom > 0 && top < innerHeight && clear;
  return drawn && seen ? "" : at.outerHTML.slice(0, 160);
}"""


class Fingers:
    """Somebody at a page who has a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, what: str, *, back: bool = False) -> "Fingers":
        """Press Tab until this has the focus; it is seen at every stop on the way."""
        self.page.bring_to_front()
        wanted = self.page.locator(what).first
        expect(wanted).to_be_visible()
        for _ in range(STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            assert self.page.evaluate(UNSEEN) == ""
            if wanted.evaluate("e => e === document.activeElement"):
                return self
        raise AssertionError(f"Tab never comes to {what}")

    def press(self, *keys: str) -> "Fingers":
        self.page.bring_to_front()
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def write(self, words: str) -> "Fingers":
        self.page.keyboard.type(words)
        return self

    def at(self, what: str) -> "Fingers":
        """Wait until this has the focus."""
        expect(self.page.locator(what).first).to_be_focused()
        return self


@pytest.fixture
def hall(browser: Browser, live_server: Game) -> Iterator[Hall]:
    """Lend a hall on the server that all browser tests have."""
    with hall_of(live_server, browser) as lent:
        yield lent


def test_a_workshop_is_opened_hosted_and_ended_by_keyboard_alone(hall: Hall) -> None:
    host = Fingers(hall.instructor("Ines"))
    open_a_room(hall, host)
    fox = come_in(hall, "Fox")
    host.to("text=Close the door").press("Enter").at("text=Open the door")
    host.press("Enter").at("text=Close the door")
    host.to(NEXT.format("Show the first line"), back=True).press("Enter")
    host.at(NEXT.format("Let them talk"))
    vote(fox)
    host.press("Enter").at(NEXT.format("Vote again"))
    fox.at("h1:has-text('Talk it over.')")
    host.press("Space").at(NEXT.format("Show the answer"))
    vote(fox)
    host.press("Space").at(NEXT.format("Next line"))
    fox.at("h1.finding")
    end(host)
    fox.to("text=See my summary").press("Enter").at("h1")
    expect(fox.page.locator("h1")).to_contain_text("1 line voted on")


def open_a_room(hall: Hall, host: Fingers) -> None:
    """Come from the first page to the plan of a case, and open its room."""
    host.page.goto(hall.game.url)
    host.to("text=The early boat to Skerrow").press("Enter")
    host.to("text=Play it with a room").press("Enter")
    host.to("button:has-text('Open the room')").press("Enter")
    host.page.wait_for_selector("[data-step]")
    hall.code = host.page.url[-6:]


def end(host: Fingers) -> None:
    """Begin to end the workshop, think better of it, end it; look back."""
    host.to("summary:has-text('End the workshop')").press("Enter")
    host.to("text=Yes, end it").press("Escape").at("summary:has-text('End the work')")
    expect(host.page.get_by_text("Yes, end it")).to_be_hidden()
    host.press("Enter").to("text=Yes, end it").press("Enter")
    host.at(NEXT.format("Look back")).press("Enter")
    host.to("text=Every vote as CSV")


def test_on_a_narrow_screen_the_bar_of_a_plan_covers_no_focus(hall: Hall) -> None:
    ines = hall.instructor("Ines")
    ines.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    ines.goto(f"{hall.game.url}{PLAN}")
    Fingers(ines).to("button:has-text('Open the room')")


def come_in(hall: Hall, name: str) -> Fingers:
    """Join from the first page, with the code and a name."""
    fingers = Fingers(hall.device(PHONE))
    fingers.page.goto(hall.game.url)
    fingers.to("#group-code").write(hall.code).press("Enter")
    fingers.to("#nickname").press("Control+a").write(name).press("Enter")
    fingers.page.wait_for_selector(".phone")
    return fingers


def vote(fox: Fingers) -> None:
    """Vote on a line to judge, once its turn has come."""
    fox.at("h1.turn")
    fox.to("[name=verdict]").press("ArrowDown")
    fox.to("[name=certainty]").press("ArrowRight")
    fox.to("text=Send my answer").press("Enter").at(".is-in h2")


def open_with_names(hall: Hall, *names: str) -> tuple[Page, Fingers]:
    """Open a room with some in it, and the host's list of their names."""
    ines = hall.instructor("Ines")
    hall.open(ines)
    for name in names:
        hall.phone(name)
    host = Fingers(ines)
    return ines, host.to("text=Take a name off").press("Enter")


def test_a_name_that_is_taken_off_keeps_the_focus_in_its_place(hall: Hall) -> None:
    _page, host = open_with_names(hall, "Fox", "Owl")
    host.to("button:has-text('Take off Owl')").press("Enter")
    host.at("button:has-text('Let in again Owl')").press("Enter")
    host.at("button:has-text('Take off Owl')")


def test_a_list_of_names_that_comes_late_does_not_undo_what_was_pressed(
    hall: Hall,
) -> None:
    ines, host = open_with_names(hall, "Owl")
    expect(ines.get_by_role("button", name="Take off Owl")).to_be_visible()
    late = Held(ines, "**/names", answered=True)
    with ines.expect_request("**/names"):
        hall.phone("Elk")
    host.to("button:has-text('Take off Owl')").press("Enter")
    host.at("button:has-text('Let in again Owl')")
    with ines.expect_response("**/names"):
        late.let_go()
    host.at("button:has-text('Let in again Owl')")


def test_a_list_that_comes_while_a_press_is_under_way_does_not_undo_it(
    hall: Hall,
) -> None:
    ines, host = open_with_names(hall, "Owl")
    host.to("button:has-text('Take off Owl')")
    sent = Held(ines, "**/seats/*")
    with ines.expect_request("**/seats/*"):
        host.press("Enter")
    hall.phone("Elk")
    expect(ines.get_by_text("2 here").first).to_be_visible()
    sent.let_go()
    host.at("button:has-text('Let in again Owl')")
    expect(ines.get_by_role("button", name="Take off Elk")).to_be_visible()


def test_from_signing_in_to_a_line_of_the_desk_by_keyboard_alone(hall: Hall) -> None:
    page = hall.instructor("Ines")
    lay_a_case(hall)
    ines = Fingers(page)
    page.goto(hall.game.url)
    ines.to("text=Sign out").press("Enter")
    page.wait_for_load_state()
    ines.to("text=Sign in").press("Enter")
    ines.to("#email").write(hall.email("Ines"))
    ines.to("#password").write("not the one").press("Enter").at(".problem")
    ines.to("#password").write(PASSWORD).press("Enter")
    ines.to("nav >> text=Groups").press("Enter")
    ines.to("text=Make a group").press("Enter")
    ines.to("#name").write("Boats").press("Enter")
    expect(page.locator("h1")).to_have_text("Nobody has joined yet")
    a_board(hall, ines)
    ines.to("nav >> text=Desk").press("Enter")
    ines.to("text=Harbour 2").press("Enter")
    ines.to("text=Decide The early boat").press("Enter")
    a_line(ines)


def a_board(hall: Hall, ines: Fingers) -> None:
    """Come to the group's board by the group's own page, once somebody is there."""
    code = ines.page.locator(".join-code").inner_text()
    lea = Fingers(hall.device(PHONE))
    lea.page.goto(hall.game.url)
    lea.to("#group-code").write(code).press("Enter")
    lea.to("#nickname").press("Control+a").write("Lea").press("Enter")
    expect(lea.page.locator("h1")).to_contain_text("Lea")
    ines.page.reload()
    ines.to("text=What they can do").press("Enter")
    ines.to("nav >> text=Questions").press("Enter")


def a_line(ines: Fingers) -> None:
    """Decide a line without the single keys, look at its words, take it back."""
    ines.to("#single").press("Space")
    ines.to("#row-line-001 >> text=Accept").press("Enter").at("#row-line-002 summary")
    ines.to("#row-line-002 >> text=Change words").press("Enter").at(
        "[name=source_word]:checked"
    )
    ines.press("Escape").at("#row-line-002 summary")
    ines.to("text=Undo", back=True).press("Enter").at("#row-line-001 summary")


def lay_a_case(hall: Hall) -> None:
    """Put a small case on the desk of Ines."""
    with closing(Database(f"sqlite:///{hall.game.data / 'quizapp.db'}")) as database:
        with database.reading() as session:
            mine = select(Person.id).where(Person.email == hall.email("Ines"))
            number = session.scalars(mine).one()
        desk_cast.lay_case(database, number, desk_cast.lay_pack(database, number))


@pytest.mark.parametrize(
    ("field", "typed"), [("#code", "ABCDEFGHJK"), ("#group-code", "QQQQQQ")]
)
def test_a_code_that_nobody_has_is_typed_again_at_once(
    live_server: Game, page: Page, field: str, typed: str
) -> None:
    page.goto(live_server.url)
    Fingers(page).to(field).write(typed).press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    Fingers(page).at(field)
