from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import NotFound
from quizapp.services.guests import (
    erase_guest,
    erase_stale_guests,
    note_seen,
    rejoin,
    rejoin_code_of,
    welcome_guest,
    welcome_once,
)
from tests.cast import NOON
from tests.services.people import person
from tests.services.playing import Player, count

TODAY = NOON.date()
AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]


def code_of(database: Database, number: int) -> str | None:
    with database.reading() as session:
        return rejoin_code_of(session, number)


@pytest.mark.parametrize(
    "typed",
    ["LEALEALEAA", "lealealeaa", "LEALE-ALEAA", " lea lea lea a ", "LEALE–ALEAA"],
    ids=["as it is", "small letters", "hyphen", "spaces", "dash"],
)
def test_lea_comes_back_by_her_code(lea: Player, typed: str) -> None:
    with lea.database.writing() as session:
        assert rejoin(session, typed=typed, today=TODAY) == lea.number


@pytest.mark.parametrize(
    "typed",
    ["", "LEALEALEA", "LEALEALEAB", "LEALEALEAAA", "' or 1=1 --", "\0", "ＬＥＡ" * 20],
)
def test_no_other_code_is_hers(lea: Player, typed: str) -> None:
    with (
        pytest.raises(NotFound, match="Nobody has this code"),
        lea.database.writing() as session,
    ):
        rejoin(session, typed=typed, today=TODAY)


def test_erasing_removes_every_round_and_answer(lea: Player, otto: Player) -> None:
    for player in (lea, otto):
        player.play(player.start())
    with lea.database.writing() as session:
        erase_guest(session, lea.number)
        erase_guest(session, lea.number)
    assert code_of(lea.database, lea.number) is None
    assert count(lea.database, models.Round) == 1
    assert count(lea.database, models.Question) == 10
    assert count(lea.database, models.Answer) == 10
    assert otto.review(1).waiting is None


def seen_after(lea: Player, days: int) -> str | None:
    """Say what is left of Lea so many days after she last played."""
    with lea.database.writing() as session:
        erase_stale_guests(session, today=TODAY + timedelta(days=days))
    return code_of(lea.database, lea.number)


@pytest.mark.parametrize("days", [0, 1, 89, 90])
def test_a_guest_is_kept_for_ninety_days(lea: Player, days: int) -> None:
    assert seen_after(lea, days) == "LEALEALEAA"


def test_after_ninety_days_a_guest_is_erased(lea: Player) -> None:
    lea.play(lea.start())
    assert seen_after(lea, 91) is None
    assert count(lea.database, models.Answer) == 0


def test_who_is_seen_again_is_kept_longer(lea: Player) -> None:
    with lea.database.writing() as session:
        note_seen(session, lea.number, today=TODAY + timedelta(days=60))
        note_seen(session, lea.number, today=date(2020, 1, 1))
    assert seen_after(lea, 150) == "LEALEALEAA"
    assert seen_after(lea, 151) is None


def test_an_answer_counts_as_seen(lea: Player) -> None:
    asked = lea.look(lea.start(), 1)
    later = NOON + timedelta(days=60)
    lea.answer(1, 1, asked.question.key, 2, now=later)
    assert seen_after(lea, 150) == "LEALEALEAA"
    assert seen_after(lea, 151) is None


def test_coming_back_by_code_counts_as_seen(lea: Player) -> None:
    with lea.database.writing() as session:
        rejoin(session, typed="LEALEALEAA", today=TODAY + timedelta(days=60))
    assert seen_after(lea, 120) == "LEALEALEAA"


def test_a_new_guest_never_costs_another_theirs(lea: Player) -> None:
    with lea.database.writing() as session:
        # Perhaps it is only the clock that leapt.
        later = NOON + timedelta(days=365)
        otto = welcome_guest(session, code="QTTQQTTQQT", now=later)
    assert code_of(lea.database, lea.number) is not None
    assert otto != lea.number


def test_a_form_that_is_sent_twice_makes_one_guest(
    database: Database, at_once: AtOnce
) -> None:
    def come() -> int | None:
        with database.writing() as session:
            return welcome_once(session, code="FQXFQXFQXF", now=NOON)

    assert len(set(at_once([come] * 4))) == 1


def test_a_form_of_long_ago_lets_nobody_in(lea: Player) -> None:
    later = NOON + timedelta(minutes=11)
    with lea.database.writing() as session:
        assert welcome_once(session, code="LEALEALEAA", now=later) is None


def test_a_form_lets_nobody_into_an_account(database: Database) -> None:
    code = code_of(database, person(database).participant)
    assert code
    with database.writing() as session:
        assert welcome_once(session, code=code, now=NOON) is None
