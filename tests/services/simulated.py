"""Simulated members of known d′ and c, written into a database as playing would.

A line is felt as a number: around 0 where it is sound, around d′ where it parts from
its source, with a spread of 1. It is called discrepant above d′ / 2 + c, and the more
surely the farther from there: equal-variance signal detection on six ratings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from statistics import NormalDist
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from quizapp.db import models
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.line import Form
from quizapp.game.marks import mark
from quizapp.game.rejoin import make_code
from tests import cast

STEPS = (-1.2, -0.6, 0.0, 0.6, 1.2)
NORMAL = NormalDist()


def known_area(d: float, c: float) -> float:
    """Return the area under the six-point ROC that such a reader really has."""
    edges = [d / 2 + c + step for step in STEPS]
    sound, parting = _chances(edges, 0.0), _chances(edges, d)
    return sum(
        parting[b] * (sum(sound[:b]) + sound[b] / 2) for b in range(len(parting))
    )


def _chances(edges: Sequence[float], middle: float) -> list[float]:
    below = [0.0, *(NORMAL.cdf(edge - middle) for edge in edges), 1.0]
    return [high - low for low, high in zip(below, below[1:], strict=False)]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of known discrimination and lean."""

    d: float
    c: float

    def judge(self, faithful: bool, rng: Random) -> tuple[str, int]:
        """Return a verdict with its certainty."""
        felt = rng.gauss(0.0 if faithful else self.d, 1.0) - self.d / 2 - self.c
        rating = sum(felt > step for step in STEPS) + 1
        return (PARTS, rating - 3) if rating > 3 else (CARRIES, 4 - rating)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A round that a member plays: which lines, in which form, how it is read."""

    form: Form = Form.TRAINING
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

    def __post_init__(self) -> None:
        for table in (models.Participant, models.Round, models.Question):
            last = self.session.scalar(select(func.max(table.id))) or 0
            self.ids[table] = count(last + 1)
        for line in self.session.execute(
            select(
                models.Line.id,
                models.Line.case_id,
                models.Line.form,
                models.Line.faithful,
            )
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

    def play(self, who: int, reader: Reader, sitting: Sitting, number: int) -> None:
        """Play one round: every line is judged."""
        lines = self.rng.choices(self.stock[sitting.form], k=sitting.lines)
        begun = cast.NOON + timedelta(days=sitting.days, seconds=who % 3600)
        dealt = self.add(
            models.Round,
            participant_id=who,
            case_id=lines[0].case_id,
            number=number,
            form=sitting.form.value,
            beside=sitting.beside,
            dealt_at=begun,
        )
        for position, line in enumerate(lines, start=1):
            choice, certainty = reader.judge(line.faithful, self.rng)
            self._answer(who, dealt, position, line, (choice, certainty), begun)

    def _answer(
        self,
        who: int,
        dealt: int,
        position: int,
        line: Any,
        said: tuple[str, int],
        begun: datetime,
    ) -> None:
        key = CARRIES if line.faithful else PARTS
        result = mark(Format.JUDGE, key, *said)
        question = self.add(
            models.Question,
            round_id=dealt,
            position=position,
            format=Format.JUDGE.value,
            line_id=line.id,
            options=[],
            key=key,
        )
        self.add(
            models.Answer,
            question_id=question,
            participant_id=who,
            choice=said[0],
            certainty=said[1],
            share=result.share,
            marks=result.marks,
            answered_at=begun + timedelta(seconds=20 * position),
        )

    def flush(self) -> None:
        """Write what was collected."""
        for table in (
            models.Participant,
            models.Member,
            models.Round,
            models.Question,
            models.Answer,
        ):
            rows = self.rows.pop(table, [])
            if rows:
                self.session.execute(insert(table), rows)
