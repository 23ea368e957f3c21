"""`quizapp groups`, and the clock that a running server keeps."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from time import monotonic, sleep

import pytest
from sqlalchemy import update

from quizapp.cli.serve import erase_due
from quizapp.db.models import Group
from quizapp.db.session import Database
from quizapp.services.guests import welcome_guest
from tests.cli.running import PATIENCE, Server, quizapp
from tests.services.classroom import Classroom, opened


@pytest.fixture
def classroom(loaded_data: Path, data: Path) -> Iterator[Classroom]:
    """Return a group with one member, in a data folder of one's own."""
    copytree(loaded_data, data)
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database:
        room = opened(database)
        room.join("Lea")
        yield room


def end(room: Classroom, day: date) -> None:
    with room.database.writing() as session:
        session.execute(update(Group).values(retention_on=day))


def today() -> date:
    return datetime.now(UTC).date()


def test_groups_are_listed(classroom: Classroom, data: Path) -> None:
    end(classroom, date(2099, 7, 31))
    listed = quizapp(data, "groups", "list")
    assert listed.stdout == "1  10b: 1 member, erased on 2099-07-31\n"


def test_a_server_without_groups_says_so(data: Path) -> None:
    assert quizapp(data, "groups", "list").stdout == "No group is here yet.\n"


def test_groups_expire_on_their_day(classroom: Classroom, data: Path) -> None:
    end(classroom, today() + timedelta(days=2))
    done = quizapp(data, "groups", "expire")
    assert (done.returncode, done.stdout) == (0, "No group’s date has come.\n")
    end(classroom, today())
    done = quizapp(data, "groups", "expire")
    assert (done.returncode, done.stdout) == (0, "10b: erased, counts kept\n")
    assert classroom.roster() == {}
    said = f"1  10b: erased on {today().isoformat()}, counts kept\n"
    assert quizapp(data, "groups", "list").stdout == said


def test_no_nickname_is_left_in_the_files(classroom: Classroom, data: Path) -> None:
    classroom.join("Wolfgang Amadeus")
    end(classroom, today())
    quizapp(data, "groups", "expire")
    classroom.database.close()
    for file in data.glob("quizapp.db*"):
        assert b"Wolfgang" not in file.read_bytes(), file.name


def test_the_clock_is_an_argument(classroom: Classroom) -> None:
    end(classroom, date(2099, 7, 31))
    erase_due(classroom.database, now=datetime(2099, 7, 30, 23, 59, tzinfo=UTC))
    assert list(classroom.roster()) == ["Lea"]
    erase_due(classroom.database, now=datetime(2099, 7, 31, tzinfo=UTC))
    assert classroom.roster() == {}


def test_a_running_server_erases_by_itself(classroom: Classroom, data: Path) -> None:
    end(classroom, today())
    with classroom.database.writing() as session:
        # Somebody was here today, so that the day is no slip of the clock.
        welcome_guest(session, code="QTTQQTTQQT", now=datetime.now(UTC))
    server = Server(data)
    try:
        server.start()
        deadline = monotonic() + PATIENCE
        while classroom.roster() and monotonic() < deadline:
            sleep(0.1)
        assert classroom.look().erased_at
    finally:
        server.kill()
