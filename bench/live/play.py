"""One workshop from the door to its end, and whether every vote is where it belongs."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic

from bench.live.hall import EMAIL, PASSWORD, Hall
from bench.live.host import Host
from bench.live.phone import Ledger, Phone, Place
from bench.live.server import Server

PATIENCE = 60.0  # seconds; a run that hangs ends with what is missing
IDLE = 5.0
PAUSE = 1.5  # between a stage that nobody votes in and the next
AT_THE_DOOR = 20

Upset = Callable[[Server], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a workshop is played.

    `spread` is within how many seconds of a stage the phones vote; `idle`, how many
    seconds nothing happens before.
    """

    phones: int
    questions: int = 10
    polling: bool = False
    spread: float = 3.0
    idle: float = IDLE


@dataclass(slots=True)
class Run:
    """What was measured; `times` are seconds by kind of stage, `wrong` what failed."""

    votes: int = 0
    late: int = 0
    again: int = 0
    times: dict[str, list[float]] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    idle: float = 0.0
    cpu: float = 0.0
    wall: float = 0.0
    memory: float = 0.0
    ending: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Play:
    """A host and phones at a server, for one workshop."""

    def __init__(
        self, server: Server, hall: Hall, setting: Setting, upset: Upset | None = None
    ) -> None:
        """`upset` happens to the server on the first line, a third of the votes in."""
        self.server, self.hall, self.setting = server, hall, setting
        self.upset = upset
        self.ledger, self.run = Ledger(), Run()
        self.host = Host(server.port, hall.code, self.ledger)
        self.phones = [
            Phone(n, server.port, hall.code, self.ledger, setting.spread)
            for n in range(setting.phones)
        ]
        self._kinds: dict[int, str] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def go(self) -> Run:
        """Play it to its end; close every connection, whatever happened."""
        try:
            await self.open()
            await self._rest()
            start, cpu = monotonic(), 0.0 if self.upset else self.server.cpu()
            for position in range(1, self.setting.questions + 1):
                await self._question(position)
            await self._change("ended")
            spent = self.server.cpu() - cpu
            self.run.cpu, self.run.wall = spent, monotonic() - start
            self.run.memory, self.run.ending = self.server.memory(), self.server.ending
        finally:
            await self.close()
        self._judge()
        return self.run

    async def open(self) -> None:
        """Let everybody in and wait until every phone follows."""
        await self.host.sign_in(EMAIL, PASSWORD)
        door = asyncio.Semaphore(AT_THE_DOOR)

        async def come(phone: Phone) -> None:
            async with door:
                await phone.join()
            follow = phone.poll if self.setting.polling else phone.listen
            self._tasks.append(asyncio.create_task(follow()))

        await asyncio.gather(*map(come, self.phones))
        faces = ("wall", "host")
        self._tasks += [asyncio.create_task(self.host.watch(face)) for face in faces]
        await self._until(lambda: all(p.open and p.version > 0 for p in self.phones))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for result in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(result, Exception):
                self.run.wrong.append(f"a screen broke: {result!r}")
        for browser in (self.host.browser, *(p.browser for p in self.phones)):
            browser.close()

    async def _rest(self) -> None:
        """Let nothing happen, and see what that takes."""
        if self.setting.idle:
            cpu = self.server.cpu()
            await asyncio.sleep(self.setting.idle)
            self.run.idle = (self.server.cpu() - cpu) / self.setting.idle

    async def _question(self, position: int) -> None:
        """Vote, talk, vote again, reveal: on even lines closed in mid-burst."""
        burst = position % 2 == 0
        await self._change("voting")
        await self._vote((position, 1), burst=burst)
        await self._change("discussing", burst=burst)
        await asyncio.sleep(PAUSE)
        await self._change("revoting")
        await self._vote((position, 2), burst=burst)
        await self._change("revealed", burst=burst)
        await self._compare(position)
        await asyncio.sleep(PAUSE)

    async def _vote(self, place: Place, *, burst: bool) -> None:
        """Wait until all have voted, or half of them."""
        if self.upset and place == (1, 1):
            await self._until(lambda: self._has(place, len(self.phones) // 3))
            await self.upset(self.server)
        enough = len(self.phones) // 2 if burst else len(self.phones)
        await self._until(lambda: self._has(place, enough))
        self.ledger.closing[place] = monotonic()

    async def _change(self, kind: str, *, burst: bool = False) -> None:
        """Step, and wait until every phone shows it."""
        await self.host.step()
        version = self.host.version
        self._kinds[version] = f"{kind} in a burst" if burst else kind
        await self._until(lambda: all(p.version >= version for p in self.phones))

    async def _compare(self, position: int) -> None:
        """Compare what the wall shows at the reveal with what was acknowledged."""
        async with asyncio.timeout(PATIENCE):
            shown = await self.host.split()
        taken = tuple(len(self.ledger.taken.get((position, t), ())) for t in (1, 2))
        # A vote that was stored and then cut off counts, and was not acknowledged.
        if shown != taken and not self.upset:
            self.run.wrong.append(f"line {position}: shown {shown}, taken {taken}")

    def _has(self, place: Place, votes: int) -> bool:
        return len(self.ledger.taken.get(place, ())) >= votes

    async def _until(self, reached: Callable[[], bool]) -> None:
        deadline = monotonic() + PATIENCE
        while not reached():
            for task in self._tasks:
                if task.done() and not task.cancelled():
                    task.result()
            if monotonic() > deadline:
                raise TimeoutError(self._said())
            await asyncio.sleep(0.02)

    def _said(self) -> str:
        behind = sum(p.version < self.host.version for p in self.phones)
        open_ = sum(p.open for p in self.phones)
        taken = {place: len(who) for place, who in self.ledger.taken.items()}
        return (
            f"version {self.host.version}: {behind} phones behind, {open_} follow, "
            f"votes {taken}, refused {self.ledger.refused[:3]}, "
            f"broken {self.ledger.broken[:3]}\n{self.server.log()[-2000:]}"
        )

    def _judge(self) -> None:
        """Hold what is stored against what was acknowledged."""
        run, ledger = self.run, self.ledger
        for version, seconds in ledger.seen.items():
            run.times.setdefault(self._kinds[version], []).extend(seconds)
        run.took, run.late, run.again = ledger.took, ledger.late, ledger.again
        stored = self.hall.votes()
        for place, numbers in ledger.taken.items():
            run.votes += len(numbers)
            if len(set(numbers)) != len(numbers):
                run.wrong.append(f"{place}: acknowledged twice")
            lost = [n for n in numbers if not stored[place, n]]
            run.wrong += [f"{place}: vote of phone {n} lost" for n in lost]
        doubled = [vote for vote, times in stored.items() if times > 1]
        run.wrong += [f"{vote}: counted twice" for vote in doubled]
        extra = stored.total() - run.votes
        if extra and not self.upset:
            run.wrong.append(f"{extra} votes stored that nobody was thanked for")
        run.wrong += [f"refused: {said}" for said in ledger.refused]
        run.wrong += ledger.broken
        if ledger.failed and not self.upset:
            run.wrong.append(f"{ledger.failed} requests that the server failed at")
