"""Second factors: what is on, what was used up, and who is signed in then."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from pyotp import TOTP
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import Conflict
from quizapp.game.role import Role
from quizapp.game.second_factor import in_groups, make_recovery_codes, step_of
from quizapp.services import second_factors, sign_ins
from quizapp.services.accounts import SignedIn, find_credentials, signed_in
from quizapp.services.condition import condition
from quizapp.services.holdings import erase_person
from quizapp.services.own_data import export_person
from quizapp.services.people import find_person, list_people
from tests.cast import NOON
from tests.services.people import LEA, person
from tests.services.playing import count

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
CODES = make_recovery_codes(Random(1))
PHONE, LAPTOP = "phone" * 9, "laptop" * 7
STEP = timedelta(seconds=30)


def figures(steps: int = 0) -> str:
    """Read the app, so many steps after noon."""
    return TOTP(SECRET).at(NOON + steps * STEP)


@pytest.fixture
def lea(database: Database) -> SignedIn:
    """Return Lea, who turned it on at noon."""
    who = person(database)
    turn_on(database, who)
    return who


def turn_on(database: Database, who: SignedIn, here: int | None = None) -> None:
    with database.writing() as session:
        second_factors.turn_on(
            session,
            person=who.number,
            secret=SECRET,
            step=step_of(NOON),
            codes=CODES,
            now=NOON,
            here=here,
        )


def take(database: Database, who: SignedIn, typed: str, later: int) -> bool:
    """Type figures, so many steps after noon."""
    now = NOON + later * STEP
    with database.writing() as session:
        return second_factors.take_figures(
            session, person=who.number, typed=typed, now=now
        )


def recover(database: Database, who: SignedIn, typed: str) -> bool:
    with database.writing() as session:
        return second_factors.take_recovery_code(
            session, person=who.number, typed=typed
        )


def begin(
    database: Database, who: SignedIn, token: str, *, proved: bool = False
) -> None:
    with database.writing() as session:
        sign_ins.begin(
            session,
            person=who.number,
            password="hash",
            token=token,
            now=NOON,
            proved=proved,
        )


def is_in(database: Database, token: str) -> bool:
    with database.reading() as session:
        return signed_in(session, token=token, now=NOON) is not None


# ----------------------------------------------------------------- the figures


def test_figures_work_once(database: Database, lea: SignedIn) -> None:
    assert take(database, lea, figures(1), later=1)
    assert not take(database, lea, figures(1), later=1)
    assert not take(database, lea, figures(1), later=2)
    assert take(database, lea, figures(2), later=2)


def test_figures_from_before_the_last_ones_work_no_longer(
    database: Database, lea: SignedIn
) -> None:
    assert take(database, lea, figures(3), later=2)
    assert not take(database, lea, figures(2), later=2)


def test_the_figures_that_turned_it_on_do_not_sign_in(
    database: Database, lea: SignedIn
) -> None:
    assert not take(database, lea, figures(), later=0)


def test_of_two_who_send_the_same_figures_at_once_one_comes_in(
    database: Database, lea: SignedIn, at_once: AtOnce
) -> None:
    deeds = [lambda: take(database, lea, figures(1), later=1)] * 4
    assert sorted(at_once(deeds)) == [False, False, False, True]


def test_figures_of_somebody_else_fit_nobody(database: Database, lea: SignedIn) -> None:
    otto = person(database, "otto@example.org")
    assert not take(database, otto, figures(1), later=1)


# ------------------------------------------------------------- recovery codes


def test_a_recovery_code_works_once(database: Database, lea: SignedIn) -> None:
    assert recover(database, lea, in_groups(CODES[0]).lower())
    assert not recover(database, lea, CODES[0])
    with database.reading() as session:
        state = second_factors.state_of(session, lea.number)
    assert state == second_factors.State(since=NOON, left=9)


def test_of_two_who_use_a_recovery_code_at_once_one_comes_in(
    database: Database, lea: SignedIn, at_once: AtOnce
) -> None:
    deeds = [lambda: recover(database, lea, CODES[0])] * 4
    assert sorted(at_once(deeds)) == [False, False, False, True]


def test_a_recovery_code_is_for_its_owner(database: Database, lea: SignedIn) -> None:
    otto = person(database, "otto@example.org")
    assert not recover(database, otto, CODES[0])
    assert not recover(database, lea, "")
    assert recover(database, lea, CODES[0])


def test_no_recovery_code_is_kept_as_it_is(database: Database, lea: SignedIn) -> None:
    with database.reading() as session:
        kept = session.scalars(select(models.RecoveryCode.digest)).all()
    assert len(kept) == 10
    assert not set(kept) & set(CODES)
    assert not recover(database, lea, kept[0])


def test_new_recovery_codes_replace_the_old(
    database: Database, lea: SignedIn, at_once: AtOnce
) -> None:
    def renew(seed: int) -> None:
        codes = make_recovery_codes(Random(seed))
        with database.writing() as session:
            second_factors.renew_codes(session, lea.number, codes=codes)

    at_once([lambda: renew(2), lambda: renew(3)])
    assert not recover(database, lea, CODES[1])
    assert count(database, models.RecoveryCode) == 10


def test_where_it_is_off_no_codes_are_made(database: Database) -> None:
    lea = person(database)
    with pytest.raises(Conflict, match="turned off"), database.writing() as session:
        second_factors.renew_codes(session, lea.number, codes=CODES)


# ------------------------------------------------------- on, off, and sign-ins


def test_it_is_turned_on_once(database: Database, lea: SignedIn) -> None:
    with pytest.raises(Conflict, match="on already"):
        turn_on(database, lea)
    assert count(database, models.RecoveryCode) == 10


def test_turning_it_on_signs_out_everywhere_else(database: Database) -> None:
    lea = person(database)
    begin(database, lea, PHONE)
    begin(database, lea, LAPTOP)
    with database.reading() as session:
        held = signed_in(session, token=LAPTOP, now=NOON)
    assert held
    assert not held.who.second
    turn_on(database, lea, here=held.number)
    assert (is_in(database, PHONE), is_in(database, LAPTOP)) == (False, True)
    with database.reading() as session:
        held = signed_in(session, token=LAPTOP, now=NOON)
    assert held
    assert held.who.second


def test_no_sign_in_begins_without_it(database: Database, lea: SignedIn) -> None:
    with pytest.raises(Conflict, match="Sign in once more"):
        begin(database, lea, PHONE)
    assert not is_in(database, PHONE)
    begin(database, lea, PHONE, proved=True)
    assert is_in(database, PHONE)


def test_whoever_signs_in_while_it_is_turned_on_is_out_in_the_end(
    database: Database, at_once: AtOnce
) -> None:
    lea = person(database)

    def come_in() -> None:
        try:
            begin(database, lea, PHONE)
        except Conflict:
            return

    at_once([come_in, lambda: turn_on(database, lea)])
    assert not is_in(database, PHONE)


def test_turning_it_off_signs_out_and_leaves_nothing(
    database: Database, lea: SignedIn
) -> None:
    begin(database, lea, PHONE, proved=True)
    with database.writing() as session:
        assert second_factors.turn_off(session, lea.number)
        assert not second_factors.turn_off(session, lea.number)
    assert not is_in(database, PHONE)
    assert count(database, models.SecondFactor) == 0
    assert count(database, models.RecoveryCode) == 0
    begin(database, lea, PHONE)
    assert is_in(database, PHONE)


def test_it_goes_with_the_account(database: Database, lea: SignedIn) -> None:
    with database.writing() as session:
        erase_person(session, lea.number, now=NOON)
    assert count(database, models.SecondFactor) == 0
    assert count(database, models.RecoveryCode) == 0


# --------------------------------------------------------------- who sees what


def test_those_who_run_the_server_see_who_has_one(
    database: Database, lea: SignedIn
) -> None:
    person(database, "otto@example.org", role=Role.INSTRUCTOR)
    with database.reading() as session:
        listed = {one.name: one.second for one in list_people(session)}
        assert find_person(session, lea.number).second
        found = find_credentials(session, email=LEA)
        unguarded = condition(session, today=NOON.date()).unguarded
    assert listed == {"Lea": True, "Otto": False}
    assert found
    assert found.who.second
    assert unguarded == 1


def test_one_s_data_say_since_when_and_hold_no_secret(
    database: Database, lea: SignedIn
) -> None:
    with database.reading() as session:
        written = export_person(session, lea.number)
        kept = session.scalars(select(models.RecoveryCode.digest)).all()
    assert written["account"]["second_factor_since"] == NOON.isoformat()
    for secret in (SECRET, *kept):
        assert secret not in str(written)
