"""An instructor decides lines: by keyboard alone, by mouse, without scripts, by two."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select, update

from quizapp.db.models import DeskCase, DeskEditor, DeskLine, Person
from quizapp.db.session import Database
from tests import desk_cast
from tests.axe import violations
from tests.browser.conftest import Held, at_widths, catch
from tests.stage import Game

PASSWORD = "boat harbour winter"
SMALLEST, MAIN = 24, 44  # pixels that a target needs
PARTS = ("kinds", "words", "why", "passage")


@dataclass(frozen=True)
class Teacher:
    """An instructor of the served game, as a browser knows them."""

    game: Game
    number: int
    cookies: Any

    @property
    def database(self) -> Database:
        return Database(f"sqlite:///{self.game.data / 'quizapp.db'}")

    def case(self, articles: Any = None, *, beside: "Teacher | None" = None) -> str:
        """Lay a new pack with one case on the desk; return its address."""
        database = self.database
        pack = desk_cast.lay_pack(database, self.number)
        slug = desk_cast.lay_case(database, self.number, pack, articles)
        if beside:
            with database.writing() as session:
                session.add(
                    DeskEditor(
                        desk_pack_id=pack, person_id=beside.number, since=desk_cast.NOON
                    )
                )
        database.close()
        return f"{self.game.url}/desk/{pack}/{slug}/"

    def states(self, address: str) -> dict[str, str]:
        """Look behind the page: how far each line of a case has come."""
        pack = int(address.split("/")[-3])
        database = self.database
        with database.reading() as session:
            rows = session.execute(
                select(DeskLine.key, DeskLine.state).where(
                    DeskLine.desk_case_id.in_(
                        select(DeskCase.id).where(DeskCase.desk_pack_id == pack)
                    )
                )
            ).all()
        database.close()
        return dict(tuple(row) for row in rows)

    @contextmanager
    def at(self, browser: Browser, **options: Any) -> Iterator[Page]:
        """Open another browser of this person's."""
        with browser.new_context(**options) as context:
            context.set_default_timeout(10_000)
            context.add_cookies(self.cookies)
            page = context.new_page()
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            yield page
            assert not complaints


def _teacher(game: Game, browser: Browser, name: str) -> Teacher:
    email = f"{name.lower()}@desk.example.org"
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{game.url}/account/register")
        page.locator("[name=email]").fill(email)
        page.locator("[name=name]").fill(name)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form [type=submit], main form .btn").first.click()
        page.wait_for_load_state()
        page.goto(f"{game.url}/kinds")
        cookies = context.cookies()
    database = Database(f"sqlite:///{game.data / 'quizapp.db'}")
    with database.writing() as session:
        session.execute(
            update(Person).where(Person.email == email).values(role="instructor")
        )
        number = session.scalars(select(Person.id).where(Person.email == email)).one()
    database.close()
    return Teacher(game, number, cookies)


@pytest.fixture(scope="session")
def ines(live_server: Game, browser: Browser) -> Teacher:
    """Return Ines, the instructor."""
    return _teacher(live_server, browser, "Ines")


@pytest.fixture(scope="session")
def ivo(live_server: Game, browser: Browser) -> Teacher:
    """Return Ivo, who works on Ines's packs with her."""
    return _teacher(live_server, browser, "Ivo")


@pytest.fixture
def desk(ines: Teacher, page: Page) -> str:
    """Open a small case of Ines's; return its address."""
    page.context.add_cookies(ines.cookies)
    address = ines.case()
    page.goto(address)
    return address


def row(page: Page, key: str) -> Any:
    return page.locator(f"#row-{key}")


def said(page: Page, words: str) -> None:
    expect(page.locator("#saved")).to_contain_text(words)


def open_line(page: Page) -> str:
    """Name the line that is open."""
    found = page.locator("li:has(> .decide[open])")
    expect(found).to_have_count(1)
    return (found.get_attribute("id") or "").removeprefix("row-")


# ------------------------------------------------------------------ keyboard


