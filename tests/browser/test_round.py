"""A round, played: by keyboard, without scripts, whatever happens on the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quizapp.game.format import Format
from tests.browser.conftest import Furnish
from tests.stage import Game, serving

CASE = "ferry"


@pytest.fixture
def restartable(furnish: Furnish) -> Iterator[Game]:
    """Serve a game that a test may kill."""
    with serving(furnish()) as game:
        yield game


def at_question(game: Game, page: Page, position: int = 1) -> None:
    """Bring a new player to a place of a round with every format."""
    game.rejoin(page, game.deal(CASE, game.one_of_each(CASE)))
    page.goto(game.address(CASE, position))


def test_a_whole_round_is_played_by_keyboard_alone(live_server, page, hands):
    wanted = live_server.one_of_each(CASE)
    code = live_server.deal(CASE, wanted)
    page.goto(live_server.url)
    hands.tab_to("#code")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Show my code")
    hands.tab_to(f".cases a[href$='{CASE}/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CASE}/")
    hands.tab_to("main .btn")
    page.keyboard.press("Enter")
    played = []
    for _ in wanted:
        page.wait_for_selector("form.question")
        played.append(hands.format)
        hands.answer_by_keyboard()
        assert page.evaluate("document.activeElement.matches('.verdict-line h1')")
        hands.tab_to(".after .btn")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    assert played == [fmt.value for _, fmt in wanted]
    assert set(played) == {fmt.value for fmt in Format}
    expect(page.locator("h1")).to_contain_text("7 lines read")


def test_the_number_keys_say_how_hard_one_presses(live_server, page, hands):
    at_question(live_server, page, 5)
    hands.tab_to("[name=verdict]")
    for key in "123":
        page.keyboard.press(key)
        assert page.locator(f"[name=certainty][value='{key}']").is_checked()


def test_marked_words_are_counted_and_rubbed_out(live_server, page):
    at_question(live_server, page, 2)
    page.locator(".word").nth(0).click()
    page.locator(".word").nth(1).click()
    expect(page.get_by_text("2 words marked.")).to_be_visible()
    page.locator(".word").nth(1).click()
    expect(page.get_by_text("1 word marked.")).to_be_visible()


def test_arrows_walk_from_word_to_word(live_server, page, hands):
    at_question(live_server, page, 2)
    hands.tab_to("[name=word]")
    for key, at in (("ArrowLeft", 0), ("ArrowRight", 1), ("ArrowDown", 2)):
        page.keyboard.press(key)
        expect(page.locator("[name=word]").nth(at)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 word marked.")).to_be_visible()


def test_a_refresh_loses_nothing(live_server, page, hands):
    at_question(live_server, page)
    page.reload()
    hands.choose()
    hands.send()
    first = page.locator("main").inner_text()
    stored = live_server.answers()
    page.reload()
    assert page.locator("main").inner_text() == first
    assert live_server.answers() == stored


def test_back_leads_to_the_reveal_and_asks_nothing_again(live_server, page, hands):
    at_question(live_server, page)
    hands.choose()
    hands.send()
    heading = page.locator("h1").inner_text()
    page.get_by_role("link", name="Next line").click()
    page.wait_for_selector("form.question")
    page.go_back()
    expect(page.locator(".verdict-line h1")).to_have_text(heading)
    assert page.locator("form.question").count() == 0


def test_a_double_click_answers_once(live_server, page, hands):
    at_question(live_server, page)
    stored = live_server.answers()
    hands.choose()
    page.get_by_role("button", name="Send my answer").dblclick()
    page.wait_for_selector(".verdict-line")
    assert live_server.answers() == stored + 1


def test_in_two_tabs_the_first_answer_stands_and_both_show_it(live_server, page):
    at_question(live_server, page, 5)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, verdict in ((page, "carries"), (other, "parts")):
        tab.check(f"[value={verdict}]")
        tab.check("[name=certainty][value='1']")
    for tab in (page, other):
        tab.get_by_role("button", name="Send my answer").click()
        said = tab.get_by_role("status")
        expect(said).to_contain_text("You said: the source carries it, a hunch")


def test_a_killed_server_goes_on_where_it_was(restartable, page, hands):
    at_question(restartable, page)
    hands.choose()
    hands.send()
    first = page.locator("main").inner_text()
    restartable.kill()
    restartable.start()
    page.reload()
    assert page.locator("main").inner_text() == first
    page.get_by_role("link", name="Next line").click()
    hands.choose()
    restartable.kill()
    restartable.start()
    hands.send()
    assert restartable.answers() == 2


def test_the_code_brings_the_round_to_another_browser(live_server, page, browser):
    at_question(live_server, page)
    page.locator("input[name=option]").first.check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("link", name="Your code").click()
    code = page.locator(".big-code").inner_text()
    with browser.new_context() as elsewhere:
        phone = elsewhere.new_page()
        live_server.rejoin(phone, code.lower().replace("-", " "))
        expect(phone.get_by_text("round 1 is open: 1 of")).to_be_visible()


def test_a_wrong_code_keeps_what_was_typed(live_server, page):
    page.goto(f"{live_server.url}/you/")
    page.get_by_label("Your code").fill("ABCDE-FGHJK")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody has this code")
    expect(page.get_by_label("Your code")).to_have_value("ABCDE-FGHJK")


@pytest.mark.context(java_script_enabled=False)
def test_without_scripts_a_dealt_round_is_played_to_its_end(live_server, page, hands):
    page.goto(live_server.url)
    page.locator(f".cases a[href$='{CASE}/']").click()
    page.get_by_role("button", name="Start").click()
    for _ in range(10):
        assert not page.locator(".keys").is_visible()
        hands.choose()
        hands.send()
        page.locator(".after .btn").click()
    expect(page.locator("h1")).to_contain_text("10 lines read")


def test_an_answer_without_a_choice_is_told_what_to_do(live_server, browser: Browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        at_question(live_server, page, 5)
        page.check("[value=parts]")
        page.locator("[name=certainty]").first.evaluate("i => i.form.noValidate = true")
        page.get_by_role("button", name="Send my answer").click()
        expect(page.get_by_role("alert")).to_contain_text("Say how hard you press")
        assert page.locator("[value=parts]").is_checked()


def test_a_sound_and_a_discrepant_line_are_asked_about_in_the_same_page(
    live_server, page
):
    skeletons = []
    for position in (5, 6):
        at_question(live_server, page, position)
        skeletons.append(
            page.evaluate(
                "() => [...document.querySelectorAll('main, main *')]"
                ".map(e => e.tagName + '.' + e.className + '#' + e.id)"
            )
        )
    assert skeletons[0] == skeletons[1]
