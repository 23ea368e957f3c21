"""Workshops: a room that votes together, who hosts it and who sits in it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.models.base import Base, one_of
from quizapp.game.workshop import Board, Names, Rhythm, Stage, WhichTests


class Workshop(Base):
    """A workshop; its questions are those of its round.

    `version` grows with whatever the room can see, but not with votes: they are
    counted. `timer` (seconds) is shown and closes nothing.
    """

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint(one_of("rhythm", Rhythm), name="rhythm"),
        CheckConstraint(one_of("names", Names), name="names"),
        CheckConstraint(one_of("board", Board), name="board"),
        CheckConstraint(one_of("stage", Stage), name="stage"),
        CheckConstraint(one_of("tests", WhichTests), name="tests"),
        CheckConstraint("timer between 5 and 3600", name="timer"),
        CheckConstraint("position >= 0", name="position"),
        CheckConstraint("(stage = 'ended') = (ended_at is not null)", name="ended"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("group.id", ondelete="SET NULL"), index=True
    )
    rhythm: Mapped[str] = mapped_column(String(8))
    names: Mapped[str] = mapped_column(String(10))
    board: Mapped[str] = mapped_column(String(8))
    timer: Mapped[int | None]
    tests: Mapped[str] = mapped_column(String(8), server_default=WhichTests.NONE)
    stage: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    version: Mapped[int]
    locked: Mapped[bool]
    since: Mapped[datetime]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class WorkshopHost(Base):
    """Somebody who hosts a workshop; all who do have the same rights."""

    __tablename__ = "workshop_host"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Seat(Base):
    """A participant in a workshop; `removed_at` is set where a host sent them out.

    `nickname` and `folded` are as those of a group's member, and missing where the
    room is anonymous. `team` counts from 1. `first_form` is the test form that comes
    first for them.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("workshop_id", "participant_id"),
        UniqueConstraint("workshop_id", "folded"),
        CheckConstraint("(nickname is null) = (folded is null)", name="named"),
        CheckConstraint("first_form in ('A', 'B')", name="first_form"),
        # A number is never given out again: a page left open must not name another.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    nickname: Mapped[str | None] = mapped_column(String(40))
    folded: Mapped[str | None] = mapped_column(String(80))
    team: Mapped[int | None]
    first_form: Mapped[str] = mapped_column(String(8), server_default="A")
    joined_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
