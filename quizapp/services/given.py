"""What a member was given: to train or as a test, from which day on, how far it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.db.formed import cases_with
from quizapp.db.models import Answer, Assignment, Case, Member, Pack, Question, Round
from quizapp.db.places import answer_of
from quizapp.game.audience import Audience
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion, form_on


@dataclass(frozen=True, slots=True)
class GivenCase:
    """A case of what a member was given, and how far they have come in it."""

    slug: str
    title: str
    lines: int
    answered: int = 0
    total: int = 0

    @property
    def handed_in(self) -> bool:
        """True where every question has its answer."""
        return 0 < self.total == self.answered


@dataclass(frozen=True, slots=True)
class Given:
    """What a member was given, open on `opens_on`, which may be a day of their own.

    `occasion` is None where it is to train on. Which form of a test is theirs is not
    said: they take what they are dealt.
    """

    pack: str
    title: str
    occasion: Occasion | None
    opens_on: date
    is_open: bool
    cases: tuple[GivenCase, ...]


def given_to(
    session: Session, participant: int | None, *, today: date
) -> tuple[Given, ...]:
    """Return what a member was given, what opens first at the front."""
    if participant is None:
        return ()
    rows = session.execute(
        select(Assignment, Pack, Member)
        .join(Pack, Pack.id == Assignment.pack_id)
        .join(Member, Member.group_id == Assignment.group_id)
        .where(
            Member.participant_id == participant,
            Pack.withdrawn_at.is_(None),
            Pack.audience != Audience.EDITORS.value,
        )
        .order_by(Pack.title, Assignment.id)
    ).all()
    found = [_given(session, *row, today) for row in rows]
    return tuple(sorted(found, key=lambda given: given.opens_on))


def _given(
    session: Session, given: Assignment, pack: Pack, member: Member, today: date
) -> Given:
    occasion = Occasion(given.occasion) if given.occasion else None
    first = Form(member.first_form)
    form = form_on(occasion, first) if occasion else Form.TRAINING
    progress = _progress(session, member.participant_id, pack.id, form, occasion)
    opens_on = _day(given, member)
    return Given(
        pack=pack.slug,
        title=pack.title,
        occasion=occasion,
        opens_on=opens_on,
        is_open=opens_on <= today,
        cases=tuple(
            GivenCase(slug, title, lines, *progress.get(number, (0, 0)))
            for number, slug, title, lines in session.execute(cases_with(pack.id, form))
        ),
    )


def _day(given: Assignment, member: Member) -> date:
    later = given.later_on if member.plays_later else None
    return later or given.opens_on


def _progress(
    session: Session,
    participant: int,
    pack: int,
    form: Form,
    occasion: Occasion | None,
) -> dict[int, tuple[int, int]]:
    """Return by case how many answers are in, and of how many.

    Of two rounds of a test, as a merge may leave, the one dealt first counts; of
    training, the newest.
    """
    rows = session.execute(_rounds(participant, pack, form, occasion)).all()
    counting = reversed(rows) if occasion else rows
    return {case: (answered, total) for case, answered, total in counting}


def _rounds(participant: int, pack: int, form: Form, occasion: Occasion | None) -> Any:
    return (
        select(Round.case_id, func.count(Answer.id), func.count(Question.id))
        .join(Case, Case.id == Round.case_id)
        .join(Question, Question.round_id == Round.id)
        .outerjoin(Answer, answer_of(participant))
        .where(
            Round.participant_id == participant,
            Round.form == form.value,
            # Without an occasion SQLAlchemy asks whether there is none.
            Round.occasion == occasion,
            Case.pack_id == pack,
        )
        .group_by(Round.id)
        .order_by(Round.dealt_at, Round.number)
    )
