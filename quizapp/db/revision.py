"""Which migration the tables stand at, told without Alembic: a start must be quick."""

from sqlalchemy import inspect, text

from quizapp.db.session import Database

# The newest file in migrations/; a test holds the two together.
HEAD = "0001"


def stored_revision(database: Database) -> str | None:
    """Return the revision of the database; None where it has no tables yet."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(
            text("select version_num from alembic_version")
        )
        return found
