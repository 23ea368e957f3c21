"""Figures for Prometheus: added up over all workers, on a port of their own."""

import os
import re
import signal
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from quizapp.cli.metrics import share_figures
from quizapp.errors import BadInput
from tests import postgres
from tests.cli.client import CASE, Client
from tests.cli.running import PATIENCE, Server, free_port, quizapp

ASKED = 'quizapp_requests_total{method="GET",route="/kinds",status="200"}'
TAKEN = "quizapp_answers_total"
MEMORY = r'quizapp_memory_bytes{pid="(\d+)"}'


def figures(port: int) -> dict[str, float]:
    """Return what is told, or nothing where nobody tells it yet."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as r:
            lines = r.read().decode().splitlines()
    except (URLError, OSError):
        return {}
    told = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in told}


def told(port: int, name: str, least: float) -> dict[str, float]:
    """Wait until a figure is at least so much; return all."""
    deadline = time.monotonic() + PATIENCE
    while (found := figures(port)).get(name, 0) < least:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def workers(found: dict[str, float]) -> set[int]:
    return {int(m[1]) for name in found if (m := re.fullmatch(MEMORY, name))}


@contextmanager
def two_workers(data: Path, url: str, port: int) -> Iterator[Server]:
    settings = {"DATABASE_URL": url, "QUIZAPP_METRICS": str(port)}
    server = Server(data, "--workers", "2", **settings)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def test_one_process_tells_what_it_did(server: Server) -> None:
    port = free_port()
    server.settings = {"QUIZAPP_METRICS": str(port)}
    server.start()
    lea = Client(server.port)
    lea.answer(f"{lea.start()}1")
    found = told(port, TAKEN, 1)
    assert found[TAKEN] == 1
    place = "/cases/<slug:pack>/<slug:case>/rounds/<count:number>/<count:position>"
    answered = f'quizapp_request_seconds_count{{route="{place}"}}'
    assert found[answered] == 2
    [memory] = [value for name, value in found.items() if "memory" in name]
    assert memory > 20_000_000
    assert CASE not in "".join(found)
    # Not on the port where everybody is.
    assert lea.ask("GET", "/metrics")[0] == 404


def test_two_workers_are_added_up_and_when_one_ends_another_tells(
    data: Path, postgres_server: postgres.Server
) -> None:
    port = free_port()
    with postgres_server.database() as url, two_workers(data, url, port) as server:
        for _ in range(40):
            assert Client(server.port).ask("GET", "/kinds")[0] == 200
        found = told(port, ASKED, 40)
        assert found[ASKED] == 40
        for worker in workers(found):
            os.kill(worker, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while workers(after := figures(port)) & workers(found) or not workers(after):
            assert time.monotonic() < deadline, after
            time.sleep(0.05)
        # What was counted is kept; who ended holds no memory any more.
        assert after[ASKED] == 40


def test_the_shared_folder_goes_with_the_server(server: Server, tmp_path: Path) -> None:
    server.settings = {"QUIZAPP_METRICS": str(free_port()), "TMPDIR": str(tmp_path)}
    server.start()
    told(int(server.settings["QUIZAPP_METRICS"]), "quizapp_memory_bytes", 0)
    assert list(tmp_path.glob("quizapp-figures-*"))
    assert server.stop() == 0
    assert list(tmp_path.glob("quizapp-figures-*")) == []


def test_a_taken_port_is_refused_in_a_sentence(server: Server) -> None:
    server.start()
    port = str(free_port())
    settings = {"QUIZAPP_METRICS": str(server.port)}
    refused = quizapp(server.data, "serve", "--port", port, **settings)
    assert refused.returncode == 2
    assert f"127.0.0.1:{server.port} cannot be used" in refused.stderr


def test_without_the_package_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(BadInput, match="pip install prometheus-client"):
        share_figures()
