"""Which migration the tables stand at, told without Alembic: a start must be quick."""

from sqlalchemy import inspect, text

from quizapp.db.session import Database, opened

# The newest file in migrations/; a test holds the two together.
HEAD = "0010"


def stored_revision(database: Database) -> str | None:
    """Return the revision of the database; None where it has no tables yet.

    Raises `BadInput` where it cannot be opened.
    """
    reader = database.engine.execution_options(read_only=True)
    with opened(reader) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        query = text("select version_num from alembic_version")
        found: str | None = connection.scalar(query)
        return found
