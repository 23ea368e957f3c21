"""What can be played: the cases, and how far a participant has come in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapp.db.access import may_play
from quizapp.db.models import Answer, Case, Line, Pack, Question, Round
from quizapp.db.places import answer_of
from quizapp.db.types import entries
from quizapp.errors import NotFound
from quizapp.game.audience import Audience
from quizapp.game.deal import RoundSize, round_size
from quizapp.game.line import Form
from quizapp.game.place import Place
from quizapp.packs.balance import is_even
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that waits to be finished: its number and how many are answered."""

    number: int
    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class ShelvedCase:
    """A case as the shelf shows it, beside many others.

    `lines` counts those for training, `rounds` those the participant has begun.
    """

    pack: str
    slug: str
    title: str
    about: str
    sources: int
    lines: int
    rounds: int
    open: OpenRound | None

    @property
    def round_size(self) -> RoundSize:
        """What to expect of one round."""
        return round_size(self.lines)


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case as its own page shows it.

    `articles` maps `derived` and each source's id to outlet, date, address, headline;
    `lines` counts those for training, `sound` the sound ones among them; `rounds` those
    the participant has begun. A trial is for those alone who work on its pack.
    """

    pack: str
    slug: str
    title: str
    about: str
    content_note: str
    licence: str
    authors: tuple[str, ...]
    articles: Mapping[str, Any]
    lines: int
    sound: int
    rounds: int
    open: OpenRound | None
    trial: bool

    @property
    def is_even(self) -> bool:
        """Whether about half of its lines are sound."""
        return is_even(self.sound, self.lines)

    @property
    def round_size(self) -> RoundSize:
        """What to expect of one round."""
        return round_size(self.lines)


def shelf(
    session: Session, participant: int | None, *, today: date
) -> tuple[ShelvedCase, ...]:
    """Return every case the participant may play, in the order of pack and title."""
    begun = _begun(session, participant)
    rows = session.execute(
        _shelved()
        .where(may_play(participant, today=today))
        .order_by(Pack.title, Case.title)
    )
    return tuple(
        ShelvedCase(
            pack, slug, title, about, sources, lines, *_state(begun.get(number, ()))
        )
        for number, pack, slug, title, about, sources, lines in rows
        if lines
    )


def find_case(
    session: Session, *, pack: str, case: str, participant: int | None, today: date
) -> ShownCase:
    """Return one case. Raises `NotFound` where there is none for them to play."""
    mine = may_play(participant, today=today)
    wanted = _cases().where(Pack.slug == pack, Case.slug == case, mine)
    row = session.execute(wanted).one_or_none()
    if row is None or not row[2]:
        raise NotFound(gettext("There is no such case here."))
    begun = _begun(session, participant)
    return _shown(*row, begun.get(row[0].id, ()))


def can_practise(session: Session, place: Place, *, today: date) -> bool:
    """Tell whether a case is its participant's to train on."""
    mine = may_play(place.participant, today=today)
    named = Pack.slug == place.pack, Case.slug == place.case
    found = select(Case.id).join(Pack, Pack.id == Case.pack_id).where(*named, mine)
    return session.scalar(found) is not None


def _shelved() -> Select[Any]:
    # Whole articles stay where they are: a hundred packs have megabytes of them.
    named = Case.id, Pack.slug, Case.slug, Case.title, Case.about
    sources = entries(Case.articles) - 1
    return select(*named, sources, _lines().scalar_subquery()).join(
        Pack, Pack.id == Case.pack_id
    )


def _cases() -> Select[Case, Pack, int, int]:
    sound = _lines().where(Line.faithful)
    return select(Case, Pack, _lines().scalar_subquery(), sound.scalar_subquery()).join(
        Pack, Pack.id == Case.pack_id
    )


def _lines() -> Select[int]:
    # Counted case by case: grouped, whole articles would be sorted for each line.
    return (
        select(func.count(Line.id))
        .where(
            Line.case_id == Case.id,
            Line.retired_at.is_(None),
            Line.form == Form.TRAINING.value,
        )
        .correlate(Case)
    )


def _begun(
    session: Session, participant: int | None
) -> dict[int, tuple[OpenRound, ...]]:
    """Return the participant's rounds by case, the newest last."""
    if participant is None:
        return {}
    rounds = (
        select(
            Round.case_id, Round.number, func.count(Answer.id), func.count(Question.id)
        )
        .join(Question, Question.round_id == Round.id)
        .outerjoin(Answer, answer_of(participant))
        .where(Round.participant_id == participant, Round.form == Form.TRAINING.value)
        .group_by(Round.case_id, Round.number)
        .order_by(Round.number)
    )
    found: dict[int, tuple[OpenRound, ...]] = {}
    for case_id, number, answered, total in session.execute(rounds):
        found[case_id] = (*found.get(case_id, ()), OpenRound(number, answered, total))
    return found


def _state(rounds: tuple[OpenRound, ...]) -> tuple[int, OpenRound | None]:
    """Return how many rounds were begun, and which of them waits."""
    # Where two players were merged into one, an open round may not be the last.
    waiting = [begun for begun in rounds if begun.answered < begun.total]
    return len(rounds), waiting[-1] if waiting else None


def _shown(
    case: Case, pack: Pack, lines: int, sound: int, rounds: tuple[OpenRound, ...]
) -> ShownCase:
    begun, waiting = _state(rounds)
    return ShownCase(
        pack=pack.slug,
        slug=case.slug,
        title=case.title,
        about=case.about,
        content_note=pack.content_note,
        licence=pack.licence,
        authors=tuple(pack.authors),
        articles=case.articles,
        lines=lines,
        sound=sound,
        rounds=begun,
        open=waiting,
        trial=pack.audience == Audience.EDITORS.value,
    )
