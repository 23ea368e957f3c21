"""A network that holds streams back: the phone asks instead, and nobody notices."""

import socket
import socketserver
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from bench.live.hall import Hall, open_hall
from quizapp.db.session import Database
from quizapp.game.workshop import Step
from quizapp.services import workshops
from tests.stage import Game

STREAM = b"/stream HTTP/1.1"
END = b"\r\n\r\n"
PATIENCE = 30_000  # milliseconds; a phone asks after four seconds of silence


class Proxy(socketserver.ThreadingTCPServer):
    """Passes everything on but streams: of those nothing, or no more than the head."""

    daemon_threads = True

    def __init__(self, port: int, *, passes_head: bool) -> None:
        self.server_port, self.passes_head = port, passes_head
        super().__init__(("127.0.0.1", 0), Passing)


class Passing(socketserver.BaseRequestHandler):
    """One connection through the proxy."""

    server: Proxy
    is_stream = False

    def handle(self) -> None:
        behind = socket.create_connection(("127.0.0.1", self.server.server_port))
        with closing(behind), suppress(OSError):
            Thread(target=self._answer, args=(behind,), daemon=True).start()
            while sent := self.request.recv(65536):
                self.is_stream = STREAM in sent
                behind.sendall(sent)

    def _answer(self, behind: socket.socket) -> None:
        head = b""
        with suppress(OSError):
            while told := behind.recv(65536):
                if not self.is_stream:
                    self.request.sendall(told)
                elif self.server.passes_head and END not in head:
                    head += told
                    if END in head:
                        self.request.sendall(head.partition(END)[0] + END)


@contextmanager
def holding(port: int, *, passes_head: bool) -> Iterator[str]:
    """Run such a proxy for the length of the block; give its address."""
    with Proxy(port, passes_head=passes_head) as proxy:
        Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}"
        proxy.shutdown()


def step(hall: Hall, version: int) -> None:
    with hall.database.writing() as session:
        workshops.step(
            session,
            person=hall.host,
            code=hall.code,
            step=Step.NEXT,
            version=version,
            questions=1,
            now=datetime.now(UTC),
        )


@pytest.mark.parametrize("passes_head", [False, True], ids=["all held", "body held"])
def test_where_a_stream_is_held_back_a_phone_asks_for_the_stage(
    live_server: Game, page: Page, passes_head: bool
) -> None:
    url = f"sqlite:///{live_server.data / 'quizapp.db'}"
    with (
        closing(Database(url)) as database,
        holding(live_server.port, passes_head=passes_head) as address,
    ):
        hall = open_hall(database, 1, email=f"held-{passes_head}@example.org")
        page.goto(f"{address}/w/{hall.code}/")
        page.get_by_label("A name for this room").fill("Lea")
        page.get_by_role("button", name="Come in").click()
        expect(page.locator(".room.phone")).to_be_visible()
        for version, shown in ((1, "form.vote"), (2, ".pair, h1")):
            step(hall, version)
            expect(page.locator(f".stage {shown}").first).to_be_visible(
                timeout=PATIENCE
            )
        expect(page.locator(".link-lost")).to_be_hidden()
        expect(page.locator("form.vote")).to_have_count(0, timeout=PATIENCE)
        page.goto("about:blank")
