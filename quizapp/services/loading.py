"""Load packs: idempotent, and never rewriting a line under its answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.db import models
from quizapp.db.content import content_of, digest_of
from quizapp.db.session import insert_once
from quizapp.errors import BadInput, Conflict
from quizapp.game.audience import Audience
from quizapp.game.line import Line
from quizapp.packs.pack import Case, Pack
from quizapp.wording import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many lines came new, came as a new version, stayed, or were retired."""

    new: int = 0
    changed: int = 0
    kept: int = 0
    retired: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        """Sum up, field by field."""
        return Loaded(
            self.new + other.new,
            self.changed + other.changed,
            self.kept + other.kept,
            self.retired + other.retired,
        )


def loaded_digests(session: Session) -> dict[str, str]:
    """Return the digest of every loaded pack, by slug."""
    found = session.execute(select(models.Pack.slug, models.Pack.digest))
    return {slug: digest for slug, digest in found}  # noqa: C416  mypy knows rows so


@dataclass(frozen=True, slots=True)
class Shelf:
    """For whom a pack is loaded, and from which pack of the desk it comes."""

    audience: Audience = Audience.ALL
    desk_pack: int | None = None


EVERYBODY = Shelf()


def load_pack(
    session: Session, pack: Pack, *, now: datetime, shelf: Shelf = EVERYBODY
) -> Loaded:
    """Store a pack. A changed line becomes a new version; a missing one is retired.

    Raises `BadInput` where a line still waits for a person's review, `Conflict`
    where a pack of this name came from somewhere else.
    """
    if pack.proposed:
        raise BadInput(_not_reviewed(pack))
    row = _pack_row(session, pack, shelf, now)
    gone = _retire_missing_cases(session, row, pack, now)
    return sum((_load_case(session, row.id, case, now) for case in pack.cases), gone)


def _not_reviewed(pack: Pack) -> str:
    return ngettext(
        "%(pack)s was not loaded: one line is still proposed. Review it, then remove "
        "its “proposed: true”.",
        "%(pack)s was not loaded: %(n)s lines are still proposed. Review them, then "
        "remove their “proposed: true”.",
        pack.proposed,
    ) % {"pack": pack.slug, "n": pack.proposed}


def _pack_row(session: Session, pack: Pack, shelf: Shelf, now: datetime) -> models.Pack:
    fields = {
        "digest": pack.digest,
        "title": pack.title,
        "language": pack.language,
        "licence": pack.licence,
        "authors": list(pack.authors),
        "about": pack.about,
        "content_note": pack.content_note,
        "loaded_at": now,
        "withdrawn_at": None,
    }
    origin = {"audience": shelf.audience.value, "desk_pack_id": shelf.desk_pack}
    insert_once(session, models.Pack, slug=pack.slug, **fields, **origin)
    # Whoever loads the same pack at the same time waits here.
    known = select(models.Pack).where(models.Pack.slug == pack.slug)
    row = session.scalars(known.with_for_update()).one()
    if (row.audience, row.desk_pack_id) != (shelf.audience, shelf.desk_pack):
        raise Conflict(
            gettext("Another pack is called %(name)s here. Give this one another name.")
            % {"name": pack.slug}
        )
    for name, value in fields.items():
        setattr(row, name, value)
    session.flush()
    return row


def _retire_missing_cases(
    session: Session, row: models.Pack, pack: Pack, now: datetime
) -> Loaded:
    still = {case.slug for case in pack.cases}
    gone = select(models.Case.id).where(
        models.Case.pack_id == row.id, models.Case.slug.not_in(still)
    )
    current = _current(session, models.Line.case_id.in_(gone))
    return _retire(current, now)


def _load_case(session: Session, pack_id: int, case: Case, now: datetime) -> Loaded:
    row = _case_row(session, pack_id, case)
    current = _current(session, models.Line.case_id == row.id)
    total = _retire(
        {k: v for k, v in current.items() if k not in {x.key for x in case.lines}}, now
    )
    versions = _versions(session, row.id)
    for line in case.lines:
        total += _load_line(
            session, row.id, line, old=current.get(line.key), versions=versions, now=now
        )
    session.flush()
    return total


def _case_row(session: Session, pack_id: int, case: Case) -> models.Case:
    wanted = models.Case.pack_id == pack_id, models.Case.slug == case.slug
    row = session.scalar(select(models.Case).where(*wanted))
    if row is None:
        row = models.Case(pack_id=pack_id, slug=case.slug)
        session.add(row)
    row.title, row.about = case.title, case.about
    articles = {"derived": case.derived, **case.sources}
    row.articles = {key: asdict(article) for key, article in articles.items()}
    session.flush()
    return row


def _current(session: Session, where: Any) -> dict[str, models.Line]:
    found = session.scalars(
        select(models.Line).where(where, models.Line.retired_at.is_(None))
    )
    return {line.key: line for line in found}


def _versions(session: Session, case_id: int) -> dict[str, int]:
    newest = (
        select(models.Line.key, func.max(models.Line.version))
        .where(models.Line.case_id == case_id)
        .group_by(models.Line.key)
    )
    return {key: version for key, version in session.execute(newest)}  # noqa: C416


def _retire(lines: Mapping[str, models.Line], now: datetime) -> Loaded:
    for line in lines.values():
        line.retired_at = now
    return Loaded(retired=len(lines))


def _load_line(  # noqa: PLR0913  one line, where it goes and what was there
    session: Session,
    case_id: int,
    line: Line,
    *,
    old: models.Line | None,
    versions: Mapping[str, int],
    now: datetime,
) -> Loaded:
    digest = digest_of(line)
    if old is not None and old.digest == digest:
        return Loaded(kept=1)
    if old is not None:
        old.retired_at = now
        session.flush()  # the old version leaves before the new one takes its place
    session.add(
        models.Line(
            case_id=case_id,
            key=line.key,
            version=versions.get(line.key, 0) + 1,
            form=line.form.value,
            faithful=line.faithful,
            resembles=line.resembles.value,
            content=content_of(line),
            digest=digest,
        )
    )
    return Loaded(changed=1) if old is not None else Loaded(new=1)
