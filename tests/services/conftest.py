"""Ines's pack is loaded and Lea is known, once in each sort of database."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier
from typing import TypeVar

import pytest

from quizapp.db.session import Database
from quizapp.services.guests import welcome_guest
from quizapp.services.loading import load_pack
from tests import cast
from tests.services.playing import Player

Result = TypeVar("Result")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open a database without rows."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def loaded(database: Database) -> Database:
    """Open a database that holds Ines's pack."""
    with database.writing() as session:
        load_pack(session, cast.pack_of(), now=cast.NOON)
    return database


@pytest.fixture
def lea(loaded: Database) -> Player:
    """Welcome Lea, the learner."""
    return welcomed(loaded, "LEALEALEAA")


@pytest.fixture
def otto(loaded: Database) -> Player:
    """Welcome Otto, the outsider."""
    return welcomed(loaded, "QTTQQTTQQT")


def welcomed(database: Database, code: str) -> Player:
    with database.writing() as session:
        number = welcome_guest(session, code=code, now=cast.NOON)
    return Player(database, number, Random(1))


@pytest.fixture
def at_once() -> Callable[[Sequence[Callable[[], Result]]], list[Result]]:
    """Return a function that does several things in threads that start together."""

    def together(deeds: Sequence[Callable[[], Result]]) -> list[Result]:
        start = Barrier(len(deeds))

        def one(deed: Callable[[], Result]) -> Result:
            start.wait()
            return deed()

        with ThreadPoolExecutor(len(deeds)) as threads:
            return list(threads.map(one, deeds))

    return together
