"""Rounds: dealt to a participant, shown one question at a time."""

from collections.abc import Collection
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db import models
from quizapp.db.access import may_play, may_sit
from quizapp.db.content import line_of
from quizapp.db.dealt import given_of, lines_of, question_of, store_questions
from quizapp.db.first_form import first_form
from quizapp.db.models import Answer, Case, Pack, Round
from quizapp.db.places import PARTICIPANT, POSITION, answer_of, in_round, told, waits
from quizapp.db.reviewed import reviews_of
from quizapp.db.session import insert_once
from quizapp.errors import Conflict, NotFound
from quizapp.game.asked import Asked
from quizapp.game.boosters import kinds_due
from quizapp.game.deal import deal, deal_test
from quizapp.game.line import Form
from quizapp.game.marks import is_right
from quizapp.game.occasion import Occasion, Sitting, form_on
from quizapp.game.place import Place
from quizapp.game.question import Question, Stocked
from quizapp.wording import gettext

_QUESTION = (
    in_round(
        select(
            models.Question,
            Round.id.label("round_id"),
            Round.form,
            Round.beside,
            Case.title,
            Case.articles,
            Answer,
        )
    )
    .outerjoin(Answer, answer_of(PARTICIPANT))
    .where(models.Question.position == POSITION)
)


def start_round(  # noqa: PLR0913  a round is these: whose, where, how, when
    session: Session,
    place: Place,
    *,
    beside: bool,
    rng: Random,
    now: datetime,
    occasion: Occasion | None = None,
) -> int:
    """Deal a participant's next round of a case; return its number.

    `occasion` names a test of their group or of a workshop, whose form is theirs
    alone and not asked for. A round that is still open is gone on with instead of
    dealing another: twice, or from two tabs at once, deals once. A test is dealt once
    and for all. Raises `NotFound` where there is no such case for this participant,
    `Conflict` where it has no lines to deal.
    """
    case_id = _case_id(session, place, occasion, today=now.date())
    sat = _sitting(session, place.participant, case_id, occasion)
    # Read before it is asked what is open: whoever deals in between takes the number.
    number = _last_number(session, place.participant, case_id) + 1
    known = _round_to_go_on_with(session, place.participant, case_id, sat)
    if known:
        return known
    stock = _stock(session, place.participant, case_id, sat.form)
    due = _due(session, place.participant, sat, now.date())
    dealt = _deal(stock, sat, rng, due)
    round_of = {"participant_id": place.participant, "case_id": case_id}
    kept = {"form": sat.form.value, "occasion": sat.occasion, "beside": beside}
    if insert_once(session, Round, number=number, dealt_at=now, **round_of, **kept):
        _store(session, place.participant, case_id, number, dealt)
        return number
    return _dealt_meanwhile(session, place.participant, case_id, sat)


def question_at(session: Session, place: Place) -> Asked:
    """Return a question of the participant's own round.

    Raises `NotFound` for anybody else's, and for places that do not exist.
    """
    row = session.execute(_QUESTION, told(place)).one_or_none()
    if row is None:
        raise NotFound(gettext("There is no such line in your rounds."))
    question = question_of(row.Question)
    return Asked(
        place=place,
        title=row.title,
        articles=row.articles,
        form=Form(row.form),
        beside=row.beside,
        question=question,
        lines=lines_of(session, question),
        answered=answered(session, row.round_id, place.participant),
        given=given_of(row.Answer),
    )


def answered(session: Session, round_id: int, participant: int) -> tuple[bool, ...]:
    """Return for each place of a round, in order, whether its answer is in."""
    rows = session.scalars(
        select(Answer.id.is_not(None))
        .select_from(models.Question)
        .outerjoin(Answer, answer_of(participant))
        .where(models.Question.round_id == round_id)
        .order_by(models.Question.position)
    )
    return tuple(bool(row) for row in rows)


def _sitting(
    session: Session, participant: int, case_id: int, occasion: Occasion | None
) -> Sitting:
    if occasion is None:
        return Sitting(Form.TRAINING)
    first = first_form(session, participant, case_id)
    if first is None:
        raise _no_case()
    return Sitting(form_on(occasion, first), occasion)


