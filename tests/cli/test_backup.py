"""`quizapp backup` and `restore`: every row comes back, in either sort of database."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from shutil import copyfile
from threading import Event, Thread
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import Text, cast, func, make_url, select

from bench.live.hall import open_hall
from quizapp.cli.demo import begin, fill
from quizapp.db.backup import write_backup
from quizapp.db.backup_values import Sort, sort_of
from quizapp.db.manifest import NAME
from quizapp.db.migrate import downgrade
from quizapp.db.models import Attempt, Base, Link, Participant
from quizapp.db.parcel import open_parcel
from quizapp.db.restore import restore_backup
from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from quizapp.errors import BadInput, Conflict, QuizappError
from quizapp.game.second_factor import make_recovery_codes
from quizapp.game.simulated_class import class_sizes
from quizapp.packs.read import read_pack
from quizapp.resources import folder
from quizapp.services.guests import welcome_guest
from quizapp.services.links import invite
from quizapp.services.loading import load_pack
from quizapp.services.second_factors import turn_on
from tests import cast as people
from tests import postgres
from tests.cli.running import quizapp
from tests.packs.exchange import SHIPPED

NOW = datetime(2026, 3, 4, 12, 0, 0, 123456, UTC)
MIGRATIONS = folder("migrations")
SORTS = ("sqlite", "postgresql")


# ------------------------------------------------------------------ the cast


def furnish(url: str) -> None:
    """Fill a database with people who taught, played, hosted and were invited."""
    with closing(Database(url)) as database:
        with database.writing() as session:
            for pack in SHIPPED:
                load_pack(session, read_pack(pack), now=people.NOON)
            invite(session, secret="x" * 43, made_by=None, now=NOW)
            session.add(Attempt(subject="Ἄλφα 'β' \"γ\" \\ \n 😀", failed_at=NOW))
        open_hall(database, questions=4)
        person = begin(database, now=NOW)
        with database.writing() as session:
            codes = make_recovery_codes(Random(1))
            turn_on(
                session, person=person, secret="A" * 32, step=1, codes=codes, now=NOW
            )
        sizes = class_sizes(400, 2)
        fill(database, person=person, sizes=sizes, seed=1, now=NOW)


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, JSON as the text that is stored."""
    found = {}
    with closing(Database(url)) as database, database.reading() as session:
        for table in Base.metadata.sorted_tables:
            columns = [
                cast(column, Text) if sort_of(column) is Sort.JSON else column
                for column in table.columns
            ]
            query = select(*columns).order_by(*table.primary_key)
            found[table.name] = [tuple(row) for row in session.execute(query)]
    return found


@pytest.fixture(scope="module")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a furnished SQLite file; it is only read."""
    path = tmp_path_factory.mktemp("furnished") / "quizapp.sqlite"
    copyfile(sqlite_template, path)
    furnish(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def furnished_postgres(
    postgres_server: postgres.Server, postgres_template: str
) -> Iterator[str]:
    """Name a furnished PostgreSQL database; it is only copied."""
    with postgres_server.database(postgres_template) as url:
        furnish(url)
        yield str(make_url(url).database)


@pytest.fixture(params=SORTS)
def source(
    request: pytest.FixtureRequest, furnished: Path, tmp_path: Path
) -> Iterator[str]:
    """Lend a furnished database, once of each sort."""
    if request.param == "sqlite":
        copyfile(furnished, tmp_path / "source.sqlite")
        yield f"sqlite:///{tmp_path / 'source.sqlite'}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database(request.getfixturevalue("furnished_postgres")) as url:
        yield url


@pytest.fixture(params=SORTS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Lend a database without tables, once of each sort."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'target.sqlite'}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


def back_up(url: str, file: Path) -> Path:
    with closing(Database(url)) as database, file.open("wb") as into:
        write_backup(database, into, program="1.2.3", now=NOW)
    return file


def restore(file: Path, url: str, *, replace: bool = False) -> None:
    with open_parcel(file) as parcel:
        restore_backup(url, MIGRATIONS, parcel, replace=replace)


@pytest.fixture(scope="module")
def good(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup that is as it should be."""
    file = tmp_path_factory.mktemp("good") / "good.backup"
    return back_up(f"sqlite:///{furnished}", file)


# ---------------------------------------------------------- there and back


def test_every_row_comes_back_in_either_sort_of_database(
    source: str, target: str, tmp_path: Path
) -> None:
    before = rows(source)
    assert {"answer", "seat", "workshop", "person", "group"} <= before.keys()
    assert len(before["answer"]) >= 400
    restore(back_up(source, tmp_path / "a.backup"), target)
    assert rows(target) == before
    # And the backup of the copy is the backup of the first.
    back_up(target, tmp_path / "b.backup")
    assert tables(tmp_path / "a.backup") == tables(tmp_path / "b.backup")


