"""The database that the settings name, for one command."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from quizapp.config import Config
from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from quizapp.resources import folder


@contextmanager
def upgraded_database(config: Config) -> Iterator[Database]:
    """Open the database with its tables up to date. Raises `BadInput` as they do."""
    with closing(Database(config.database_url)) as database:
        if stored_revision(database) != HEAD:
            # Loading Alembic takes as long as most commands.
            from quizapp.db.migrate import upgrade  # noqa: PLC0415

            upgrade(config.database_url, folder("migrations"))
        yield database
