"""Rooms as they change, told at once to every screen that looks on.

One `Hub` a process. A thread asks the database for the versions of the rooms that
are looked at; who changes a room in this process says so directly. What a screen
needs is drawn once for each version, and sent whole: after a change no screen has to
ask for anything. docs/decisions/0012 has the figures that decided this.
"""

import json
import logging
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
from quizapp.services.rooms import Room
from quizapp.web.staged import NOTHING, Asker, Drawing, drawing_of

LOOK = 0.15  # seconds between two looks at the versions
COUNT = 0.45  # between two counts of a room that somebody leads
PRESENT = 10.0  # between two notes of who is there
MOST = 540  # streams a process; the other threads serve pages
MOST_ASKERS = 2000  # a room; beyond, all are asked in full once more

log = logging.getLogger(__name__)


class Face(StrEnum):
    """Which screen looks on."""

    PHONE = "phone"
    WALL = "wall"
    HOST = "host"


Draw = Callable[[], tuple[int, str]]


class LiveRoom:
    """One room, as this process knows it."""

    def __init__(self, number: int) -> None:
        """Know nothing yet."""
        self.number = number
        self.version = 0
        self.counted = ""
        self.room: Room | None = None
        self.gone: frozenset[int] = frozenset()
        self.gone_at = 0  # the version at which these were gone
        self.askers: dict[str, Asker] = {}
        self.watchers: Counter[Face] = Counter()
        self.there: Counter[int] = Counter()
        self.asked: set[int] = set()
        # Counts change all the time while people vote: they wake none of the phones.
        lock = Lock()
        self._staged, self._led = Condition(lock), Condition(lock)
        self._drawn: dict[tuple[Face, str], Drawing] = {}
        self._drawing = Lock()

    def tell(self, version: int) -> None:
        """Wake every screen where the version is newer than the one they have."""
        with self._staged:
            if version > self.version:
                self.version = version
                self._staged.notify_all()
                self._led.notify_all()

    def count(self, counted: str) -> None:
        """Wake those who lead where the counts are other than they were."""
        with self._led:
            if counted != self.counted:
                self.counted = counted
                self._led.notify_all()

    def wait(self, version: int, counted: str | None, seconds: float) -> None:
        """Sleep until there is something new, or for so many seconds.

        `counted` is what was counted last; None for a screen that shows no counts.
        """
        if counted is None:
            with self._staged:
                self._staged.wait_for(lambda: self.version > version, seconds)
        else:
            with self._led:
                self._led.wait_for(
                    lambda: self.version > version or self.counted != counted, seconds
                )

    def know_seats(self, seats: Mapping[int, bool], version: int) -> None:
        """Note who was sent out, and forget who has no seat any more."""
        self.gone = frozenset(who for who, still in seats.items() if not still)
        known = list(self.askers.items())
        self.askers = {sent: who for sent, who in known if seats.get(who.participant)}
        self.gone_at = version

    def drawn_for(self, asker: Asker) -> Drawing | None:
        """Return what a phone is to show, if it is drawn already; None for who left."""
        known = self._drawn.get((Face.PHONE, asker.tongue), NOTHING)
        newest = 0 < self.version == self.gone_at <= known.version
        return known if newest and asker.participant not in self.gone else None

    def drawn(self, face: Face, language: str, draw: Draw) -> Drawing:
        """Return the newest drawing, made by the first who asks for it."""
        known = self._drawn.get((face, language), NOTHING)
        if 0 <= self.version <= known.version:
            return known
        with self._drawing:
            known = self._drawn.get((face, language), NOTHING)
            if known.version < max(self.version, 0):
                version, html = draw()
                fresh = drawing_of(version, html)
                # Whoever read earlier may draw later: a screen never goes back.
                known = max(known, fresh, key=lambda drawn: drawn.version)
                self._drawn[face, language] = known
        self.tell(known.version)
        return known