def tables(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name != NAME]
        return {name: archive.read(name) for name in names}


def test_sqlite_comes_back_byte_by_byte(furnished: Path, tmp_path: Path) -> None:
    restore(
        back_up(f"sqlite:///{furnished}", tmp_path / "a.backup"),
        f"sqlite:///{tmp_path / 'copy.sqlite'}",
    )
    with (
        closing(sqlite3.connect(furnished)) as one,
        closing(sqlite3.connect(tmp_path / "copy.sqlite")) as two,
    ):
        assert inserted(one) == inserted(two)


def inserted(file: sqlite3.Connection) -> list[str]:
    return sorted(line for line in file.iterdump() if line.startswith("INSERT"))


def test_a_number_is_never_given_to_somebody_else(
    source: str, target: str, tmp_path: Path
) -> None:
    with closing(Database(source)) as database:
        with database.writing() as session:
            gone = welcome_guest(session, code="GONE", now=NOW)
        with database.writing() as session:
            session.delete(session.get_one(Participant, gone))
    restore(back_up(source, tmp_path / "a.backup"), target)
    with closing(Database(target)) as database, database.writing() as session:
        assert welcome_guest(session, code="NEW", now=NOW) > gone
        # Tables that start anew after a restore go on behind the last row, too.
        before = session.scalar(select(func.max(Link.id)))
        invite(session, secret="y" * 43, made_by=None, now=NOW)
        assert session.scalar(select(func.max(Link.id))) == (before or 0) + 1


def test_a_backup_is_one_moment_while_people_go_on_playing(
    database_url: str, target: str, tmp_path: Path
) -> None:
    database, done = Database(database_url), Event()

    def join() -> None:
        number = 0
        while not done.is_set():
            number += 1
            with database.writing() as session:
                session.add(Attempt(subject=str(number), failed_at=NOW))
                session.flush()
                guest = Participant(
                    rejoin_code=f"{number:08}",
                    joined_at=NOW,
                    last_seen_on=date(2026, 3, 4),
                )
                session.add(guest)

    playing = Thread(target=join)
    playing.start()
    try:
        for turn in range(5):
            file = back_up(database_url, tmp_path / f"{turn}.backup")
    finally:
        done.set()
        playing.join()
        database.close()
    restore(file, target)
    found = rows(target)
    codes = [row[1] for row in found["participant"]]
    assert len(codes) > 0
    assert codes == [f"{n:08}" for n in range(1, len(codes) + 1)]
    assert len(found["attempt"]) == len(codes)


def test_an_older_backup_is_brought_up_to_date(
    source: str, target: str, tmp_path: Path
) -> None:
    before = rows(source)
    downgrade(source, MIGRATIONS, "0004")
    restore(back_up(source, tmp_path / "old.backup"), target)
    with closing(Database(target)) as database:
        assert stored_revision(database) == HEAD
    after = rows(target)
    for name in ("answer", "participant", "line", "member", "seat"):
        assert after[name] == before[name]
    # Making a backup does not upgrade what it is taken of.
    with closing(Database(source)) as database:
        assert stored_revision(database) == "0004"


# ----------------------------------------------------------- not over others


def test_a_database_in_use_is_replaced_only_when_that_is_said(
    target: str, good: Path
) -> None:
    restore(good, target)
    with closing(Database(target)) as database, database.writing() as session:
        welcome_guest(session, code="OTTO", now=NOW)
    before = rows(target)
    with pytest.raises(Conflict, match=r"not empty: it holds \d+ answers"):
        restore(good, target)
    assert rows(target) == before
    restore(good, target, replace=True)
    assert len(rows(target)["participant"]) == len(before["participant"]) - 1


def test_a_database_of_a_newer_version_is_left_alone(
    database_url: str, good: Path
) -> None:
    with closing(Database(database_url)) as database, database.writing() as session:
        session.connection().exec_driver_sql(
            "update alembic_version set version_num = '9999'"
        )
    with pytest.raises(Conflict, match="revision 9999, which this program does not"):
        restore(good, database_url, replace=True)


# ----------------------------------------------- what cannot be used is refused

Edit = Callable[[dict[str, Any], dict[str, bytes]], None]


