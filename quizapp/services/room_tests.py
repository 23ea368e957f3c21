"""Tests that a workshop offers: who takes one, when, and whether it is handed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from quizapp.db.access import offers_test
from quizapp.db.models import Case, Pack, Round, Seat, Workshop
from quizapp.db.places import HERE, told, waits
from quizapp.db.rooms import find_room, has_sat, seat_in
from quizapp.errors import Conflict, NotFound
from quizapp.game.occasion import Occasion
from quizapp.game.place import Place
from quizapp.game.workshop import Stage, WhichTests
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Offered:
    """A test to deal: of which case, and whether its source stands beside."""

    pack: str
    case: str
    beside: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A test of a workshop that somebody can take today."""

    code: str
    title: str
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class RoomOfTest:
    """The workshop that a test belongs to; `closed` once it began without the test.

    `goes_on` says that the test is the one before: after it comes the room itself.
    """

    code: str
    closed: bool
    goes_on: bool


def offered_test(
    session: Session,
    *,
    code: str,
    participant: int | None,
    occasion: Occasion,
    today: date,
) -> Offered:
    """Return the test of a workshop for somebody who sits in it.

    Raises `NotFound` for anybody else, `Conflict` where it is not the time for it.
    """
    room = find_room(session, code)
    if seat_in(session, room, participant) is None:
        raise NotFound(gettext("You have no seat in this workshop yet."))
    row = session.execute(
        select(Pack.slug.label("pack"), Case.slug, Round.beside)
        .select_from(Workshop)
        .join(Case, Case.id == Workshop.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .join(Round, Round.workshop_id == Workshop.id)
        .where(Workshop.id == room.id, offers_test(occasion, today))
    ).one_or_none()
    if row is None:
        raise Conflict(gettext("This workshop has no test to take just now."))
    return Offered(row.pack, row.slug, row.beside)


def handed_in(
    session: Session, *, participant: int, pack: str, case: str
) -> Collection[Occasion]:
    """Return the occasions of a case on which somebody answered the whole test."""
    rows = session.scalars(
        select(Round.occasion)
        .join(Case, Case.id == Round.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .where(
            Round.participant_id == participant,
            Round.occasion.is_not(None),
            Case.slug == case,
            Pack.slug == pack,
            ~waits(participant),
        )
    )
    return {Occasion(occasion) for occasion in rows if occasion}


def room_of_test(session: Session, place: Place) -> RoomOfTest | None:
    """Return the newest workshop that offers the test at a place.

    None where it is a test of a group alone, and for a round that is no test.
    """
    rows = session.execute(
        select(Workshop.code, Workshop.stage, Workshop.tests, Round.occasion)
        .select_from(Round)
        .join(Case, Case.id == Round.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .join(Seat, Seat.participant_id == Round.participant_id)
        .join(Workshop, Workshop.id == Seat.workshop_id)
        .where(
            HERE,
            Round.occasion.is_not(None),
            Workshop.case_id == Round.case_id,
            Seat.removed_at.is_(None),
        )
        .order_by(Workshop.id.desc()),
        told(place),
    )
    for code, stage, tests, occasion in rows:
        if occasion in WhichTests(tests).occasions:
            begun, before = stage != Stage.JOINING.value, occasion == Occasion.BEFORE
            return RoomOfTest(code, closed=begun and before, goes_on=before)
    return None


def due_tests(
    session: Session, *, participant: int | None, today: date
) -> tuple[Due, ...]:
    """Return the tests of ended workshops that somebody can still take.

    Of several whose day has come it is the last: what an earlier one would have told
    is past.
    """
    if participant is None or not has_sat(session, participant):
        return ()
    found: dict[str, tuple[Due, bool]] = {}
    for occasion in list(Occasion)[1:]:
        rows = session.execute(_open_to(participant, occasion, today))
        for code, title, is_in in rows:
            found[code] = Due(code, title, occasion), is_in
    return tuple(due for due, is_in in found.values() if not is_in)


def _open_to(
    participant: int, occasion: Occasion, today: date
) -> Select[str, str, bool]:
    is_in = exists().where(
        Round.participant_id == participant,
        Round.case_id == Workshop.case_id,
        Round.occasion == occasion.value,
        ~waits(participant),
    )
    return (
        select(Workshop.code, Case.title, is_in)
        .join(Case, Case.id == Workshop.case_id)
        .join(Seat, Seat.workshop_id == Workshop.id)
        .where(
            Seat.participant_id == participant,
            Seat.removed_at.is_(None),
            offers_test(occasion, today),
        )
        .order_by(Workshop.id.desc())
    )
