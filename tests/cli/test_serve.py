import os
import stat
import time
from pathlib import Path

import pytest

from quizapp.cli import main
from tests.cli.client import CASE, Client
from tests.cli.running import PATIENCE, Server, quizapp


def test_the_first_start_makes_everything_and_says_where_it_is(data: Path) -> None:
    server = Server(data)
    try:
        said = server.start()
        assert f"Blue Pencil is at http://127.0.0.1:{server.port}" in said
        status, page = Client(server.port).ask("GET", "/")
        assert status == 200
        assert "The early boat to Skerrow" in page
        assert (data / "quizapp.db").exists()
        assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    finally:
        server.kill()


def test_a_second_start_goes_on_where_the_first_ended(server: Server) -> None:
    server.start()
    lea = Client(server.port)
    here = lea.start()
    lea.answer(f"{here}1")
    assert server.stop() == 0
    server.start()
    assert "Margin note" in lea.ask("GET", f"{here}1")[1]
    assert "Round 1 is open: 1 of" in lea.ask("GET", CASE)[1]


def test_a_taken_port_is_refused_in_a_sentence(server: Server) -> None:
    server.start()
    second = quizapp(server.data, "serve", "--port", str(server.port))
    assert second.returncode == 2
    assert f"127.0.0.1:{server.port} cannot be used" in second.stderr
    assert "Choose another port" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "٨٠"])
def test_a_port_that_cannot_be_is_refused(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert "a port is a number up to 65535" in capsys.readouterr().err


def test_stopping_leaves_no_process_behind(server: Server) -> None:
    server.start()
    assert server.process
    group = server.process.pid
    assert server.stop() == 0
    deadline = time.monotonic() + PATIENCE
    # A worker that was told to end may need a moment to be gone.
    while is_there(group):
        assert time.monotonic() < deadline, "a process of the server is still there"


def is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
