"""A workshop with a test before and one after, in browsers: phones go and come back."""

from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.browser.conftest import Hands
from tests.stage import Game
from tests.workshop_stage import hall_of, step, vote


def take_the_test(phone: Page, most: int = 99) -> int:
    """Take the test, at most so many lines of it; return how many it had."""
    phone.get_by_role("button", name="Take the test").click()
    phone.locator("form.question").wait_for()
    answered = 0
    while answered < most and phone.locator("form.question").count():
        here = phone.url
        Hands(phone).choose()
        phone.get_by_role("button", name="Send my answer").click()
        phone.wait_for_url(lambda url, here=here: url != here)
        answered += 1
    return answered


def test_a_room_is_tested_before_and_after(browser: Browser, live_server: Game) -> None:
    with hall_of(live_server, browser) as hall:
        host = hall.instructor("Ines")
        hall.open(host, lines=1, tests="both", rhythm="plain")
        wall = hall.wall(host)
        fox, owl = hall.phone("Fox"), hall.phone("Owl")
        plain = hall.phone("Hen", scripts=False)
        before = take_the_test(fox)
        assert take_the_test(plain) == before
        for phone in (fox, plain):
            expect(phone.get_by_text("Your test is in.")).to_be_visible()
        assert violations(fox, "light") == []
        expect(wall.get_by_text("2 of 3 have handed in the test")).to_be_visible()
        expect(host.locator(".state")).to_contain_text("2 of 3 tests in")
        the_door_closes(host, fox)
        the_room_begins_without_owl(host, owl)
        vote(fox)
        step(host, "Show the answer")
        step(host, "End the workshop")
        fox.get_by_role("link", name="See my summary").click()
        # The other form has eight lines in this case, the first one ten.
        assert {before, take_the_test(fox)} == {8, 10}
        expect(fox.locator("h1")).to_contain_text("Handed in")
        host.goto(f"{live_server.url}/workshops/{hall.code}/board")
        expect(host.locator("main")).to_contain_text("took form A first")


def test_who_has_handed_in_follows_the_room(
    browser: Browser, live_server: Game
) -> None:
    with hall_of(live_server, browser) as hall:
        host = hall.instructor("Ines")
        hall.open(host, lines=2, tests="both", rhythm="plain")
        fox = hall.phone("Fox")
        take_the_test(fox)
        step(host, "Show the first line")
        expect(fox.locator("h1")).to_contain_text("Line 1 of 2")
        vote(fox)
        step(host, "Show the answer")
        step(host, "Next line")
        expect(fox.locator("h1")).to_contain_text("Line 2 of 2")


def the_door_closes(host: Page, fox: Page) -> None:
    """A stage drawn anew for all does not offer the test to who has taken it."""
    host.get_by_role("button", name="Close the door").click()
    expect(host.locator(".state")).to_contain_text("the door is closed")
    expect(fox.get_by_text("Your test is in.")).to_be_visible()
    expect(fox.get_by_role("button", name="Take the test")).to_be_hidden()


def the_room_begins_without_owl(host: Page, owl: Page) -> None:
    """Who is still at the test is led to the first line, and told so."""
    assert take_the_test(owl, most=2) == 2
    step(host, "Show the first line")
    Hands(owl).choose()
    owl.get_by_role("button", name="Send my answer").click()
    expect(owl.get_by_text("so the test is closed")).to_be_visible()
    vote(owl)