def _case_id(
    session: Session, place: Place, occasion: Occasion | None, *, today: date
) -> int:
    who = place.participant
    mine = (
        may_sit(who, today=today, occasion=occasion)
        if occasion
        else may_play(who, today=today)
    )
    found = session.scalar(
        select(Case.id)
        .join(Pack, Pack.id == Case.pack_id)
        .where(Pack.slug == place.pack, Case.slug == place.case, mine)
    )
    if found is None:
        raise _no_case()
    return found


def _no_case() -> NotFound:
    return NotFound(gettext("There is no such case here."))


def _round_to_go_on_with(
    session: Session, participant: int, case_id: int, sat: Sitting
) -> int | None:
    """Return the number of the open round; of a test, of the one that counts.

    Where two were merged into one, an open round may not be the last, and a test may
    be there twice: the one dealt first counts.
    """
    is_open = waits(participant)
    first = (Round.dealt_at, Round.number)
    best = first if sat.is_test else (is_open.desc(), Round.number.desc())
    found = session.execute(
        select(Round.number, is_open.label("is_open"))
        .where(
            Round.participant_id == participant,
            Round.case_id == case_id,
            Round.form == sat.form.value,
            Round.occasion == sat.occasion,
        )
        .order_by(*best)
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    return found.number if found.is_open or sat.is_test else None


def _dealt_meanwhile(
    session: Session, participant: int, case_id: int, sat: Sitting
) -> int:
    known = _round_to_go_on_with(session, participant, case_id, sat)
    if known is None:
        raise Conflict(gettext("Another round of yours began just now. Start again."))
    return known


def _last_number(session: Session, participant: int, case_id: int) -> int:
    mine = Round.participant_id == participant, Round.case_id == case_id
    return session.scalar(select(func.max(Round.number)).where(*mine)) or 0


def _deal(
    stock: list[Stocked], sat: Sitting, rng: Random, due: Collection[Kind]
) -> tuple[Question, ...]:
    dealt = deal_test(stock, rng=rng) if sat.is_test else deal(stock, rng=rng, due=due)
    if not dealt:
        raise Conflict(gettext("This case has no lines to play at the moment."))
    return dealt


def _due(
    session: Session, participant: int, sat: Sitting, today: date
) -> tuple[Kind, ...]:
    """Return the kinds to prefer; a test prefers none."""
    reviews = () if sat.is_test else reviews_of(session, participant)
    return kinds_due(reviews, today=today)


def _stock(
    session: Session, participant: int, case_id: int, form: Form
) -> list[Stocked]:
    """Return the lines to deal from, each with how it went before.

    What was answered counts for a line's newer versions too.
    """
    counts: dict[str, int] = {}
    missed: dict[str, bool] = {}
    for key, share in session.execute(_history(participant, case_id)):
        counts[key] = counts.get(key, 0) + 1
        missed[key] = not is_right(share)
    current = select(models.Line.id, models.Line.content).where(
        models.Line.case_id == case_id,
        models.Line.retired_at.is_(None),
        models.Line.form == form.value,
    )
    lines = ((number, line_of(content)) for number, content in session.execute(current))
    return [
        Stocked(number, line, missed.get(line.key), counts.get(line.key, 0))
        for number, line in lines
    ]


def _history(participant: int, case_id: int) -> Any:
    return (
        select(models.Line.key, Answer.share)
        .join(models.Question, models.Question.line_id == models.Line.id)
        .join(Answer, Answer.question_id == models.Question.id)
        .where(Answer.participant_id == participant, models.Line.case_id == case_id)
        .order_by(Answer.id)
    )


def _store(
    session: Session,
    participant: int,
    case_id: int,
    number: int,
    dealt: tuple[Question, ...],
) -> None:
    round_id = session.scalars(
        select(Round.id).where(
            Round.participant_id == participant,
            Round.case_id == case_id,
            Round.number == number,
        )
    ).one()
    store_questions(session, round_id, dealt)
