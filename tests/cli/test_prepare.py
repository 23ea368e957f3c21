"""Many servers start at once over an empty database: one prepares it, all can serve."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select, text

from quizapp.db.models import Line, Pack
from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from tests.cli.running import PATIENCE, environment

TOGETHER = 8
# What `quizapp serve` calls before it serves.
PREPARE = (sys.executable, "-m", "quizapp", "packs", "load")


def started(data: Path, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        PREPARE,
        env=environment(data, DATABASE_URL=url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_servers_that_start_at_once_find_everything_once(
    data: Path, empty_database_url: str
) -> None:
    servers = [started(data, empty_database_url) for _ in range(TOGETHER)]
    ended = [(s.communicate(timeout=4 * PATIENCE), s.returncode) for s in servers]
    assert [said for (_, said), _ in ended] == [""] * TOGETHER
    assert [status for _, status in ended] == [0] * TOGETHER
    with closing(Database(empty_database_url)) as database:
        assert stored_revision(database) == HEAD
        with database.reading() as session:
            assert session.scalar(select(func.count(Pack.id))) == 2
            lines = session.execute(select(Line.case_id, Line.key)).all()
    # A line that came twice would have a second version.
    assert len(lines) == len({tuple(line) for line in lines}) > 100


def test_tables_of_a_newer_version_are_refused_in_a_sentence(
    data: Path, database_url: str
) -> None:
    with closing(Database(database_url)) as database, database.writing() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    server = started(data, database_url)
    _, said = server.communicate(timeout=PATIENCE)
    assert server.returncode == 2
    assert said.startswith("quizapp: The database is of a newer version")
    assert said.count("\n") == 1
