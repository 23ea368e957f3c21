"""Phones: each comes in by the door, listens or asks, and votes whenever it may."""

import asyncio
import re
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from random import Random
from time import monotonic

from bench.live.wire import CUT, Browser, Told

RETRY = 1.5  # seconds until a browser opens a stream again
REFUSED = 30.0  # until it tries where a stream was refused; meanwhile it asks
SPREAD = 4.0  # within which those ask who need more than all are sent
POLL = 2.0  # between two questions where there is no stream
FORMAT = re.compile(r'class="question vote (\w+)"')
FIELD = re.compile(r'name="(position|turn)" value="(\d+)"')
OPTION = re.compile(r'name="option" value="(\d+)"')

Place = tuple[int, int]  # the line and the turn


@dataclass(frozen=True, slots=True)
class Shown:
    """A stage as a phone shows it: the vote it is open for, if for any."""

    place: Place | None
    format: str = ""
    options: int = 0


@dataclass(slots=True)
class Ledger:
    """What all phones saw and sent; `asked` is when the host asked for a version.

    `seen` are the seconds each phone took to show it. `refused` are votes turned away
    although nobody had asked for the next stage; `broken` is what went wrong besides.
    """

    asked: dict[int, float] = field(default_factory=dict)
    seen: dict[int, list[float]] = field(default_factory=dict)
    taken: dict[Place, list[int]] = field(default_factory=dict)
    closing: dict[Place, float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    late: int = 0
    refused: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    again: int = 0
    failed: int = 0


@dataclass(slots=True)
class Phone:
    """One phone; `spread` is within how many seconds of the stage it votes."""

    number: int
    port: int
    code: str
    ledger: Ledger
    spread: float = 3.0
    version: int = -1
    open: bool = False
    browser: Browser = field(init=False)
    chance: Random = field(init=False)
    _doing: set[asyncio.Task[None]] = field(default_factory=set)
    _place: Place | None = None
    _format: str = ""
    _is_refused: bool = False

    def __post_init__(self) -> None:
        self.browser = Browser(self.port)
        self.chance = Random(self.number)

    async def join(self) -> None:
        """Come in through the door, with a name of one's own."""
        here = f"/w/{self.code}/"
        await self.browser.get(here)
        name = {"nickname": f"Reader {self.number}"}
        answer = await self.browser.post(f"{here}seat", name, script=False)
        assert answer.status == 303, f"{answer.status} {answer.text[-2000:]}"
        page = await self.browser.get(here)
        assert 'class="room phone"' in page.text, page.text

    async def listen(self) -> None:
        """Follow the stream; come back to it as a browser does."""
        while True:
            try:
                async for told in self.browser.listen(f"/w/{self.code}/stream"):
                    self._hear(told)
            except CUT:
                pass
            self.ledger.again += 1
            if self._is_refused:
                await self.poll(REFUSED)
            self.open = False
            await asyncio.sleep(RETRY)

    async def poll(self, seconds: float = inf) -> None:
        """Ask for the state every two seconds, as a phone without a stream does."""
        self.open, etag, end = True, "", monotonic() + seconds
        await asyncio.sleep(self.chance.uniform(0, POLL))
        while (start := monotonic()) < end:
            with suppress(*CUT, TimeoutError):
                path = f"/w/{self.code}/state"
                answer = await self.browser.get(path, **{"If-None-Match": etag})
                if answer.status == 200:
                    etag = answer.headers["etag"]
                    self._show(answer.json(), monotonic())
                elif answer.status >= 500:
                    self.ledger.failed += 1
                elif answer.status != 304:
                    self.ledger.broken.append(f"state {answer.status}")
            await asyncio.sleep(max(0.0, start + POLL - monotonic()))

    def _hear(self, told: Told | int) -> None:
        if isinstance(told, int):
            self.open = told == 200
            self._is_refused = not self.open
        elif told.name == "stage":
            self._show(told.data, told.at)

    def _show(self, data: dict[str, str], at: float) -> None:
        version = int(data["version"])
        if version < self.version:
            self.ledger.broken.append(f"version {version} after {self.version}")
        if version <= self.version:
            return
        self.version = version
        if version in self.ledger.asked:
            seconds = at - self.ledger.asked[version]
            self.ledger.seen.setdefault(version, []).append(seconds)
        shown = read_stage(version, data["html"])
        if shown.place:
            self._format = shown.format
            self._do(self._vote(shown, shown.place))
        elif self._place and (self._format == "mark" or not self._has_voted()):
            self._do(self._ask_own(version))
        self._place = shown.place

    def _has_voted(self) -> bool:
        return self.number in self.ledger.taken.get(self._place or (0, 0), ())

    def _do(self, what: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(what)
        self._doing.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._doing.discard(task)
        if not task.cancelled() and (fault := task.exception()):
            self.ledger.broken.append(f"a phone broke: {fault!r}")

    async def _ask_own(self, version: int) -> None:
        """Ask for one's own vote where the stage does not tell it, not all at once."""
        await asyncio.sleep(self.chance.uniform(0, SPREAD))
        if self.version == version:
            with suppress(*CUT, TimeoutError):
                await self.browser.get(f"/w/{self.code}/own")

    async def _vote(self, shown: Shown, place: Place) -> None:
        await asyncio.sleep(self.chance.uniform(0, self.spread))
        fields = self._choose(shown, place)
        # A form that could not be sent stays, and is sent again; it counts once.
        while self._place == place:
            with suppress(*CUT, TimeoutError):
                if await self._send(fields, place):
                    return
            self.ledger.again += 1
            await asyncio.sleep(0.5)
        self.ledger.late += 1

    async def _send(self, fields: dict[str, str], place: Place) -> bool:
        """Send a vote; say whether the server has decided on it."""
        start = monotonic()
        answer = await self.browser.post(f"/w/{self.code}/votes", fields)
        if answer.status >= 500:
            self.ledger.failed += 1
            return False
        self.ledger.took.append(monotonic() - start)
        if answer.status == 200:
            self.ledger.taken.setdefault(place, []).append(self.number)
        elif answer.status == 409 and place in self.ledger.closing:
            self.ledger.late += 1
        else:
            said = f"{place} {answer.status} {answer.text[:200]}"
            self.ledger.refused.append(said)
        return True

    def _choose(self, shown: Shown, place: Place) -> dict[str, str]:
        fields = {"position": str(place[0]), "turn": str(place[1])}
        if shown.format in ("judge", "spot"):
            fields["certainty"] = str(self.chance.randint(1, 3))
        if shown.format == "judge":
            fields["verdict"] = self.chance.choice(("carries", "parts"))
        elif shown.format == "mark":
            fields["word"] = str(self.chance.randint(0, 1))
        else:
            fields["option"] = str(self.chance.randrange(shown.options))
        return fields


@lru_cache(maxsize=8)
def read_stage(_version: int, html: str) -> Shown:
    """Read what all phones are shown once for all of them: it is the same."""
    form = FORMAT.search(html)
    if form is None:
        return Shown(None)
    at = dict(FIELD.findall(html))
    place = int(at["position"]), int(at["turn"])
    return Shown(place, form[1], len(OPTION.findall(html)))
