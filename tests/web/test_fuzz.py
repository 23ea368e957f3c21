"""Every route, any method, any garbage: a page with a sentence, and nothing changed.

The routes are those of the app, so that a new one is knocked at without a word here.
FUZZ=500 draws so many requests for each route and database, for a long run.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from flask import Flask, got_request_exception
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import Connection, Select, Table, insert, select
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from quizapp.db.models import Base
from quizapp.db.session import Database
from quizapp.web.headers import ALWAYS
from quizapp.web.sessions import KEY
from quizapp.web.throttle import attach_throttle
from tests.web import fuzzing, rights
from tests.web.conftest import load
from tests.web.deskwork import bring, decided
from tests.web.door import number_of
from tests.web.fuzzing import ADMIN, GUEST, INSTRUCTOR, LEARNER, NOBODY, WHO, Crowd
from tests.web.hall import Hall, open_hall
from tests.web.serving import serving

DEEP = int(os.environ.get("FUZZ", "0"))
EXAMPLES = {"sqlite": DEEP or 5, "postgresql": DEEP or 2}
RULES = fuzzing.rules()
# Noted in passing, by a thread or after a view: when somebody was there, what failed.
IN_PASSING = {
    "attempt": None,
    "sign_in": {"used_at"},
    "seat": {"seen_at"},
    "participant": {"last_seen_on"},
}
# A form that breaks off leaves its files to Python, which closes them with a warning.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spool"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
# A number that is another one once somebody else has written to the database.
WRITES = {
    "sqlite": "pragma data_version",
    "postgresql": "select pg_snapshot_xmax(pg_current_snapshot())",
}
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
Rows = dict[str, list[dict[str, Any]]]


def in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key)


@dataclass
class House:
    """The app over one database, everybody in it, and how it all was."""

    app: Flask
    crowd: Crowd
    kept: Rows
    faults: list[BaseException]
    watch: Connection
    kept_at: object = None

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions[KEY]
        return database

    def found(self) -> Rows:
        """Return how it all is now; where nobody wrote, nothing has to be read."""
        with self.watch.begin():
            now = self.watch.exec_driver_sql(WRITES[self.watch.dialect.name]).scalar()
        if now == self.kept_at:
            return self.kept
        rows = self.stored()
        self.kept_at = now if rows == self.kept else None
        return rows

    def stored(self) -> Rows:
        """Return every row of every table."""
        with self.database.reading() as session:
            return {
                table.name: [
                    dict(row) for row in session.execute(in_order(table)).mappings()
                ]
                for table in Base.metadata.sorted_tables
            }

    def restore(self) -> None:
        """Put everything back as it was."""
        tables = Base.metadata.sorted_tables
        with self.database.writing() as session:
            for table in reversed(tables):
                session.execute(table.delete())
            for table in tables:
                if self.kept[table.name]:
                    session.execute(insert(table), self.kept[table.name])
        # Nobody is kept waiting here for what was sent before.
        attach_throttle(self.app)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Lend a database with Ines's pack for a whole file, once of each sort."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("fuzz") / "fuzz.sqlite"
        copyfile(request.getfixturevalue("loaded_template"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_server")
    with server.database(request.getfixturevalue("postgres_template")) as url:
        load(url)
        yield url


@pytest.fixture(scope="module")
def house(url: str) -> Iterator[House]:
    """Bring everybody in: a group with tests, a desk with two packs, a room, links."""
    with ExitStack() as stack:
        app = stack.enter_context(serving(url))
        # What is to be erased stays, so that numbers can be knocked at again.
        town = rights.settle(app, Path())
        people = {
            NOBODY: rights.NOBODY,
            GUEST: rights.GUEST,
            LEARNER: rights.ENROLLED,
            INSTRUCTOR: rights.INES,
            ADMIN: rights.ADMIN,
        }
        ines = town.enter(app, rights.INES)
        pack = decided(app, ines)
        assert ines.post(f"{pack}publish", {}, page=pack).status_code == 303
        bring(ines, pack=pack)
        hall = open_hall(app, host="host@example.org")
        shared = {"email": "ines@example.org"}
        hall.ines.post(f"{hall.desk}/hosts", shared, page=hall.desk)
        places = {**town.places, **_links(app, town), "room": hall.code, "desk": "1"}
        _seat(hall, town)
        cookies = {who: town.cookies[name] for who, name in people.items()}
        tokens = {who: town.tokens[name] for who, name in people.items()}
        watch = stack.enter_context(_reader(app))
        found = House(app, Crowd(cookies, tokens, places), {}, [], watch)
        found.kept = found.stored()
        with got_request_exception.connected_to(
            lambda _app, exception, **_: found.faults.append(exception), app
        ):
            yield found


def _reader(app: Flask) -> Connection:
    """Return a connection of one's own, which never writes."""
    database: Database = app.extensions[KEY]
    return database.engine.execution_options(read_only=True).connect()


