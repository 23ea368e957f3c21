"""A room as it can be seen: by everybody on the wall, by each on their phone."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from quizapp.db.dealt import given_of, lines_of, question_of
from quizapp.db.models import (
    Answer,
    Case,
    Pack,
    Question,
    Round,
    Seat,
    Workshop,
)
from quizapp.db.rooms import find_room, test_before
from quizapp.game.asked import Asked, Given
from quizapp.game.format import Choice, as_choice
from quizapp.game.line import Form
from quizapp.game.marks import is_right
from quizapp.game.occasion import Occasion
from quizapp.game.place import Place
from quizapp.game.workshop import Board, Names, Rhythm, Stage, WhichTests

NOBODY = 0

# How many chose what, how sure: the vote of one turn.
Split = Mapping[tuple[Choice, int | None], int]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody in the room; `voted` is about the vote that is open."""

    number: int
    nickname: str | None
    team: int | None
    seen_at: datetime
    removed: bool
    voted: bool


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop as it stands; `version` grows with all of this.

    `asked` is the line the room is at, None while people join and at the end.
    """

    number: int
    code: str
    title: str
    pack: str
    case: str
    group: int | None
    rhythm: Rhythm
    names: Names
    board: Board
    timer: int | None
    tests: WhichTests
    stage: Stage
    position: int
    total: int
    version: int
    locked: bool
    since: datetime
    asked: Asked | None

    @property
    def offers_test_before(self) -> bool:
        """True while people come in, where they are offered a test before."""
        return self.stage is Stage.JOINING and Occasion.BEFORE in self.tests.occasions


@dataclass(frozen=True, slots=True)
class Count:
    """How many sit in the room, how many of them are here, how many voted.

    Here is who was seen lately or is at the test before; `tested` handed that one in.
    """

    seated: int
    here: int
    voted: int
    tested: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """A count with names, where the room has names, in the order they came.

    `waiting` are those who have not voted, each with whether their phone is away.
    """

    count: Count
    names: tuple[str, ...]
    waiting: tuple[tuple[str, bool], ...]


def look(session: Session, *, code: str) -> Room:
    """Return a room as everybody may see it. Raises `NotFound` for a wrong code."""
    return _look(session, find_room(session, code))


def _look(session: Session, room: Workshop) -> Room:
    row = session.execute(
        select(Case, Pack.slug.label("pack"), Round)
        .join(Pack, Pack.id == Case.pack_id)
        .join(Round, Round.workshop_id == room.id)
        .where(Case.id == room.case_id)
    ).one()
    total = session.scalars(
        select(func.count(Question.id)).where(Question.round_id == row.Round.id)
    ).one()
    return Room(
        number=room.id,
        code=room.code,
        title=row.Case.title,
        pack=row.pack,
        case=row.Case.slug,
        group=room.group_id,
        rhythm=Rhythm(room.rhythm),
        names=Names(room.names),
        board=Board(room.board),
        timer=room.timer,
        tests=WhichTests(room.tests),
        stage=Stage(room.stage),
        position=room.position,
        total=total,
        version=room.version,
        locked=room.locked,
        since=room.since,
        asked=_asked(session, room, row, total),
    )


def seated(session: Session, number: int) -> Mapping[int, bool]:
    """Return who took a seat in a workshop, and whether they still have it."""
    taken = select(Seat.participant_id, Seat.removed_at.is_(None).label("still")).where(
        Seat.workshop_id == number
    )
    return {row.participant_id: bool(row.still) for row in session.execute(taken)}


def versions(session: Session, numbers: Collection[int]) -> Mapping[int, int]:
    """Return the versions of these workshops by number; those that are gone lack."""
    wanted = select(Workshop.id, Workshop.version).where(Workshop.id.in_(numbers))
    return {row.id: row.version for row in session.execute(wanted)}


def standing_of(session: Session, *, code: str) -> tuple[int, int]:
    """Return the number and the version of a room. Raises `NotFound`."""
    room = find_room(session, code)
    return room.id, room.version


def tally(session: Session, *, number: int, since: datetime) -> Tally | None:
    """Count a room and name who sits in it; None where it is gone.

    It is asked for twice a second while people vote: few queries for few columns.
    """
    room = session.execute(
        select(Workshop.names, Workshop.stage, Workshop.position, Workshop.tests).where(
            Workshop.id == number
        )
    ).first()
    if room is None:
        return None
    turn, stage = Stage(room.stage).turn, Stage(room.stage)
    voters = _voters(session, number, room.position, turn)
    is_testing = Occasion.BEFORE in WhichTests(room.tests).occasions
    left = test_before(session, number) if stage is Stage.JOINING and is_testing else {}
    rows = session.execute(
        select(Seat.nickname, Seat.seen_at, Seat.participant_id)
        .where(Seat.workshop_id == number, Seat.removed_at.is_(None))
        .order_by(Seat.id)
    ).all()
    named = rows if room.names == Names.NICKNAMES.value else []
    here = [row for row in rows if row.seen_at >= since or left.get(row.participant_id)]
    tested = sum(not questions for questions in left.values())
    return Tally(
        Count(len(rows), len(here), len(voters), tested),
        names=tuple(str(row.nickname) for row in named),
        waiting=tuple(
            (str(row.nickname), row.seen_at < since)
            for row in named
            if turn and row.participant_id not in voters
        ),
    )


def sitting(session: Session, room: Room) -> tuple[Sitting, ...]:
    """Return everybody in the room, in the order they came."""
    voters = _voters(session, room.number, room.position, room.stage.turn)
    rows = session.scalars(
        select(Seat).where(Seat.workshop_id == room.number).order_by(Seat.id)
    )
    return tuple(
        Sitting(
            seat.id,
            seat.nickname,
            seat.team,
            seat.seen_at,
            seat.removed_at is not None,
            seat.participant_id in voters,
        )
        for seat in rows
    )


def splits(session: Session, room: Room) -> Mapping[int, Split]:
    """Return the votes on the line the room is at, by turn.

    Call it only once the vote is over; nobody sees how others vote before.
    """
    found: dict[int, Counter[tuple[Choice, int | None]]] = {1: Counter(), 2: Counter()}
    rows = session.execute(
        _answers(room).with_only_columns(Answer.turn, Answer.choice, Answer.certainty)
    )
    for turn, choice, certainty in rows:
        found[turn][as_choice(choice), certainty] += 1
    return found


def moves(session: Session, room: Room) -> tuple[int, int]:
    """Return how many changed their vote after talking, and how many of them rightly.

    Somebody moved rightly whose second vote is right and whose first was not.
    """
    votes: dict[int, dict[int, tuple[Choice, bool]]] = {}
    rows = session.execute(
        _answers(room).with_only_columns(
            Answer.participant_id, Answer.turn, Answer.choice, Answer.share
        )
    )
    for who, turn, choice, share in rows:
        votes.setdefault(who, {})[turn] = as_choice(choice), is_right(share)
    both = [(v[1], v[2]) for v in votes.values() if len(v) == 2]
    moved = [(first, second) for first, second in both if first[0] != second[0]]
    return len(moved), sum(second[1] and not first[1] for first, second in moved)


def own_votes(
    session: Session, room: Room, *, participant: int | None
) -> Mapping[int, Given]:
    """Return what somebody voted on the line the room is at, by turn."""
    rows = session.scalars(_answers(room).where(Answer.participant_id == participant))
    return {row.turn: given for row in rows if (given := given_of(row))}


def _answers(room: Room) -> Select[Answer]:
    return _answers_at(room.number, room.position)


def _answers_at(number: int, position: int) -> Select[Answer]:
    return (
        select(Answer)
        .join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
        .where(Round.workshop_id == number, Question.position == position)
    )


def _voters(session: Session, number: int, position: int, turn: int | None) -> set[int]:
    if turn is None:
        return set()
    voted = _answers_at(number, position).where(Answer.turn == turn)
    return set(session.scalars(voted.with_only_columns(Answer.participant_id)))


def _asked(
    session: Session, room: Workshop, row: Row[Case, str, Round], total: int
) -> Asked | None:
    if room.position == 0 or room.stage == Stage.ENDED.value:
        return None
    stored = session.scalars(
        select(Question).where(
            Question.round_id == row.Round.id, Question.position == room.position
        )
    ).one()
    question = question_of(stored)
    return Asked(
        place=Place(NOBODY, row.pack, row.Case.slug, 1, room.position),
        title=row.Case.title,
        articles=row.Case.articles,
        form=Form.TRAINING,
        beside=row.Round.beside,
        question=question,
        lines=lines_of(session, question),
        answered=tuple(n < room.position for n in range(1, total + 1)),
        given=None,
    )
