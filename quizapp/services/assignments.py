"""Assignments: which pack a group plays, from which day on, to train or as tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from quizapp.db.formed import cases_with
from quizapp.db.models import (
    Assignment,
    Case,
    DeskEditor,
    Group,
    Line,
    Member,
    Pack,
)
from quizapp.db.session import insert_once
from quizapp.db.teaching import open_group, taught_group
from quizapp.errors import BadField, NotFound
from quizapp.game.audience import Audience
from quizapp.game.line import Form
from quizapp.game.occasion import DELAYS, Occasion
from quizapp.wording import gettext

# A day typed far off is refused as one after the group; it must not overflow before.
LATEST = date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that an instructor may assign; `lines` counts those of each form."""

    slug: str
    title: str
    lines: Mapping[Form, int]

    @property
    def to_train(self) -> int:
        """How many lines there are to train on."""
        return self.lines.get(Form.TRAINING, 0)

    @property
    def has_tests(self) -> bool:
        """True where both forms of a test are there."""
        return Form.A in self.lines and Form.B in self.lines


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a group was given; nobody can play it while its pack is withdrawn.

    `occasion` is None where it is to train on. From `later_on` on it is open to those
    who play later, where there are such.
    """

    number: int
    pack: str
    title: str
    occasion: Occasion | None
    opens_on: date
    later_on: date | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Halves:
    """The nicknames of a group by who plays at once and who later, sorted."""

    now: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pack that a group is to train on; half of it from `later_on` on, if given."""

    pack: str
    opens_on: date
    later_on: date | None = None


@dataclass(frozen=True, slots=True)
class WantedTests:
    """A pack whose two forms a group takes before and after, and which delayed ones."""

    pack: str
    before: date
    after: date
    delayed: frozenset[Occasion] = frozenset()

    def days(self) -> dict[Occasion, date]:
        """Return the day on which each test opens."""
        waits = {o: wait for o, wait in DELAYS.items() if o in self.delayed}
        later = {o: min(self.after, LATEST) + wait for o, wait in waits.items()}
        return {Occasion.BEFORE: self.before, Occasion.AFTER: self.after, **later}


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


def assign_pack(
    session: Session, *, person: int, group: int, wanted: Wanted, now: datetime
) -> None:
    """Give a group a pack to train on; given again, it takes the new days.

    Raises `BadField` for a pack that the person may not assign or that has no lines
    to train on, for a day on which the group is no more, and for a half that would
    not play later.
    """
    row = open_group(session, person=person, group=group)
    pack = _pack(session, person, wanted.pack)
    _check_forms(session, pack, Form.TRAINING)
    opens_on = max(wanted.opens_on, now.date())
    _check_day(row, opens_on, "opens")
    if wanted.later_on is not None:
        _check_day(row, wanted.later_on, "later")
        _check_order(opens_on, wanted.later_on, "later")
    _store(session, (group, pack, None), (opens_on, wanted.later_on), now)


def assign_tests(
    session: Session, *, person: int, group: int, wanted: WantedTests, now: datetime
) -> None:
    """Give a group the tests of a pack, in place of those it had of this pack.

    Raises `BadField` for a pack that the person may not assign or that has not both
    forms, for days in the wrong order, and for one on which the group is no more.
    """
    row = open_group(session, person=person, group=group)
    pack = _pack(session, person, wanted.pack)
    _check_forms(session, pack, Form.A, Form.B)
    days = wanted.days()
    days[Occasion.BEFORE] = max(wanted.before, now.date())
    _check_order(days[Occasion.BEFORE], wanted.after, "after")
    for occasion, day in days.items():
        _check_day(row, day, occasion.value)
        _store(session, (group, pack, occasion), (day, None), now)
    session.execute(
        delete(Assignment).where(
            Assignment.group_id == group,
            Assignment.pack_id == pack,
            Assignment.occasion.not_in(list(days)),
        )
    )


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
        .order_by(Assignment.opens_on, Pack.title, Assignment.id)
    )
    return tuple(
        Assigned(
            number=given.id,
            pack=pack.slug,
            title=pack.title,
            occasion=Occasion(given.occasion) if given.occasion else None,
            opens_on=given.opens_on,
            later_on=given.later_on,
            withdrawn=pack.withdrawn_at is not None,
        )
        for given, pack in rows
    )


def halves_of_group(session: Session, *, person: int, group: int) -> Halves:
    """Return who plays at once and who later where a group is halved.

    Raises `NotFound` for a group of others.
    """
    taught_group(session, person=person, group=group)
    rows = session.execute(
        select(Member.nickname, Member.plays_later)
        .where(Member.group_id == group)
        .order_by(Member.folded)
    ).all()
    return Halves(
        tuple(nickname for nickname, later in rows if not later),
        tuple(nickname for nickname, later in rows if later),
    )


def _store(
    session: Session,
    what: tuple[int, int, Occasion | None],
    days: tuple[date, date | None],
    now: datetime,
) -> None:
    group, pack, occasion = what
    given = {"group_id": group, "pack_id": pack, "occasion": occasion}
    opens_on, later_on = days
    new = {"opens_on": opens_on, "later_on": later_on}
    if insert_once(session, Assignment, made_at=now, **new, **given):
        return
    known = session.scalars(select(Assignment).filter_by(**given)).one()
    known.opens_on, known.later_on = opens_on, later_on
    session.flush()


def _pack(session: Session, person: int, slug: str) -> int:
    # PostgreSQL refuses to be asked for what no text can hold.
    asked = Pack.slug == (slug if slug.isprintable() else "")
    pack = session.scalar(select(Pack.id).where(asked, _may_assign(person)))
    if pack is None:
        raise BadField("pack", gettext("Choose one of the packs from the list."))
    return pack


def _check_forms(session: Session, pack: int, *forms: Form) -> None:
    has = [session.execute(cases_with(pack, form)).first() for form in forms]
    if None not in has:
        return
    said = gettext("This pack has no lines to train on. Choose another one.")
    if Form.TRAINING not in forms:
        said = gettext(
            "This pack has not both forms of a test, A and B, so nobody could take one "
            "before and the other after. Choose another one."
        )
    raise BadField("pack", said)


def _check_day(group: Group, day: date, field: str) -> None:
    if day >= group.retention_on:
        raise BadField(
            field, gettext("The group is erased by then; choose an earlier day.")
        )


def _check_order(first: date, second: date, field: str) -> None:
    if second <= first:
        raise BadField(field, gettext("Choose a day after the first one."))


def _may_assign(person: int) -> ColumnElement[bool]:
    edited = select(DeskEditor.desk_pack_id).where(DeskEditor.person_id == person)
    own = and_(Pack.audience == Audience.GROUPS.value, Pack.desk_pack_id.in_(edited))
    return and_(
        Pack.withdrawn_at.is_(None), or_(Pack.audience == Audience.ALL.value, own)
    )
