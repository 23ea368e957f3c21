"""A second factor: turned on with an app, asked for at the door, lost and helped."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update
from time_machine import Traveller

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.role import Role
from tests.services.playing import count
from tests.web.door import (
    LEA,
    OTHER,
    PASSWORD,
    browser,
    is_in,
    number_of,
    register,
    sign_in,
    somebody,
)
from tests.web.phones import HOME, App, send_code, set_up, sign_in_twice, turn_on
from tests.web.visitor import Visitor

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ADA = "ada@example.org"
CODE = "/account/code"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    """Let the clock stand at noon; it is turned on by hand."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lea(app: Flask, clock: Traveller) -> Visitor:
    """Return the browser of Lea, who is signed in."""
    lea = browser(app)
    register(lea)
    return lea


@pytest.fixture
def phone(lea: Visitor, clock: Traveller) -> App:
    """Return the app on Lea's phone: her second factor is on."""
    return turn_on(lea, clock)


def code_sent(visitor: Visitor, figures: str) -> int:
    return send_code(visitor, figures=figures).status_code


# --------------------------------------------------------------- turning it on


def test_lea_turns_it_on(lea: Visitor, clock: Traveller) -> None:
    assert "off: the password alone" in lea.see("/account/")
    assert "It is off." in lea.see(HOME)
    turn_on(lea, clock)
    assert "on: signing in asks for your phone too" in lea.see("/account/")
    page = lea.see(HOME)
    assert "It is on since 4 March 2026" in page
    assert "10 recovery codes are left." in page


def test_the_qr_and_the_text_hold_the_same_secret(
    lea: Visitor, clock: Traveller
) -> None:
    lea.get(HOME)
    page = lea.post(f"{HOME}begin", {"old": PASSWORD}).text
    shown = re.search(r'class="link-once"[^>]*>([A-Z2-7-]+)<', page)
    assert shown
    secret = shown[1].replace("-", "")
    assert len(secret) == 32
    assert f"Blue%20Pencil:lea%40example.org?secret={secret}&amp;" in page
    assert page.count("<svg") == 1


def test_every_secret_is_drawn_anew(lea: Visitor, clock: Traveller) -> None:
    assert len({set_up(lea, clock)[0].secret for _ in range(5)}) == 5


def test_turning_it_on_wants_the_password(lea: Visitor, database: Database) -> None:
    page = lea.post(f"{HOME}begin", {"old": OTHER}, page=HOME)
    assert page.status_code == 400
    assert "This is not your password." in page.text
    assert "<svg" not in page.text


def test_nothing_is_on_before_the_app_shows_the_right_figures(
    lea: Visitor, clock: Traveller, database: Database
) -> None:
    app, form = set_up(lea, clock)
    for wrong in ("", "000000", "x"):
        page = lea.post(f"{HOME}on", {**form, "figures": wrong}, page=HOME)
        assert page.status_code == 400
        said = "These are not the figures" if wrong.isdigit() else "Type the six"
        assert said in page.text
        # The same secret is shown again: the app need not be told another.
        assert f"secret={app.secret}" in page.text
    assert count(database, models.SecondFactor) == 0
    assert sign_in(browser(lea.client.application)).location == "/"


def test_a_secret_that_somebody_made_up_or_saw_elsewhere_is_not_taken(
    app: Flask, lea: Visitor, clock: Traveller, database: Database
) -> None:
    otto = somebody(app, "otto@example.org")
    shown, form = set_up(otto, clock)
    fields = {"figures": shown.figures()}
    for sealed in (form["sealed"], form["sealed"][:-1], "", "x.y.z"):
        page = lea.post(f"{HOME}on", {**fields, "sealed": sealed}, page=HOME)
        assert page.status_code == 400
        assert "Begin once more." in page.text
    clock.shift(16 * 60)
    late = otto.post(f"{HOME}on", {**form, "figures": shown.figures()}, page=HOME)
    assert late.status_code == 400
    assert count(database, models.SecondFactor) == 0


def test_turning_it_on_signs_out_everywhere_else(
    app: Flask, lea: Visitor, clock: Traveller
) -> None:
    other = browser(app)
    sign_in(other)
    turn_on(lea, clock)
    assert is_in(lea)
    assert not is_in(other)


