"""From the desk to the shelf: what was decided becomes a pack, and stays as it was."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.editing import edited_pack
from quizapp.db.models import (
    DeskArticle,
    DeskCase,
    DeskLine,
    Pack,
    Person,
    Publication,
    State,
)
from quizapp.desk.content import proposed_of
from quizapp.errors import Conflict, NotFound
from quizapp.game.audience import Audience
from quizapp.game.line import Line
from quizapp.packs import pack as packs
from quizapp.packs.write import pack_files
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Version:
    """A published version; `published_by` is a name, None where they have gone."""

    number: int
    published_at: datetime
    published_by: str | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class OnShelf:
    """Where a pack of the desk can be played: its slug there, None where nowhere."""

    published: str | None
    withdrawn: bool
    trial: str | None


def decided_pack(session: Session, *, person: int, pack: int) -> packs.Pack:
    """Return what was decided in a pack of the desk, as a pack.

    Cases without a decided line are left out. Articles come without their text,
    unless the pack may print it. Raises `NotFound` for a pack of somebody else's.
    """
    row = edited_pack(session, person=person, pack=pack)
    cases = session.scalars(
        select(DeskCase).where(DeskCase.desk_pack_id == row.id).order_by(DeskCase.slug)
    )
    value = packs.Pack(
        slug=row.slug,
        digest="",
        title=row.title,
        language=row.language,
        licence=row.licence,
        authors=tuple(row.authors),
        about=row.about,
        content_note=row.content_note,
        cases=tuple(case for c in cases if (case := _case(session, c)).lines),
    )
    return _with_digest(value)


def publish(session: Session, *, person: int, pack: int, now: datetime) -> int:
    """Keep what is decided as the next version, for good; return its number.

    Raises `Conflict` where nothing changed since the last one that still stands.
    """
    row = edited_pack(session, person=person, pack=pack, held=True)
    value = decided_pack(session, person=person, pack=pack)
    last = session.scalar(
        select(Publication)
        .where(Publication.desk_pack_id == row.id)
        .order_by(Publication.number.desc())
        .limit(1)
    )
    if last and last.digest == value.digest and last.withdrawn_at is None:
        raise Conflict(
            gettext("Nothing has changed since version %(n)s.") % {"n": last.number}
        )
    number = last.number + 1 if last else 1
    session.add(
        Publication(
            desk_pack_id=row.id,
            number=number,
            files=pack_files(value),
            digest=value.digest,
            published_by_id=person,
            published_at=now,
        )
    )
    session.flush()
    return number


def withdraw(session: Session, *, person: int, pack: int, now: datetime) -> None:
    """Take a pack off every shelf. What was played can still be looked at again."""
    row = edited_pack(session, person=person, pack=pack, held=True)
    standing = select(Publication).where(
        Publication.desk_pack_id == row.id, Publication.withdrawn_at.is_(None)
    )
    for publication in session.scalars(standing):
        publication.withdrawn_at = now
    shelved = _shelved(session, row.id).get(Audience.GROUPS)
    if shelved is not None:
        shelved.withdrawn_at = shelved.withdrawn_at or now
    session.flush()


def versions(session: Session, *, person: int, pack: int) -> tuple[Version, ...]:
    """Return every version published of a pack, the newest first."""
    row = edited_pack(session, person=person, pack=pack)
    found = session.execute(
        select(Publication, Person.name)
        .outerjoin(Person, Person.id == Publication.published_by_id)
        .where(Publication.desk_pack_id == row.id)
        .order_by(Publication.number.desc())
    )
    return tuple(
        Version(each.number, each.published_at, name, each.withdrawn_at)
        for each, name in found
    )


def version_files(
    session: Session, *, person: int, pack: int, number: int
) -> Mapping[str, str]:
    """Return the files of a version as they were published, by their paths."""
    row = edited_pack(session, person=person, pack=pack)
    files: Mapping[str, str] | None = session.scalar(
        select(Publication.files).where(
            Publication.desk_pack_id == row.id, Publication.number == number
        )
    )
    if files is None:
        raise NotFound(gettext("This pack has no such version."))
    return files


def on_shelf(session: Session, *, person: int, pack: int) -> OnShelf:
    """Say where a pack of the desk can be played."""
    row = edited_pack(session, person=person, pack=pack)
    found = _shelved(session, row.id)
    published, trial = found.get(Audience.GROUPS), found.get(Audience.EDITORS)
    return OnShelf(
        published.slug if published else None,
        bool(published and published.withdrawn_at),
        trial.slug if trial else None,
    )


def _shelved(session: Session, pack: int) -> dict[Audience, Pack]:
    rows = session.scalars(select(Pack).where(Pack.desk_pack_id == pack))
    return {Audience(row.audience): row for row in rows}


def _case(session: Session, row: DeskCase) -> packs.Case:
    articles = session.scalars(
        select(DeskArticle)
        .where(DeskArticle.desk_case_id == row.id)
        .order_by(DeskArticle.position)
    )
    derived, *sources = articles
    return packs.Case(
        slug=row.slug,
        title=row.title,
        about=row.about,
        derived=_article(derived),
        sources={source.key: _article(source) for source in sources},
        lines=_lines(session, row.id),
    )


def _lines(session: Session, case_id: int) -> tuple[Line, ...]:
    rows = session.scalars(
        select(DeskLine.content)
        .where(DeskLine.desk_case_id == case_id, DeskLine.state == State.ACCEPTED.value)
        .order_by(DeskLine.position, DeskLine.id)
    )
    return tuple(proposed_of(content).line for content in rows)


def _article(row: DeskArticle) -> packs.Article:
    text = row.text if row.printed else None
    return packs.Article(row.outlet, row.date, row.address, row.headline, text)


def _with_digest(value: packs.Pack) -> packs.Pack:
    written = json.dumps(pack_files(value), sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(written.encode()).hexdigest()
    return replace(value, digest=digest)