def test_a_whole_case_is_decided_by_keyboard_alone(  # noqa: PLR0915  a whole case
    ines, desk, page
):
    keyboard = page.keyboard
    expect(page.locator("h1")).to_have_text("Nothing decided yet; five wait for you.")
    keyboard.press("a")  # the headline
    said(page, "Accepted.")
    assert open_line(page) == "line-002"
    keyboard.press("w")  # the quotation: one word more on either side
    page.wait_for_selector(".part .words")
    keyboard.press("ArrowRight")
    keyboard.press("Space")
    keyboard.press("Control+Enter")
    said(page, "Changed and accepted.")
    assert open_line(page) == "line-003"
    keyboard.press("k")  # the number: only one of its two kinds
    page.wait_for_selector(".part .kinds-part")
    page.keyboard.press("Escape")
    assert open_line(page) == "line-003"
    keyboard.press("e")
    page.wait_for_selector(".part textarea")
    keyboard.press("Control+a")
    keyboard.type("The source counts sixty people, a rewrite may not add ten.")
    keyboard.press("Control+Enter")
    said(page, "Changed and accepted.")
    expect(row(page, "line-003")).to_contain_text("a rewrite may not add ten")
    keyboard.press("r")  # the omission
    said(page, "Rejected")
    keyboard.press("s")  # the editorial line
    expect(row(page, "line-005").locator(".problem")).to_contain_text("sound line")
    keyboard.press("a")
    said(page, "Accepted.")
    expect(page.locator("h1")).to_have_text("All five lines are decided.")
    assert set(ines.states(desk).values()) == {"accepted", "rejected", "offered"}
    keyboard.press("u")
    said(page, "Taken back.")
    assert open_line(page) == "line-005"
    expect(page.locator("h1")).to_have_text("Four lines decided; one waits for you.")


def test_next_and_previous_walk_through_the_lines(desk, page):
    assert open_line(page) == "line-001"
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert open_line(page) == "line-003"
    page.keyboard.press("p")
    assert open_line(page) == "line-002"
    assert page.evaluate(
        "document.activeElement.matches('#row-line-002 .decide summary')"
    )


def test_escape_closes_the_form_wherever_the_focus_is(ines, desk, page):
    keyboard, form = page.keyboard, page.locator(".part")
    for way_out in ("Shift+Tab", "Tab"):
        keyboard.press("w")
        expect(form.locator(":focus")).to_have_count(1)
        for _ in range(40):
            if not form.locator(":focus").count():
                break
            keyboard.press(way_out)
        expect(form.locator(":focus")).to_have_count(0)
        keyboard.press("Escape")
        expect(form).to_have_count(0)
        expect(row(page, "line-001").locator(".decide summary")).to_be_focused()
    keyboard.press("e")
    form.locator("textarea").fill("Typed, and the words of it looked up above.")
    page.locator("h1").click()
    keyboard.press("Escape")
    expect(form).to_have_count(0)
    assert open_line(page) == "line-001"
    assert set(ines.states(desk).values()) == {"proposed", "offered"}


def test_a_line_is_decided_after_its_form_was_left(ines, desk, page):
    page.keyboard.press("e")
    expect(page.locator(".part textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".part")).to_have_count(0)
    page.keyboard.press("a")
    said(page, "Accepted.")
    assert ines.states(desk)["line-001"] == "accepted"


def test_escape_in_a_list_of_the_page_leaves_the_form_open(desk, page):
    page.keyboard.press("e")
    page.locator("textarea").fill("Typed, and not to be lost by a list that is left.")
    page.locator("select[name=show]").focus()
    page.keyboard.press("Escape")
    expect(page.locator("textarea")).to_have_value(
        "Typed, and not to be lost by a list that is left."
    )
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".part")).to_have_count(0)


def test_a_single_key_does_nothing_while_somebody_types(ines, desk, page):
    page.keyboard.press("e")
    page.locator("textarea").fill("")
    page.keyboard.type("a rare arrow")
    expect(page.locator("textarea")).to_have_value("a rare arrow")
    assert set(ines.states(desk).values()) == {"proposed", "offered"}


def test_single_keys_can_be_switched_off_and_stay_off(ines, desk, page):
    page.get_by_label("single keys").uncheck()
    page.reload()
    expect(page.get_by_label("single keys")).not_to_be_checked()
    page.locator("h1").click()
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert set(ines.states(desk).values()) == {"proposed", "offered"}
    expect(page.locator("#row-line-001 kbd").first).not_to_be_visible()


