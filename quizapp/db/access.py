"""Who may play or edit what, as conditions for queries."""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
)

from quizapp.db.models import (
    Assignment,
    Case,
    DeskEditor,
    DeskPack,
    Member,
    Pack,
    Person,
    Seat,
    Workshop,
)
from quizapp.game.audience import Audience
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion, form_on
from quizapp.game.workshop import Stage


def may_play(
    participant: int | None,
    *,
    today: date,
    form: Form = Form.TRAINING,
    occasion: Occasion | None = None,
) -> ColumnElement[bool]:
    """Return the condition that a pack is this participant's to play in this form.

    What is for all is for all to train on, but for the half of a group that plays it
    later. The test of an occasion is open to members whose form it is then, from its
    day on; without one a test form is what a workshop offers. Whoever edits a pack
    may play it, withdrawn or not.
    """
    if participant is None:
        return _for_all() if form is Form.TRAINING else false()
    if occasion is not None:
        return _may_sit(participant, today=today, form=form, occasion=occasion)
    conditions = [_edits(participant), _met_in_a_workshop(participant, form)]
    if form is Form.TRAINING:
        conditions.append(and_(_for_all(), ~_held_back(participant, today=today)))
        conditions.append(_may_train(participant, today=today))
    return or_(*conditions)


def _met_in_a_workshop(participant: int, form: Form) -> ColumnElement[bool]:
    """What a workshop was about can be practised by whoever sat in it, once it ended.

    Its test form is theirs where the workshop offers it.
    """
    met = (
        select(Case.pack_id)
        .join(Workshop, Workshop.case_id == Case.id)
        .join(Seat, Seat.workshop_id == Workshop.id)
        .where(Seat.participant_id == participant, Workshop.stage == Stage.ENDED.value)
    )
    if form is not Form.TRAINING:
        met = met.where(Workshop.after == form.value)
    return Pack.id.in_(met)


def may_edit(person: int) -> ColumnElement[bool]:
    """Return the condition that a pack of the desk is this person's to work on."""
    return exists().where(
        DeskEditor.desk_pack_id == DeskPack.id, DeskEditor.person_id == person
    )


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


def _may_sit(
    participant: int, *, today: date, form: Form, occasion: Occasion
) -> ColumnElement[bool]:
    mine = [
        first.value for first in (Form.A, Form.B) if form_on(occasion, first) == form
    ]
    return _was_given(
        participant,
        Assignment.occasion == occasion.value,
        Assignment.opens_on <= today,
        Member.first_form.in_(mine),
    )


def _was_given(participant: int, *how: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(
        Pack.withdrawn_at.is_(None),
        Pack.audience != Audience.EDITORS.value,
        Pack.id.in_(_given(participant).where(*how)),
    )


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
