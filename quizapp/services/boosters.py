"""Boosters: what somebody should look at again today, and in which case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.access import may_play
from quizapp.db.models import Answer, Case, Line, Pack, Question, Round, Seat, Workshop
from quizapp.db.reviewed import reviews_of
from quizapp.db.rooms import has_sat
from quizapp.game.boosters import booster_due, kinds_due
from quizapp.game.line import Form


@dataclass(frozen=True, slots=True)
class Booster:
    """What is due, and the case to play for it.

    `kinds` are those whose day has come; `workshop` is the title of one whose booster
    is due, or None. At least one of the two is there.
    """

    kinds: tuple[Kind, ...]
    workshop: str | None
    pack: str
    case: str
    title: str


def booster_for(
    session: Session, participant: int | None, *, today: date
) -> Booster | None:
    """Return what is due for somebody among what they may play; None of nothing."""
    if participant is None:
        return None
    kinds, best = _kinds(session, participant, today)
    met = _workshop(session, participant, today)
    there = best or met
    if there is None:
        return None
    workshop = met.title if met else None
    return Booster(kinds, workshop, there.pack, there.slug, there.title)


def _kinds(
    session: Session, participant: int, today: date
) -> tuple[tuple[Kind, ...], Any]:
    """Return the kinds that are due and can be played, and where most of them can."""
    due = kinds_due(reviews_of(session, participant), today=today)
    if not due:
        return (), None
    rows = session.execute(
        select(
            Pack.slug.label("pack"),
            Case.slug,
            Case.title,
            Line.resembles,
            func.count(Line.id).label("lines"),
        )
        .join(Case, Case.pack_id == Pack.id)
        .join(Line, Line.case_id == Case.id)
        .where(
            may_play(participant, today=today),
            Line.retired_at.is_(None),
            Line.form == Form.TRAINING.value,
            Line.resembles.in_(due),
        )
        .group_by(Pack.id, Case.id, Line.resembles)
        .order_by(Pack.title, Case.title)
    ).all()
    met: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        met.setdefault((row.pack, row.slug), []).append(row)
    best = max(met.values(), key=_worth, default=None)
    known = {row.resembles for row in rows}
    return tuple(kind for kind in due if kind.value in known), best and best[0]


def _worth(rows: list[Any]) -> tuple[int, int]:
    """Rank a case: by how many of the kinds it has, then by how many lines of them."""
    return len(rows), sum(row.lines for row in rows)


def _workshop(session: Session, participant: int, today: date) -> Any:
    """Return the case of the newest workshop whose booster is due, or None."""
    if not has_sat(session, participant):
        return None
    rows = session.execute(
        select(Pack.slug.label("pack"), Case.slug, Case.title, Workshop.ended_at)
        .join(Case, Case.pack_id == Pack.id)
        .join(Workshop, Workshop.case_id == Case.id)
        .join(Seat, Seat.workshop_id == Workshop.id)
        .where(
            Seat.participant_id == participant,
            Seat.removed_at.is_(None),
            Workshop.ended_at.is_not(None),
            may_play(participant, today=today),
        )
        .order_by(Workshop.ended_at.desc(), Workshop.id.desc())
    ).all()
    played_on = _played_on(session, participant) if rows else None
    for row in rows:
        if booster_due(row.ended_at.date(), played_on=played_on, today=today):
            return row
    return None


def _played_on(session: Session, participant: int) -> date | None:
    """Return the last day on which they trained by themselves."""
    last = session.scalar(
        select(func.max(Answer.answered_at))
        .join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
        .where(
            Round.participant_id == participant,
            Round.form == Form.TRAINING.value,
            Answer.participant_id == participant,
        )
    )
    return last.date() if last else None
