"""How often one client may fail, and how much it may begin, in a quarter of an hour.

Counted in memory; no address is stored. Generous, because a whole classroom comes from
one address.
"""

from collections import OrderedDict
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from threading import Lock
from time import monotonic
from typing import cast

from flask import Flask, current_app, request

from quizapp.errors import TooOften
from quizapp.services.attempts import too_often
from quizapp.wording import ngettext

KEY = "throttle"
WINDOW = 15 * 60
MOST = 100
CLIENTS = 10_000


class Door(StrEnum):
    """What can be guessed at, and what can be begun; each is counted by itself."""

    SIGN_IN = "sign in"
    REGISTER = "register"
    CODE = "code"
    ROOM = "room"
    GUEST = "guest"
    ROUND = "round"
    LEAVE = "leave"


# A school comes from one address: all of it may register or play within a lesson, and
# one joker must not close a room's door for a whole class.
EASIER = {
    **{Door.REGISTER: 4, Door.ROOM: 10, Door.ROUND: 30},
    **{Door.GUEST: 20, Door.LEAVE: 20},
}


class Throttle:
    """Counts of failures by door and client; those it knows longest go first."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._counts: OrderedDict[tuple[Door, str], tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, door: Door, client: str, *, now: float) -> float:
        """Return how many seconds a client has to wait; 0 for nearly everybody."""
        with self._lock:
            count, until = self._counts.get((door, client), (0, now))
            most = MOST * EASIER.get(door, 1)
            return max(0.0, until - now) if count >= most else 0.0

    def note(self, door: Door, client: str, *, now: float) -> None:
        """Count a failure."""
        with self._lock:
            count, until = self._counts.get((door, client), (0, now))
            fresh = until <= now
            self._counts[door, client] = (
                (1, now + WINDOW) if fresh else (count + 1, until)
            )
            if len(self._counts) > CLIENTS:
                self._counts.popitem(last=False)


def attach_throttle(app: Flask) -> None:
    """Give the app its own counts; each process has one."""
    app.extensions[KEY] = Throttle()


def admit(door: Door) -> None:
    """Raise `TooOften` where this client has failed too often at this door."""
    wait = _throttle().wait(door, _client(), now=monotonic())
    if wait:
        raise too_often(timedelta(seconds=wait))


def begin(door: Door) -> None:
    """Count what this client begins.

    Raises `TooOften` beyond what a school could mean, so that nobody fills the disk.
    """
    now = monotonic()
    minutes = -(-_throttle().wait(door, _client(), now=now) // 60)
    if minutes:
        raise TooOften(
            ngettext(
                "Too much was begun from this network. Wait a minute, then try again.",
                "Too much was begun from this network. Wait %(n)s minutes, then try "
                "again.",
                int(minutes),
            )
            % {"n": int(minutes)}
        )
    _throttle().note(door, _client(), now=now)


def note_failure(door: Door) -> None:
    """Count that this client failed."""
    _throttle().note(door, _client(), now=monotonic())


def _client() -> str:
    """Name the client; of an IPv6 address, the network that one household has."""
    given = request.remote_addr or ""
    try:
        address = ip_address(_without_port(given))
    except ValueError:
        return given
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> 64)
    return str(getattr(address, "ipv4_mapped", None) or address)


def _without_port(given: str) -> str:
    """Leave the port out that some proxies tell: every connection has another."""
    if given.startswith("["):
        return given[1:].partition("]")[0]
    host, _, port = given.partition(":")
    return host if port.isdigit() else given


def _throttle() -> Throttle:
    return cast(Throttle, current_app.extensions[KEY])
