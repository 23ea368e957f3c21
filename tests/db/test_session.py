from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from shutil import copyfile
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from quizapp.db.models import Participant
from quizapp.db.session import Database, insert_once
from tests.cast import NOON

WRONG = text(
    "insert into round (participant_id, case_id, number, beside, dealt_at)"
    " values (1, 1, 0, true, '2026-03-04')"
)


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Open an SQLite database."""
    path = tmp_path / "quizapp.sqlite"
    copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def join(session: Session, code: str, joined_at: datetime = NOON) -> bool:
    return insert_once(
        session,
        Participant,
        rejoin_code=code,
        joined_at=joined_at,
        last_seen_on=date(2026, 3, 4),
    )


def joined(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count(Participant.id))).one()


def test_a_row_goes_in_once(database: Database) -> None:
    with database.writing() as session:
        assert join(session, "LEA")
        assert not join(session, "LEA")
        assert join(session, "OTTO")
    with database.writing() as session:
        assert not join(session, "LEA")
    assert joined(database) == 2


def test_of_many_at_once_one_goes_in(database: Database) -> None:
    start = Barrier(8)

    def at_once(_: int) -> bool:
        start.wait()
        with database.writing() as session:
            return join(session, "LEA")

    with ThreadPoolExecutor(8) as threads:
        went_in = list(threads.map(at_once, range(8)))
    assert sorted(went_in) == [False] * 7 + [True]
    assert joined(database) == 1


def test_a_fault_rolls_everything_back(database: Database) -> None:
    with suppress(IntegrityError), database.writing() as session:
        join(session, "LEA")
        session.execute(WRONG)
    assert joined(database) == 0


def test_a_moment_comes_back_as_it_was(database: Database) -> None:
    summer = timezone(timedelta(hours=2))
    with database.writing() as session:
        join(session, "LEA", datetime(2026, 7, 1, 14, 30, 5, 123456, summer))
    with database.reading() as session:
        moment = session.scalars(select(Participant.joined_at)).one()
    assert moment == datetime(2026, 7, 1, 12, 30, 5, 123456, UTC)
    assert moment.utcoffset() == timedelta(0)


def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    naive = NOON.replace(tzinfo=None)
    with (
        pytest.raises(StatementError, match="needs a time zone"),
        database.writing() as session,
    ):
        join(session, "LEA", naive)


def test_the_database_keeps_to_its_checks(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(WRONG)


def test_a_number_is_never_given_to_somebody_else(database: Database) -> None:
    with database.writing() as session:
        join(session, "LEA")
        lea = session.scalars(select(Participant.id)).one()
        session.execute(text("delete from participant"))
    with database.writing() as session:
        join(session, "OTTO")
        assert session.scalars(select(Participant.id)).one() != lea


def test_who_still_asks_when_it_is_closed_leaves_no_connection_open(
    database: Database,
) -> None:
    with database.asking() as connection:
        driver = connection.connection.driver_connection
        database.close()
        assert connection.scalar(text("select 1")) == 1
    with pytest.raises(Exception, match="closed"):
        driver.execute("select 1")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)],
)
def test_sqlite_keeps_what_it_acknowledged(
    file: Database, pragma: str, value: object
) -> None:
    for block in (file.reading, file.writing):
        with block() as session:
            assert session.execute(text(f"pragma {pragma}")).scalar_one() == value


def test_a_database_that_is_made_is_kept_from_others(tmp_path: Path) -> None:
    made = Database(f"sqlite:///{tmp_path / 'quizapp.db'}")
    with made.writing() as session:
        session.execute(text("create table something (id integer)"))
        files = {f.name: f.stat().st_mode & 0o777 for f in tmp_path.iterdir()}
    made.close()
    assert set(files) == {"quizapp.db", "quizapp.db-wal", "quizapp.db-shm"}
    assert set(files.values()) == {0o600}


def test_a_reader_does_not_wait_for_a_writer(file: Database) -> None:
    with file.writing() as writer:
        join(writer, "LEA")
        assert joined(file) == 0
    assert joined(file) == 1


def test_a_reader_sees_one_state_from_first_to_last(file: Database) -> None:
    count = select(func.count(Participant.id))
    with file.reading() as reader:
        assert reader.scalars(count).one() == 0
        with file.writing() as writer:
            join(writer, "LEA")
        assert reader.scalars(count).one() == 0


def test_a_writer_reads_nothing_that_another_process_is_about_to_change(
    file: Database,
) -> None:
    def read_to_write() -> int:
        other = Database(str(file.engine.url))
        with other.writing() as session:
            found = session.scalars(select(func.count(Participant.id))).one()
        other.close()
        return found

    with ThreadPoolExecutor(1) as thread:
        with file.writing() as first:
            join(first, "LEA")
            second = thread.submit(read_to_write)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.3)
        assert second.result(timeout=10) == 1


def test_writers_wait_for_one_another(file: Database) -> None:
    def one_more(number: int) -> None:
        with file.writing() as session:
            count = session.scalars(select(func.count(Participant.id))).one()
            join(session, f"GUEST{count}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(one_more, range(40)))
    assert joined(file) == 40
