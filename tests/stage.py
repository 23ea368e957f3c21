"""A served game to look at: a real server, and rounds of lines chosen beforehand.

Dealing is left to chance in the game; pictures and browser tests need to know what
they will meet. So a round is written into the database as dealing would write it, and
its player comes in through the front door, by the rejoin code.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from urllib.error import URLError

from playwright.sync_api import Page
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.db.content import line_of
from quizapp.db.models import Answer, Case, Line, Participant, Question, Round
from quizapp.db.session import Database
from quizapp.game.format import CARRIES, PARTS, Choice, Format, as_choice
from quizapp.game.line import Line as StoredLine
from quizapp.game.marks import mark
from quizapp.game.question import FOILS_IN_SPOT, Stocked, ask, formats_of
from quizapp.game.rejoin import make_code

PATIENCE = 60  # seconds for a server to come up
FREE_PORT = 0
ONE_OF_EACH = (
    (Format.RESTORE, False),
    (Format.MARK, False),
    (Format.NAME, False),
    (Format.SPOT, False),
    (Format.JUDGE, False),
    (Format.JUDGE, True),
    (Format.MISSING, False),
)
# What the server must not inherit from whoever runs the tests.
SETTINGS = ("DATABASE_URL", "SECRET_KEY", "QUIZAPP_SECURE_COOKIES", "HOST", "PORT")


class Game:
    """One server with a folder of its own; it can be killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._seats = count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and wait until the first page comes."""
        kept = {k: v for k, v in os.environ.items() if k not in SETTINGS}
        with (self.data / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "quizapp", "serve", "--port", str(self.port)],
                env={**kept, "QUIZAPP_DATA": str(self.data)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.data / "server.log").read_text())
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server and its worker at once, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, 9)
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def deal(
        self,
        case: str,
        wanted: Sequence[tuple[str, Format]],
        *,
        beside: bool = True,
        code: str = "",
        answered: Sequence[bool] = (),
    ) -> str:
        """Deal a round of these lines of a case, each in this format, in this order.

        It goes to a new player, or to the one with `code`; return their code. The
        first questions are answered, each rightly or wrongly, as `answered` says.
        """
        rng = Random(next(self._seats))
        with closing(self._database()) as database, database.writing() as session:
            player = _player(session, code or make_code(rng))
            case_id = session.scalars(select(Case.id).where(Case.slug == case)).one()
            last = session.scalars(
                select(Round.number).where(
                    Round.participant_id == player.id, Round.case_id == case_id
                )
            ).all()
            dealt = Round(
                participant_id=player.id,
                case_id=case_id,
                number=max(last, default=0) + 1,
                beside=beside,
                dealt_at=datetime.now(UTC),
            )
            session.add(dealt)
            session.flush()
            questions = list(_questions(session, dealt.id, case, wanted, rng))
            session.add_all(questions)
            session.flush()
            # Keys come back as they are stored: marked words as a list.
            session.expire_all()
            session.add_all(
                _answer(question, player.id, right=right)
                for question, right in zip(questions, answered, strict=False)
            )
            return player.rejoin_code

    def lines(self, case: str) -> dict[str, StoredLine]:
        """Return the lines of a case that are dealt, by their keys, in order."""
        with closing(self._database()) as database, database.reading() as session:
            return {key: s.line for key, s in _stock(session, case).items()}

    def one_of_each(self, case: str) -> list[tuple[str, Format]]:
        """Choose a line for every format, and a sound and a discrepant one to judge."""
        lines = self.lines(case)
        found: list[tuple[str, Format]] = []
        for fmt, faithful in ONE_OF_EACH:
            taken = {key for key, _ in found}
            found.append(
                next(
                    (key, fmt)
                    for key, line in lines.items()
                    if fmt in formats_of(line)
                    and line.faithful is faithful
                    and not line.headline
                    and key not in taken
                )
            )
        return found

    def answers(self) -> int:
        """Count the answers that are stored."""
        with closing(self._database()) as database, database.reading() as session:
            return session.scalar(select(func.count(Answer.id))) or 0

    def _database(self) -> Database:
        return Database(f"sqlite:///{self.data / 'quizapp.db'}")

    def address(self, case: str, position: int | None = None, number: int = 1) -> str:
        """Return the address of a round, or of one place in it."""
        pack = "kosovo-2023" if case == "wagner" else "winter-ferry"
        end = "" if position is None else str(position)
        return f"{self.url}/cases/{pack}/{case}/rounds/{number}/{end}"

    def rejoin(self, page: Page, code: str) -> None:
        """Let the player with this code play in this page's profile."""
        page.context.clear_cookies()
        page.goto(f"{self.url}/you/")
        page.get_by_label("Your code").fill(code)
        page.get_by_role("button", name="Go on").click()


@contextmanager
def serving(data: Path) -> Iterator[Game]:
    """Serve a game from a data folder, empty or not, for the length of the block."""
    game = Game(data)
    game.start()
    try:
        yield game
    finally:
        game.kill()


def _free_port() -> int:
    with socket.socket() as lent:
        lent.bind(("127.0.0.1", FREE_PORT))
        return int(lent.getsockname()[1])


def _player(session: Session, code: str) -> Participant:
    known = session.scalar(select(Participant).where(Participant.rejoin_code == code))
    if known is None:
        now = datetime.now(UTC)
        known = Participant(rejoin_code=code, joined_at=now, last_seen_on=now.date())
        session.add(known)
        session.flush()
    return known


def _questions(
    session: Session,
    round_id: int,
    case: str,
    wanted: Sequence[tuple[str, Format]],
    rng: Random,
) -> Iterator[Question]:
    stock = _stock(session, case)
    used = {key for key, _ in wanted}
    sound = [
        stocked
        for key, stocked in stock.items()
        if stocked.line.faithful and not stocked.line.headline and key not in used
    ]
    for position, (key, fmt) in enumerate(wanted, start=1):
        foils = sound[:FOILS_IN_SPOT] if fmt is Format.SPOT else []
        asked = ask(fmt, stock[key], foils=foils, rng=rng)
        yield Question(
            round_id=round_id,
            position=position,
            format=fmt.value,
            line_id=asked.line,
            options=list(asked.options),
            key=asked.key,
        )


def _stock(session: Session, case: str) -> dict[str, Stocked]:
    rows = session.execute(
        select(Line.key, Line.id, Line.content)
        .join(Case, Case.id == Line.case_id)
        .where(Case.slug == case, Line.retired_at.is_(None))
        .order_by(Line.id)
    )
    return {key: Stocked(number, line_of(content)) for key, number, content in rows}


def _answer(question: Question, player: int, *, right: bool) -> Answer:
    fmt, key = Format(question.format), as_choice(question.key)
    choice = key if right else _wrong(key, len(question.options))
    certainty = (3 if right else 2) if fmt.asks_certainty else None
    result = mark(fmt, key, choice, certainty)
    return Answer(
        question_id=question.id,
        participant_id=player,
        choice=choice,
        certainty=certainty,
        share=result.share,
        marks=result.marks,
        answered_at=datetime.now(UTC),
    )


def _wrong(key: Choice, options: int) -> Choice:
    """Choose something else; of changed words, the first and one beside them."""
    if isinstance(key, tuple):
        return tuple(sorted({key[0], max(key) + 1}))
    if isinstance(key, int):
        return (key + 1) % options
    return PARTS if key == CARRIES else CARRIES
