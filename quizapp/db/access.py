"""Who may play or edit what, as conditions for queries."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

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
from quizapp.game.workshop import Stage


def may_play(
    participant: int | None, *, today: date, form: Form = Form.TRAINING
) -> ColumnElement[bool]:
    """Return the condition that a pack is this participant's to play in this form.

    What is for all is for all to train on; a test form has to be assigned. Whoever
    edits a pack may play it, withdrawn or not.
    """
    if participant is None:
        return _for_all() if form is Form.TRAINING else false()
    conditions = [_edits(participant), _met_in_a_workshop(participant, form)]
    if form is Form.TRAINING:
        conditions.append(_for_all())
    assigned = _was_given(participant, today=today, form=form)
    conditions.append(and_(Pack.withdrawn_at.is_(None), assigned))
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


def _was_given(participant: int, *, today: date, form: Form) -> ColumnElement[bool]:
    given = (
        select(Assignment.pack_id)
        .join(Member, Member.group_id == Assignment.group_id)
        .where(
            Member.participant_id == participant,
            Assignment.form == form.value,
            Assignment.opens_on <= today,
        )
    )
    return and_(Pack.audience != Audience.EDITORS.value, Pack.id.in_(given))


def _edits(participant: int) -> ColumnElement[bool]:
    edited = (
        select(DeskEditor.desk_pack_id)
        .join(Person, Person.id == DeskEditor.person_id)
        .where(Person.participant_id == participant)
    )
    return Pack.desk_pack_id.in_(edited)