def test_it_is_not_turned_on_twice(
    lea: Visitor, clock: Traveller, database: Database
) -> None:
    app, form = set_up(lea, clock)
    turn_on(lea, clock)
    again = lea.post(f"{HOME}on", {**form, "figures": app.figures()}, page=HOME)
    assert again.status_code == 409
    assert lea.post(f"{HOME}begin", {"old": PASSWORD}, page=HOME).status_code == 409
    assert count(database, models.RecoveryCode) == 10


def test_the_codes_are_shown_once(lea: Visitor, phone: App) -> None:
    for address in (HOME, "/account/", "/account/data"):
        page = lea.get(address).text
        assert phone.secret not in page
        assert not any(code in page for code in phone.codes)


# ----------------------------------------------------------------- at the door


def test_signing_in_asks_for_the_figures_and_goes_on_to_where_it_was_going(
    app: Flask, phone: App
) -> None:
    other = browser(app)
    asked = sign_in(other, onward="/account/data")
    assert asked.status_code == 303
    assert asked.location == "/account/code?next=/account/data"
    page = other.get(asked.location).text
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert 'name="next" value="/account/data"' in page
    done = send_code(other, figures=phone.figures(), next="/account/data")
    assert (done.status_code, done.location) == (303, "/account/data")
    assert is_in(other)


def test_between_the_two_nobody_is_signed_in(app: Flask, phone: App) -> None:
    other = browser(app)
    sign_in(other)
    for address in ("/account/", "/account/data", HOME, "/groups/"):
        assert other.get(address).status_code == 303
        assert "/account/sign-in" in other.get(address).location
    assert other.post("/account/name", {"name": "x"}).status_code == 401


def test_a_guest_keeps_playing_between_the_two(app: Flask, phone: App) -> None:
    guest = browser(app)
    guest.start()
    code = guest.code()
    sign_in(guest)
    assert guest.code() == code
    assert send_code(guest, figures=phone.figures()).location == "/account/"
    assert code in guest.see("/account/")


def test_a_wrong_password_never_comes_to_the_figures(app: Flask, phone: App) -> None:
    other = browser(app)
    assert sign_in(other, password=OTHER).status_code == 400
    assert other.get(CODE).location == "/account/sign-in"
    assert code_sent(other, phone.figures()) == 400
    assert not is_in(other)


def test_the_same_figures_sign_in_once(app: Flask, phone: App) -> None:
    one, two = browser(app), browser(app)
    assert sign_in_twice(one, phone).status_code == 303
    sign_in(two)
    page = send_code(two, figures=phone.now())
    assert page.status_code == 400
    assert "Each works once and for half a minute" in page.text
    assert not is_in(two)
    assert code_sent(two, phone.figures()) == 303


def test_figures_that_turned_it_on_do_not_sign_in(app: Flask, phone: App) -> None:
    other = browser(app)
    sign_in(other)
    assert code_sent(other, phone.now()) == 400


@pytest.mark.parametrize("steps", [-2, 2])
def test_figures_are_too_old_and_too_new(
    app: Flask, phone: App, clock: Traveller, steps: int
) -> None:
    clock.shift(300)
    other = browser(app)
    sign_in(other)
    clock.shift(30 * steps)
    figures = phone.now()
    clock.shift(-30 * steps)
    assert code_sent(other, figures) == 400


def test_the_wait_is_five_minutes(app: Flask, phone: App, clock: Traveller) -> None:
    other = browser(app)
    sign_in(other)
    clock.shift(timedelta(minutes=5))
    page = send_code(other, figures=phone.now())
    assert page.status_code == 400
    assert "That took too long. Sign in once more." in page.text
    assert other.get(CODE).location == "/account/sign-in"
    assert not is_in(other)


def test_the_wait_ends_with_the_password(app: Flask, lea: Visitor, phone: App) -> None:
    other = browser(app)
    sign_in(other)
    fields = {"old": PASSWORD, "password": OTHER}
    changed = lea.post("/account/password", fields, page="/account/password")
    assert changed.status_code == 303
    assert is_in(lea)
    assert code_sent(other, phone.figures()) == 400
    assert not is_in(other)


