"""Ines's pack is loaded and Lea is known, once in each sort of database."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copyfile
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Engine, create_engine

from quizapp.db.models import Base
from quizapp.db.session import Database
from quizapp.services.guests import welcome_guest
from quizapp.services.loading import load_pack
from tests import cast, postgres
from tests.haste import hasten
from tests.services.classroom import Classroom, opened
from tests.services.playing import Player

Result = TypeVar("Result")


@dataclass
class Lasting:
    """One PostgreSQL database for all tests; emptying is faster than making one."""

    url: str
    keeper: Engine

    def empty(self) -> None:
        """Delete every row, over a connection that is kept for this."""
        tables = reversed(Base.metadata.sorted_tables)
        deletes = [f'delete from "{table.name}"' for table in tables]
        with self.keeper.begin() as connection:
            connection.exec_driver_sql("; ".join(deletes))


@pytest.fixture(scope="session")
def lasting(
    postgres_server: postgres.Server, postgres_template: str
) -> Iterator[Lasting]:
    """Lend the one PostgreSQL database."""
    with postgres_server.database(postgres_template) as url:
        keeper = create_engine(url)
        yield Lasting(url, keeper)
        keeper.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Lend a migrated database without rows, once of each sort."""
    if request.param == "sqlite":
        path = tmp_path / "quizapp.sqlite"
        copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    lasting: Lasting = request.getfixturevalue("lasting")
    yield lasting.url
    lasting.empty()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open a database without rows."""
    opened = hasten(Database(database_url))
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


@pytest.fixture
def classroom(loaded: Database) -> Classroom:
    """Return the group that Ines teaches; nobody has joined yet."""
    return opened(loaded)


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
