from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import TooOften
from quizapp.services.attempts import begin_attempt, clear_attempts, too_often
from tests.cast import NOON
from tests.services.playing import count

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
LEA, OTTO = "a" * 64, "b" * 64


def try_it(database: Database, subject: str = LEA, now: datetime = NOON) -> str:
    """Begin an attempt; return what is refused, or nothing."""
    try:
        with database.writing() as session:
            begin_attempt(session, subject=subject, now=now)
    except TooOften as refusal:
        return str(refusal)
    return ""


def test_the_eleventh_failure_is_told_how_long_to_wait(database: Database) -> None:
    minutes = [NOON + timedelta(minutes=n) for n in range(10)]
    assert {try_it(database, now=now) for now in minutes} == {""}
    refused = try_it(database, now=NOON + timedelta(minutes=10))
    assert "Wait 5 minutes, then try again." in refused
    assert try_it(database, OTTO, NOON + timedelta(minutes=10)) == ""


def test_knocking_on_does_not_keep_the_door_closed(database: Database) -> None:
    for _ in range(10):
        try_it(database)
    for minute in range(1, 15):
        assert try_it(database, now=NOON + timedelta(minutes=minute))
    assert try_it(database, now=NOON + timedelta(minutes=15)) == ""


def test_who_comes_in_starts_afresh(database: Database) -> None:
    for subject in (LEA, OTTO):
        for _ in range(10):
            try_it(database, subject)
    with database.writing() as session:
        clear_attempts(session, subject=LEA)
    assert try_it(database) == ""
    assert try_it(database, OTTO)


def test_old_failures_are_deleted_on_the_way(database: Database) -> None:
    try_it(database)
    try_it(database, OTTO, NOON + timedelta(minutes=15))
    assert count(database, models.Attempt) == 1


def test_many_at_once_are_no_more_than_ten(database: Database, at_once: AtOnce) -> None:
    said = at_once([lambda: try_it(database)] * 16)
    assert said.count("") == count(database, models.Attempt) == 10


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "Wait a minute"), (60, "Wait a minute"), (61, "Wait 2 minutes")],
)
def test_a_wait_is_told_in_whole_minutes(seconds: int, words: str) -> None:
    assert words in str(too_often(timedelta(seconds=seconds)))
