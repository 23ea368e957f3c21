"""A group's board: what its members answered, and who has played what, when last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Assignment, Member, Pack
from quizapp.db.played import answered_in
from quizapp.db.teaching import taught_group
from quizapp.game.answered import Answered
from quizapp.game.board import Board, board, mostly_beside
from quizapp.game.line import Form


@dataclass(frozen=True, slots=True)
class PlayedPack:
    """What somebody played of a pack: rounds to train, test forms, and rooms."""

    title: str
    rounds: int
    forms: tuple[Form, ...]
    rooms: int


@dataclass(frozen=True, slots=True)
class Player:
    """A member on the roster of a board."""

    number: int
    nickname: str
    packs: tuple[PlayedPack, ...]
    lines: int
    right: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class ShownBoard:
    """A board with its group; `other` says there are lines read the other way, too."""

    number: int
    name: str
    retention_on: date
    erased: bool
    board: Board
    other: bool
    players: tuple[Player, ...]

    @property
    def played(self) -> int:
        """How many members have answered anything."""
        return sum(player.last is not None for player in self.players)


def group_board(
    session: Session, *, person: int, group: int, beside: bool | None = None
) -> ShownBoard:
    """Return the board of a group that this person teaches, for one way of reading.

    Without `beside` it is the way in which most lines were judged. Raises `NotFound`
    for anybody else's group as for one that does not exist.
    """
    row = taught_group(session, person=person, group=group)
    answers = answered_in(session, group)
    chosen = mostly_beside(answers) if beside is None else beside
    return ShownBoard(
        row.id,
        row.name,
        row.retention_on,
        row.erased_at is not None,
        # Drawn from the group's own number: looking twice shows the same figures.
        board(
            answers,
            beside=chosen,
            seed=f"group {group}",
            later=_later(session, group),
        ),
        any(answer.beside is not chosen for answer in answers if answer.judged),
        _players(session, group, answers),
    )


def _later(session: Session, group: int) -> frozenset[int]:
    """Return who plays later, where a pack was given to this group in halves."""
    halved = select(Assignment.id).where(
        Assignment.group_id == group, Assignment.later_on.is_not(None)
    )
    later = select(Member.id).where(
        Member.group_id == group, Member.plays_later, halved.exists()
    )
    return frozenset(session.scalars(later))


def _players(
    session: Session, group: int, answers: Iterable[Answered]
) -> tuple[Player, ...]:
    by_member: dict[int, list[Answered]] = {}
    for answer in answers:
        by_member.setdefault(answer.member, []).append(answer)
    titles = _titles(session, {answer.pack for answer in answers})
    members = session.execute(
        select(Member.id, Member.nickname)
        .where(Member.group_id == group)
        .order_by(Member.folded)
    )
    return tuple(
        _player(number, nickname, by_member.get(number, []), titles)
        for number, nickname in members
    )


def _titles(session: Session, packs: set[int]) -> dict[int, str]:
    rows = session.execute(select(Pack.id, Pack.title).where(Pack.id.in_(packs)))
    return {row.id: row.title for row in rows}


def _player(
    number: int, nickname: str, mine: list[Answered], titles: Mapping[int, str]
) -> Player:
    packs: dict[int, list[Answered]] = {}
    for answer in mine:
        packs.setdefault(answer.pack, []).append(answer)
    played = (_played(titles[pack], packs[pack]) for pack in packs)
    return Player(
        number,
        nickname,
        tuple(sorted(played, key=lambda pack: pack.title)),
        len(mine),
        sum(answer.right for answer in mine),
        max((answer.at for answer in mine), default=None),
    )


def _played(title: str, answers: list[Answered]) -> PlayedPack:
    own = [answer for answer in answers if not answer.in_room]
    return PlayedPack(
        title,
        len({a.round for a in own if a.form is Form.TRAINING}),
        tuple(sorted({a.form for a in own if a.form is not Form.TRAINING})),
        len({answer.round for answer in answers if answer.in_room}),
    )