class Hub:
    """The rooms that somebody looks at in this process."""

    def __init__(
        self, database: Database, tell: Callable[[int], Mapping[str, Any] | None]
    ) -> None:
        """Take the database, and what counts a room for those who lead it."""
        self._database, self._tell = database, tell
        self._rooms: dict[int, LiveRoom] = {}
        self._numbers: dict[str, int] = {}
        self._lock = Lock()
        self._wanted = Event()
        self._thread: Thread | None = None
        self.streams = 0

    def room(self, number: int) -> LiveRoom:
        """Return a room; from now on this process follows it."""
        with self._lock:
            return self._followed(number)

    def rooms(self) -> tuple[int, ...]:
        """Return the numbers of the rooms that are followed."""
        return tuple(self._rooms)

    def look(self, code: str) -> Room:
        """Return a room as it stands, read as a whole only once for each version.

        Raises `NotFound` for a wrong code.
        """
        with self._database.reading() as session:
            number, version = rooms.standing_of(session, code=code)
            followed = self.room(number)
            known = followed.room
            if known is None or known.version != version:
                known = followed.room = rooms.look(session, code=code)
        followed.tell(known.version)
        return known

    def known(self, number: int, version: int) -> Room | None:
        """Return a room as it stood at a version, if that is what is known of it."""
        room = self.room(number).room
        return room if room and room.version == version else None

    def note(self, room: Room, participant: int) -> None:
        """Note that somebody with a seat asks now and then instead of listening."""
        with self._lock:
            followed = self._followed(room.number)
            self._numbers[room.code] = room.number
            followed.asked.add(participant)

    def know(self, room: Room, sent: str, asker: Asker) -> None:
        """Know somebody with a seat by what they send with every question."""
        with self._lock:
            askers = self._followed(room.number).askers
            if len(askers) >= MOST_ASKERS:
                askers.clear()
            askers[sent] = asker

    def drawn_for(self, code: str, sent: str) -> Drawing | None:
        """Return the newest stage for somebody who is known; None for all others.

        Nothing is read: three hundred phones may ask at any moment.
        """
        with self._lock:
            room = self._rooms.get(self._numbers.get(code, 0))
            asker = room.askers.get(sent) if room else None
            if room is None or asker is None or asker.until < monotonic():
                return None
            drawn = room.drawn_for(asker)
            if drawn:
                room.asked.add(asker.participant)
            return drawn

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

    def forget_empty(self) -> None:
        """Follow no room that nobody looks at, and ask nothing where there is none."""
        with self._lock:
            for number, room in list(self._rooms.items()):
                if not room.watchers.total() and not room.asked:
                    del self._rooms[number]
            self._numbers = {c: n for c, n in self._numbers.items() if n in self._rooms}
            if not self._rooms:
                self._wanted.clear()

    def _followed(self, number: int) -> LiveRoom:
        # In a process that was forked none of its parent's threads are alive.
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._follow, daemon=True, name="rooms")
            self._thread.start()
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
        while not self._database.is_closed:
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
                if self._database.is_closed:
                    break
                log.warning("Rooms cannot be followed for the moment: %s", fault)
                sleep(1)
        # A connection that was at work when the others were closed is left.
        self._database.close()

    def _look(self, followed: list[LiveRoom]) -> None:
        with self._database.reading() as session:
            found = rooms.versions(session, [room.number for room in followed])
            for room in followed:
                version = found.get(room.number, 0)
                if version > room.gone_at:
                    room.know_seats(rooms.seated(session, room.number), version)
        for room in followed:
            if room.number in found:
                room.tell(found[room.number])

    def _count(self, followed: list[LiveRoom]) -> None:
        for room in followed:
            if room.watchers[Face.WALL] + room.watchers[Face.HOST]:
                told = self._tell(room.number)
                room.count(json.dumps(told) if told else "")

    def _note(self, followed: list[LiveRoom]) -> None:
        self.forget_empty()
        with self._lock:
            there = {
                room.number: {*room.asked, *(p for p, n in room.there.items() if n)}
                for room in followed
            }
            for room in followed:
                room.asked.clear()
        present = {number: people for number, people in there.items() if people}
        if present:
            with self._database.writing() as session:
                seats.seen(session, seats=present, now=datetime.now(UTC))
