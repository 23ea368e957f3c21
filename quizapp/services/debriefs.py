"""Looking back at a workshop: what the room did, line by line and vote by vote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.content import line_of
from quizapp.db.models import Answer, Case, Line, Question, Round, Seat, Workshop
from quizapp.db.played import in_tests, voted
from quizapp.db.rooms import find_room, seat_in, told_room
from quizapp.errors import NotFound
from quizapp.game import line as game
from quizapp.game.discernment import Judgement
from quizapp.game.format import CARRIES, Format, as_choice
from quizapp.game.occasion import Occasion
from quizapp.game.review import Played
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote; `nickname` is None in an anonymous room, `seat` tells people apart."""

    seat: int
    nickname: str | None
    turn: int
    played: Played
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Tested:
    """One answer in a test of a workshop; `played` has its place in that test."""

    seat: int
    nickname: str | None
    occasion: Occasion
    key: str
    beside: bool
    played: Played
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line a room was asked about, with everybody's votes on it."""

    position: int
    format: Format
    key: str
    line: game.Line
    votes: tuple[Vote, ...]

    def right(self, turn: int) -> int:
        """Count the right votes of a turn."""
        return sum(v.played.right for v in self.votes if v.turn == turn)

    def voted(self, turn: int) -> int:
        """Count the votes of a turn."""
        return sum(v.turn == turn for v in self.votes)

    @property
    def last_turn(self) -> int:
        """Return the turn that was voted in last: 2 where the room talked."""
        return max((v.turn for v in self.votes), default=1)


@dataclass(frozen=True, slots=True)
class Debrief:
    """A workshop as it went."""

    code: str
    title: str
    pack: int
    case: str
    beside: bool
    made_at: datetime
    ended_at: datetime | None
    seats: int
    lines: tuple[AskedLine, ...]

    def right_of_twice(self, turn: int) -> tuple[int, int]:
        """Count right votes and all votes of a turn, on lines that were voted twice."""
        twice = [line for line in self.lines if line.voted(2)]
        voted = sum(line.voted(turn) for line in twice)
        return sum(line.right(turn) for line in twice), voted

    def judgements(self, turn: int) -> tuple[tuple[Judgement, ...], ...]:
        """Return what each person judged in a turn."""
        people: dict[int, list[Judgement]] = {}
        for asked in self.lines:
            for vote in asked.votes:
                played = vote.played
                if vote.turn == turn and played.format is Format.JUDGE:
                    people.setdefault(vote.seat, []).append(_judged(played))
        return tuple(map(tuple, people.values()))


@dataclass(frozen=True, slots=True)
class TakenHome:
    """What somebody did in a workshop: their last vote on every line they voted on."""

    title: str
    ended_at: datetime | None
    articles: Mapping[str, Any]
    nickname: str | None
    lines: tuple[tuple[AskedLine, Vote], ...]


def look_back(session: Session, *, person: int, code: str) -> Debrief:
    """Return a workshop as it went. Raises as `told_room` does."""
    return _debrief(session, told_room(session, person, code))


def answers_in_tests(session: Session, *, person: int, code: str) -> tuple[Tested, ...]:
    """Return what was answered in the tests of a workshop. Raises as `told_room`."""
    room = told_room(session, person, code)
    columns = (Seat, Round.occasion, Round.beside, Question, Line, Answer)
    rows = session.execute(
        in_tests(room)
        .add_columns(*columns)
        .order_by(Seat.id, Round.dealt_at, Question.position)
    )
    return tuple(
        Tested(
            seat.id,
            seat.nickname,
            Occasion(occasion),
            line.key,
            beside,
            _played(answer, question.position, question.format, line),
            answer.answered_at,
        )
        for seat, occasion, beside, question, line, answer in rows
    )


def look_back_together(session: Session, *, code: str) -> Debrief:
    """Return a workshop as it went, for its wall.

    Raises `NotFound` while it still goes on.
    """
    room = find_room(session, code)
    if room.ended_at is None:
        raise NotFound(gettext("The room looks back once the workshop has ended."))
    return _debrief(session, room)


def missed_most(debrief: Debrief) -> tuple[AskedLine, ...]:
    """Return the lines that were voted on, the one that fewest got right first."""
    voted = [line for line in debrief.lines if line.votes]
    return tuple(sorted(voted, key=_share_right))


def take_home(session: Session, *, participant: int | None, code: str) -> TakenHome:
    """Return somebody's own votes once the workshop is over.

    Raises `NotFound` where they had no seat, or while it still goes on: a key is not
    told before the room has seen it.
    """
    room = find_room(session, code)
    seat = seat_in(session, room, participant)
    if seat is None or room.ended_at is None:
        raise NotFound(gettext("Your summary is here once the workshop has ended."))
    case = session.get_one(Case, room.case_id)
    mine = [
        (line, max(own, key=lambda vote: vote.turn))
        for line in _lines(session, room)
        if (own := [vote for vote in line.votes if vote.seat == seat.id])
    ]
    return TakenHome(
        title=case.title,
        ended_at=room.ended_at,
        articles=case.articles,
        nickname=seat.nickname,
        lines=tuple(mine),
    )


def _debrief(session: Session, room: Workshop) -> Debrief:
    case = session.get_one(Case, room.case_id)
    lines = _lines(session, room)
    beside = session.scalars(
        select(Round.beside).where(Round.workshop_id == room.id)
    ).one()
    seats = {vote.seat for line in lines for vote in line.votes}
    return Debrief(
        code=room.code,
        title=case.title,
        pack=case.pack_id,
        case=case.slug,
        beside=beside,
        made_at=room.made_at,
        ended_at=room.ended_at,
        seats=len(seats),
        lines=lines,
    )


def _lines(session: Session, room: Workshop) -> tuple[AskedLine, ...]:
    votes = _votes(session, room)
    rows = session.execute(
        select(Question, Line)
        .join(Round, Round.id == Question.round_id)
        .join(Line, Line.id == Question.line_id)
        .where(Round.workshop_id == room.id)
        .order_by(Question.position)
    )
    return tuple(
        AskedLine(
            question.position,
            Format(question.format),
            line.key,
            line_of(line.content),
            tuple(votes.get(question.position, ())),
        )
        for question, line in rows
    )


def _votes(session: Session, room: Workshop) -> dict[int, list[Vote]]:
    rows = session.execute(
        voted(room.id)
        .add_columns(Answer, Question.position, Question.format, Line, Seat)
        .order_by(Seat.id, Answer.turn)
    )
    found: dict[int, list[Vote]] = {}
    for answer, position, fmt, line, seat in rows:
        played = _played(answer, position, fmt, line)
        vote = Vote(seat.id, seat.nickname, answer.turn, played, answer.answered_at)
        found.setdefault(position, []).append(vote)
    return found


def _played(answer: Answer, position: int, fmt: str, line: Line) -> Played:
    return Played(
        position=position,
        format=Format(fmt),
        faithful=line.faithful,
        resembles=Kind(line.resembles),
        choice=as_choice(answer.choice),
        certainty=answer.certainty,
        share=answer.share,
        marks=answer.marks,
    )


def _judged(played: Played) -> Judgement:
    return Judgement(played.faithful, played.choice == CARRIES, played.certainty or 1)


def _share_right(line: AskedLine) -> float:
    return line.right(line.last_turn) / line.voted(line.last_turn)