# --------------------------------------------------------------------- mouse


def test_words_are_drawn_over_with_the_mouse(desk, page):
    row(page, "line-002").locator(".ours").click()
    row(page, "line-002").get_by_role("link", name="Change words").click()
    words = page.locator(".words").nth(1).locator(".word")
    start, end = words.nth(5).bounding_box(), words.nth(8).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 20, steps=8)
    page.mouse.up()
    ticked = words.locator(":checked").evaluate_all("all => all.map(b => +b.value)")
    assert {5, 6, 7, 8} <= set(ticked)
    words.nth(6).click()
    assert not words.nth(6).locator("input").is_checked()
    page.get_by_role("button", name="Save, decide later").click()
    said(page, "Changed; it is not decided yet.")
    expect(row(page, "line-002")).to_contain_text("proposed")
    assert open_line(page) == "line-002"


def test_words_are_drawn_over_with_a_finger(ines, browser):
    size = {"width": 390, "height": 844}
    with ines.at(browser, viewport=size, has_touch=True, is_mobile=True) as page:
        page.goto(ines.case())
        row(page, "line-002").locator("summary").tap()
        row(page, "line-002").get_by_role("link", name="Change words").tap()
        words = page.locator(".words").nth(1).locator(".word")
        words.nth(5).tap()
        expect(words.nth(5).locator("input")).to_be_checked()
        places = [words.nth(n).bounding_box() for n in (4, 5, 6)]
        points = [[p["x"] + p["width"] / 2, p["y"] + 20] for p in places]
        finger = page.context.new_cdp_session(page)

        def touch(sort, *at):
            points = [{"x": x, "y": y} for x, y in at]
            sent = {"type": sort, "touchPoints": points}
            finger.send("Input.dispatchTouchEvent", sent)

        touch("touchStart", points[0])
        for point in points[1:]:
            touch("touchMove", point)
        touch("touchEnd")
        ticked = words.locator(":checked").evaluate_all("all => all.map(b => +b.value)")
        assert {4, 5, 6} <= set(ticked)


def test_shift_marks_on_the_way(desk, page):
    page.keyboard.press("n")
    page.keyboard.press("w")
    words = page.locator(".words").nth(0).locator("input")
    words.nth(5).focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    for n in (5, 6, 7, 8):
        assert words.nth(n).is_checked()


def test_a_kind_is_changed_and_the_first_one_follows(desk, page):
    page.keyboard.press("n")
    page.keyboard.press("k")
    page.locator("[name=kinds][value=altered_quote]").uncheck()
    page.locator("[name=kinds][value=manufactured_quote]").check()
    expect(page.locator("[name=main][value=manufactured_quote]")).to_be_checked()
    page.get_by_role("button", name="Save and accept").click()
    said(page, "Changed and accepted.")
    expect(row(page, "line-002")).to_contain_text("Manufactured quotation accepted")


def test_a_sound_line_is_used_with_one_click_and_taken_back(ines, desk, page):
    sentence = page.locator("li.sentence", has_text="Ida Marsk told")
    sentence.get_by_role("button", name="Use as a sound line").click()
    said(page, "Accepted as a sound line.")
    expect(page.locator("#row-sound-001")).to_contain_text("Sound accepted")
    assert open_line(page) == "line-001"
    assert page.evaluate("document.activeElement.matches('#row-sound-001 summary')")
    page.get_by_role("button", name="Undo").click()
    said(page, "Taken back.")
    expect(page.locator("#row-sound-001")).to_have_count(0)
    expect(sentence).to_be_visible()


