"""An address that leads through pgbouncer: nothing is prepared for the next time."""

import pytest
from sqlalchemy import text

from quizapp.db.session import Database
from quizapp.errors import BadInput
from tests import postgres

OFTEN = 20  # more often than the driver waits before it prepares a statement


def prepared_statements(url: str) -> int:
    """Ask the same several times; return what the server keeps prepared of it."""
    database = Database(url)
    with database.reading() as session:
        for _ in range(OFTEN):
            session.execute(text("select 1"))
        found = session.scalar(text("select count(*) from pg_prepared_statements"))
    database.close()
    return int(found or 0)


def test_statements_are_prepared_unless_the_address_forbids_it(
    postgres_server: postgres.Server,
) -> None:
    with postgres_server.database() as url:
        assert prepared_statements(url) > 0
        assert prepared_statements(f"{url}&prepare_threshold=none") == 0


def test_any_other_threshold_is_refused_with_what_to_write() -> None:
    with pytest.raises(BadInput, match="none or left out"):
        Database("postgresql+psycopg://quiz@/quiz?prepare_threshold=soon")
