"""A whole workshop in browsers: whatever happens on the way, every vote counts once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.axe import violations
from tests.browser.conftest import Furnish, Held, at_widths, catch
from tests.stage import Game, serving
from tests.workshop_stage import PHONE, Hall, choose, hall_of, step, vote

SCREENS = [(1920, 1080), (1280, 720), (1024, 768)]
SMALLEST = 28 / 1920  # of the wall's width, for text that the last row reads
WALLS = {
    "joining": ".joining",
    "voting": "text=everyone alone",
    "discussing": "text=Talk it over",
    "revoting": "text=once more, after talking",
    "revealed": ".revealed",
    "ended": ".ended",
}
# A window's new size is told to the page's scripts with the next frame.
FRAMES = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""


BELOW = "(main) => main.scrollHeight - main.clientHeight"


@pytest.fixture
def hall(browser: Browser, live_server: Game) -> Iterator[Hall]:
    """Lend a hall on the server that all browser tests have."""
    with hall_of(live_server, browser) as lent:
        yield lent


@pytest.fixture
def mortal_hall(browser: Browser, furnish: Furnish) -> Iterator[Hall]:
    """Lend a hall with a server of its own, which a test may kill."""
    with serving(furnish()) as game, hall_of(game, browser) as lent:
        yield lent


def test_a_workshop_is_played_to_its_end_and_nobody_is_lost(
    mortal_hall: Hall,
) -> None:
    hall = mortal_hall
    host = hall.instructor("Ines")
    hall.open(host)
    wall = hall.wall(host)
    phones = {name: hall.phone(name) for name in ("Fox", "Owl")}
    expect(wall.locator(".names")).to_contain_text("Owl")
    phones["Hen"] = first_vote(hall, host, wall, phones)
    second_vote_without_one(host, wall, phones)
    # The host's laptop closes; another device of theirs goes on.
    host.context.close()
    other = hall.device((390, 844))
    hall.sign_in(other, "Ines")
    other.goto(f"{hall.game.url}/workshops/")
    other.locator(".hosted a").click()
    step(other, "Next line")
    a_vote_while_the_server_is_killed(hall, phones)
    step(other, "Let them talk")
    step(other, "Vote again")
    for phone in phones.values():
        vote(phone)
    step(other, "Show the answer")
    step(other, "End the workshop")
    phones["Fox"].get_by_role("link", name="See my summary").click()
    expect(phones["Fox"].locator("h1")).to_contain_text("2 lines voted on")
    stored, expected = hall.votes(), {(1, 1): 3, (1, 2): 2, (2, 1): 3, (2, 2): 3}
    assert Counter((place, turn) for place, turn, _ in stored) == expected
    assert len(set(stored)) == len(stored)


def first_vote(hall: Hall, host: Page, wall: Page, phones: dict[str, Page]) -> Page:
    """One votes, one refreshes in mid-vote, one comes late and is returned."""
    step(host, "Show the first line")
    vote(phones["Fox"])
    choose(phones["Owl"])
    phones["Owl"].reload()
    vote(phones["Owl"], 1)
    phones["Owl"].reload()
    expect(phones["Owl"].get_by_text("Your answer is in.")).to_be_visible()
    late = hall.phone("Hen")
    vote(late)
    expect(wall.get_by_text("3 of 3 have voted")).to_be_visible()
    expect(host.get_by_text("Everybody is in.")).to_be_visible()
    step(host, "Let them talk")
    expect(phones["Fox"].get_by_text("You said:")).to_be_visible()
    return late


def second_vote_without_one(host: Page, wall: Page, phones: dict[str, Page]) -> None:
    """One loses the network, and comes back to the truth."""
    lost = phones["Hen"]
    lost.context.set_offline(True)
    step(host, "Vote again")
    vote(phones["Fox"], 1)
    vote(phones["Owl"], 1)
    step(host, "Show the answer")
    expect(wall.locator(".outcome")).to_contain_text("Talking moved 1 of you")
    expect(phones["Fox"].locator(".room-vote")).to_be_visible()
    lost.context.set_offline(False)
    expect(lost.locator(".room-vote")).to_be_visible(timeout=3000)
    expect(lost.locator(".saying:visible")).to_contain_text("marks")


def a_vote_while_the_server_is_killed(hall: Hall, phones: dict[str, Page]) -> None:
    """What was thanked stays; what was not goes out once more by itself."""
    owl = phones["Owl"]
    vote(phones["Fox"])
    hall.game.kill()
    choose(owl)
    owl.get_by_role("button", name="Send my answer").click()
    expect(owl.locator(".link-lost")).to_be_visible()
    hall.game.start()
    expect(owl.get_by_text("Your answer is in.")).to_be_visible()
    expect(owl.locator(".link-lost")).to_be_hidden()
    vote(phones["Hen"])


def test_a_vote_that_was_changed_meanwhile_waits_for_its_voter(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    fox = hall.phone("Fox")
    step(host, "Show the first line")
    catch(fox, "**/votes", lambda vote: vote.fulfill(status=502, body="away"))
    choose(fox)
    fox.get_by_role("button", name="Send my answer").click()
    expect(fox.locator(".link-lost")).to_be_visible()
    choose(fox, 1)
    fox.unroute("**/votes")
    expect(fox.locator(".link-lost")).to_be_hidden()
    assert hall.votes() == []
    vote(fox, 1)


def test_two_hosts_who_press_at_once_step_once(hall: Hall) -> None:
    host, other = hall.instructor("Ines"), hall.instructor("Bo")
    hall.open(host)
    host.get_by_text("Host together").first.click()
    host.get_by_label("E-mail of another instructor").fill(hall.email("Bo"))
    host.get_by_role("button", name="Host together").click()
    expect(host.locator("#hosts")).to_contain_text("Bo, Ines")
    other.goto(f"{hall.game.url}/workshops/{hall.code}")
    for words, stage in (
        ("Show the first line", "voting"),
        ("Let them talk", "discussing"),
        ("Vote again", "revoting"),
        ("Show the answer", "revealed"),
    ):
        press_at_once(words, host, other)
        assert hall.stage() == (1, stage)


def press_at_once(words: str, *hosts: Page) -> None:
    """Let each press the big button that says so before any of it is sent on."""
    with ExitStack() as answers:
        for page in hosts:
            expect(page.locator(".next")).to_contain_text(words)
        held = [Held(page, "**/steps") for page in hosts]
        for page in hosts:
            with page.expect_request("**/steps"):
                page.locator(".next").click()
            answers.enter_context(page.expect_response("**/steps"))
        for press in held:
            press.let_go()


def test_a_clicker_steps_from_the_host_and_from_the_wall(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    wall = hall.wall(host)
    sent: list[Request] = []
    host.context.on("request", lambda asked: note_a_step(asked, sent))
    presses = [
        (host, "Space", (1, "voting"), "Let them talk"),
        (host, "ArrowLeft", (1, "voting"), "Let them talk"),
        (host, "ArrowRight", (1, "discussing"), "Vote again"),
        (wall, "PageDown", (1, "revoting"), "Show the answer"),
        (wall, "ArrowLeft", (1, "revoting"), "Show the answer"),
        (wall, "Space", (1, "revealed"), "Next line"),
    ]
    for page, key, expected, words in presses:
        page.bring_to_front()
        page.keyboard.press(key)
        expect(host.locator(".next")).to_contain_text(words)
        expect(wall.locator(WALLS[expected[1]])).to_be_visible()
        assert hall.stage() == expected, key
    for key, words, expected in (
        ("Space", "Let them talk", (2, "voting")),
        ("Enter", "Vote again", (2, "discussing")),
    ):
        host.bring_to_front()
        host.locator(".next").focus()
        host.keyboard.press(key)
        expect(host.locator(".next")).to_contain_text(words)
        assert hall.stage() == expected, key
    assert len(sent) == 6


def note_a_step(asked: Request, sent: list[Request]) -> None:
    if asked.url.endswith("/steps"):
        sent.append(asked)


def test_ending_is_confirmed_in_the_page_with_the_keyboard(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    sure = host.get_by_role("button", name="Yes, end it")
    expect(sure).to_be_hidden()
    host.get_by_text("End the workshop").focus()
    host.keyboard.press("Enter")
    expect(sure).to_be_visible()
    host.keyboard.press("Tab")
    host.keyboard.press("Enter")
    expect(host.get_by_text("The workshop has ended")).to_be_visible()


def test_a_name_is_taken_off_and_let_in_again_while_the_list_is_open(
    hall: Hall,
) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    host.get_by_text("Take a name off").click()
    fox = hall.phone("Fox")
    host.get_by_role("button", name="Take off Fox").click()
    expect(fox.get_by_text("The host took your name off.")).to_be_visible()
    host.get_by_role("button", name="Let in again Fox").click()
    expect(host.get_by_role("button", name="Take off Fox")).to_be_visible()
    fox.get_by_role("link", name="Look again").click()
    expect(fox.get_by_text("You are in.")).to_be_visible()


def test_a_host_of_an_ended_workshop_sees_what_still_does_something(
    hall: Hall,
) -> None:
    host, bo = hall.instructor("Ines"), hall.instructor("Bo")
    hall.open(host)
    expect(host.get_by_text("Take a name off")).to_be_visible()
    host.get_by_text("End the workshop").click()
    host.get_by_role("button", name="Yes, end it").click()
    for _ in ("at once", "when it is loaded anew"):
        expect(host.get_by_text("The workshop has ended")).to_be_visible()
        expect(host.get_by_text("Take a name off")).to_be_hidden()
        host.reload()
    host.get_by_text("Host together").first.click()
    expect(host.get_by_text("go on from another device")).to_be_hidden()
    host.get_by_label("E-mail of another instructor").fill(hall.email("Bo"))
    host.locator("#hosts button").click()
    bo.goto(f"{hall.game.url}/workshops/{hall.code}/debrief")
    expect(bo.get_by_text("Nobody voted in this workshop.")).to_be_visible()


def test_what_is_chosen_stays_chosen_when_the_door_is_closed(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    fox = hall.phone("Fox")
    step(host, "Show the first line")
    choose(fox, 1)
    host.get_by_role("button", name="Close the door").click()
    expect(host.get_by_role("button", name="Open the door")).to_be_visible()
    look_again(fox)
    assert fox.locator("[name=verdict]").nth(1).is_checked()
    fox.get_by_role("button", name="Send my answer").click()
    expect(fox.get_by_text("Your answer is in.")).to_be_visible()


def look_again(phone: Page) -> None:
    """Let a phone ask where the room stands, as it does when its network is back."""
    with phone.expect_response("**/state"):
        phone.evaluate("dispatchEvent(new Event('online'))")


def test_an_answer_that_comes_late_does_not_take_what_is_chosen(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    fox = hall.phone("Fox")
    late = Held(fox, "**/state", answered=True)
    with fox.expect_request("**/state"):
        fox.evaluate("dispatchEvent(new Event('online'))")
    step(host, "Show the first line")
    choose(fox, 1)
    with fox.expect_response("**/state"):
        late.let_go()
    fox.get_by_role("button", name="Send my answer").click()
    expect(fox.get_by_text("Your answer is in.")).to_be_visible()


def test_without_scripts_a_phone_plays_along(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host, rhythm="plain")
    fox = hall.phone("Fox", scripts=False)
    step(host, "Show the first line")
    fox.get_by_role("link", name="Look again").click()
    vote(fox)
    step(host, "Show the answer")
    fox.get_by_role("link", name="Look again").click()
    expect(fox.locator(".saying:visible")).to_contain_text("You said")
    assert len(hall.votes()) == 1


def test_without_scripts_the_host_steps_with_plain_forms(hall: Hall) -> None:
    hall.open(hall.instructor("Ines"))
    host = hall.device((1280, 800), scripts=False)
    hall.sign_in(host, "Ines")
    host.goto(f"{hall.game.url}/workshops/{hall.code}")
    step(host, "Show the first line")
    expect(host.get_by_text("0 of 0 voted, 0 here.")).to_be_visible()
    step(host, "Let them talk")
    assert hall.stage() == (1, "discussing")


# ---- how it looks ----------------------------------------------------------


def stops(hall: Hall, host: Page, wall: Page, fox: Page) -> Iterator[str]:
    """Lead a room of one line through its stages; every screen shows where it is."""
    yield "joining"
    for words in (
        "Show the first line",
        "Let them talk",
        "Vote again",
        "Show the answer",
        "End the workshop",
    ):
        step(host, words)
        stage = hall.stage()[1]
        expect(wall.locator(WALLS[stage])).to_be_visible()
        fox.wait_for_selector(f"[data-at*=':{stage}:']", state="attached")
        if stage in ("voting", "revoting"):
            yield f"{stage}, before the vote"
            vote(fox)
        yield stage


def test_axe_finds_nothing_on_any_screen_at_any_stage(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host, lines=1)
    wall, fox = hall.wall(host), hall.phone("Fox")
    found = {}
    for stage in stops(hall, host, wall, fox):
        for name, page in (("host", host), ("wall", wall), ("phone", fox)):
            for width in at_widths(page, 1280, 390):
                if wrong := violations(page):
                    found[stage, name, width] = wrong
                wide = "document.documentElement.scrollWidth - innerWidth"
                assert page.evaluate(wide) <= 0, (stage, name, width)
    for page, address in (
        (host, f"/workshops/{hall.code}/debrief"),
        (host, "/workshops/"),
        (host, "/workshops/plan/winter-ferry/ferry"),
        (fox, f"/w/{hall.code}/summary"),
        (hall.device(PHONE), f"/w/{hall.code}/"),
    ):
        page.goto(f"{hall.game.url}{address}")
        for width in at_widths(page, 1280, 390):
            if wrong := violations(page):
                found[address, width] = wrong
    assert found == {}


def test_text_of_twice_the_size_makes_no_screen_wider_than_the_window(
    hall: Hall,
) -> None:
    host = hall.instructor("Ines")
    hall.open(host, lines=1, tests="both")
    wall, fox = hall.wall(host), hall.phone("Bartholomewthethirdofsix")
    for names in (host.locator(".who li"), wall.locator(".names li")):
        expect(names).to_have_count(1)
    wide = []
    for stage in stops(hall, host, wall, fox):
        for name, page in (("host", host), ("wall", wall), ("phone", fox)):
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            wide += [
                (stage, name, width)
                for width in at_widths(page, 640, 390)
                if page.evaluate("document.documentElement.scrollWidth > innerWidth")
            ]
    assert wide == []


def test_every_stage_fits_one_screen_of_the_wall(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host, lines=1)
    wall, fox = hall.wall(host), hall.phone("Fox")
    measure = """() => {
      const main = document.querySelector("main");
      const texts = [...document.querySelectorAll("body *")].filter((e) =>
        [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
        && e.offsetParent && !e.closest(".vh, sup"));
      const sizes = texts.map((e) => parseFloat(getComputedStyle(e).fontSize));
      return [main.scrollHeight - main.clientHeight, Math.min(...sizes) / innerWidth];
    }"""
    for stage in stops(hall, host, wall, fox):
        for width, height in SCREENS:
            wall.set_viewport_size({"width": width, "height": height})
            wall.evaluate(FRAMES)
            over, smallest = wall.evaluate(measure)
            assert over <= 1, (stage, width)
            assert smallest >= SMALLEST * 0.99, (stage, width)


def test_the_marks_of_teams_fit_below_the_fullest_answer(hall: Hall) -> None:
    host = hall.instructor("Ines")
    host.goto(f"{hall.game.url}/workshops/plan/winter-ferry/ferry")
    for box in reversed(host.locator("[name=line]:checked").all()):
        box.uncheck()
    host.locator("[name=line][value=nobody-has-asked]").check()
    host.select_option("[name=format-nobody-has-asked]", "mark")
    host.select_option("#board", "teams")
    host.get_by_role("button", name="Open the room").click()
    host.wait_for_selector("[data-step]")
    hall.code = host.url[-6:]
    wall, fox = hall.wall(host), hall.phone("Fox")
    step(host, "Show the first line")
    vote(fox)
    step(host, "Let them talk")
    step(host, "Vote again")
    vote(fox)
    step(host, "Show the answer")
    expect(wall.get_by_text("Marks a head so far:")).to_be_visible()
    for width, height in SCREENS:
        wall.set_viewport_size({"width": width, "height": height})
        wall.evaluate(FRAMES)
        assert wall.locator("main").evaluate(BELOW) <= 1, width


def test_nothing_jumps_on_a_phone_when_others_vote(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    fox, owl = hall.phone("Fox"), hall.phone("Owl")
    step(host, "Show the first line")
    vote(fox)
    place = "document.querySelector('.is-in h2').getBoundingClientRect().top"
    before = fox.evaluate(place)
    vote(owl)
    expect(host.get_by_text("Everybody is in.")).to_be_visible()
    look_again(fox)
    assert fox.evaluate(place) == before


COVERED = """() => [...document.querySelectorAll("form.vote .choice")].filter((e) => {
  const { left, right, bottom } = e.getBoundingClientRect();
  const top = document.elementFromPoint((left + right) / 2, bottom - 4);
  return bottom < innerHeight && !e.contains(top);
}).map((e) => e.innerText)"""


def test_the_button_hides_nothing_that_is_still_to_be_chosen(hall: Hall) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    fox = hall.phone("Fox")
    step(host, "Show the first line")
    form = fox.locator("form.vote")
    expect(form).to_be_visible()
    assert fox.evaluate(COVERED) == []
    form.locator("[name=verdict]").first.check()
    assert fox.evaluate(COVERED) == []
    form.locator("[name=certainty]").first.check()
    fox.evaluate("scrollTo(0, 0)")
    expect(form.get_by_role("button", name="Send my answer")).to_be_in_viewport()


def test_that_phones_cannot_find_the_computer_is_said_while_they_come_in(
    hall: Hall,
) -> None:
    host = hall.instructor("Ines")
    hall.open(host)
    expect(host.get_by_text("Phones cannot find this computer")).to_be_visible()
    step(host, "Show the first line")
    expect(host.get_by_text("Phones cannot find this computer")).to_be_hidden()


def test_the_plan_says_live_what_is_ticked_and_shows_one_sort(hall: Hall) -> None:
    page = hall.instructor("Ines")
    page.goto(f"{hall.game.url}/workshops/plan/winter-ferry/ferry")
    said = page.locator("[data-sum]")
    expect(said).to_have_text("8 lines: 4 sound, 4 not; about 40 minutes")
    page.select_option("#rhythm", "plain")
    expect(said).to_have_text("8 lines: 4 sound, 4 not; about 15 minutes")
    page.get_by_label("Show").select_option("sound")
    expect(page.locator(".plan-lines li:visible .is-sound").first).to_be_visible()
    assert page.locator("[data-sort]:not([data-sort=sound]):visible").count() == 0
