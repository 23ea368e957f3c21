"""The revision the program expects is the newest migration."""

from pathlib import Path

from alembic.script import ScriptDirectory

from quizapp.db.migrate import upgrade
from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from quizapp.resources import folder


def test_the_program_expects_the_newest_migration() -> None:
    assert ScriptDirectory(str(folder("migrations"))).get_current_head() == HEAD


def test_a_database_without_tables_has_no_revision(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    assert stored_revision(database) is None
    upgrade(empty_database_url, folder("migrations"))
    assert stored_revision(database) == HEAD
    database.close()


def test_an_empty_file_is_a_database_without_tables(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    assert stored_revision(database) is None
    database.close()
