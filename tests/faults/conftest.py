"""A database that goes away and comes back under a running app."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask
from sqlalchemy import make_url

from quizapp.db.migrate import upgrade
from quizapp.db.session import Database
from quizapp.resources import folder
from quizapp.web.sessions import KEY
from tests import postgres
from tests.web.conftest import load
from tests.web.serving import serving
from tests.web.visitor import Visitor


@dataclass
class Place:
    """An app and its database, which can be taken away and brought back."""

    app: Flask
    url: str
    _take: Callable[[], None]
    bring_back: Callable[[], None]

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions[KEY]
        return database

    def take_away(self) -> None:
        """Take the database away; a file that is open would go on being written."""
        self._take()
        if self.url.startswith("sqlite"):
            self.database.engine.dispose()

    def visitor(self) -> Visitor:
        return Visitor(self.app.test_client())


@pytest.fixture(scope="session")
def own_server() -> Iterator[postgres.Server]:
    """Run a PostgreSQL server that no other test needs."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.running(durable=True))
        except postgres.NoServerError as missing:
            pytest.skip(f"PostgreSQL: {missing}")
        yield server


@pytest.fixture(scope="session")
def own_template(own_server: postgres.Server) -> Iterator[str | None]:
    """Name a database on that server that holds Ines's pack."""
    with own_server.database() as url:
        upgrade(url, folder("migrations"))
        load(url)
        yield make_url(url).database


@pytest.fixture(params=["sqlite", "postgresql"])
def place(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path
) -> Iterator[Place]:
    """Serve Ines's pack from a database of each sort."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url, take, bring_back = _on_a_stick(sqlite_template, tmp_path)
            load(url)
        else:
            server: postgres.Server = request.getfixturevalue("own_server")
            template: str = request.getfixturevalue("own_template")
            url = stack.enter_context(server.database(template))
            take, bring_back = server.stop, server.start
        app = stack.enter_context(serving(url))
        yield Place(app, url, take, bring_back)


def _on_a_stick(
    template: Path, tmp_path: Path
) -> tuple[str, Callable[[], None], Callable[[], None]]:
    stick, pocket = tmp_path / "stick", tmp_path / "pocket"
    stick.mkdir()
    copyfile(template, stick / "quizapp.sqlite")

    def take() -> None:
        stick.rename(pocket)

    def bring_back() -> None:
        pocket.rename(stick)

    return f"sqlite:///{stick / 'quizapp.sqlite'}", take, bring_back
