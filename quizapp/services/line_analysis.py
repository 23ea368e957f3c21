"""Question analysis: how each line did with a group or a room, and where to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.content import line_of
from quizapp.db.counted import lines_in, lines_voted
from quizapp.db.models import Case, DeskCase, DeskEditor, DeskLine, Line, Pack
from quizapp.db.rooms import told_room
from quizapp.db.teaching import taught_group
from quizapp.game.items import Item, MetLines, analyse
from quizapp.game.line import Form


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """Where a line lies at the desk of whoever asks."""

    pack: int
    case: str
    key: str


@dataclass(frozen=True, slots=True)
class AnalysedLine:
    """A line in one format with its figures; `desk` is None where they cannot edit it.

    `retired` says that a newer version is dealt by now.
    """

    item: Item
    words: str
    kind: Kind
    form: Form
    case: str
    pack: str
    version: int
    retired: bool
    desk: DeskPlace | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Every line a group or a room has met; `packs` maps slugs to titles."""

    name: str
    erased: bool
    packs: dict[str, str]
    lines: tuple[AnalysedLine, ...]


def analyse_group(session: Session, *, person: int, group: int) -> Analysis:
    """Return how each line did with a group; of votes in a room the one alone counts.

    Raises `NotFound` for anybody else's group as for one that does not exist.
    """
    row = taught_group(session, person=person, group=group)
    people = lines_in(session, group)
    return _analysis(session, people, person, row.name, row.erased_at is not None)


def analyse_room(session: Session, *, person: int, code: str) -> Analysis:
    """Return how each line did with a workshop, by the votes alone.

    Raises as `told_room` does.
    """
    room = told_room(session, person, code)
    title = session.get_one(Case, room.case_id).title
    return _analysis(session, lines_voted(session, room.id), person, title, False)


def _analysis(
    session: Session,
    people: Mapping[int, MetLines],
    person: int,
    name: str,
    erased: bool,
) -> Analysis:
    met = {item.partition(":")[0] for lines in people.values() for item in lines}
    known = _lines(session, set(map(int, met)), person)
    same = {
        str(line.id): (line.case_id, line.key) for _, _, (line, _, _) in known.values()
    }
    items = analyse(people.values(), same)
    packs = {slug: title for slug, title, _ in known.values()}
    lines = tuple(_analysed(item, *known[int(item.line)]) for item in items)
    return Analysis(name, erased, packs, lines)


_Known = tuple[str, str, tuple[Line, str, DeskPlace | None]]


def _lines(session: Session, numbers: set[int], person: int) -> dict[int, _Known]:
    """Return pack and line of each number, and its place at this person's desk."""
    rows = session.execute(
        select(Line, Case, Pack, DeskLine.id)
        .join(Case, Case.id == Line.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .outerjoin(DeskEditor, _edits(person))
        .outerjoin(DeskCase, _same_case())
        .outerjoin(
            DeskLine,
            and_(DeskLine.desk_case_id == DeskCase.id, DeskLine.key == Line.key),
        )
        .where(Line.id.in_(numbers))
    )
    return {
        line.id: (
            pack.slug,
            pack.title,
            (line, case.title, _place(pack, case, line) if desk else None),
        )
        for line, case, pack, desk in rows
    }


def _edits(person: int) -> ColumnElement[bool]:
    return and_(
        DeskEditor.desk_pack_id == Pack.desk_pack_id, DeskEditor.person_id == person
    )


def _same_case() -> ColumnElement[bool]:
    return and_(
        DeskCase.desk_pack_id == DeskEditor.desk_pack_id, DeskCase.slug == Case.slug
    )


def _place(pack: Pack, case: Case, line: Line) -> DeskPlace | None:
    if pack.desk_pack_id is None:
        return None
    return DeskPlace(pack.desk_pack_id, case.slug, line.key)


def _analysed(
    item: Item, pack: str, _title: str, where: tuple[Line, str, DeskPlace | None]
) -> AnalysedLine:
    line, case, desk = where
    return AnalysedLine(
        item,
        line_of(line.content).words,
        Kind(line.resembles),
        Form(line.form),
        case,
        pack,
        line.version,
        line.retired_at is not None,
        desk,
    )