def test_a_wait_is_for_one_person(app: Flask, phone: App, clock: Traveller) -> None:
    otto = somebody(app, "otto@example.org")
    ottos = turn_on(otto, clock)
    other = browser(app)
    sign_in(other)
    assert code_sent(other, ottos.figures()) == 400
    assert not is_in(other)


def test_a_copy_of_the_wait_is_worth_nothing_once_the_figures_are_used(
    app: Flask, phone: App
) -> None:
    other, thief = browser(app), browser(app)
    sign_in(other)
    cookie = other.client.get_cookie("pencil")
    assert cookie
    thief.client.set_cookie("pencil", cookie.value)
    figures = phone.figures()
    assert code_sent(other, figures) == 303
    assert code_sent(thief, figures) == 400
    assert not is_in(thief)


@pytest.mark.parametrize("typed", ["", "12", "1234567", "12 34"])
def test_what_are_not_six_figures_is_said_and_not_counted(
    app: Flask, phone: App, typed: str
) -> None:
    other = browser(app)
    sign_in(other)
    for _ in range(11):
        page = send_code(other, figures=typed)
        assert page.status_code == 400
        assert "Type the six figures" in page.text
    assert code_sent(other, phone.figures()) == 303


def test_after_ten_wrong_figures_the_right_ones_wait_too(
    app: Flask, phone: App, clock: Traveller
) -> None:
    other = browser(app)
    sign_in(other)
    for _ in range(10):
        assert code_sent(other, "000000") == 400
    refused = send_code(other, figures=phone.figures())
    assert refused.status_code == 429
    assert "Wait 15 minutes, then try again." in refused.text
    # Beginning again, with the right password and elsewhere, changes nothing.
    again = browser(app)
    assert sign_in(again).location == CODE
    assert send_code(again, recovery=phone.codes[0]).status_code == 429
    clock.shift(timedelta(minutes=15))
    assert sign_in_twice(browser(app), phone).status_code == 303


def test_wrong_figures_count_against_the_client_too(app: Flask, phone: App) -> None:
    other = browser(app)
    for n in range(99):
        sign_in(other, f"n{n}@example.org")
    sign_in(other)
    assert code_sent(other, "000000") == 400
    assert sign_in(other, "nobody@example.org").status_code == 429
    assert code_sent(other, phone.figures()) == 429


def test_right_figures_clear_the_failures(app: Flask, phone: App) -> None:
    for _ in range(2):
        other = browser(app)
        sign_in(other)
        for _ in range(9):
            assert code_sent(other, "000000") == 400
        assert code_sent(other, phone.figures()) == 303


@pytest.mark.parametrize(
    "typed", ["", "  ", "12345", "abcdef", "٣" * 6, "\0", "9" * 5000]
)
def test_whatever_is_typed_gets_a_sentence(app: Flask, phone: App, typed: str) -> None:
    other = browser(app)
    sign_in(other)
    page = send_code(other, figures=typed)
    assert page.status_code == 400
    assert 'aria-invalid="true"' in page.text


def test_after_signing_in_no_trace_of_the_wait_is_left(app: Flask, phone: App) -> None:
    other = browser(app)
    sign_in_twice(other, phone)
    with other.client.session_transaction() as kept:
        assert "waits for" not in kept
    assert other.get(CODE).status_code == 302


# ----------------------------------------------------------------- the phone is lost


def test_a_recovery_code_signs_in_once(app: Flask, phone: App) -> None:
    one, two = browser(app), browser(app)
    sign_in(one)
    assert send_code(one, recovery=phone.codes[3].lower()).status_code == 303
    assert "This recovery code is used up; 9 are left." in one.see("/")
    sign_in(two)
    page = send_code(two, recovery=phone.codes[3])
    assert page.status_code == 400
    assert "none of your recovery codes, or it was used already" in page.text
    assert '<details class="other-way" open>' in page.text
    assert not is_in(two)


def test_a_recovery_code_is_taken_where_the_figures_belong(
    app: Flask, phone: App
) -> None:
    one, two = browser(app), browser(app)
    sign_in(one)
    assert send_code(one, figures=f" {phone.codes[3].lower()} ").status_code == 303
    assert "This recovery code is used up; 9 are left." in one.see("/")
    sign_in(two)
    page = send_code(two, figures=phone.codes[3])
    assert page.status_code == 400
    assert "none of your recovery codes, or it was used already" in page.text
    assert 'id="figures-problem"' in page.text
    assert not is_in(two)


