"""A workshop in the server's own database: made beforehand, counted afterwards."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from sqlalchemy import select
from werkzeug.security import generate_password_hash

from bench.live.phone import Place
from quizapp.db.models import Answer, Question, Round, Seat, Workshop
from quizapp.db.session import Database
from quizapp.game.format import Format
from quizapp.game.rejoin import make_code
from quizapp.game.role import Role
from quizapp.services import accounts, workshops
from quizapp.services.workshops import Choosable, Plan

EMAIL, PASSWORD = "host@example.org", "four quiet herring boats"
PACK, CASE = "winter-ferry", "ferry"


@dataclass(frozen=True, slots=True)
class Hall:
    """A workshop of so many questions, of every format in turn."""

    database: Database
    code: str
    host: int

    def votes(self) -> Counter[tuple[Place, int]]:
        """Count the stored votes by place and the phone's number, from its name."""
        query = (
            select(Question.position, Answer.turn, Seat.nickname)
            .join(Question, Question.id == Answer.question_id)
            .join(Round, Round.id == Question.round_id)
            .join(Workshop, Workshop.id == Round.workshop_id)
            .join(
                Seat,
                (Seat.workshop_id == Workshop.id)
                & (Seat.participant_id == Answer.participant_id),
            )
            .where(Workshop.code == self.code)
        )
        with self.database.reading() as session:
            rows = session.execute(query).all()
        return Counter(
            ((position, turn), int(str(name).rpartition(" ")[2]))
            for position, turn, name in rows
        )


def open_hall(database: Database, questions: int, email: str = EMAIL) -> Hall:
    """Store an instructor and a workshop of theirs."""
    rng, now = Random(email), datetime.now(UTC)
    with database.writing() as session:
        ines = accounts.register(
            session,
            email=email,
            name="Host",
            password=generate_password_hash(PASSWORD),
            code=make_code(rng),
            now=now,
            role=Role.INSTRUCTOR,
        )
        lines = workshops.choosable_lines(
            session, participant=ines.participant, pack=PACK, case=CASE, now=now
        )
        code = workshops.open_workshop(
            session,
            person=ines.number,
            participant=ines.participant,
            pack=PACK,
            case=CASE,
            plan=Plan(tuple(_mixed(lines, questions))),
            rng=rng,
            now=now,
        )
    return Hall(database, code, ines.number)


def _mixed(lines: tuple[Choosable, ...], questions: int) -> list[tuple[str, Format]]:
    """Choose lines so that every format comes up as evenly as they allow."""
    used: Counter[Format] = Counter()
    chosen: list[tuple[str, Format]] = []
    for line in lines:
        if len(chosen) < questions:
            fmt = min(sorted(line.formats), key=lambda fmt: used[fmt])
            used[fmt] += 1
            chosen.append((line.key, fmt))
    return chosen
