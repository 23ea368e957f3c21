"""The desk: packs in the making, who works on them, and what was published."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from quizapp.db.models.base import Base, one_of


class State(StrEnum):
    """How far a line of the desk has come; only accepted lines are ever played.

    What is offered waits for nobody: a sound line that could be used.
    """

    OFFERED = "offered"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Origin(StrEnum):
    """Who first wrote a line of the desk; practice lines are made up by the engine."""

    ENGINE = "engine"
    PERSON = "person"
    PRACTICE = "practice"
    IMPORT = "import"


class DeskPack(Base):
    """A pack in the making."""

    __tablename__ = "desk_pack"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60))
    title: Mapped[str]
    language: Mapped[str] = mapped_column(String(35))
    licence: Mapped[str]
    authors: Mapped[list[str]]
    about: Mapped[str]
    content_note: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class DeskEditor(Base):
    """Somebody who works on a pack; all who do have the same rights."""

    __tablename__ = "desk_editor"

    desk_pack_id: Mapped[int] = mapped_column(
        ForeignKey("desk_pack.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime]


class DeskCase(Base):
    """A case in the making; `compared` is False while its articles are looked over.

    `reading` has the rows and cuts of a `desk.proposal.Proposal`, which set the
    articles side by side; None where there are only excerpts of them.
    """

    __tablename__ = "desk_case"
    __table_args__ = (UniqueConstraint("desk_pack_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_pack_id: Mapped[int] = mapped_column(
        ForeignKey("desk_pack.id", ondelete="CASCADE")
    )
    slug: Mapped[str] = mapped_column(String(60))
    title: Mapped[str]
    about: Mapped[str]
    compared: Mapped[bool]
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class DeskArticle(Base):
    """An article of a case; the derived one stands at position 0.

    `text` is None where only excerpts were imported. `printed` says that the pack
    may carry the whole text.
    """

    __tablename__ = "desk_article"
    __table_args__ = (
        UniqueConstraint("desk_case_id", "position"),
        UniqueConstraint("desk_case_id", "key"),
        CheckConstraint("position >= 0", name="position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_case_id: Mapped[int] = mapped_column(
        ForeignKey("desk_case.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    outlet: Mapped[str]
    date: Mapped[str] = mapped_column(String(10))
    address: Mapped[str | None]
    headline: Mapped[str]
    text: Mapped[str | None]
    printed: Mapped[bool]


class DeskLine(Base):
    """A line in the making.

    `content` is a `desk.proposal.Proposed` as `desk.content` writes it: the line and
    where its words stand in the articles. `revision` grows with every decision, so
    that nobody decides over somebody else's.
    """

    __tablename__ = "desk_line"
    __table_args__ = (
        UniqueConstraint("desk_case_id", "key"),
        CheckConstraint(one_of("state", State), name="state"),
        CheckConstraint(one_of("origin", Origin), name="origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_case_id: Mapped[int] = mapped_column(
        ForeignKey("desk_case.id", ondelete="CASCADE")
    )
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(8))
    origin: Mapped[str] = mapped_column(String(8))
    content: Mapped[dict[str, Any]]
    revision: Mapped[int]
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    decided_at: Mapped[datetime | None]


class DeskChange(Base):
    """One step that can be undone: a line before it; None where there was none."""

    __tablename__ = "desk_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_case_id: Mapped[int] = mapped_column(
        ForeignKey("desk_case.id", ondelete="CASCADE"), index=True
    )
    desk_line_id: Mapped[int] = mapped_column(
        ForeignKey("desk_line.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    revision: Mapped[int]
    made_at: Mapped[datetime]


class Publication(Base):
    """A published version of a pack: its files as they were, for good."""

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("desk_pack_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_pack_id: Mapped[int] = mapped_column(
        ForeignKey("desk_pack.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    files: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    published_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
