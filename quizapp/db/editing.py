"""The way to a pack of the desk: by who edits it; a guessed number finds nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, exists, select, update
from sqlalchemy.orm import Session

from quizapp.db.counted import forget_counted
from quizapp.db.models import (
    DeskCase,
    DeskChange,
    DeskEditor,
    DeskLine,
    DeskPack,
    Pack,
)
from quizapp.errors import NotFound
from quizapp.game.audience import Audience
from quizapp.wording import gettext


def is_edited_by(person: int) -> ColumnElement[bool]:
    """Return the condition that a pack of the desk is this person's to work on."""
    return exists().where(
        DeskEditor.desk_pack_id == DeskPack.id, DeskEditor.person_id == person
    )


def edited_pack(
    session: Session, *, person: int, pack: int, held: bool = False
) -> DeskPack:
    """Return a pack that this person works on; `held`, nobody else steps meanwhile.

    Raises `NotFound` for anybody else's as for one that does not exist.
    """
    query = select(DeskPack).where(DeskPack.id == pack, is_edited_by(person))
    if held:
        query = query.with_for_update(of=DeskPack)
    found = session.scalar(query)
    if found is None:
        raise NotFound(gettext("There is no such pack on your desk."))
    return found


def edited_case(
    session: Session, *, person: int, pack: int, case: str, held: bool = False
) -> DeskCase:
    """Return a case of such a pack; `held`, nobody else steps meanwhile.

    Raises `NotFound` for anybody else's as for one that does not exist.
    """
    query = (
        select(DeskCase)
        .join(DeskPack, DeskPack.id == DeskCase.desk_pack_id)
        .where(DeskPack.id == pack, DeskCase.slug == case, is_edited_by(person))
    )
    if held:
        query = query.with_for_update(of=DeskCase)
    found = session.scalar(query)
    if found is None:
        raise NotFound(gettext("There is no such case on your desk."))
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that can be undone: its number, and the key of its line."""

    number: int
    key: str


def last_step(session: Session, *, case: int, person: int) -> Step | None:
    """Return this person's last decision in a case that stands, or None."""
    rows = session.execute(_steps(case, person).limit(1))
    return next((Step(number, key) for number, key in rows), None)


def stands(session: Session, step: Step, *, case: int, person: int) -> bool:
    """Say whether a decision of this person's was not undone."""
    named = _steps(case, person).where(
        DeskChange.id == step.number, DeskLine.key == step.key
    )
    return session.execute(named).first() is not None


def _steps(case: int, person: int) -> Select[int, str]:
    return (
        select(DeskChange.id, DeskLine.key)
        .join(DeskLine, DeskLine.id == DeskChange.desk_line_id)
        .where(DeskChange.desk_case_id == case, DeskChange.person_id == person)
        .order_by(DeskChange.id.desc())
    )


def note_change(session: Session, pack: int, now: datetime) -> None:
    """Let a pack come first on the desks that it lies on."""
    session.get_one(DeskPack, pack).changed_at = now
    session.flush()


def remove_packs(session: Session, packs: Collection[int], *, now: datetime) -> None:
    """Remove packs of the desk. What groups played of them stays theirs.

    Their trials go; what was published is withdrawn, so that rounds can be reviewed.
    """
    made_of = Pack.desk_pack_id.in_(packs)
    trial = Pack.audience == Audience.EDITORS.value
    forget_counted(session, made_of & trial)
    session.execute(delete(Pack).where(made_of, trial))
    session.execute(
        update(Pack)
        .where(made_of, Pack.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    session.execute(delete(DeskPack).where(DeskPack.id.in_(packs)))
