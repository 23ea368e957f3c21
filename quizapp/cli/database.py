"""The database that the settings name, for one command."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from quizapp.config import Config
from quizapp.db.migrate import upgrade
from quizapp.db.session import Database
from quizapp.resources import folder


@contextmanager
def upgraded_database(config: Config) -> Iterator[Database]:
    """Open the database with its tables up to date. Raises `BadInput` as they do."""
    upgrade(config.database_url, folder("migrations"))
    with closing(Database(config.database_url)) as database:
        yield database