def remade(good: Path, file: Path, edit: Edit, *, honest: bool = True) -> Path:
    """Write a backup anew with something else in it; `honest`, its sums are right."""
    with ZipFile(good) as archive:
        said = json.loads(archive.read(NAME))
        held = {n: archive.read(n) for n in archive.namelist() if n != NAME}
    edit(said, held)
    for table in said["tables"]:
        lines = held.get(f"tables/{table['name']}.jsonl", b"")
        if honest:
            table |= {
                "rows": lines.count(b"\n"),
                "size": len(lines),
                "sha256": sha256(lines).hexdigest(),
            }
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, lines in held.items():
            archive.writestr(name, lines)
        archive.writestr(NAME, json.dumps(said))
    return file


def newer(said: dict[str, Any], _held: dict[str, bytes]) -> None:
    said["revision"] = "9999"


def other_format(said: dict[str, Any], _held: dict[str, bytes]) -> None:
    said["format"] = "blue-pencil-backup/2"


def stranger(said: dict[str, Any], held: dict[str, bytes]) -> None:
    held["tables/alembic_version.jsonl"] = b'["0001"]\n'
    columns = {"version_num": "text"}
    said["tables"].append({"name": "alembic_version", "columns": columns, "last": None})


def climber(_said: dict[str, Any], held: dict[str, bytes]) -> None:
    held["../../etc/cron.d/quiz"] = b"* * * * *\n"


def climbing_table(said: dict[str, Any], held: dict[str, bytes]) -> None:
    said["tables"][0]["name"] = "../answer"
    held["tables/../answer.jsonl"] = b""


def missing_table(said: dict[str, Any], held: dict[str, bytes]) -> None:
    gone = said["tables"].pop()
    del held[f"tables/{gone['name']}.jsonl"]


def other_column(said: dict[str, Any], _held: dict[str, bytes]) -> None:
    columns = said["tables"][0]["columns"]
    columns["x'); drop table answer; --"] = columns.popitem()[1]


def bomb(_said: dict[str, Any], held: dict[str, bytes]) -> None:
    held["tables/answer.jsonl"] = b" " * 40_000_000


def row_edited(table: str, column: str, value: object) -> Edit:
    def edit(said: dict[str, Any], held: dict[str, bytes]) -> None:
        columns = next(t["columns"] for t in said["tables"] if t["name"] == table)
        place = list(columns).index(column)
        first, _, rest = held[f"tables/{table}.jsonl"].partition(b"\n")
        row = json.loads(first)
        row[place] = value
        held[f"tables/{table}.jsonl"] = json.dumps(row).encode() + b"\n" + rest

    return edit


def half_a_row(_said: dict[str, Any], held: dict[str, bytes]) -> None:
    held["tables/answer.jsonl"] = held["tables/answer.jsonl"][:-9] + b"\n"


def deep(_said: dict[str, Any], held: dict[str, bytes]) -> None:
    held["tables/answer.jsonl"] = b"[" * 200_000 + b"\n"


def doubled(_said: dict[str, Any], held: dict[str, bytes]) -> None:
    first = held["tables/answer.jsonl"].partition(b"\n")[0]
    held["tables/answer.jsonl"] += first + b"\n"


ROW = r"row 1 of table \w+ cannot be read"
NEVER_READ = [
    pytest.param(other_format, "has the format", id="format"),
    pytest.param(climber, "does not hold just what it says", id="path"),
    pytest.param(climbing_table, "no backup", id="path of a table"),
    pytest.param(bomb, "would burst", id="bomb"),
    pytest.param(row_edited("answer", "id", "1"), ROW, id="text for a number"),
    pytest.param(row_edited("answer", "id", True), ROW, id="flag for a number"),
    pytest.param(row_edited("answer", "id", 10**30), ROW, id="large number"),
    pytest.param(row_edited("attempt", "subject", "\0"), ROW, id="no letter"),
    pytest.param(row_edited("attempt", "subject", "\ud800"), ROW, id="half a letter"),
    pytest.param(row_edited("attempt", "failed_at", "2026-03-04"), ROW, id="moment"),
    pytest.param(row_edited("pack", "authors", "{"), ROW, id="no JSON"),
    pytest.param(half_a_row, "cannot be read", id="half a row"),
    pytest.param(deep, ROW, id="deep"),
]
NEVER_STORED = [
    pytest.param(newer, "knows revisions up to", id="newer"),
    pytest.param(stranger, "does not fit the tables", id="unknown table"),
    pytest.param(missing_table, "does not fit the tables", id="missing table"),
    pytest.param(other_column, "does not fit the tables", id="column"),
    pytest.param(half_a_row, "cannot be read", id="half a row"),
    pytest.param(doubled, "did not take it", id="counted twice"),
    pytest.param(
        row_edited("answer", "participant_id", 987654), "not (fit|take)", id="none"
    ),
    pytest.param(row_edited("answer", "certainty", 7), "not take it", id="certainty"),
]


