"""A group's board: what its members answered, and who has played what, when last."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.counted import counts_in
from quizapp.db.models import Assignment, Member, Pack
from quizapp.db.teaching import taught_group
from quizapp.game.board import Board, board, mostly_beside
from quizapp.game.line import Form
from quizapp.game.member_counts import ROOM, MemberCounts


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
    people = counts_in(session, group)
    chosen = mostly_beside(people) if beside is None else beside
    return ShownBoard(
        row.id,
        row.name,
        row.retention_on,
        row.erased_at is not None,
        # Drawn from the group's own number: looking twice shows the same figures.
        board(
            people,
            beside=chosen,
            seed=f"group {group}",
            later=_later(session, group),
        ),
        any(one.read(not chosen).judged for one in people.values()),
        _players(session, group, people),
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
    session: Session, group: int, people: Mapping[int, MemberCounts]
) -> tuple[Player, ...]:
    titles = _titles(session, {pack for one in people.values() for pack in one.packs})
    members = session.execute(
        select(Member.id, Member.nickname)
        .where(Member.group_id == group)
        .order_by(Member.folded)
    )
    return tuple(
        _player(number, nickname, people.get(number, MemberCounts()), titles)
        for number, nickname in members
    )


def _titles(session: Session, packs: set[str]) -> dict[str, str]:
    numbers = map(int, packs)
    rows = session.execute(select(Pack.id, Pack.title).where(Pack.id.in_(numbers)))
    return {str(row.id): row.title for row in rows}


def _player(
    number: int, nickname: str, mine: MemberCounts, titles: Mapping[str, str]
) -> Player:
    played = (_played(titles[pack], rounds) for pack, rounds in mine.packs.items())
    return Player(
        number,
        nickname,
        tuple(sorted(played, key=lambda pack: pack.title)),
        mine.lines,
        mine.right,
        mine.last_at,
    )


def _played(title: str, rounds: Mapping[str, Sized]) -> PlayedPack:
    return PlayedPack(
        title,
        len(rounds.get(Form.TRAINING, ())),
        tuple(form for form in (Form.A, Form.B) if form in rounds),
        len(rounds.get(ROOM, ())),
    )
