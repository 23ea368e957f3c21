"""Simulated members of known d′ and c, written into a database as playing would."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from quizapp.db import models
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.line import Form
from quizapp.game.marks import mark
from quizapp.game.occasion import Occasion, form_on
from quizapp.game.rejoin import make_code
from quizapp.game.simulation import Reader
from quizapp.game.workshop import WhichTests
from tests import cast

TABLES = (models.Participant, models.Workshop, models.Round, models.Question)


@dataclass(frozen=True, slots=True)
class Played:
    """A round that a member plays: in which form, how it is read, when."""

    occasion: Occasion | None = None
    beside: bool = True
    lines: int = 10
    days: int = 0


@dataclass
class Writer:
    """Collects rows and writes them in bulk; ids go on from those there are."""

    session: Session
    rng: Random
    rows: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)
    ids: dict[Any, Iterator[int]] = field(default_factory=dict)
    stock: dict[Form, list[Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for table in TABLES:
            last = self.session.scalar(select(func.max(table.id))) or 0
            self.ids[table] = count(last + 1)
        for line in self.session.execute(
            select(
                models.Line.id,
                models.Line.case_id,
                models.Line.form,
                models.Line.faithful,
            ).order_by(models.Line.id)
        ):
            self.stock.setdefault(Form(line.form), []).append(line)

    def add(self, table: Any, **values: Any) -> Any:
        if table in self.ids:
            values["id"] = next(self.ids[table])
        self.rows.setdefault(table, []).append(values)
        return values.get("id")

    def member(self, group: int, nickname: str, now: datetime = cast.NOON) -> int:
        """Bring somebody into a group; return their participant."""
        number: int = self.add(
            models.Participant,
            rejoin_code=make_code(self.rng),
            joined_at=now,
            last_seen_on=now.date(),
        )
        self.add(
            models.Member,
            group_id=group,
            participant_id=number,
            nickname=nickname,
            folded=nickname.lower(),
            joined_at=now,
        )
        return number

    def play(self, who: int, reader: Reader, played: Played, *, first: Form) -> None:
        """Play one round of a member: every line is judged; `first` is their form."""
        form = form_on(played.occasion, first) if played.occasion else Form.TRAINING
        lines = self.rng.choices(self.stock[form], k=played.lines)
        begun = cast.NOON + timedelta(days=played.days, seconds=who % 3600)
        dealt = self.add(
            models.Round,
            participant_id=who,
            workshop_id=None,
            case_id=lines[0].case_id,
            number=next(self.numbers),
            form=form.value,
            occasion=played.occasion.value if played.occasion else None,
            beside=played.beside,
            dealt_at=begun,
        )
        for position, line in enumerate(lines, start=1):
            asked = self._question(dealt, position, line)
            said = reader.judge(faithful=line.faithful, rng=self.rng)
            at = begun + timedelta(seconds=20 * position)
            self._answer(asked, who, line, said, at=at)

    def room(  # noqa: PLR0913  a room is these
        self,
        people: dict[int, Reader],
        lines: int,
        days: int,
        *,
        host: int | None = None,
        group: int | None = None,
        tests: WhichTests = WhichTests.NONE,
    ) -> str:
        """Let a room vote alone on lines, and again, all rightly, after talking.

        Return its code.
        """
        asked = self.rng.choices(self.stock[Form.TRAINING], k=lines)
        begun, code = cast.NOON + timedelta(days=days), make_code(self.rng)[:6]
        room = self.add(
            models.Workshop,
            code=code,
            group_id=group,
            tests=tests.value,
            case_id=asked[0].case_id,
            rhythm="discuss",
            names="nicknames",
            board="off",
            stage="ended",
            position=lines,
            version=1,
            locked=False,
            since=begun,
            made_at=begun,
            ended_at=begun,
        )
        if host is not None:
            self.add(models.WorkshopHost, workshop_id=room, person_id=host)
        for who in people:
            self._seat(room, who, begun)
        dealt = self.add(
            models.Round,
            participant_id=None,
            workshop_id=room,
            case_id=asked[0].case_id,
            number=1,
            form=Form.TRAINING.value,
            occasion=None,
            beside=True,
            dealt_at=begun,
        )
        for position, line in enumerate(asked, start=1):
            question = self._question(dealt, position, line)
            for who, reader in people.items():
                said = reader.judge(faithful=line.faithful, rng=self.rng)
                at = begun + timedelta(minutes=position)
                self._answer(question, who, line, said, at=at)
                right = (CARRIES if line.faithful else PARTS, 3)
                self._answer(question, who, line, right, at=at, turn=2)
        return code

    def _seat(self, room: int, who: int, now: datetime) -> None:
        self.add(
            models.Seat,
            workshop_id=room,
            participant_id=who,
            nickname=f"Seat {who}",
            folded=f"seat {who}",
            joined_at=now,
            seen_at=now,
        )

    def _question(self, dealt: int, position: int, line: Any) -> int:
        number: int = self.add(
            models.Question,
            round_id=dealt,
            position=position,
            format=Format.JUDGE.value,
            line_id=line.id,
            options=[],
            key=CARRIES if line.faithful else PARTS,
        )
        return number

    def _answer(  # noqa: PLR0913  an answer is these
        self,
        question: int,
        who: int,
        line: Any,
        said: tuple[str, int],
        *,
        at: datetime,
        turn: int = 1,
    ) -> None:
        key = CARRIES if line.faithful else PARTS
        result = mark(Format.JUDGE, key, *said)
        self.add(
            models.Answer,
            question_id=question,
            participant_id=who,
            turn=turn,
            choice=said[0],
            certainty=said[1],
            share=result.share,
            marks=result.marks,
            answered_at=at,
        )

    def flush(self) -> None:
        """Write what was collected."""
        for table in (
            models.Participant,
            models.Member,
            models.Workshop,
            models.WorkshopHost,
            models.Seat,
            models.Round,
            models.Question,
            models.Answer,
        ):
            rows = self.rows.pop(table, [])
            if rows:
                self.session.execute(insert(table), rows)
        if self.session.get_bind().dialect.name == "postgresql":
            for table in TABLES:
                self._go_on(table.__tablename__)

    def _go_on(self, table: str) -> None:
        """Let PostgreSQL count on from the ids that were given."""
        last = f'(select coalesce(max(id), 1) from "{table}")'
        following = f"pg_get_serial_sequence('\"{table}\"', 'id')"
        self.session.execute(text(f"select setval({following}, {last})"))


BEFORE, AFTER = Reader(0.7, -0.3), Reader(1.6, -0.25)
COURSE = (
    Played(Occasion.BEFORE, lines=20, days=0),
    *(Played(days=2 + 5 * n, beside=n != 2) for n in range(4)),
    Played(Occasion.AFTER, lines=20, days=24),
)


def simulate_class(  # noqa: PLR0913  a class is these
    writer: Writer,
    group: int,
    people: int,
    *,
    before: Reader = BEFORE,
    after: Reader = AFTER,
    course: Sequence[Played] = COURSE,
) -> dict[int, Reader]:
    """Bring people into a group who learn from `before` to `after` along a course.

    Half take form A first. Return the participants with what they can do at the end.
    """
    found = {}
    for n in range(people):
        who = writer.member(group, f"Player {n + 1}")
        first = Form.A if n % 2 else Form.B
        for at, played in enumerate(course):
            share = at / max(len(course) - 1, 1)
            d = before.d + (after.d - before.d) * share
            reader = Reader(d, before.c + (after.c - before.c) * share)
            writer.play(who, reader, played, first=first)
        found[who] = after
    return found
