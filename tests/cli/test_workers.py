"""`quizapp serve --workers`: several processes, on PostgreSQL alone."""

from pathlib import Path
from threading import Thread

import pytest

from quizapp.cli import main
from quizapp.cli.lock import alone_in
from tests.cli.running import free_port, quizapp

PATIENCE = 30


def test_several_workers_on_sqlite_are_refused_in_a_sentence(data: Path) -> None:
    port = str(free_port())
    refused = quizapp(data, "serve", "--workers", "2", "--port", port)
    assert refused.returncode == 2
    assert "SQLite is served by one worker" in refused.stderr
    assert "DATABASE_URL" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("workers", ["0", "65", "-1", "two"])
def test_a_number_of_workers_that_cannot_be_is_refused(
    workers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--workers={workers}"])
    assert "workers are a number from 1 to 64" in capsys.readouterr().err


def test_of_several_workers_one_erases_and_the_next_waits_for_it(
    tmp_path: Path,
) -> None:
    entered: list[str] = []

    def second() -> None:
        with alone_in(tmp_path):
            entered.append("second")

    with alone_in(tmp_path):
        waiting = Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        entered.append("first")
    waiting.join(PATIENCE)
    assert entered == ["first", "second"]