def test_new_recovery_codes_replace_the_old(
    app: Flask, lea: Visitor, phone: App
) -> None:
    fields = {"old": PASSWORD, "figures": phone.figures()}
    page = lea.post(f"{HOME}codes", fields, page=HOME)
    assert page.status_code == 200
    assert "The old ones work no longer." in page.text
    fresh = re.findall(r"<li>([A-Z2-9-]{29})</li>", page.text)
    assert len(fresh) == 10
    assert not set(fresh) & set(phone.codes)
    other = browser(app)
    sign_in(other)
    assert send_code(other, recovery=phone.codes[0]).status_code == 400
    assert send_code(other, recovery=fresh[0]).status_code == 303


def test_with_a_recovery_code_another_phone_is_taken(
    app: Flask, lea: Visitor, phone: App, clock: Traveller
) -> None:
    fields = {"old": PASSWORD, "recovery": phone.codes[0]}
    off = lea.post(f"{HOME}off", fields, page=HOME)
    assert off.status_code == 303
    assert "The second factor is off." in lea.see(HOME)
    another = turn_on(lea, clock)
    assert another.secret != phone.secret
    other = browser(app)
    sign_in(other)
    assert code_sent(other, phone.figures()) == 400
    assert code_sent(other, another.figures()) == 303


@pytest.mark.parametrize("action", ["codes", "off"])
@pytest.mark.parametrize("wrong", ["old", "figures", "neither"])
def test_changing_anything_wants_password_and_phone(
    lea: Visitor, phone: App, database: Database, action: str, wrong: str
) -> None:
    fields = {"old": PASSWORD, "figures": phone.figures()}
    fields |= {"old": {"old": OTHER}, "figures": {"figures": "000000"}}.get(wrong, {})
    fields = {} if wrong == "neither" else fields
    page = lea.post(f"{HOME}{action}", fields, page=HOME)
    assert page.status_code == 400
    assert count(database, models.SecondFactor) == 1
    other = browser(lea.client.application)
    sign_in(other)
    assert send_code(other, recovery=phone.codes[0]).status_code == 303


def test_where_it_is_off_there_is_nothing_to_turn_off(lea: Visitor) -> None:
    for action in ("codes", "off"):
        fields = {"old": PASSWORD, "figures": "000000"}
        assert lea.post(f"{HOME}{action}", fields, page=HOME).status_code == 409


def test_an_admin_helps_whoever_lost_everything(
    app: Flask, lea: Visitor, phone: App
) -> None:
    ada = somebody(app, ADA, Role.ADMIN)
    assert "lea@example.org · player · since" in ada.see("/people/")
    assert "second factor on" in ada.see("/people/")
    address = f"/people/{number_of(app, LEA)}/second-factor"
    assert "Make sure that it is Lea who asks" in ada.see(address)
    refused = ada.post(address, {"old": OTHER})
    assert refused.status_code == 400
    assert "This is not your password." in refused.text
    assert is_in(lea)
    assert ada.post(address, {"old": PASSWORD}, page=address).status_code == 303
    assert "Lea’s second factor is off." in ada.see("/people/")
    assert not is_in(lea)
    other = browser(app)
    assert sign_in(other).location == "/"
    assert is_in(other)


def test_an_admin_s_own_is_not_turned_off_under_people(
    app: Flask, clock: Traveller, database: Database
) -> None:
    ada = somebody(app, ADA, Role.ADMIN)
    turn_on(ada, clock)
    address = f"/people/{number_of(app, ADA)}/second-factor"
    assert address not in ada.get("/people/").text
    assert ada.post(address, {"old": PASSWORD}, page="/people/").status_code == 409
    assert count(database, models.SecondFactor) == 1


# ------------------------------------------------------------- no way around it


