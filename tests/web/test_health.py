"""Whether it works, as whoever watches the server asks."""

from pathlib import Path

import pytest
from flask import Flask

from quizapp.db.revision import HEAD
from tests.web.conftest import MakeApp
from tests.web.serving import serving


@pytest.mark.parametrize("address", ["/health", "/ready"])
def test_a_server_that_works_says_so_without_a_cookie(
    serve: MakeApp, database_url: str, address: str
) -> None:
    answer = serve(database_url).test_client().get(address)
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "text/plain"


def test_a_server_without_its_tables_answers_but_is_not_ready(
    serve: MakeApp, empty_database_url: str
) -> None:
    client = serve(empty_database_url).test_client()
    assert client.get("/health").status_code == 200
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert f"stands at revision None, not {HEAD}" in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/quizapp.db",
        "postgresql+psycopg://quiz@/quiz?host=/nowhere",
    ],
)
def test_a_server_without_its_database_is_not_ready_and_tells_nobody_where_it_is(
    serve: MakeApp, url: str
) -> None:
    client = serve(url).test_client()
    assert client.get("/health").status_code == 200
    answer = client.get("/ready")
    assert (answer.status_code, answer.text) == (
        503,
        "The database cannot be reached.\n",
    )


def test_it_is_asked_and_not_told(app: Flask) -> None:
    answer = app.test_client().post("/health")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert app.test_client().head("/ready").status_code == 200


def test_it_is_asked_under_any_name(sqlite_template: Path) -> None:
    with serving(f"sqlite:///{sqlite_template}", hosts=("quiz.example.org",)) as app:
        client = app.test_client()
        assert client.get("/ready", headers={"Host": "10.0.0.7"}).status_code == 200
        assert client.get("/", headers={"Host": "10.0.0.7"}).status_code == 400
