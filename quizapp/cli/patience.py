"""A worker that does not wait for ever for whoever sends or reads slowly.

Each connection at work has a thread. A phone sends a form in one piece; who sends one
byte after another would keep the thread for as long as they like, and some hundreds of
them all threads. So a request may wait a moment for its client as it comes; beyond,
only so many may wait at the same time, and not for long. docs/deploy.md has figures.
"""

import errno
import socket
from contextlib import suppress
from functools import partial
from select import POLLIN, POLLOUT, poll
from threading import BoundedSemaphore
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

FIRST = 0.1  # seconds for a first byte; who says nothing yet waits without a thread
MOMENT = 1.0  # seconds that a request may wait in all, as it comes
SLOW = 40  # requests a process that may wait longer at the same time
SILENCE = 20.0  # seconds that one of these waits for the next byte
LONGEST = 300.0  # seconds that one of these waits in all: 32 MB at 0.9 Mbit/s
# What still comes of a refused upload is taken, or the answer would be lost, and behind
# nginx become a bare 502. It lasts two seconds at most.
PARTING, MOST_TAKEN = 2.0, 32_000_000  # seconds, bytes

_slow = BoundedSemaphore(SLOW)


class PatientSocket(socket.socket):
    """A connection that is given up where its client is too slow."""

    spare = MOMENT
    until = 0.0
    is_over = False

    def begin(self) -> None:
        """Be patient anew: the next request begins."""
        self.spare, self.until = MOMENT, monotonic() + LONGEST

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Receive what comes next. Raises `ConnectionResetError` in the end."""
        if self.is_over:
            return b""
        if self.gettimeout() is None:
            self._wait(POLLIN)
        return super().recv(size, flags)

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send everything. Raises `ConnectionResetError` in the end."""
        left = memoryview(data)
        while left:
            self._wait(POLLOUT)
            left = left[super().send(left, flags | socket.MSG_DONTWAIT) :]

    def part(self) -> None:
        """Send no more, and take what still comes for a moment.

        Gunicorn would do so in the one thread that accepts everybody.
        """
        self.until = min(self.until, monotonic() + PARTING)
        taken = 0
        with suppress(OSError):
            self.shutdown(socket.SHUT_WR)
            while taken < MOST_TAKEN and (more := self.recv(65536)):
                taken += len(more)
        self.is_over = True

    def _wait(self, what: int) -> None:
        began = monotonic()
        if self.is_ready(what, self.spare):
            self.spare -= min(self.spare, monotonic() - began)
            return
        self.spare = 0.0
        if not _slow.acquire(blocking=False):
            raise self._given_up()
        try:
            if not self.is_ready(what, min(SILENCE, self.until - began)):
                raise self._given_up()
        finally:
            _slow.release()

    def _given_up(self) -> ConnectionResetError:
        self.is_over = True
        return ConnectionResetError(errno.ECONNRESET, "The client is too slow")

    def is_ready(self, what: int, seconds: float) -> bool:
        """Wait so long; say whether there is something to do."""
        waiting = poll()
        waiting.register(self, what)
        return bool(waiting.poll(max(0.0, seconds) * 1000))


class PatientWorker(ThreadWorker):
    """Gunicorn's threads, with sockets that are given up."""

    def handle(self, conn: TConn) -> Any:
        """Serve one request of a connection."""
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket(fileno=conn.sock.detach())
            # Gunicorn would wait five seconds, and open a file for it.
            conn.wait_for_data = partial(_has_come, conn)
        conn.sock.begin()
        goes_on = super().handle(conn)
        if goes_on is False:
            conn.sock.part()
        return goes_on


def _has_come(conn: TConn, _seconds: float) -> bool:
    conn.data_ready = conn.sock.is_ready(POLLIN, FIRST)
    return bool(conn.data_ready)
