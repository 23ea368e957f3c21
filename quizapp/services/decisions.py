"""Decisions at the desk: a person accepts, changes, rejects or adds a line.

Every decision names the revision it was made on; one made on an older revision is
refused, so that nobody decides over somebody else's.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.db.editing import (
    Step,
    edited_case,
    is_edited_by,
    last_step,
    note_change,
    stands,
)
from quizapp.db.models import (
    DeskCase,
    DeskChange,
    DeskLine,
    DeskPack,
    Origin,
    Person,
    State,
)
from quizapp.errors import Conflict, NotFound
from quizapp.wording import gettext


def decide(  # noqa: PLR0913  a decision is these: whose, on what, which, when
    session: Session,
    *,
    person: int,
    pack: int,
    case: str,
    key: str,
    revision: int,
    state: State,
    content: Mapping[str, Any] | None = None,
    now: datetime,
) -> int:
    """Decide on a line as it stood at `revision`; return the new revision.

    `content` is given where the decision changes the line itself. Deciding the same
    again changes nothing. Raises `NotFound` for a line that is not this person's to
    decide, `Conflict` where somebody decided in between.
    """
    line = _line(session, person, pack, case, key)
    same = content is None or dict(content) == line.content
    if line.state == state.value and same:
        return line.revision
    if line.revision != revision:
        raise Conflict(_in_between(session, line))
    _remember(session, line, person, now)
    line.state, line.revision = state.value, line.revision + 1
    line.content = line.content if content is None else dict(content)
    line.decided_by_id, line.decided_at = person, now
    note_change(session, pack, now)
    return line.revision


def add_line(  # noqa: PLR0913  a line is these: whose, where, what, when
    session: Session,
    *,
    person: int,
    pack: int,
    case: str,
    content: Mapping[str, Any],
    origin: Origin,
    state: State,
    after: str | None = None,
    now: datetime,
) -> str:
    """Add a line, after the one called `after` or at the end; return its key.

    The very same one added again stays one, whatever was decided on it since.
    """
    row = edited_case(session, person=person, pack=pack, case=case, held=True)
    if known := _added_already(session, row.id, origin, content):
        return known
    key = _free_key(session, row.id, now)
    line = DeskLine(
        desk_case_id=row.id,
        key=key,
        position=_place(session, row.id, after),
        state=state.value,
        origin=origin.value,
        content=_keyed(content, key),
        revision=0,
        decided_by_id=person,
        decided_at=now,
    )
    session.add(line)
    session.flush()
    _remember(session, line, person, now, is_new=True)
    line.revision = 1
    note_change(session, pack, now)
    return key


def undo(  # noqa: PLR0913  whose, where, which, when
    session: Session,
    *,
    person: int,
    pack: int,
    case: str,
    known: Step | None = None,
    now: datetime,
) -> str | None:
    """Take back this person's last decision in a case; return the line's key.

    `known` is the one that they take to be the last: where it was taken back before,
    nothing changes. None where there is nothing to take back. Raises `Conflict`
    where they have decided since, or somebody else has on the same line.
    """
    row = edited_case(session, person=person, pack=pack, case=case, held=True)
    newest = last_step(session, case=row.id, person=person)
    if known and known != newest:
        if not stands(session, known, case=row.id, person=person):
            return known.key
        raise Conflict(
            gettext("You have decided something else since. Undo now takes that back.")
        )
    if newest is None:
        return None
    _take_back(session, session.get_one(DeskChange, newest.number), pack, now)
    return newest.key


def _take_back(session: Session, last: DeskChange, pack: int, now: datetime) -> None:
    line = session.scalars(
        select(DeskLine).where(DeskLine.id == last.desk_line_id).with_for_update()
    ).one()
    if line.revision != last.revision + 1:
        raise Conflict(_in_between(session, line))
    if last.before is None:
        session.delete(line)
    else:
        _restore(line, last.before)
        session.delete(last)
        session.flush()
        _link_newest(session, line)
    note_change(session, pack, now)
    session.flush()


def _restore(line: DeskLine, before: Mapping[str, Any]) -> None:
    """Put a line back to what it was; pages that show it as it is now are stale."""
    line.state, line.content = before["state"], before["content"]
    decided = before["decided_at"]
    line.decided_at = datetime.fromisoformat(decided) if decided else None
    line.decided_by_id = before["decided_by"]
    line.revision += 1


def _link_newest(session: Session, line: DeskLine) -> None:
    """Let the decision before the one taken back be the next to be taken back."""
    newest = session.scalar(
        select(DeskChange)
        .where(DeskChange.desk_line_id == line.id)
        .order_by(DeskChange.id.desc())
        .limit(1)
    )
    if newest is not None:
        newest.revision = line.revision - 1


def _remember(
    session: Session,
    line: DeskLine,
    person: int,
    now: datetime,
    *,
    is_new: bool = False,
) -> None:
    before = {
        "state": line.state,
        "content": line.content,
        "decided_by": line.decided_by_id,
        "decided_at": line.decided_at.isoformat() if line.decided_at else None,
    }
    session.add(
        DeskChange(
            desk_case_id=line.desk_case_id,
            desk_line_id=line.id,
            person_id=person,
            before=None if is_new else before,
            revision=line.revision,
            made_at=now,
        )
    )


def _in_between(session: Session, line: DeskLine) -> str:
    name = session.scalar(select(Person.name).where(Person.id == line.decided_by_id))
    return gettext(
        "%(name)s decided on this line in between. Nothing of yours was stored; look "
        "at the line as it is now and decide again."
    ) % {"name": name or gettext("Somebody")}


def _line(session: Session, person: int, pack: int, case: str, key: str) -> DeskLine:
    found = session.scalar(
        select(DeskLine)
        .join(DeskCase, DeskCase.id == DeskLine.desk_case_id)
        .join(DeskPack, DeskPack.id == DeskCase.desk_pack_id)
        .where(
            DeskPack.id == pack,
            DeskCase.slug == case,
            DeskLine.key == key,
            is_edited_by(person),
        )
        .with_for_update(of=DeskLine)
    )
    if found is None:
        raise NotFound(gettext("There is no such line on your desk."))
    return found


def _added_already(
    session: Session, case_id: int, origin: Origin, content: Mapping[str, Any]
) -> str | None:
    """Return the key of a line like this one in all but its key, or None."""
    lines = session.execute(
        select(DeskLine.key, DeskLine.content).where(
            DeskLine.desk_case_id == case_id, DeskLine.origin == origin.value
        )
    )
    wanted = _keyed(content, "")
    return next((key for key, made in lines if _keyed(made, "") == wanted), None)


def _keyed(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {**content, "line": {**content["line"], "key": key}}


def _free_key(session: Session, case_id: int, now: datetime) -> str:
    """Return a key that no line of the case ever had, undone ones included.

    A page left open must not decide on a line that came in another's place.
    """
    taken = set(
        session.scalars(select(DeskLine.key).where(DeskLine.desk_case_id == case_id))
    )
    number = int(now.timestamp() * 1000)
    while (key := f"added-{number}") in taken:
        number += 1
    return key


def _place(session: Session, case_id: int, after: str | None) -> int:
    """Return the position that sorts a new line after the one called `after`."""
    mine = DeskLine.desk_case_id == case_id
    if after is not None:
        known = select(DeskLine.position).where(mine, DeskLine.key == after)
        if (found := session.scalar(known)) is not None:
            return found
    return (session.scalar(select(func.max(DeskLine.position)).where(mine)) or 0) + 1
