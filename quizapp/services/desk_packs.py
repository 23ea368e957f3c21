"""Packs of the desk: made, described, shared, removed by those who work on them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from quizapp.db.colleagues import colleague
from quizapp.db.editing import edited_pack, is_edited_by, remove_packs
from quizapp.db.models import (
    DeskCase,
    DeskEditor,
    DeskLine,
    DeskPack,
    Person,
    State,
)
from quizapp.db.session import insert_once
from quizapp.errors import Conflict
from quizapp.wording import gettext

LICENCE = "CC-BY-4.0"


@dataclass(frozen=True, slots=True)
class Described:
    """What a pack says of itself."""

    title: str
    language: str
    licence: str
    authors: tuple[str, ...]
    about: str
    content_note: str


@dataclass(frozen=True, slots=True)
class CaseOnDesk:
    """A case as its pack lists it: how many lines wait, and how many are decided.

    `compared` is False where the articles were brought and not yet compared.
    """

    slug: str
    title: str
    compared: bool
    proposed: int
    accepted: int


@dataclass(frozen=True, slots=True)
class PackOnDesk:
    """A pack of the desk; `editors` are those who work on it, by number and name."""

    number: int
    slug: str
    described: Described
    changed_at: datetime
    cases: tuple[CaseOnDesk, ...]
    editors: tuple[tuple[int, str], ...]


def packs_of(session: Session, person: int) -> tuple[PackOnDesk, ...]:
    """Return the packs a person works on, the newest change first."""
    rows = session.scalars(
        select(DeskPack)
        .where(is_edited_by(person))
        .order_by(DeskPack.changed_at.desc(), DeskPack.id.desc())
    ).all()
    return tuple(_shown(session, row) for row in rows)


def find_pack(session: Session, *, person: int, pack: int) -> PackOnDesk:
    """Return a pack. Raises `NotFound` where it is not this person's to work on."""
    return _shown(session, edited_pack(session, person=person, pack=pack))


def make_pack(
    session: Session, *, person: int, slug: str, described: Described, now: datetime
) -> int:
    """Make a pack that `person` works on; return its number."""
    made = DeskPack(slug=slug, made_at=now, changed_at=now, **_fields(described))
    session.add(made)
    session.flush()
    session.add(DeskEditor(desk_pack_id=made.id, person_id=person, since=now))
    session.flush()
    return made.id


def describe_pack(
    session: Session, *, person: int, pack: int, described: Described, now: datetime
) -> None:
    """Say anew what a pack is. Raises `NotFound` for a pack of somebody else's."""
    row = edited_pack(session, person=person, pack=pack)
    for name, value in _fields(described).items():
        setattr(row, name, value)
    row.changed_at = now
    session.flush()


def share_pack(
    session: Session, *, person: int, pack: int, email: str, now: datetime
) -> str:
    """Let another instructor work on a pack; return their name. Twice does no harm.

    Raises `BadField` where no instructor has this address.
    """
    row = edited_pack(session, person=person, pack=pack)
    other = colleague(session, email, of=person)
    insert_once(session, DeskEditor, desk_pack_id=row.id, person_id=other.id, since=now)
    return other.name


def leave_pack(session: Session, *, person: int, pack: int) -> None:
    """Work on a pack no longer. Raises `Conflict` for the last one who does."""
    row = edited_pack(session, person=person, pack=pack)
    others = session.scalar(
        select(func.count())
        .select_from(DeskEditor)
        .where(DeskEditor.desk_pack_id == row.id, DeskEditor.person_id != person)
    )
    if not others:
        raise Conflict(
            gettext("You are the last one at this pack. Share it first, or remove it.")
        )
    session.execute(
        delete(DeskEditor).where(
            DeskEditor.desk_pack_id == row.id, DeskEditor.person_id == person
        )
    )


def remove_pack(session: Session, *, person: int, pack: int, now: datetime) -> None:
    """Remove a pack with its articles, as `remove_packs` does."""
    row = edited_pack(session, person=person, pack=pack)
    remove_packs(session, [row.id], now=now)


def _fields(described: Described) -> dict[str, object]:
    return {
        "title": described.title,
        "language": described.language,
        "licence": described.licence,
        "authors": list(described.authors),
        "about": described.about,
        "content_note": described.content_note,
    }


def _shown(session: Session, row: DeskPack) -> PackOnDesk:
    editors = session.execute(
        select(Person.id, Person.name)
        .join(DeskEditor, DeskEditor.person_id == Person.id)
        .where(DeskEditor.desk_pack_id == row.id)
        .order_by(DeskEditor.since, Person.id)
    )
    return PackOnDesk(
        number=row.id,
        slug=row.slug,
        described=Described(
            row.title,
            row.language,
            row.licence,
            tuple(row.authors),
            row.about,
            row.content_note,
        ),
        changed_at=row.changed_at,
        cases=_cases(session, row.id),
        editors=tuple((number, name) for number, name in editors),
    )


def _cases(session: Session, pack: int) -> tuple[CaseOnDesk, ...]:
    def counted(state: State) -> ColumnElement[int]:
        return func.count(DeskLine.id).filter(DeskLine.state == state.value)

    rows = session.execute(
        select(
            DeskCase.slug,
            DeskCase.title,
            DeskCase.compared,
            counted(State.PROPOSED),
            counted(State.ACCEPTED),
        )
        .outerjoin(DeskLine, DeskLine.desk_case_id == DeskCase.id)
        .where(DeskCase.desk_pack_id == pack)
        .group_by(DeskCase.id)
        .order_by(DeskCase.id)
    )
    return tuple(CaseOnDesk(*row) for row in rows)
