"""What is played: packs, cases, lines; participants, rounds, questions, answers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.compare.kinds import Kind
from quizapp.db.models.base import Base, one_of
from quizapp.game.audience import Audience
from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion


class Pack(Base):
    """A pack as loaded; `digest` (SHA-256 of its files) tells whether it changed.

    `desk_pack_id` names the pack of the desk it was published from, or tried out
    from; a pack of the program's own folder has none.
    """

    __tablename__ = "pack"
    __table_args__ = (
        UniqueConstraint("desk_pack_id", "audience"),
        CheckConstraint(one_of("audience", Audience), name="audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    language: Mapped[str] = mapped_column(String(35))
    licence: Mapped[str]
    authors: Mapped[list[str]]
    about: Mapped[str]
    content_note: Mapped[str]
    loaded_at: Mapped[datetime]
    audience: Mapped[str] = mapped_column(String(8), server_default=Audience.ALL)
    withdrawn_at: Mapped[datetime | None]
    desk_pack_id: Mapped[int | None] = mapped_column(
        ForeignKey("desk_pack.id", ondelete="SET NULL")
    )


class Case(Base):
    """One derived article with its sources.

    `articles` maps `derived` and each source's id to outlet, date, address, headline.
    """

    __tablename__ = "case"
    __table_args__ = (UniqueConstraint("pack_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str]
    about: Mapped[str]
    articles: Mapped[dict[str, Any]]


class Line(Base):
    """One version of a line. It never changes: what changes becomes a new version.

    The version without `retired_at` is the one that is dealt. `content` is the line
    as `db.content` writes it; `digest` (SHA-256 of it) tells versions apart.
    """

    __tablename__ = "line"
    __table_args__ = (
        UniqueConstraint("case_id", "key", "version"),
        Index(
            "uq_line_current",
            "case_id",
            "key",
            unique=True,
            sqlite_where=text("retired_at is null"),
            postgresql_where=text("retired_at is null"),
        ),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint(one_of("form", Form), name="form"),
        CheckConstraint(one_of("resembles", Kind), name="resembles"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    form: Mapped[str] = mapped_column(String(8))
    faithful: Mapped[bool]
    resembles: Mapped[str] = mapped_column(String(24))
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    retired_at: Mapped[datetime | None]


class Participant(Base):
    """Somebody who plays, with a rejoin code. No name, address or e-mail.

    A guest, the player in a person's account, or a member of a group.
    """

    __tablename__ = "participant"
    # A number is never given out again: an old cookie must not name somebody new.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    rejoin_code: Mapped[str] = mapped_column(String(16), unique=True)
    joined_at: Mapped[datetime]
    last_seen_on: Mapped[date] = mapped_column(index=True)


class Round(Base):
    """A sequence of questions, dealt to a participant or to a workshop.

    In a form it is a test; `occasion` says which of those that a group was given.
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("participant_id", "case_id", "number"),
        Index("ix_round_case_id", "case_id"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(one_of("form", Form), name="form"),
        CheckConstraint(
            "(participant_id is null) <> (workshop_id is null)", name="whose"
        ),
        CheckConstraint(one_of("occasion", Occasion), name="occasion"),
        CheckConstraint("occasion is null or form <> 'training'", name="test"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE")
    )
    workshop_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), unique=True
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    number: Mapped[int]
    form: Mapped[str] = mapped_column(String(8), server_default=Form.TRAINING)
    occasion: Mapped[str | None] = mapped_column(String(8))
    beside: Mapped[bool]
    dealt_at: Mapped[datetime]


class Question(Base):
    """One question of a round; `key` is the right choice and stays on the server."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint(one_of("format", Format), name="format"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    position: Mapped[int]
    format: Mapped[str] = mapped_column(String(8))
    line_id: Mapped[int] = mapped_column(ForeignKey("line.id"), index=True)
    options: Mapped[Any]
    key: Mapped[Any]


class Answer(Base):
    """What one participant said to one question: stored once, never changed.

    In a workshop `turn` 1 is the vote alone and 2 the one after talking. `share` is
    how far it was right, 0 to 1; `marks` what that earned.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("question_id", "participant_id", "turn"),
        CheckConstraint("turn between 1 and 2", name="turn"),
        CheckConstraint("certainty between 1 and 3", name="certainty"),
        CheckConstraint("share between 0 and 1", name="share"),
        CheckConstraint("marks between -6 and 3", name="marks"),
        Index("ix_answer_participant_id_id", "participant_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE")
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE")
    )
    turn: Mapped[int] = mapped_column(server_default="1")
    choice: Mapped[Any]
    certainty: Mapped[int | None]
    share: Mapped[float]
    marks: Mapped[int]
    answered_at: Mapped[datetime]


class Counted(Base):
    """What the first `answers` of a participant, up to number `upto`, count up to.

    Kept so that large boards open at once, and derived: whatever is erased here is
    made again from the answers. `judged` is for boards, `lines` for question analysis.
    """

    __tablename__ = "counted"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    upto: Mapped[int]
    answers: Mapped[int]
    judged: Mapped[dict[str, Any]]
    lines: Mapped[dict[str, Any]]
