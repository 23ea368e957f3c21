"""Who sends slowly keeps nobody else waiting: on a hotspot no proxy stands in front."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from quizapp.cli.server import THREADS
from tests.cli.client import Client
from tests.cli.running import Server

MORE_THAN_THREADS = THREADS + 40
FORM = (
    b"POST /you/rejoin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncode="
)
STARTED = {
    "a form": FORM,
    "a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "nothing": b"",
    # Its answer comes, and then it does not hang up.
    "a farewell": b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
}


@contextmanager
def slow_clients(port: int, started: bytes, number: int) -> Iterator[None]:
    """Open connections that send so much and then no more."""
    with ExitStack() as stack:
        for _ in range(number):
            made = socket.create_connection(("127.0.0.1", port))
            stack.enter_context(made).sendall(started)
        yield


@pytest.mark.parametrize("started", STARTED)
def test_slow_clients_keep_nobody_else_waiting(server: Server, started: str) -> None:
    server.start()
    with slow_clients(server.port, STARTED[started], MORE_THAN_THREADS):
        # Without patience of the server's no answer ever came. How long it takes is
        # the processor's matter: one that is busy refuses six hundred forms slowly.
        status, page = Client(server.port, patience=60).ask("GET", "/")
        assert status == 200
        assert "The early boat to Skerrow" in page


def test_a_form_that_comes_in_pieces_is_read(server: Server) -> None:
    server.start()
    body = b"code=" + b"x" * 1995
    with socket.create_connection(("127.0.0.1", server.port)) as made:
        made.sendall(FORM)
        for start in range(5, 2000, 200):
            made.sendall(body[start : start + 200])
        answer = made.makefile("rb").readline()
    # Its token is missing, which only who has read the form can tell.
    assert answer.startswith(b"HTTP/1.1 400")


def test_an_answer_arrives_whole_at_who_hangs_up_after_it(server: Server) -> None:
    server.start()
    with socket.create_connection(("127.0.0.1", server.port)) as made:
        made.sendall(b"GET /static/app.css HTTP/1.0\r\nHost: localhost\r\n\r\n")
        head, _, sheet = made.makefile("rb").read().partition(b"\r\n\r\n")
    length = next(h for h in head.split(b"\r\n") if h.lower().startswith(b"content-l"))
    assert len(sheet) == int(length.split(b":")[1])
