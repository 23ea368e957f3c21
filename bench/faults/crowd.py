"""People who play and vote until the server is gone, and what they were thanked for."""

import json
import re
import zlib
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count

from sqlalchemy import func, select

from quizapp.db.models import Answer, Question, Round
from quizapp.db.session import Database
from tests.cli.client import Client

# Whose answer, in which round of theirs (0: the room's vote), to which question.
Given = tuple[int, int, int]
NAMES = count(1)
# What is said while the database is gone; a page that was not made had no token.
AWAY = re.compile("could not be stored|cannot be reached|older than your visit")


@dataclass
class Crowd:
    """So many who play alone and so many who vote in a room.

    `thanked` are the answers that were acknowledged, `tried` how many were sent, and
    `odd` what a server said that is neither thanks nor a cut.
    """

    port: int
    room: str
    players: int
    voters: int
    thanked: list[Given] = field(default_factory=list)
    tried: int = 0
    odd: list[str] = field(default_factory=list)

    def begin(self, pool: ThreadPoolExecutor) -> list[Future[None]]:
        """Let everybody start; each goes on until the server does not answer."""
        alone = [pool.submit(self._until_cut, self._play) for _ in range(self.players)]
        return alone + [
            pool.submit(self._until_cut, self._vote) for _ in range(self.voters)
        ]

    def _until_cut(self, what: object) -> None:
        assert callable(what)
        try:
            while True:
                what()
        except (OSError, HTTPException):
            return
        except AssertionError as said:
            # The database is gone a moment before the server itself.
            if not AWAY.search(str(said)):
                self.odd.append(str(said)[:2000])

    def _play(self) -> None:
        """Play a round to its end, as somebody new."""
        player = Client(self.port)
        here = player.start()
        while (step := player.ask("GET", here))[0] == 303:
            self.tried += 1
            player.answer(step[1])
            number, position = map(int, step[1].rstrip("/").split("/")[-2:])
            self.thanked.append((participant_of(player.cookie), number, position))

    def _vote(self) -> None:
        """Come to the room as somebody new, and vote."""
        phone, here = Client(self.port), f"/w/{self.room}/"
        phone.ask("GET", here)
        name = {"nickname": f"R {next(NAMES)}"}
        status, said = phone.ask("POST", f"{here}seat", name)
        assert status == 303, said
        _, page = phone.ask("GET", here)
        vote = {**dict(HIDDEN.findall(page)), "verdict": "parts", "certainty": "1"}
        self.tried += 1
        status, said = phone.ask("POST", f"{here}votes", vote)
        assert status == 303, said
        self.thanked.append((participant_of(phone.cookie), 0, 1))


HIDDEN = re.compile(r'name="(position|turn)" value="(\d+)"')


def participant_of(cookie: str) -> int:
    """Read whose cookie it is: it is signed, not hidden."""
    payload = cookie.partition("=")[2]
    packed = payload.startswith(".")
    body = payload.lstrip(".").partition(".")[0]
    plain = urlsafe_b64decode(body + "=" * (-len(body) % 4))
    told = json.loads(zlib.decompress(plain) if packed else plain)
    sort, *parts = told["_user_id"].split(":")
    return int(parts[0] if sort == "guest" else parts[1])


def stored(database: Database) -> Counter[Given]:
    """Count the answers that are in the database."""
    room = func.coalesce(Round.participant_id, 0)
    query = (
        select(Answer.participant_id, room, Round.number, Question.position)
        .join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
    )
    with database.reading() as session:
        rows = list(session.execute(query))
    return Counter(_given(rows))


def _given(rows: list[tuple[int, int, int, int]]) -> Iterator[Given]:
    for participant, alone, number, position in rows:
        yield participant, number if alone else 0, position
