"""Workshops: opened from a case, led from stage to stage by whoever hosts them."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from quizapp.db.access import may_play
from quizapp.db.colleagues import colleague
from quizapp.db.content import line_of
from quizapp.db.dealt import store_questions
from quizapp.db.models import (
    Case,
    Line,
    Pack,
    Person,
    Round,
    Seat,
    Workshop,
    WorkshopHost,
)
from quizapp.db.rooms import hosted_room
from quizapp.db.session import insert_once
from quizapp.db.teaching import teaches
from quizapp.errors import BadInput, Conflict, NotFound
from quizapp.game.joining import make_join_code
from quizapp.game.line import Form
from quizapp.game.plan import Choosable, Plan, deal_plan
from quizapp.game.question import Stocked, formats_of
from quizapp.game.workshop import (
    START,
    Rhythm,
    Stage,
    Standing,
    Step,
    WhichTests,
    take,
)
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Hosted:
    """A workshop as its hosts list it."""

    code: str
    title: str
    stage: Stage
    made_at: datetime
    ended_at: datetime | None


def choosable_lines(
    session: Session, *, participant: int, pack: str, case: str, now: datetime
) -> tuple[Choosable, ...]:
    """Return the lines of a case that a workshop can ask about, in their order.

    Raises `NotFound` where the case is not this participant's to play.
    """
    case_id = _case_id(session, participant, pack, case, now)
    stock = _stock(session, case_id)
    return tuple(
        Choosable(key, stocked.line, formats_of(stocked.line))
        for key, stocked in stock.items()
    )


def has_tests(
    session: Session, *, participant: int, pack: str, case: str, now: datetime
) -> bool:
    """Say whether a case has both forms of a test. Raises as `choosable_lines`."""
    return _has_tests(session, _case_id(session, participant, pack, case, now))


def open_workshop(  # noqa: PLR0913  who, on what, how, when
    session: Session,
    *,
    person: int,
    participant: int,
    pack: str,
    case: str,
    plan: Plan,
    rng: Random,
    now: datetime,
) -> str:
    """Open a workshop and deal its questions; return its code.

    Raises `NotFound` for a case or group that is not theirs, `BadInput` where the
    plan names a line or a format that does not fit.
    """
    case_id = _case_id(session, participant, pack, case, now)
    if plan.group is not None:
        _check_group(session, person, plan.group)
    if plan.tests is not WhichTests.NONE and not _has_tests(session, case_id):
        raise BadInput(gettext("This case has no test of two forms; choose none."))
    dealt = deal_plan(_stock(session, case_id), plan, rng)
    code = _free_code(session, rng)
    room = _as_planned(plan, code, case_id, now)
    session.add(room)
    session.flush()
    shared = Round(
        workshop_id=room.id, case_id=case_id, number=1, beside=plan.beside, dealt_at=now
    )
    session.add(shared)
    session.flush()
    store_questions(session, shared.id, dealt)
    _host(session, room.id, person)
    return code


def _as_planned(plan: Plan, code: str, case_id: int, now: datetime) -> Workshop:
    return Workshop(
        code=code,
        case_id=case_id,
        group_id=plan.group,
        rhythm=plan.rhythm.value,
        names=plan.names.value,
        board=plan.board.value,
        timer=plan.timer,
        tests=plan.tests.value,
        stage=START.stage.value,
        position=START.position,
        version=1,
        locked=False,
        since=now,
        made_at=now,
    )


def workshops_of(session: Session, *, person: int) -> tuple[Hosted, ...]:
    """Return the workshops a person hosts, the newest first."""
    rows = session.execute(
        select(Workshop, Case.title)
        .join(WorkshopHost, WorkshopHost.workshop_id == Workshop.id)
        .join(Case, Case.id == Workshop.case_id)
        .where(WorkshopHost.person_id == person)
        .order_by(Workshop.id.desc())
    )
    return tuple(
        Hosted(room.code, title, Stage(room.stage), room.made_at, room.ended_at)
        for room, title in rows
    )


def step(  # noqa: PLR0913  who, where, from what they saw, what, when
    session: Session,
    *,
    person: int,
    code: str,
    step: Step,
    version: int,
    questions: int,
    now: datetime,
) -> bool:
    """Take a step from the version a host saw; return whether it was taken.

    Two hosts who press at once step once: the second saw a version that is gone, and
    nothing happens. Raises `NotFound` for a workshop of somebody else's, `Conflict`
    for a step that does not fit the stage.
    """
    room = hosted_room(session, person, code, held=True)
    if room.version != version:
        return False
    here = Standing(Stage(room.stage), room.position)
    there = take(step, here, rhythm=Rhythm(room.rhythm), questions=questions)
    room.stage, room.position = there.stage.value, there.position
    room.ended_at = now if there.stage is Stage.ENDED else None
    _seen_anew(room, now)
    session.flush()
    return True


def lock(session: Session, *, person: int, code: str, locked: bool) -> None:
    """Let nobody new in, or everybody again; who has a seat comes back either way."""
    room = hosted_room(session, person, code, held=True)
    if room.locked != locked:
        room.locked, room.version = locked, room.version + 1
        session.flush()


def send_out(  # noqa: PLR0913  who, where, whom, whether, when
    session: Session, *, person: int, code: str, seat: int, out: bool, now: datetime
) -> None:
    """Take somebody's seat away, or give it back; their votes so far stay counted.

    Raises `NotFound` where the workshop has no such seat.
    """
    room = hosted_room(session, person, code, held=True)
    row = session.scalar(
        select(Seat).where(Seat.id == seat, Seat.workshop_id == room.id)
    )
    if row is None:
        raise NotFound(gettext("Nobody in this workshop has this seat."))
    if (row.removed_at is not None) != out:
        row.removed_at, room.version = now if out else None, room.version + 1
        session.flush()


def hosts_of(session: Session, *, code: str) -> tuple[str, ...]:
    """Return the names of those who host a workshop, sorted."""
    rows = session.scalars(
        select(Person.name)
        .join(WorkshopHost, WorkshopHost.person_id == Person.id)
        .join(Workshop, Workshop.id == WorkshopHost.workshop_id)
        .where(Workshop.code == code)
        .order_by(Person.name)
    )
    return tuple(rows)


def check_host(session: Session, *, person: int, code: str) -> None:
    """Raise `NotFound` where this person does not host the workshop."""
    hosted_room(session, person, code)


def share_workshop(session: Session, *, person: int, code: str, email: str) -> str:
    """Let another instructor host as well; return their name. Twice does no harm.

    Raises `BadField` where no instructor has this address.
    """
    room = hosted_room(session, person, code)
    other = colleague(session, email, of=person)
    _host(session, room.id, other.id)
    return other.name


def _host(session: Session, room: int, person: int) -> None:
    insert_once(session, WorkshopHost, workshop_id=room, person_id=person)


def _seen_anew(room: Workshop, now: datetime) -> None:
    room.version, room.since = room.version + 1, now


def _case_id(
    session: Session, participant: int, pack: str, case: str, now: datetime
) -> int:
    found = session.scalar(
        select(Case.id)
        .join(Pack, Pack.id == Case.pack_id)
        .where(
            Pack.slug == pack,
            Case.slug == case,
            may_play(participant, today=now.date()),
        )
    )
    if found is None:
        raise NotFound(gettext("There is no such case here."))
    return found


def _check_group(session: Session, person: int, group: int) -> None:
    if not teaches(session, person=person, group=group):
        raise NotFound(gettext("You teach no such group."))


def _stock(session: Session, case_id: int) -> dict[str, Stocked]:
    rows = session.execute(
        select(Line.key, Line.id, Line.content)
        .where(
            Line.case_id == case_id,
            Line.retired_at.is_(None),
            Line.form == Form.TRAINING.value,
        )
        .order_by(Line.id)
    )
    return {key: Stocked(number, line_of(content)) for key, number, content in rows}


def _has_tests(session: Session, case_id: int) -> bool:
    forms = select(Line.form).where(Line.case_id == case_id, Line.retired_at.is_(None))
    return {Form.A.value, Form.B.value} <= set(session.scalars(forms.distinct()))


def _free_code(session: Session, rng: Random) -> str:
    """Draw a code that no workshop ever had."""
    for _ in range(50):
        code = make_join_code(rng)
        if not session.scalar(select(exists().where(Workshop.code == code))):
            return code
    raise Conflict(gettext("No free code was found. Try once more."))