def test_a_link_to_a_new_password_does_not_get_around_it(
    app: Flask, lea: Visitor, phone: App
) -> None:
    ada = somebody(app, ADA, Role.ADMIN)
    number = number_of(app, LEA)
    page = ada.post(f"/people/{number}/reset", page="/people/").text
    link = re.search(r"http://localhost(/resets/[^<]+)<", page)
    assert link
    other = browser(app)
    sent = other.post(link[1], {"password": OTHER}, page=link[1])
    assert (sent.status_code, sent.location) == (303, CODE)
    assert not is_in(other)
    assert not is_in(lea)
    assert "Now your second factor." in other.see(CODE)
    assert code_sent(other, phone.figures()) == 303
    assert is_in(other)
    assert sign_in(browser(app), password=OTHER).location == CODE


def test_a_link_does_not_forgive_wrong_figures(
    app: Flask, lea: Visitor, phone: App
) -> None:
    ada, other = somebody(app, ADA, Role.ADMIN), browser(app)
    sign_in(other)
    for _ in range(10):
        code_sent(other, "000000")
    page = ada.post(f"/people/{number_of(app, LEA)}/reset", page="/people/").text
    link = re.search(r"http://localhost(/resets/[^<]+)<", page)
    assert link
    other.post(link[1], {"password": OTHER}, page=link[1])
    assert code_sent(other, phone.figures()) == 429


def test_whoever_resets_while_somebody_else_is_signed_in_leaves_them_out(
    app: Flask, phone: App
) -> None:
    ada = somebody(app, ADA, Role.ADMIN)
    page = ada.post(f"/people/{number_of(app, LEA)}/reset", page="/people/").text
    link = re.search(r"http://localhost(/resets/[^<]+)<", page)
    assert link
    ada.post(link[1], {"password": OTHER}, page=link[1])
    assert not is_in(ada)


# --------------------------------------------------- where it is asked of teachers


@pytest.fixture
def strict(app: Flask) -> Flask:
    """Ask everybody who teaches for a second factor."""
    app.config["SECOND_FACTOR"] = True
    return app


ROLES = ["/groups/", "/workshops/", "/desk/"]


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.ADMIN])
def test_whoever_teaches_does_nothing_of_it_before_it_is_on(
    strict: Flask, clock: Traveller, role: Role
) -> None:
    ines = somebody(strict, "ines@example.org", role)
    ines.post("/account/sign-out", page="/account/")
    assert sign_in(ines, "ines@example.org", onward="/groups/").location == HOME
    assert "Here everybody who teaches has a second factor." in ines.see(HOME)
    for address in [*ROLES, *(["/people/"] if role is Role.ADMIN else [])]:
        led = ines.get(address)
        assert (led.status_code, led.location) == (303, HOME), address
    sent = ines.post("/groups/new", {"name": "10b", "retention": "2026-07-31"})
    assert sent.status_code == 403
    assert "Turn on your second factor first" in sent.text
    assert f'href="{HOME}"' in sent.text
    phone = turn_on(ines, clock)
    for address in ROLES:
        assert ines.get(address).status_code == 200, address
    other = browser(strict)
    assert sign_in_twice(other, phone, "ines@example.org").status_code == 303
    assert other.get("/groups/").status_code == 200


def test_players_are_asked_for_none(strict: Flask) -> None:
    lea = browser(strict)
    register(lea)
    lea.post("/account/sign-out", page="/account/")
    assert sign_in(lea).location == "/"
    assert lea.get("/groups/").status_code == 403


def test_who_becomes_an_instructor_is_asked_at_once(
    strict: Flask, lea: Visitor, database: Database
) -> None:
    assert lea.get("/groups/").status_code == 403
    with database.writing() as session:
        session.execute(update(models.Person).values(role=Role.INSTRUCTOR.value))
    assert lea.get("/groups/").location == HOME


def test_who_has_none_may_not_send_large_files_either(strict: Flask) -> None:
    ines = somebody(strict, "ines@example.org", Role.INSTRUCTOR)
    sent = ines.post("/desk/bring", {"title": "x" * 100_000}, page=HOME)
    assert sent.status_code == 413


def test_without_the_setting_nobody_is_asked(app: Flask) -> None:
    ines = somebody(app, "ines@example.org", Role.INSTRUCTOR)
    assert ines.get("/groups/").status_code == 200
    assert "Here everybody who teaches" not in ines.see(HOME)
