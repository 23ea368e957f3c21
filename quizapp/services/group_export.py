"""What can be taken out of a group: every answer as a row, and a gradebook."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.db.counted import counts_in
from quizapp.db.models import Answer, Case, Line, Member, Pack, Question, Round
from quizapp.db.played import given_in
from quizapp.db.teaching import taught_group
from quizapp.game.answered import judgements_of
from quizapp.game.discernment import Dials, Estimate, dials
from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.game.marks import is_right
from quizapp.game.member_counts import ROOM, MemberCounts, Reading
from quizapp.game.pseudonym import pseudonym
from quizapp.game.resampling import counts_of

Cell = str | int | float | None
ANSWERS = (
    *("participant", "nickname", "pack", "case", "line", "version", "form"),
    *("format", "source", "where", "turn", "truth", "resembles", "choice"),
    *("verdict", "certainty", "right", "share", "marks", "seen_before"),
    *("round", "position", "dealt_at", "answered_at"),
)
_WAYS = (("beside", True), ("hidden", False))
_DIALS = (
    *("spotting", "spotting_low", "spotting_high"),
    *("suspicion", "suspicion_low", "suspicion_high"),
)
GRADES = (
    *("participant", "nickname", "rounds", "tests", "rooms", "lines", "right", "marks"),
    *(f"{name}_{way}" for way, _ in _WAYS for name in ("judged", *_DIALS)),
    "last_answered_at",
)


@dataclass(frozen=True, slots=True)
class Out:
    """What is taken out: of which group, by whom, and how its members are called.

    Pseudonyms follow from `key`; nicknames are left empty unless `nicknames`.
    """

    group: int
    person: int
    key: bytes
    nicknames: bool = False

    def named(self, member: int, nickname: str) -> tuple[str, str | None]:
        """Return the pseudonym and, where asked for, the nickname."""
        name = pseudonym(self.key, group=self.group, member=member)
        return name, nickname if self.nicknames else None


def count_answers(session: Session, *, person: int, group: int) -> int:
    """Return how many rows `answer_rows` gives; raise as it does."""
    taught_group(session, person=person, group=group)
    return (
        session.scalar(
            select(func.count(Answer.id))
            .join(Member, Member.participant_id == Answer.participant_id)
            .where(Member.group_id == group)
        )
        or 0
    )


def answer_rows(session: Session, out: Out) -> Iterator[tuple[Cell, ...]]:
    """Yield every answer, by member and in the order given, read bit by bit.

    Votes after talking are rows of turn 2. Raises `NotFound` for others' groups.
    """
    taught_group(session, person=out.person, group=out.group)
    query = (
        given_in(out.group)
        .join(Pack, Pack.id == Case.pack_id)
        .add_columns(
            *(Member.id, Member.nickname),
            *(Pack.slug.label("pack"), Case.slug.label("case"), Line.key),
            *(Line.version, Line.faithful, Line.resembles, Line.case_id),
            *(Round.form, Round.beside, Round.workshop_id, Round.dealt_at),
            *(Round.number, Question.format, Question.position),
            *(Answer.turn, Answer.choice, Answer.certainty, Answer.share),
            *(Answer.marks, Answer.answered_at),
        )
        .order_by(Member.id, Answer.answered_at, Answer.id)
        .execution_options(yield_per=1000)
    )
    for (member, nickname), mine in groupby(session.execute(query), key=_whose):
        named = out.named(member, nickname)
        met: Counter[tuple[int, str]] = Counter()
        for row in mine:
            seen = met[row.case_id, row.key]
            met[row.case_id, row.key] += 1
            yield (*named, *_answer(row, seen))


def _whose(row: Any) -> tuple[int, str]:
    return row.id, row.nickname


def _answer(row: Any, seen: int) -> tuple[Cell, ...]:
    judged = row.format == Format.JUDGE.value
    choice = row.choice if isinstance(row.choice, str) else json.dumps(row.choice)
    return (
        row.pack,
        row.case,
        row.key,
        row.version,
        row.form,
        row.format,
        "beside" if row.beside else "hidden",
        "round" if row.workshop_id is None else "room",
        row.turn,
        "faithful" if row.faithful else "discrepant",
        row.resembles,
        choice,
        row.choice if judged else None,
        row.certainty,
        int(is_right(row.share)),
        row.share,
        row.marks,
        seen,
        row.number,
        row.position,
        row.dealt_at.isoformat(),
        row.answered_at.isoformat(),
    )


def grade_rows(session: Session, out: Out) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for every member, those who played nothing included.

    Lines, right and marks count everything answered, of votes in rooms the one alone;
    the dials are read from all lines judged alone, tests included, with the source
    beside and hidden apart, and stand empty below ten lines of either sort.
    """
    taught_group(session, person=out.person, group=out.group)
    people = counts_in(session, out.group)
    members = session.execute(
        select(Member.id, Member.nickname)
        .where(Member.group_id == out.group)
        .order_by(Member.id)
    )
    return tuple(
        (*out.named(number, nickname), *_grades(people.get(number, MemberCounts())))
        for number, nickname in members
    )


def _grades(mine: MemberCounts) -> tuple[Cell, ...]:
    played = Counter[str]()
    for rounds in mine.packs.values():
        played.update({where: len(found) for where, found in rounds.items()})
    return (
        played[Form.TRAINING],
        played[Form.A] + played[Form.B],
        played[ROOM],
        mine.lines,
        mine.right,
        mine.marks,
        *(cell for _, beside in _WAYS for cell in _dials(mine.read(beside))),
        mine.last_at.isoformat() if mine.last_at else None,
    )


def _dials(read: Reading) -> tuple[Cell, ...]:
    judged = judgements_of(counts_of(read.alone))
    found: Dials = dials(judged)
    return (len(judged), *_figures(found.spotting), *_figures(found.suspicion))


def _figures(found: Estimate | None) -> tuple[Cell, ...]:
    if found is None:
        return None, None, None
    return tuple(round(value, 4) for value in (found.value, found.low, found.high))
