"""People with an account, how they sign in, links, failed attempts, forms sent."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.models.base import Base, one_of
from quizapp.game.role import Role


class Purpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


class Person(Base):
    """Somebody with an account.

    `email` is folded, so that it is found however it is typed.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(one_of("role", Role), name="role"),
        # A number is never given out again: an old cookie must not name somebody new.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(10))
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id"), unique=True
    )
    joined_at: Mapped[datetime]


class SignIn(Base):
    """A browser in which somebody signed in; only its token's SHA-256 (hex) is kept.

    `used_at` is noted now and then, not at every page.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime]
    used_at: Mapped[datetime]


class Leaving(Base):
    """A browser that a guest left; only the SHA-256 (hex) of its token is kept.

    A cookie is good for 90 days by its signature alone. This ends one before.
    """

    __tablename__ = "leaving"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    left_at: Mapped[datetime] = mapped_column(index=True)


class SecondFactor(Base):
    """The app that shows somebody six figures; who has no row has none.

    `secret` is Base32, as the app was told it. No step is taken that is not after
    `last_step`, so that the same six figures never count twice.
    """

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    secret: Mapped[str] = mapped_column(String(32))
    last_step: Mapped[int]
    since: Mapped[datetime]


class RecoveryCode(Base):
    """What stands in for the app, once; only its SHA-256 (hex) is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class Link(Base):
    """A one-time link; only the SHA-256 (hex) of its secret is kept.

    An invitation makes whoever follows it an instructor; a reset sets a new password
    for `person_id`.
    """

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint(one_of("purpose", Purpose), name="purpose"),
        CheckConstraint(
            "(purpose = 'reset') = (person_id is not null)", name="for_whom"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """A sign-in that failed. `subject` is a keyed hash: no address is stored."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), index=True)
    failed_at: Mapped[datetime] = mapped_column(index=True)


class SentForm(Base):
    """A form by which somebody made something, and the address of what it made.

    `digest` is the SHA-256 (hex) of all that was sent, the mark drawn with the form
    included: sent again, the very same form leads there and makes nothing.
    """

    __tablename__ = "sent_form"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    led_to: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(index=True)
