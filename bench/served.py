"""The game and the floor served by processes of their own, and browsers that ask."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench import floor, game, process, wsgi
from bench.stand import Stand
from quizapp.resources import PACKAGE
from quizapp.web.app import create_app

BROWSERS = 8
PATIENCE = 60
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Post:
    """A form to send, and by whom."""

    path: str
    cookie: str
    form: dict[str, str]


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs: the process that was started, and its port."""

    number: int
    port: int

    def workers(self) -> list[int]:
        return process.children(self.number)

    def cpu(self) -> float:
        return sum(map(process.cpu, (self.number, *self.workers())))


@contextmanager
def game_server(there: Stand, workers: int = 1) -> Iterator[Serving]:
    """Serve the game on an empty database."""
    there.fill()
    with serve(there, workers) as serving:
        yield serving


@contextmanager
def serve(there: Stand, workers: int = 1) -> Iterator[Serving]:
    """Serve the game on a database as it is."""
    words = ("-m", "quizapp", "serve", "--workers", str(workers), "--port")
    with _running(there, words, workers) as serving:
        yield serving


@contextmanager
def floor_server(there: Stand) -> Iterator[Serving]:
    """Serve the floor, with the same settings of the same server."""
    floor.prepare(there.floor_url)
    with _running(there, ("-m", "bench.floor", there.floor_url), 1) as serving:
        yield serving


@contextmanager
def _running(there: Stand, words: Sequence[str], workers: int) -> Iterator[Serving]:
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(PACKAGE.parent),
        "QUIZAPP_DATA": str(there.folder),
        "DATABASE_URL": there.url,
    }
    with (there.folder / f"{port}.log").open("wb") as log:
        started = subprocess.Popen(
            [sys.executable, *words, str(port)], env=environment, stdout=log, stderr=log
        )
    try:
        serving = Serving(started.pid, port)
        _wait(serving, started, workers)
        yield serving
    finally:
        started.terminate()
        started.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as lent:
        lent.bind(("127.0.0.1", 0))
        return int(lent.getsockname()[1])


def _wait(serving: Serving, started: subprocess.Popen[bytes], workers: int) -> None:
    """Wait until a page comes: the port opens before there is an app behind it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and started.poll() is None:
        try:
            for _ in range(8 * workers):
                get(serving.port, "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{started.args!r} does not serve")


def get(port: int, path: str, cookie: str = "") -> bytes:
    """Get a page over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Cookie": cookie})
    body = connection.getresponse().read()
    connection.close()
    return body


@dataclass(frozen=True, slots=True)
class Sent:
    """How many forms were taken in a second, and how many were refused."""

    rate: float
    refused: int


def send(port: int, posts: Sequence[Post], browsers: int = BROWSERS) -> Sent:
    """Send forms from several browsers at once, each over its own connection."""
    start = time.perf_counter()
    with ThreadPoolExecutor(browsers) as pool:
        shares = [posts[number::browsers] for number in range(browsers)]
        refused = sum(pool.map(lambda share: _send_all(port, share), shares))
    took = time.perf_counter() - start
    return Sent((len(posts) - refused) / took, refused)


def _send_all(port: int, posts: Sequence[Post]) -> int:
    """Send forms one after another; return how many were refused."""
    connection, refused = HTTPConnection("127.0.0.1", port, timeout=PATIENCE), 0
    for post in posts:
        headers = {"Cookie": post.cookie, "Content-Type": FORM_TYPE}
        connection.request("POST", post.path, urlencode(post.form), headers)
        answer = connection.getresponse()
        answer.read()
        refused += answer.status != 303
    connection.close()
    return refused


def game_answers(there: Stand, count: int) -> Iterator[Post]:
    """Deal rounds in this process, to be answered by the one that serves."""
    app = create_app(there.config())
    for played, address in list(game.places(app, count)):
        yield Post(address, played.cookie, played.form)


def floor_answers(there: Stand) -> Iterator[Post]:
    client = floor.create_app(there.floor_url).test_client()
    client.post("/login")
    while True:
        yield Post("/answer", wsgi.cookie_of(client), floor.FORM)
