"""Groups: who teaches them, who is in them, what they were given to play."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from quizapp.db.models.base import Base, one_of
from quizapp.game.occasion import Occasion


class Group(Base):
    """A group. Erased, it keeps its name and `counts`, and has no code to join."""

    __tablename__ = "group"
    __table_args__ = (
        CheckConstraint("(erased_at is null) = (counts is null)", name="counted"),
        CheckConstraint("(erased_at is null) = (join_code is not null)", name="open"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(35))
    join_code: Mapped[str | None] = mapped_column(String(8), unique=True)
    retention_on: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class GroupInstructor(Base):
    """Somebody who teaches a group; all who do have the same rights."""

    __tablename__ = "group_instructor"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("group.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime]


class Member(Base):
    """A participant in a group, by a nickname.

    `folded` is the nickname without what looks alike, so that no two are mistaken
    for one another. `person_id` lets somebody with an account come back by it.
    `first_form` is the test form that comes first for them; `plays_later` puts them
    into the half that is compared.
    """

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("group_id", "folded"),
        UniqueConstraint("group_id", "person_id"),
        CheckConstraint("first_form in ('A', 'B')", name="first_form"),
        # A number is never given out again: a page left open must not name another.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), unique=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    nickname: Mapped[str] = mapped_column(String(40))
    folded: Mapped[str] = mapped_column(String(80))
    joined_at: Mapped[datetime]
    first_form: Mapped[str] = mapped_column(String(8), server_default="A")
    plays_later: Mapped[bool] = mapped_column(server_default=false())


class Assignment(Base):
    """A pack that a group was given: as the test of an occasion, or to train.

    `later_on` is set where half of the group trains from another day on.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("group_id", "pack_id", "occasion"),
        Index(
            "uq_assignment_training",
            "group_id",
            "pack_id",
            unique=True,
            sqlite_where=text("occasion is null"),
            postgresql_where=text("occasion is null"),
        ),
        CheckConstraint(one_of("occasion", Occasion), name="occasion"),
        CheckConstraint(
            "later_on is null or (occasion is null and later_on > opens_on)",
            name="later",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    pack_id: Mapped[int] = mapped_column(
        ForeignKey("pack.id", ondelete="CASCADE"), index=True
    )
    occasion: Mapped[str | None] = mapped_column(String(8))
    opens_on: Mapped[date]
    later_on: Mapped[date | None]
    made_at: Mapped[datetime]
