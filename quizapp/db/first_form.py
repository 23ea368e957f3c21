"""Which form of a test comes first for whom: the one before; the other comes after."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.db.models import Member, Seat, Workshop
from quizapp.game.line import Form


def first_form(session: Session, participant: int, case: int) -> Form | None:
    """Return the form that a member drew, or drew with their first seat on a case.

    None for whoever has neither: they take no test.
    """
    drawn = session.scalar(
        select(Member.first_form).where(Member.participant_id == participant)
    ) or session.scalar(
        select(Seat.first_form)
        .join(Workshop, Workshop.id == Seat.workshop_id)
        .where(Seat.participant_id == participant, Workshop.case_id == case)
        .order_by(Seat.id)
        .limit(1)
    )
    return Form(drawn) if drawn else None


def form_for_seat(session: Session, room: Workshop, participant: int) -> Form:
    """Return the form for somebody who sits down: theirs, else what fewer here have.

    So neighbours who come in together take different forms.
    """
    known = first_form(session, participant, room.case_id)
    if known:
        return known
    rows = session.execute(
        select(Seat.first_form, func.count())
        .where(Seat.workshop_id == room.id)
        .group_by(Seat.first_form)
    )
    counts = {Form(form): count for form, count in rows}
    return min((Form.A, Form.B), key=lambda form: counts.get(form, 0))