def test_a_discrepancy_that_was_missed_is_added_in_its_place(desk, page):
    sentence = page.locator("li.sentence", has_text="Its engine")
    sentence.get_by_role("link", name="Add a discrepancy").click()
    page.locator("[name=kinds][value=changed_detail]").check()
    page.get_by_role("button", name="Add the line").click()
    expect(page.locator(".part .problem")).to_be_visible()
    expect(page.locator("[name=kinds][value=changed_detail]")).to_be_checked()
    words = page.locator(".words")
    words.nth(0).locator(".word", has_text="1987").click()
    words.nth(1).locator(".word", has_text="1987").click()
    page.locator("textarea").fill("The year is not the one that the source gives.")
    page.get_by_role("button", name="Add the line").click()
    said(page, "Added and accepted.")
    made = page.locator("li.line-row", has_text="Its engine")
    expect(made).to_contain_text("Changed detail")
    expect(made).to_contain_text("added by hand")


def test_scroll_and_focus_stay_where_they_were(ines, page):
    page.context.add_cookies(ines.cookies)
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(ines.case(desk_cast.ferry()))
    for _ in range(4):
        page.keyboard.press("n")
    before = row(page, "line-005").bounding_box()
    page.keyboard.press("a")
    said(page, "Accepted.")
    after = row(page, "line-005").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 400
    assert page.evaluate(
        "document.activeElement.matches('#row-line-006 .decide summary')"
    )
    box = row(page, "line-006").bounding_box()
    assert box
    assert 0 <= box["y"] <= 700


# ------------------------------------------------------------ without scripts


def test_everything_works_without_scripts(ines, browser):
    address = ines.case()
    with ines.at(browser, java_script_enabled=False) as page:
        page.goto(address)
        row(page, "line-001").get_by_role("button", name="Accept").click()
        assert page.url.endswith("?at=row-line-002#row-line-001")
        expect(row(page, "line-001")).to_contain_text("accepted by you")
        row(page, "line-002").get_by_role("link", name="Change words").click()
        page.locator(".word", has_text="because").click()
        page.get_by_role("button", name="Save and accept").first.click()
        expect(row(page, "line-002")).to_contain_text("accepted")
        page.get_by_role("button", name="Undo").click()
        expect(row(page, "line-002")).to_contain_text("proposed")
        page.get_by_role("button", name="Use as a sound line").first.click()
        expect(row(page, "sound-001")).to_contain_text("Sound")
        page.locator("select[name=show]").select_option("waiting")
        page.get_by_role("button", name="Show these").click()
        expect(page.locator("li.al[id]")).to_have_count(4)
        row(page, "line-002").get_by_role("button", name="Reject").click()
        assert "show=waiting" in page.url
        assert page.url.endswith("#row-line-003")


# --------------------------------------------------------------- two at once


def test_two_people_at_one_line_are_told_and_nothing_typed_is_lost(ines, ivo, browser):
    address = ines.case(beside=ivo)
    with ines.at(browser) as hers, ivo.at(browser) as his:
        hers.goto(address)
        his.goto(address)
        hers.keyboard.press("e")
        hers.locator("textarea").fill("Nobody decided that the boat goes, not yet.")
        his.keyboard.press("r")
        said(his, "Rejected")
        hers.get_by_role("button", name="Save and accept").click()
        expect(hers.locator(".part .problem")).to_contain_text("Ivo decided")
        expect(hers.locator("textarea")).to_have_value(
            "Nobody decided that the boat goes, not yet."
        )
        expect(row(hers, "line-001")).to_contain_text("rejected by Ivo")
        hers.get_by_role("button", name="Save and accept").click()
        said(hers, "Changed and accepted.")
        his.reload()
        expect(row(his, "line-001")).to_contain_text("accepted by Ines")


def test_two_people_at_different_lines_do_not_disturb_each_other(ines, ivo, browser):
    address = ines.case(beside=ivo)
    with ines.at(browser) as hers, ivo.at(browser) as his:
        hers.goto(address)
        his.goto(address)
        hers.keyboard.press("a")
        said(hers, "Accepted.")
        his.keyboard.press("n")
        his.keyboard.press("a")
        said(his, "Accepted.")
        expect(his.locator("h1")).to_have_text("Two lines decided; three wait for you.")


