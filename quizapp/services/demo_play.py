"""What simulated players play: rounds dealt, answered and stored by the thousand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quizapp.db.content import line_of
from quizapp.db.models import (
    Answer,
    Case,
    Line,
    Member,
    Pack,
    Participant,
    Question,
    Round,
)
from quizapp.errors import Conflict
from quizapp.game.audience import Audience
from quizapp.game.deal import deal, deal_test
from quizapp.game.line import Form
from quizapp.game.lookalike import folded
from quizapp.game.marks import mark
from quizapp.game.nickname import offer_nickname
from quizapp.game.question import Stocked
from quizapp.game.rejoin import make_code
from quizapp.game.simulated_class import (
    LASTED,
    Deals,
    Dealt,
    Learner,
    Played,
    Stock,
    play,
)
from quizapp.wording import gettext

DEALS = 40  # of each case; players draw from these instead of being dealt anew


def stocks(session: Session, *, rng: Random) -> tuple[Stock, ...]:
    """Return every pack that came with the program, with rounds dealt beforehand.

    Raises `Conflict` where there is none.
    """
    packs = session.scalars(
        select(Pack)
        .where(
            Pack.audience == Audience.ALL.value,
            Pack.desk_pack_id.is_(None),
            Pack.withdrawn_at.is_(None),
        )
        .order_by(Pack.slug)
    )
    found = tuple(
        Stock(pack.id, pack.title, pack.language, _deals(session, pack.id, rng))
        for pack in packs
    )
    if not any(stock.deals for stock in found):
        raise Conflict(gettext("No pack is here to play; load one first."))
    return tuple(stock for stock in found if stock.deals)


def _deals(session: Session, pack: int, rng: Random) -> Deals:
    lines: dict[tuple[Form, int], list[Stocked]] = {}
    rows = session.execute(
        select(Line.id, Line.case_id, Line.form, Line.content)
        .join(Case, Case.id == Line.case_id)
        .where(Case.pack_id == pack, Line.retired_at.is_(None))
        .order_by(Line.id)
    )
    for number, case, form, content in rows:
        known = lines.setdefault((Form(form), case), [])
        known.append(Stocked(number, line_of(content)))
    made: dict[Form, dict[int, list[list[Dealt]]]] = {}
    for (form, case), stock in lines.items():
        deals = [_dealt(form, stock, rng) for _ in range(DEALS)]
        if deals[0]:
            made.setdefault(form, {})[case] = deals
    return made


def _dealt(form: Form, stock: Sequence[Stocked], rng: Random) -> list[Dealt]:
    truth = {stocked.number: stocked.line.faithful for stocked in stock}
    questions = (deal if form is Form.TRAINING else deal_test)(stock, rng=rng)
    return [Dealt(question, truth[question.line]) for question in questions]


def add_learners(  # noqa: PLR0913  who joins what, plays what, by chance, when
    session: Session,
    learners: Iterable[Learner],
    *,
    group: int,
    deals: Deals,
    rng: Random,
    secret: Random,
    now: datetime,
) -> None:
    """Let simulated players join a group and play all they play.

    What they do follows from `rng`; the codes that open it come from `secret`.
    """
    crowd = list(learners)
    players = _join(session, group, crowd, rng, secret, now)
    rounds: list[tuple[int, Played]] = []
    for player, learner in zip(players, crowd, strict=True):
        rounds += [(player, one) for one in play(learner, deals, rng)]
    _store(session, rounds, rng, now)


def _join(  # noqa: PLR0913, PLR0917  who joins what, by chance, when
    session: Session,
    group: int,
    crowd: Sequence[Learner],
    rng: Random,
    secret: Random,
    now: datetime,
) -> Sequence[int]:
    begun, seen = now - LASTED, now.date()
    players = _ids(
        session,
        Participant,
        [
            {"rejoin_code": make_code(secret), "joined_at": begun, "last_seen_on": seen}
            for _ in crowd
        ],
    )
    known = select(Member.folded).where(Member.group_id == group)
    taken = set(session.scalars(known))
    rows = []
    for player, learner in zip(players, crowd, strict=True):
        nickname = offer_nickname(rng, taken=taken)
        taken.add(folded(nickname))
        rows.append(
            {
                "group_id": group,
                "participant_id": player,
                "nickname": nickname,
                "folded": folded(nickname),
                "joined_at": begun,
                "first_form": learner.first.value,
            }
        )
    _insert(session, Member, rows)
    return players


def _store(
    session: Session, rounds: Sequence[tuple[int, Played]], rng: Random, now: datetime
) -> None:
    """Store rounds with their questions and answers, in three goes."""
    dealt = [_dealt_at(played, rng, now) for _, played in rounds]
    numbers = _ids(
        session,
        Round,
        [
            {
                "participant_id": player,
                "case_id": played.case,
                "number": played.number,
                "form": played.form.value,
                "occasion": played.occasion,
                "beside": played.beside,
                "dealt_at": at,
            }
            for (player, played), at in zip(rounds, dealt, strict=True)
        ],
    )
    asked = [
        _question(number, position, each)
        for number, (_, played) in zip(numbers, rounds, strict=True)
        for position, each in enumerate(played.deal, start=1)
    ]
    questions = iter(_ids(session, Question, asked))
    answers: list[dict[str, Any]] = []
    for (player, played), at in zip(rounds, dealt, strict=True):
        mine = [next(questions) for _ in played.deal]
        answers += _answers(player, played, mine, at)
    _insert(session, Answer, answers)


def _ids(session: Session, table: Any, rows: Sequence[dict[str, Any]]) -> Sequence[int]:
    """Insert rows; return their numbers in the same order."""
    made = insert(table.__table__).returning(
        table.__table__.c.id, sort_by_parameter_order=True
    )
    return session.scalars(made, rows).all()


def _insert(session: Session, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    # Into the table, not the model: rows with a NULL would go in one by one.
    if rows:
        session.execute(insert(table.__table__), rows)


def _dealt_at(played: Played, rng: Random, now: datetime) -> datetime:
    """Say when: within some hours of its share of the time, and before `now`."""
    span = LASTED - timedelta(days=1)
    return now - LASTED + span * played.when + timedelta(minutes=rng.randrange(480))


def _question(number: int, position: int, dealt: Dealt) -> dict[str, Any]:
    question = dealt.question
    return {
        "round_id": number,
        "position": position,
        "format": question.format.value,
        "line_id": question.line,
        "options": list(question.options),
        "key": question.key,
    }


def _answers(
    player: int, played: Played, questions: Sequence[int], dealt_at: datetime
) -> Iterable[dict[str, Any]]:
    for place, (choice, certainty) in enumerate(played.given):
        question = played.deal[place].question
        result = mark(question.format, question.key, choice, certainty)
        yield {
            "question_id": questions[place],
            "participant_id": player,
            "choice": choice,
            "certainty": certainty,
            "share": result.share,
            "marks": result.marks,
            "answered_at": dealt_at + timedelta(seconds=20 * (place + 1)),
        }
