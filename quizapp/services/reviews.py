"""Reviews: what a finished round says, and what the last lines say about its player."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.models import Answer, Case, Line, Question, Round
from quizapp.db.places import PARTICIPANT, answer_of, in_round, told
from quizapp.errors import NotFound
from quizapp.game.discernment import Judgement
from quizapp.game.format import Format, as_choice
from quizapp.game.line import Form
from quizapp.game.place import Place
from quizapp.game.review import Played, judgements
from quizapp.wording import gettext

# The dials read the newest lines only, so that they follow what somebody learns.
RECENT = 40


@dataclass(frozen=True, slots=True)
class ReviewedRound:
    """A round as it was played.

    `waiting` is the first place without an answer, or None where the round is
    finished. `recent` holds at most 40 judgements of the same player, over all cases,
    with the source beside or hidden as in this round.
    """

    title: str
    form: Form
    beside: bool
    articles: Mapping[str, Any]
    played: tuple[Played, ...]
    waiting: int | None
    recent: tuple[Judgement, ...]


def review_round(session: Session, place: Place) -> ReviewedRound:
    """Return a participant's own round. Raises `NotFound` for any other."""
    query = _answered().add_columns(Round.form, Round.beside, Case.title, Case.articles)
    rows = session.execute(
        in_round(query)
        .outerjoin(Answer, answer_of(PARTICIPANT))
        .order_by(Question.position),
        told(place),
    ).all()
    if not rows:
        raise NotFound(gettext("There is no such round of yours."))
    first = rows[0]
    missing = [row.position for row in rows if row.Answer is None]
    return ReviewedRound(
        title=first.title,
        form=Form(first.form),
        beside=first.beside,
        articles=first.articles,
        played=tuple(_played(row) for row in rows if row.Answer is not None),
        waiting=missing[0] if missing else None,
        recent=_recent(session, place.participant, beside=first.beside),
    )


def _answered() -> Any:
    return (
        select(
            Question.position, Question.format, Line.faithful, Line.resembles, Answer
        )
        .select_from(Question)
        .join(Line, Line.id == Question.line_id)
    )


def _recent(
    session: Session, participant: int, *, beside: bool
) -> tuple[Judgement, ...]:
    rows = session.execute(
        _answered()
        .join(Round, Round.id == Question.round_id)
        .join(Answer, answer_of(participant))
        .where(
            Round.participant_id == participant,
            Round.beside == beside,
            Round.form == Form.TRAINING.value,
            Question.format == Format.JUDGE.value,
        )
        .order_by(Answer.id.desc())
        .limit(RECENT)
    )
    return judgements(_played(row) for row in rows)


def _played(row: Any) -> Played:
    answer: Answer = row.Answer
    return Played(
        position=row.position,
        format=Format(row.format),
        faithful=row.faithful,
        resembles=Kind(row.resembles),
        choice=as_choice(answer.choice),
        certainty=answer.certainty,
        share=answer.share,
        marks=answer.marks,
    )
