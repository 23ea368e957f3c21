"""The way to a pack of the desk: by who edits it; a guessed number finds nothing."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from quizapp.db.models import DeskCase, DeskEditor, DeskPack
from quizapp.errors import NotFound
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


def note_change(session: Session, pack: int, now: datetime) -> None:
    """Let a pack come first on the desks that it lies on."""
    session.get_one(DeskPack, pack).changed_at = now
    session.flush()