def test_what_is_said_of_the_case_is_never_older_than_what_was_said_before(
    ines, ivo, browser
):
    """An answer that is late must not put an older state in the place of a newer."""
    address = ines.case(beside=ivo)
    with ines.at(browser) as hers, ivo.at(browser) as his:
        hers.goto(address)
        his.goto(address)
        late = Held(hers, "**/line-001/accept", answered=True)
        sent: list[str] = []
        hers.on("request", lambda request: sent.append(request.url))
        hers.keyboard.press("a")
        for key in ("n", "n", "r"):
            his.keyboard.press(key)
        said(his, "Rejected")
        for key in ("n", "a"):
            hers.keyboard.press(key)
        assert sent == [f"{address}lines/line-001/accept"]
        late.let_go()
        expect(row(hers, "line-002")).to_contain_text("accepted by you")
        expect(row(hers, "line-001")).to_contain_text("accepted by you")
        told = "Three lines decided; two wait for you."
        expect(hers.locator("h1")).to_have_text(told)


def test_a_form_that_comes_after_a_decision_shows_nothing_older(desk, page):
    late = Held(page, "**/lines/line-001?*", answered=True)
    page.keyboard.press("e")
    page.keyboard.press("n")
    page.keyboard.press("a")
    said(page, "Accepted.")
    told = page.locator("h1").inner_text()
    with page.expect_response("**/lines/line-001?*"):
        late.let_go()
    expect(page.locator("#row-line-001.busy")).to_have_count(0)
    expect(page.locator("h1")).to_have_text(told)
    expect(page.locator(".part")).to_have_count(0)


# ------------------------------------------------------------ what goes wrong


def test_a_lost_connection_keeps_what_was_typed(ines, desk, page):
    def lose(route: Route) -> None:
        route.abort()

    page.keyboard.press("e")
    page.locator("textarea").fill("Kept, whatever the network does in between.")
    catch(page, "**/lines/**", lose)
    page.get_by_role("button", name="Save and accept").click()
    said(page, "Not saved: the server cannot be reached.")
    expect(page.locator("textarea")).to_have_value(
        "Kept, whatever the network does in between."
    )
    assert ines.states(desk)["line-001"] == "proposed"
    page.unroute("**/lines/**")
    page.get_by_role("button", name="Try again").click()
    said(page, "Changed and accepted.")
    assert ines.states(desk)["line-001"] == "accepted"


def lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()


def test_a_line_whose_answer_is_lost_is_added_once(desk, page):
    sentence = page.locator("li.sentence", has_text="Its engine")
    sentence.get_by_role("link", name="Add a discrepancy").click()
    page.locator("[name=kinds][value=changed_detail]").check()
    for words in page.locator(".words").all():
        words.locator(".word", has_text="1987").click()
    page.locator("textarea").fill("The year is not the one that the source gives.")
    catch(page, "**/add", lose_the_answer)
    page.get_by_role("button", name="Add the line").click()
    said(page, "Not saved: the server cannot be reached.")
    page.unroute("**/add")
    page.get_by_role("button", name="Try again").click()
    said(page, "Added and accepted.")
    expect(page.locator("li.line-row", has_text="Its engine")).to_have_count(1)


def test_an_undo_whose_answer_is_lost_takes_back_one_decision(ines, desk, page):
    for key in "ar":
        page.keyboard.press(key)
        said(page, {"a": "Accepted.", "r": "Rejected"}[key])
    catch(page, "**/undo", lose_the_answer)
    page.keyboard.press("u")
    said(page, "Not saved: the server cannot be reached.")
    page.unroute("**/undo")
    page.get_by_role("button", name="Try again").click()
    said(page, "Taken back.")
    assert ines.states(desk)["line-001"] == "accepted"
    assert ines.states(desk)["line-002"] == "proposed"
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("Nothing decided yet; five wait for you.")


def test_one_form_is_open_at_a_time(ines, desk, page):
    page.keyboard.press("e")
    page.locator("textarea").fill("Typed, and not to be lost by a click elsewhere.")
    row(page, "line-002").locator("summary").click()
    said(page, "Save or leave the form that is open first.")
    page.get_by_role("button", name="Use as a sound line").first.click()
    said(page, "Save or leave the form that is open first.")
    expect(page.locator("textarea")).to_be_visible()
    assert set(ines.states(desk).values()) == {"proposed", "offered"}
    row(page, "line-001").locator("summary").click()
    expect(page.locator(".part")).to_have_count(0)
    assert open_line(page) == "line-001"


