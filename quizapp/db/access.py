"""Who may play what, as conditions for queries."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)

from quizapp.db.models import (
    Assignment,
    Case,
    DeskEditor,
    Member,
    Pack,
    Person,
    Seat,
    Workshop,
)
from quizapp.game.audience import Audience
from quizapp.game.occasion import DELAYS, Occasion
from quizapp.game.workshop import Stage, WhichTests


def may_play(participant: int | None, *, today: date) -> ColumnElement[bool]:
    """Return the condition that a pack is this participant's to train on.

    What is for all is, but for the half of a group that plays it later. Whoever edits
    a pack may play it, withdrawn or not.
    """
    if participant is None:
        return _for_all()
    return or_(
        _edits(participant),
        _met_in_a_workshop(participant),
        and_(_for_all(), ~_held_back(participant, today=today)),
        _may_train(participant, today=today),
    )


def may_sit(
    participant: int, *, today: date, occasion: Occasion
) -> ColumnElement[bool]:
    """Return the condition that a case has a test for this participant on an occasion.

    It is open to a group from its day on, and in a workshop that offers it.
    """
    given = _was_given(
        participant,
        Assignment.occasion == occasion.value,
        Assignment.opens_on <= today,
    )
    return or_(given, _tested_in_a_workshop(participant, today, occasion))


def _met_in_a_workshop(participant: int) -> ColumnElement[bool]:
    """What a workshop was about, whoever sat in it can practise once it has ended.

    A trial stays with its authors: what they go on to write in it is nobody else's.
    """
    met = (
        select(Case.pack_id)
        .join(Workshop, Workshop.case_id == Case.id)
        .join(Seat, Seat.workshop_id == Workshop.id)
        .where(
            Seat.participant_id == participant,
            Seat.removed_at.is_(None),
            Workshop.stage == Stage.ENDED.value,
        )
    )
    return and_(_is_out(), Pack.id.in_(met))


def _tested_in_a_workshop(
    participant: int, today: date, occasion: Occasion
) -> ColumnElement[bool]:
    """What a workshop was about is a test for whoever sits in it, at its time."""
    mine = (
        select(Workshop.case_id)
        .join(Seat, Seat.workshop_id == Workshop.id)
        .where(Seat.participant_id == participant, Seat.removed_at.is_(None))
    )
    return Case.id.in_(mine.where(offers_test(occasion, today)))


def offers_test(occasion: Occasion, today: date) -> ColumnElement[bool]:
    """Return the condition that a workshop offers the test of an occasion now.

    The one before is open while people come in, the one after once it has ended.
    """
    which = [tests.value for tests in WhichTests if occasion in tests.occasions]
    offered = Workshop.tests.in_(which)
    if occasion is Occasion.BEFORE:
        return and_(offered, Workshop.stage == Stage.JOINING.value)
    ended_by = today - DELAYS.get(occasion, timedelta())
    midnight = datetime.combine(ended_by + timedelta(days=1), time.min, UTC)
    return and_(offered, Workshop.ended_at < midnight)


def _for_all() -> ColumnElement[bool]:
    return and_(Pack.audience == Audience.ALL.value, Pack.withdrawn_at.is_(None))


def _may_train(participant: int, *, today: date) -> ColumnElement[bool]:
    opens_on = case(
        (Member.plays_later, func.coalesce(Assignment.later_on, Assignment.opens_on)),
        else_=Assignment.opens_on,
    )
    return _was_given(participant, Assignment.occasion.is_(None), opens_on <= today)


def _held_back(participant: int, *, today: date) -> ColumnElement[bool]:
    """What somebody's half of the group plays later is not theirs before its day."""
    return Pack.id.in_(
        _given(participant).where(Member.plays_later, Assignment.later_on > today)
    )


def _was_given(participant: int, *how: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(_is_out(), Pack.id.in_(_given(participant).where(*how)))


def _is_out() -> ColumnElement[bool]:
    """Whether a pack is there for more than its authors, and not withdrawn."""
    return and_(Pack.withdrawn_at.is_(None), Pack.audience != Audience.EDITORS.value)


def _given(participant: int) -> Select[int]:
    return (
        select(Assignment.pack_id)
        .join(Member, Member.group_id == Assignment.group_id)
        .where(Member.participant_id == participant)
    )


def _edits(participant: int) -> ColumnElement[bool]:
    edited = (
        select(DeskEditor.desk_pack_id)
        .join(Person, Person.id == DeskEditor.person_id)
        .where(Person.participant_id == participant)
    )
    return Pack.desk_pack_id.in_(edited)
