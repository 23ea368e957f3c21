"""What is no proper request, as it comes over the wire to a running server."""

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Server

HERE = b"Host: 127.0.0.1\r\nConnection: close\r\n"
FORM = b"POST /you/rejoin HTTP/1.1\r\n" + HERE
TYPED = b"Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


@pytest.fixture(scope="module")
def running(
    loaded_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Run one server for all that is sent here."""
    data = tmp_path_factory.mktemp("wire") / "data"
    shutil.copytree(loaded_data, data)
    # As it is deployed: it answers to its own name alone.
    server = Server(data, QUIZAPP_HOSTS="127.0.0.1")
    server.start()
    yield server
    server.kill()


def send(server: Server, sent: bytes) -> tuple[int, bytes, bytes]:
    """Send bytes; return the status, the head and the body of what comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as wire:
        wire.sendall(sent)
        came = b""
        while more := wire.recv(65536):
            came += more
    head, _, body = came.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), head, body


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        (b"GARBAGE\r\n\r\n", 400, b"cannot be read here"),
        (b"GET / HTTP/9.9\r\n" + HERE + b"\r\n", 400, b"cannot be read here"),
        (b"GET /\x00 HTTP/1.1\r\n" + HERE + b"\r\n", 400, b"cannot be read here"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, b"cannot be read here"),
        (
            b"GET / HTTP/1.1\r\n" + HERE + b"X: \x00\r\n\r\n",
            400,
            b"cannot be read here",
        ),
        (
            b"GET / HTTP/1.1\r\n" + HERE + b" folded\r\n\r\n",
            400,
            b"cannot be read here",
        ),
        # Two lengths, or a length and chunks: where one request ends must be one thing.
        (
            FORM + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\ncode=x",
            400,
            b"cannot be read here",
        ),
        (FORM + b"Content-Length: -5\r\n\r\ncode=", 400, b"cannot be read here"),
        (
            FORM + b"Content-Length: 5\r\n" + CHUNKED + b"\r\n0\r\n\r\n",
            400,
            b"cannot be read here",
        ),
        (
            FORM + TYPED + CHUNKED + b"\r\n-5\r\ncode=\r\n0\r\n\r\n",
            400,
            b"cannot be read here",
        ),
        (
            b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n" + HERE + b"\r\n",
            414,
            b"This address is too long.",
        ),
        (
            b"GET / HTTP/1.1\r\n" + HERE + b"X: " + b"y" * 20_000 + b"\r\n\r\n",
            431,
            b"Your browser sends too much",
        ),
        (
            FORM + TYPED + b"Content-Length: 90000\r\n\r\ncode=" + b"x" * 89_995,
            413,
            b"That is more than this page can take",
        ),
    ],
    ids=lambda value: (
        value[:24].decode("latin-1") if isinstance(value, bytes) else None
    ),
)
def test_what_is_no_proper_request_is_refused(
    running: Server, sent: bytes, status: int, sentence: bytes
) -> None:
    found, head, body = send(running, sent)
    assert found == status
    assert b'<main id="main">' in body
    assert sentence in body
    assert b"Content-Security-Policy: default-src 'none'" in head
    assert b"nosniff" in head


def test_nothing_that_was_sent_comes_back(running: Server) -> None:
    _, _, body = send(running, b"GET <script>x</script>\r\n\r\n")
    assert b"script>x" not in body
    assert b"&lt;script" not in body


def test_the_server_goes_on(running: Server) -> None:
    for _ in range(3):
        send(running, b"\r\n\r\n\x16\x03\x01garbage\r\n\r\n")
    status, _, _ = send(running, b"GET / HTTP/1.1\r\n" + HERE + b"\r\n")
    assert status == 200


def test_nobody_s_address_is_written_down(running: Server) -> None:
    send(running, b"GARBAGE\r\n\r\n")
    written = running.log.read_text()
    assert "A request cannot be read: InvalidRequestLine" in written
    assert "ip=" not in written


def test_a_line_about_no_request_has_the_number_of_none(running: Server) -> None:
    send(running, b"GET / HTTP/1.1\r\n" + HERE + b"\r\n")
    send(running, b"GARBAGE\r\n\r\n")
    lines = [
        json.loads(line) for line in running.log.read_text().splitlines() if "{" in line
    ]
    unread = [line for line in lines if "cannot be read" in line["message"]]
    assert unread
    assert not any("request" in line for line in unread)


@pytest.mark.parametrize("connection", [b"close", b"keep-alive"])
def test_a_refusal_arrives_however_much_is_still_sent(
    running: Server, connection: bytes
) -> None:
    upload = b"x" * 20_000_000
    head = b"POST /desk/import HTTP/1.1\r\nHost: 127.0.0.1\r\n" + TYPED
    head += b"Connection: %b\r\nContent-Length: %d\r\n\r\n" % (connection, len(upload))
    status, _, page = send(running, head + upload)
    assert status == 413
    assert b"That is more than this page can take" in page