def _links(app: Flask, town: rights.Town) -> dict[str, str]:
    """Make an invitation and a reset link, as Ada does."""
    ada = town.enter(app, rights.ADMIN)
    found = {}
    number = number_of(app, "pit@example.org")
    for name, address in (
        ("invitation", "/people/invitations"),
        ("reset", f"/people/{number}/reset"),
    ):
        page = ada.post(address, {}, page="/people/").text
        found[name] = page.split(f"/{name}s/")[1].split("<")[0].split('"')[0].strip()
    return found


def _seat(hall: Hall, town: rights.Town) -> None:
    """Seat the guest and begin, so that a vote is open."""
    guest = town.enter(hall.app, rights.GUEST)
    guest.post(f"{hall.door}seat", {"nickname": "Fox"}, page=hall.door)
    assert hall.step().status_code == 303


def without_passing(rows: Rows) -> Rows:
    """Leave out what is noted in passing."""
    found: Rows = {}
    for name, listed in rows.items():
        hidden = IN_PASSING.get(name, set())
        if hidden is not None:
            found[name] = [
                {k: v for k, v in row.items() if k not in hidden} for row in listed
            ]
    return found


def check(house: House, knock: fuzzing.Knock) -> None:
    """Knock, and hold what must be true of every answer."""
    house.faults.clear()
    answer = fuzzing.knock_at(house.app, house.crowd.environ(knock))
    after = house.found()
    changed = after != house.kept
    if changed:
        house.restore()
        changed = without_passing(after) != without_passing(house.kept)
    if house.faults:
        raise house.faults[0]
    assert answer.status_code < 500
    assert set(answer.headers) >= set(ALWAYS.items())
    goes_on = answer.headers.get("Location", "/")
    assert goes_on.startswith("/"), goes_on
    assert not goes_on.startswith("//"), goes_on
    if answer.status_code >= 400:
        _says_why(knock, answer)
        assert not changed, answer.status_code
    if knock.method in SAFE:
        assert not changed, answer.status_code


def _says_why(knock: fuzzing.Knock, answer: Response) -> None:
    """A refusal is a page of ours with a sentence; to a script it is a sentence."""
    said = answer.get_data(as_text=True)
    if knock.method == "HEAD":
        return
    if answer.is_json:
        assert "problem" in said
        return
    assert answer.mimetype == "text/html", answer.mimetype
    assert '<main id="main">' in said
    assert ". " in said or ".</" in said


@pytest.mark.parametrize("rule", RULES, ids=fuzzing.named)
def test_garbage_gets_a_sentence_and_changes_nothing(
    house: House, request: pytest.FixtureRequest, rule: Rule
) -> None:
    sort = house.database.engine.dialect.name

    @settings(
        max_examples=EXAMPLES[sort],
        deadline=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(knock=fuzzing.knocks(rule))
    def knocked(knock: fuzzing.Knock) -> None:
        check(house, knock)

    knocked()


@pytest.mark.parametrize("who", WHO)
def test_everybody_knocks_at_every_route(house: House, who: str) -> None:
    for rule in RULES:
        address = fuzzing.plain_address(rule)
        for method in {"GET", "POST"} & (rule.methods or set()):
            check(house, fuzzing.plain(who, method, address))
