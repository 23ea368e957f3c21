"""Rooms as they change, told at once to every screen that looks on.

One `Hub` a process. A thread asks the database for the versions of the rooms that
are looked at; who changes a room in this process says so directly. What a screen
needs is drawn once for each version, and sent whole: after a change no screen has to
ask for anything. docs/decisions/0012 has the figures that decided this.
"""

import json
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from threading import Condition, Event, Lock, Thread
from time import monotonic, sleep
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from quizapp.db.session import Database
from quizapp.services import rooms, seats

LOOK = 0.15  # seconds between two looks at the versions
COUNT = 0.45  # between two counts of a room that somebody leads
PRESENT = 10.0  # between two notes of who is there
BEAT = 15.0  # between two signs of life on a silent stream
LONGEST = 300.0  # a stream ends, and the browser opens the next
MOST = 540  # streams a process; the other threads serve pages

log = logging.getLogger(__name__)


class Face(StrEnum):
    """Which screen looks on."""

    PHONE = "phone"
    WALL = "wall"
    HOST = "host"


class LiveRoom:
    """One room, as this process knows it."""

    def __init__(self, number: int) -> None:
        """Know nothing yet."""
        self.number = number
        self.changed = Condition()
        self.version = 0
        self.counted = ""
        self.watchers: Counter[Face] = Counter()
        self.there: Counter[int] = Counter()
        self.asked: set[int] = set()
        self._drawn: dict[tuple[Face, str], tuple[int, str]] = {}
        self._drawing = Lock()

    def tell(self, version: int) -> None:
        """Wake every screen where the version is newer than the one they have."""
        with self.changed:
            if version > self.version:
                self.version = version
                self.changed.notify_all()

    def count(self, counted: str) -> None:
        """Wake every screen where the counts are other than they were."""
        with self.changed:
            if counted != self.counted:
                self.counted = counted
                self.changed.notify_all()

    def wait(self, version: int, counted: str | None, seconds: float) -> None:
        """Sleep until there is something new, or for so many seconds."""
        with self.changed:
            self.changed.wait_for(
                lambda: (
                    self.version > version
                    or (counted is not None and self.counted != counted)
                ),
                seconds,
            )

    def drawn(
        self, face: Face, language: str, draw: Callable[[], tuple[int, str]]
    ) -> tuple[int, str]:
        """Return the newest version and its drawing, made by the first who asks."""
        with self._drawing:
            version, drawing = self._drawn.get((face, language), (-1, ""))
            if version < self.version or version < 0:
                version, drawing = draw()
                self._drawn[face, language] = version, drawing
        self.tell(version)
        return version, drawing


class Hub:
    """The rooms that somebody looks at in this process."""

    def __init__(
        self, database: Database, tell: Callable[[int], Mapping[str, Any] | None]
    ) -> None:
        """Take the database, and what counts a room for those who lead it."""
        self._database, self._tell = database, tell
        self._rooms: dict[int, LiveRoom] = {}
        self._lock = Lock()
        self._wanted = Event()
        self._process: int | None = None
        self.streams = 0

    def room(self, number: int) -> LiveRoom:
        """Return a room; from now on this process follows it."""
        with self._lock:
            return self._followed(number)

    def note(self, number: int, participant: int) -> None:
        """Note that somebody is there who asks now and then instead of listening."""
        with self._lock:
            self._followed(number).asked.add(participant)

    def refresh(self, number: int) -> None:
        """Tell what changed in a room just now, without waiting for the next look."""
        self._look([self.room(number)])

    @contextmanager
    def watching(
        self, number: int, face: Face, participant: int | None
    ) -> Iterator[LiveRoom]:
        """Count a screen among those that look on, for the length of the block."""
        with self._lock:
            room = self._followed(number)
            self._enter(room, face, participant, +1)
        try:
            yield room
        finally:
            with self._lock:
                self._enter(room, face, participant, -1)

    def is_full(self) -> bool:
        """Say whether another stream would take the threads that pages need."""
        return self.streams >= MOST

    def _followed(self, number: int) -> LiveRoom:
        # A process that was forked has none of its parent's threads.
        if self._process != os.getpid():
            self._process = os.getpid()
            Thread(target=self._follow, daemon=True, name="rooms").start()
        self._wanted.set()
        return self._rooms.setdefault(number, LiveRoom(number))

    def _enter(
        self, room: LiveRoom, face: Face, participant: int | None, more: int
    ) -> None:
        self.streams += more
        room.watchers[face] += more
        if participant is not None:
            room.there[participant] += more
            room.asked.add(participant)

    def _follow(self) -> None:
        counted = noted = monotonic()
        while True:
            self._wanted.wait()
            try:
                followed = list(self._rooms.values())
                self._look(followed)
                if monotonic() - counted > COUNT:
                    counted = monotonic()
                    self._count(followed)
                if monotonic() - noted > PRESENT:
                    noted = monotonic()
                    self._note(followed)
                sleep(LOOK)
            except SQLAlchemyError as fault:
                log.warning("Rooms cannot be followed for the moment: %s", fault)
                sleep(1)

    def _look(self, followed: list[LiveRoom]) -> None:
        with self._database.reading() as session:
            for room in followed:
                version = rooms.version_of(session, number=room.number)
                if version is not None:
                    room.tell(version)

    def _count(self, followed: list[LiveRoom]) -> None:
        for room in followed:
            if room.watchers[Face.WALL] + room.watchers[Face.HOST]:
                told = self._tell(room.number)
                room.count(json.dumps(told) if told else "")

    def _note(self, followed: list[LiveRoom]) -> None:
        with self._lock:
            there = {
                room.number: {*room.asked, *(p for p, n in room.there.items() if n)}
                for room in followed
            }
            for room in followed:
                room.asked.clear()
            self._forget_empty()
        present = {number: people for number, people in there.items() if people}
        if present:
            with self._database.writing() as session:
                seats.seen(session, seats=present, now=datetime.now(UTC))

    def _forget_empty(self) -> None:
        """Follow no room that nobody has looked at since the last note."""
        for number, room in list(self._rooms.items()):
            if not room.watchers.total():
                del self._rooms[number]
        if not self._rooms:
            self._wanted.clear()


def stream(
    hub: Hub,
    number: int,
    face: Face,
    participant: int | None,
    draw: Callable[[LiveRoom], tuple[int, str]],
) -> Iterator[str]:
    """Yield server-sent events: `stage` with a version and its drawing, `count`."""
    end = monotonic() + LONGEST
    with hub.watching(number, face, participant) as room:
        version, counted = -1, None if face is Face.PHONE else ""
        yield "retry: 1500\n\n"
        while monotonic() < end:
            room.wait(version, counted, BEAT)
            silent = True
            if version < 0 or room.version > version:
                version, drawing = draw(room)
                silent = False
                yield _event("stage", {"version": version, "html": drawing}, version)
            if counted is not None and room.counted != counted:
                counted, silent = room.counted, False
                yield f"event: count\ndata: {counted}\n\n"
            if silent:
                yield ": here\n\n"


def _event(name: str, data: Mapping[str, Any], number: int) -> str:
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(data)}\n\n"
