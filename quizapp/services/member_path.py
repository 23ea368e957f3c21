"""One member's path: their dials, their rounds, their kinds, what they missed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.content import line_of
from quizapp.db.models import Case, Line, Pack
from quizapp.db.played import answered_in
from quizapp.db.teaching import member_of, taught_group
from quizapp.game.answered import Answered
from quizapp.game.discernment import Dials, Judgement, dials
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.line import Form
from quizapp.game.member_counts import RECENT
from quizapp.game.review import KindRow, Played, review

MOST_MISSED = 30


@dataclass(frozen=True, slots=True)
class Reading:
    """The dials of one way of reading, from the newest `lines` judged so."""

    beside: bool
    lines: int
    dials: Dials


@dataclass(frozen=True, slots=True)
class PastRound:
    """A round, a test or a room as a member went through it."""

    case: str
    form: Form
    beside: bool
    in_room: bool
    dealt_at: datetime
    lines: int
    right: int
    marks: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A line missed: how it was put, when last, how often of how many times met."""

    words: str
    kind: Kind
    faithful: bool
    format: Format
    why: str
    missed: int
    met: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Path:
    """Everything one member did, the newest first."""

    group: int
    group_name: str
    number: int
    nickname: str
    joined_at: datetime
    readings: tuple[Reading, ...]
    rounds: tuple[PastRound, ...]
    kinds: tuple[KindRow, ...]
    missed: tuple[Missed, ...]

    @property
    def lines(self) -> int:
        """How many lines they answered."""
        return sum(each.lines for each in self.rounds)

    @property
    def right(self) -> int:
        """How many of them they got right."""
        return sum(each.right for each in self.rounds)


def member_path(session: Session, *, person: int, group: int, member: int) -> Path:
    """Return the path of a member. Raises `NotFound` for one of other groups."""
    row = taught_group(session, person=person, group=group)
    known = member_of(session, row, member)
    answers = sorted(
        answered_in(session, group, member), key=lambda a: (a.at, a.position)
    )
    return Path(
        group=row.id,
        group_name=row.name,
        number=known.id,
        nickname=known.nickname,
        joined_at=known.joined_at,
        readings=tuple(_readings(answers)),
        rounds=_rounds(session, answers),
        kinds=review([_played(answer) for answer in answers]).kinds,
        missed=_missed(session, answers),
    )


def _readings(answers: list[Answered]) -> Iterable[Reading]:
    for beside in (True, False):
        judged = [
            Judgement(a.faithful, a.rating < 4, a.certainty or 1)
            for a in answers
            if a.judged and a.beside is beside and not a.in_room
        ][-RECENT:]
        if judged:
            yield Reading(beside, len(judged), dials(judged))


def _played(answer: Answered) -> Played:
    return Played(
        answer.position,
        answer.format,
        answer.faithful,
        answer.resembles,
        CARRIES if answer.rating < 4 else PARTS,
        answer.certainty,
        answer.share,
        answer.marks,
    )


def _rounds(session: Session, answers: list[Answered]) -> tuple[PastRound, ...]:
    by_round: dict[int, list[Answered]] = {}
    for answer in answers:
        by_round.setdefault(answer.round, []).append(answer)
    titles = _titles(session, {answer.case for answer in answers})
    found = (_past(titles, mine) for mine in by_round.values())
    return tuple(sorted(found, key=lambda past: past.dealt_at, reverse=True))


def _titles(session: Session, cases: set[int]) -> dict[int, str]:
    rows = session.execute(
        select(Case.id, Case.title, Pack.title.label("pack"))
        .join(Pack, Pack.id == Case.pack_id)
        .where(Case.id.in_(cases))
    )
    return {row.id: f"{row.pack} · {row.title}" for row in rows}


def _past(titles: Mapping[int, str], mine: list[Answered]) -> PastRound:
    first = mine[0]
    return PastRound(
        titles[first.case],
        first.form,
        first.beside,
        first.in_room,
        first.dealt_at,
        len(mine),
        sum(answer.right for answer in mine),
        sum(answer.marks for answer in mine),
    )


def _missed(session: Session, answers: list[Answered]) -> tuple[Missed, ...]:
    last = {answer.line: answer for answer in answers if not answer.right}
    newest = sorted(last.values(), key=lambda answer: answer.at, reverse=True)
    shown = newest[:MOST_MISSED]
    contents = {
        number: line_of(content)
        for number, content in session.execute(
            select(Line.id, Line.content).where(Line.id.in_({a.line for a in shown}))
        )
    }
    return tuple(
        Missed(
            contents[a.line].words,
            a.resembles,
            a.faithful,
            a.format,
            contents[a.line].why,
            sum(x.line == a.line and not x.right for x in answers),
            sum(x.line == a.line for x in answers),
            a.at,
        )
        for a in shown
    )
