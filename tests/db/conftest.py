"""A database, open for the length of one test."""

from collections.abc import Iterator

import pytest

from quizapp.db.session import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open the empty database, once of each sort."""
    opened = Database(database_url)
    yield opened
    opened.close()
