"""The app as it runs in production, over a database with Ines's pack in it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask

from quizapp.db.session import Database
from quizapp.game.role import Role
from quizapp.services.loading import load_pack
from quizapp.web.sessions import KEY
from tests import cast
from tests.web.door import somebody
from tests.web.rights import make_group
from tests.web.serving import serving
from tests.web.visitor import Visitor

MakeApp = Callable[[str], Flask]


@pytest.fixture(scope="session")
def loaded_template(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a database file with Ines's pack: copying is faster than loading."""
    path = tmp_path_factory.mktemp("loaded") / "template.sqlite"
    copyfile(sqlite_template, path)
    load(f"sqlite:///{path}")
    return path


def load(url: str) -> None:
    database = Database(url)
    with database.writing() as session:
        load_pack(session, cast.pack_of(), now=cast.NOON)
    database.close()


@pytest.fixture
def serve() -> Iterator[MakeApp]:
    """Return a function that builds the app for a database."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(serving(url))


@pytest.fixture
def app(loaded_template: Path, tmp_path: Path, serve: MakeApp) -> Flask:
    """Build the app over SQLite."""
    path = tmp_path / "quizapp.sqlite"
    copyfile(loaded_template, path)
    return serve(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def lasting_app(
    loaded_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Build one app for a whole file of tests."""
    path = tmp_path_factory.mktemp("lasting") / "quizapp.sqlite"
    copyfile(loaded_template, path)
    with serving(f"sqlite:///{path}") as app:
        yield app


@pytest.fixture
def database(app: Flask) -> Database:
    """Return the database of the app."""
    database: Database = app.extensions[KEY]
    return database


@pytest.fixture
def lea(app: Flask) -> Visitor:
    """Return Lea's browser; she is the learner."""
    return Visitor(app.test_client())


@pytest.fixture
def otto(app: Flask) -> Visitor:
    """Return the browser of Otto, the outsider."""
    return Visitor(app.test_client())


@pytest.fixture
def ines(app: Flask) -> Visitor:
    """Return the browser of Ines, the instructor."""
    return somebody(app, "ines@example.org", Role.INSTRUCTOR)


@pytest.fixture
def group(ines: Visitor) -> str:
    """Return the address of Ines's group."""
    return make_group(ines, "10b")