def test_of_two_forms_asked_for_at_once_the_last_one_is_opened(desk, page):
    first = "**/lines/line-001?*"
    late = Held(page, first)
    with page.expect_request(first):
        page.keyboard.press("w")
    page.keyboard.press("n")
    page.keyboard.press("e")
    expect(row(page, "line-002").locator(".part")).to_be_visible()
    with page.expect_response(first):
        late.let_go()
    expect(page.locator("#row-line-001.busy")).to_have_count(0)
    expect(page.locator(".part")).to_have_count(1)
    expect(row(page, "line-002").locator("textarea")).to_be_focused()


def test_a_line_is_not_opened_while_it_is_being_decided(desk, page):
    late = Held(page, "**/line-001/accept")
    with page.expect_request("**/line-001/accept"):
        page.keyboard.press("a")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("w")
    late.let_go()
    said(page, "Accepted.")
    expect(page.locator("#row-line-002 .decide summary")).to_be_focused()
    assert asked == []


def test_who_was_signed_out_is_told(desk, page):
    page.context.clear_cookies()
    page.keyboard.press("a")
    expect(page.locator("#saved")).to_contain_text("Not saved")
    expect(row(page, "line-001")).to_contain_text("proposed")


def test_an_article_is_never_taken_for_markup(ines, page):
    page.context.add_cookies(ines.cookies)
    sources, derived = desk_cast.small()
    bad = "<img src=x onerror=alert(1)><script>alert(2)</script> {{ 7*7 }}"
    marked = {key: text.replace("60 people", bad) for key, text in sources.items()}
    page.goto(ines.case((marked, derived.replace("70 people", bad[::-1] + bad))))
    for _ in range(9):
        if page.locator("[open] [data-key=w]").count():
            break
        page.keyboard.press("n")
    for key in "kweo":
        page.keyboard.press(key)
        page.wait_for_selector(".part")
        page.keyboard.press("Escape")
    expect(page.locator("main")).to_contain_text("<script>alert(2)</script>")
    assert page.locator("main img, main script").count() == 0


# ------------------------------------------------------------------ measured


def states_of_the_page(page: Page, address: str) -> Iterator[str]:
    """Show the page as it stands, with each of its forms, and the editor."""
    page.goto(address)
    yield "as it is"
    for name, told in (
        ("It is sound", "the source carries it"),
        ("Reject", "Rejected"),
    ):
        page.locator("li[data-waits] .decide[open]").get_by_role(
            "button", name=name
        ).click()
        said(page, told)
    yield "with decisions"
    for part in PARTS:
        page.goto(address)
        page.locator(".decide[open]").locator(f"[href$='#{part}']").click()
        page.wait_for_selector(".part")
        yield part
    page.goto(address)
    page.get_by_role("link", name="Add a discrepancy").first.click()
    page.wait_for_selector(".part")
    yield "a new line"
    page.goto(f"{address}lines/line-002")
    yield "the editor"


def test_axe_finds_nothing(ines, browser):
    found = {}
    with ines.at(browser) as page:
        for name in states_of_the_page(page, ines.case()):
            for width in at_widths(page, 1280, 390):
                if wrong := violations(page):
                    found[name, width] = wrong
    assert not found


def test_nothing_is_wider_than_the_window(ines, browser):
    with ines.at(browser) as page:
        wide = [
            (name, width)
            for name in states_of_the_page(page, ines.case())
            for width in at_widths(page, 640, 320)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth")
        ]
    assert not wide


def test_targets_are_large_enough(ines, browser):
    measure = """([selector, least]) => [...document.querySelectorAll(selector)]
      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < least)
      .map(e => e.outerHTML.slice(0, 120))"""
    with ines.at(browser, viewport={"width": 390, "height": 800}) as page:
        for name in states_of_the_page(page, ines.case()):
            main = "main .acts button, main .acts .key, main select"
            found = page.evaluate(measure, [main, MAIN])
            every = "main a, main button, main summary, main .word, main .kind"
            found += page.evaluate(measure, [every, SMALLEST])
            assert not found, name
