"""A power cut: everything is killed at a random moment while people answer and vote.

The server with all its processes and, where there is one, PostgreSQL with all of its:
SIGKILL, so that nobody can finish anything. Then both are started as a machine would
start them, and every answer that was acknowledged must be there, once.

What SIGKILL does not show is a disk that loses what it said it had written. The
database is asked to flush every answer to disk before it is acknowledged
(`synchronous=FULL`, `fsync=on`); whether the disk keeps its word is the disk's affair.
"""

import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import text

from bench.faults.crowd import Crowd, Given, stored
from bench.live.hall import Hall, open_hall
from bench.live.server import Server
from quizapp.db.models import Workshop
from quizapp.db.session import Database
from quizapp.game.workshop import Stage
from tests import postgres

# The cut comes after so many answers at most, and within so many seconds of the last.
MOST_ANSWERS = 60
WITHIN = 0.05
PATIENCE = 60


@dataclass
class Cuts:
    """What came of so many cuts; `wrong` is empty where nothing was lost."""

    times: int = 0
    thanked: int = 0
    tried: int = 0
    back: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def cut_power(
    on: str, times: int, *, seed: int = 1, players: int = 8, voters: int = 8
) -> Cuts:
    """Cut the power so often. Raises `NoServerError` where PostgreSQL is missing."""
    chance, cuts, thanked = Random(seed), Cuts(), Counter[Given]()
    with ExitStack() as stack:
        machine = stack.enter_context(closing(_machine(on, stack)))
        code = machine.open_room()
        machine.server.start()
        for turn in range(times):
            crowd = Crowd(machine.server.port, code, players, voters)
            with ThreadPoolExecutor(players + voters) as pool:
                playing = crowd.begin(pool)
                _wait(crowd, chance)
                machine.cut()
                for done in playing:
                    done.result()
            began = time.monotonic()
            machine.start()
            cuts.back.append(time.monotonic() - began)
            cuts.wrong += [f"cut {turn + 1}: {said}" for said in crowd.odd]
            cuts.times, cuts.tried = turn + 1, cuts.tried + crowd.tried
            thanked.update(crowd.thanked)
            cuts.thanked = thanked.total()
            cuts.wrong += machine.judge(thanked, cuts.tried, f"cut {turn + 1}")
            if cuts.wrong:
                break
            if turn % 10 == 9:
                said = f"{on}: {turn + 1} cuts, {cuts.thanked} answers acknowledged"
                print(said, file=sys.stderr, flush=True)
    return cuts


def _wait(crowd: Crowd, chance: Random) -> None:
    """Wait for a moment that nobody can foresee, with answers on their way."""
    enough, deadline = chance.randint(1, MOST_ANSWERS), time.monotonic() + PATIENCE
    while len(crowd.thanked) < enough and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, WITHIN))


@dataclass
class Machine:
    """A server and its database, on one plug."""

    server: Server
    database: postgres.Server | None

    def open_room(self) -> str:
        """Open a workshop whose first line is voted on, by verdict."""
        self.server.prepare()
        with closing(Database(self.server.database_url)) as database:
            hall: Hall = open_hall(database, 1)
            with database.writing() as session:
                room = session.query(Workshop).one()
                room.stage, room.position = Stage.VOTING.value, 1
        return hall.code

    def cut(self) -> None:
        """End every process at once."""
        if self.database:
            _kill_all(_postmaster(self.database))
        self.server.kill()
        if self.database:
            # In a container the dead may stay unburied, and pass for a server.
            _note_of(self.database).unlink()
            for note in self.database.socket.glob(".s.PGSQL.*.lock"):
                note.unlink()

    def start(self) -> None:
        """Start everything as a machine does that has its power back."""
        if self.database:
            self.database.start()
        self.server.start()

    def close(self) -> None:
        self.server.kill()

    def judge(self, thanked: Counter[Given], tried: int, when: str) -> Iterator[str]:
        """Say what is lost, what is there twice, and what nobody can have sent."""
        with closing(Database(self.server.database_url)) as database:
            found = stored(database)
            with database.reading() as session:
                sound = (
                    "ok"
                    if self.database
                    else session.scalar(text("pragma integrity_check"))
                )
        if sound != "ok":
            yield f"{when}: the file is broken: {sound}"
        for given in thanked - found:
            yield f"{when}: {given} was acknowledged and is lost"
        for given, often in found.items():
            if often > 1:
                yield f"{when}: {given} counts {often} times"
        if found.total() > tried:
            yield f"{when}: {found.total()} are stored, {tried} were sent"


def _machine(on: str, stack: ExitStack) -> Machine:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    if on == "sqlite":
        return Machine(Server(folder / "data"), None)
    running = stack.enter_context(postgres.running(durable=True))
    url = stack.enter_context(running.database())
    return Machine(Server(folder / "data", url, workers=2), running)


def _postmaster(database: postgres.Server) -> int:
    return int(_note_of(database).read_text().partition("\n")[0])


def _note_of(database: postgres.Server) -> Path:
    return database.socket / "data" / "postmaster.pid"


def _kill_all(parent: int) -> None:
    """Kill a process with its children, before it can tell them anything."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for number in (parent, *map(int, listed)):
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{n}/cmdline").exists() and _lives(int(n)) for n in listed):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{listed} do not end")
        time.sleep(0.01)


def _lives(number: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False