@pytest.mark.parametrize(("edit", "sentence"), NEVER_READ)
def test_what_cannot_be_true_is_refused_before_any_of_it_is_stored(
    edit: Edit, sentence: str, good: Path, tmp_path: Path
) -> None:
    file = remade(good, tmp_path / "bad.backup", edit)
    with pytest.raises(BadInput, match=sentence):
        read_through(file)


def read_through(file: Path) -> list[dict[str, Any]]:
    with open_parcel(file) as parcel:
        parcel.check()
        return [row for t in parcel.manifest.tables for row in parcel.rows(t)]


@pytest.mark.parametrize(("edit", "sentence"), NEVER_STORED)
def test_what_the_tables_do_not_take_changes_nothing(
    edit: Edit, sentence: str, good: Path, database_url: str, tmp_path: Path
) -> None:
    with closing(Database(database_url)) as database, database.writing() as session:
        welcome_guest(session, code="LEA", now=NOW)
    before = rows(database_url)
    file = remade(good, tmp_path / "bad.backup", edit)
    with pytest.raises(QuizappError, match=sentence):
        restore(file, database_url, replace=True)
    assert rows(database_url) == before


def test_a_byte_that_differs_is_found(good: Path, tmp_path: Path) -> None:
    def other(_said: dict[str, Any], held: dict[str, bytes]) -> None:
        found = held["tables/answer.jsonl"]
        held["tables/answer.jsonl"] = found.replace(b"2026", b"2027", 1)

    file = remade(good, tmp_path / "bad.backup", other, honest=False)
    with open_parcel(file) as parcel, pytest.raises(BadInput, match="answer differs"):
        parcel.check()


def cut(good: bytes, chance: Random) -> bytes:
    return good[: chance.randrange(len(good))]


def flipped(good: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(good))
    return good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :]


@pytest.mark.parametrize("harm", [cut, flipped])
@pytest.mark.parametrize("seed", range(15))
def test_a_damaged_file_is_refused_or_says_the_same(
    harm: Callable[[bytes, Random], bytes], seed: int, good: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bad.backup"
    file.write_bytes(harm(good.read_bytes(), Random(seed)))
    try:
        found = read_through(file)
    except BadInput:
        return
    # A bit that means nothing, such as that of a date inside the archive.
    assert found == read_through(good)


@pytest.mark.parametrize("given", [b"", b"SQLite format 3\0", b"PK\5\6" + b"\0" * 18])
def test_another_file_is_no_backup(given: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(given)
    with pytest.raises(BadInput, match="This is no backup"), open_parcel(file):
        pass


# ---------------------------------------------------------- on the command line


def test_the_commands_make_a_private_file_and_take_it_back(
    loaded_data: Path, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "today.backup"
    made = quizapp(loaded_data, "backup", str(file))
    assert made.returncode == 0, made.stderr
    assert "The secret key is not in it" in made.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    key = (loaded_data / "secret-key").read_bytes().strip()
    assert key not in b"".join(tables(file).values())
    again = quizapp(loaded_data, "backup", str(file))
    assert (again.returncode, again.stdout) == (2, "")
    assert "is there already, and stays as it is" in again.stderr
    assert "is whole" in quizapp(data, "restore", "--check", str(file)).stdout
    restored = quizapp(data, "restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert rows(f"sqlite:///{data / 'quizapp.db'}") == rows(
        f"sqlite:///{loaded_data / 'quizapp.db'}"
    )
    refused = quizapp(data, "restore", str(file))
    assert refused.returncode == 2
    assert "not empty" in refused.stderr
    assert quizapp(data, "restore", "--replace", str(file)).returncode == 0


def test_nothing_is_left_of_a_backup_that_failed(data: Path, tmp_path: Path) -> None:
    made = quizapp(data, "backup", str(tmp_path / "x.backup"))
    assert made.returncode == 2
    assert "no tables yet" in made.stderr
    assert not (tmp_path / "x.backup").exists()


def test_every_table_can_be_carried() -> None:
    for table in Base.metadata.tables.values():
        assert [sort_of(column) for column in table.columns]


def test_a_backup_of_an_empty_database_is_one_too(
    database_url: str, target: str
) -> None:
    into = BytesIO()
    with closing(Database(database_url)) as database:
        assert write_backup(database, into, program="1", now=NOW).rows == 0
