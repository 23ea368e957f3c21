"""Assignments: which pack a group plays, from which day on, to train or as a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from quizapp.db.models import (
    Answer,
    Assignment,
    Case,
    DeskEditor,
    Line,
    Member,
    Pack,
    Question,
    Round,
)
from quizapp.db.places import answer_of
from quizapp.db.session import insert_once
from quizapp.db.teaching import open_group, taught_group
from quizapp.errors import BadField, NotFound
from quizapp.game.audience import Audience
from quizapp.game.line import Form
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that an instructor may assign; `lines` counts those of each form."""

    slug: str
    title: str
    lines: Mapping[Form, int]


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a group was given; nobody can play it while its pack is withdrawn."""

    number: int
    pack: str
    title: str
    form: Form
    opens_on: date
    withdrawn: bool


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
    """What a member was given: open since `opens_on`, or to open on that day."""

    pack: str
    title: str
    form: Form
    opens_on: date
    is_open: bool
    cases: tuple[GivenCase, ...]


def packs_to_assign(session: Session, *, person: int) -> tuple[Offer, ...]:
    """Return the packs for all and those of the person's own desk."""
    rows = session.execute(
        select(Pack.slug, Pack.title, Line.form, func.count(Line.id))
        .join(Case, Case.pack_id == Pack.id)
        .join(Line, and_(Line.case_id == Case.id, Line.retired_at.is_(None)))
        .where(_may_assign(person))
        .group_by(Pack.id, Line.form)
        .order_by(Pack.title, Pack.slug)
    )
    found: dict[tuple[str, str], dict[Form, int]] = {}
    for slug, title, form, lines in rows:
        found.setdefault((slug, title), {})[Form(form)] = lines
    return tuple(Offer(slug, title, lines) for (slug, title), lines in found.items())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pack a group is to get, in which form and from which day on."""

    pack: str
    form: Form
    opens_on: date


def assign_pack(
    session: Session, *, person: int, group: int, wanted: Wanted, now: datetime
) -> None:
    """Give a group a pack; given again in the same form, it takes the new day.

    Raises `BadField` for a pack that the person may not assign or that has no lines
    of the form, and for a day on which the group is no more.
    """
    row = open_group(session, person=person, group=group)
    pack = _pack(session, person, wanted)
    opens_on = max(wanted.opens_on, now.date())
    if opens_on >= row.retention_on:
        raise BadField(
            "opens", gettext("The group is erased by then; choose an earlier day.")
        )
    given = {"group_id": group, "pack_id": pack, "form": wanted.form.value}
    if insert_once(session, Assignment, opens_on=opens_on, made_at=now, **given):
        return
    known = select(Assignment).filter_by(**given)
    session.scalars(known).one().opens_on = opens_on
    session.flush()


def withdraw_assignment(
    session: Session, *, person: int, group: int, assignment: int
) -> None:
    """Take back what a group was given; what was played of it stays."""
    open_group(session, person=person, group=group)
    gone = session.execute(
        delete(Assignment)
        .where(Assignment.id == assignment, Assignment.group_id == group)
        .returning(Assignment.id)
    )
    if gone.one_or_none() is None:
        raise NotFound(gettext("There is no such assignment in this group."))


def assigned_to_group(
    session: Session, *, person: int, group: int
) -> tuple[Assigned, ...]:
    """Return what a group was given. Raises `NotFound` for a group of others."""
    taught_group(session, person=person, group=group)
    rows = session.execute(
        select(Assignment, Pack)
        .join(Pack, Pack.id == Assignment.pack_id)
        .where(Assignment.group_id == group)
        .order_by(Assignment.opens_on, Pack.title, Assignment.form)
    )
    return tuple(
        Assigned(
            number=given.id,
            pack=pack.slug,
            title=pack.title,
            form=Form(given.form),
            opens_on=given.opens_on,
            withdrawn=pack.withdrawn_at is not None,
        )
        for given, pack in rows
    )


def given_to(
    session: Session, participant: int | None, *, today: date
) -> tuple[Given, ...]:
    """Return what a member was given, what opens first at the front."""
    if participant is None:
        return ()
    rows = session.execute(
        select(Assignment, Pack)
        .join(Pack, Pack.id == Assignment.pack_id)
        .join(Member, Member.group_id == Assignment.group_id)
        .where(
            Member.participant_id == participant,
            Pack.withdrawn_at.is_(None),
            Pack.audience != Audience.EDITORS.value,
        )
        .order_by(Assignment.opens_on, Pack.title, Assignment.form)
    ).all()
    return tuple(_given(session, participant, *row, today) for row in rows)


def _given(
    session: Session, participant: int, given: Assignment, pack: Pack, today: date
) -> Given:
    form = Form(given.form)
    progress = _progress(session, participant, pack.id, form)
    cases = session.execute(_cases(pack.id, form))
    return Given(
        pack=pack.slug,
        title=pack.title,
        form=form,
        opens_on=given.opens_on,
        is_open=given.opens_on <= today,
        cases=tuple(
            GivenCase(slug, title, lines, *progress.get(number, (0, 0)))
            for number, slug, title, lines in cases
        ),
    )


def _cases(pack: int, form: Form) -> Select[int, str, str, int]:
    playable = and_(
        Line.case_id == Case.id, Line.retired_at.is_(None), Line.form == form.value
    )
    return (
        select(Case.id, Case.slug, Case.title, func.count(Line.id))
        .join(Line, playable)
        .where(Case.pack_id == pack)
        .group_by(Case.id)
        .order_by(Case.title)
    )


def _progress(
    session: Session, participant: int, pack: int, form: Form
) -> dict[int, tuple[int, int]]:
    """Return by case how many answers are in, and of how many.

    Of two rounds of a test, as a merge may leave, the one dealt first counts; of
    training, the newest.
    """
    rows = session.execute(
        select(Round.case_id, func.count(Answer.id), func.count(Question.id))
        .join(Case, Case.id == Round.case_id)
        .join(Question, Question.round_id == Round.id)
        .outerjoin(Answer, answer_of(participant))
        .where(
            Round.participant_id == participant,
            Round.form == form.value,
            Case.pack_id == pack,
        )
        .group_by(Round.id)
        .order_by(Round.dealt_at, Round.number)
    ).all()
    counting = rows if form is Form.TRAINING else reversed(rows)
    return {case: (answered, total) for case, answered, total in counting}


def _pack(session: Session, person: int, wanted: Wanted) -> int:
    # PostgreSQL refuses to be asked for what no text can hold.
    slug = wanted.pack if wanted.pack.isprintable() else ""
    pack = session.scalar(select(Pack.id).where(Pack.slug == slug, _may_assign(person)))
    if pack is None:
        raise BadField("pack", gettext("Choose one of the packs from the list."))
    if session.execute(_cases(pack, wanted.form)).first() is None:
        raise BadField(
            "form",
            gettext(
                "This pack has no lines for that. Choose another pack, or another form."
            ),
        )
    return pack


def _may_assign(person: int) -> ColumnElement[bool]:
    edited = select(DeskEditor.desk_pack_id).where(DeskEditor.person_id == person)
    own = and_(Pack.audience == Audience.GROUPS.value, Pack.desk_pack_id.in_(edited))
    return and_(
        Pack.withdrawn_at.is_(None), or_(Pack.audience == Audience.ALL.value, own)
    )
