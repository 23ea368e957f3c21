"""A group's answers as values for xAPI, and who teaches a group."""

from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from quizapp.db.models import (
    Answer,
    Case,
    Group,
    GroupInstructor,
    Line,
    Member,
    Pack,
    Question,
    Round,
)
from quizapp.db.played import given_in
from quizapp.errors import Conflict, NotAllowed, NotFound
from quizapp.game.draws import FEWEST
from quizapp.game.format import Format, as_choice
from quizapp.game.line import Form
from quizapp.game.pseudonym import pseudonym
from quizapp.packs.exchange.xapi import Said
from quizapp.wording import gettext


def teacher_of(session: Session, group: int) -> int:
    """Return somebody who teaches a group, in whose place the command line looks.

    Raises `NotFound` for a group that is not here, `Conflict` for an erased one, and
    `NotAllowed` where fewer than five have played: every figure would tell of single
    people, and whoever asks need not teach them.
    """
    query = (
        select(GroupInstructor.person_id, Group.erased_at)
        .join(Group, Group.id == GroupInstructor.group_id)
        .where(Group.id == group)
        .order_by(GroupInstructor.since, GroupInstructor.person_id)
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(
            gettext("No group has this number; `quizapp groups list` shows them.")
        )
    if found.erased_at is not None:
        raise Conflict(
            gettext("This group has been erased; only its counts are left to look at.")
        )
    if 0 < _played(session, group) < FEWEST:
        raise NotAllowed(
            gettext(
                "Fewer than five people of this group have played, so every figure "
                "would tell of single people. Those who teach the group see them on "
                "its board."
            )
        )
    return int(found.person_id)


def _played(session: Session, group: int) -> int:
    """Count the members who answered anything; of a large group no more than enough."""
    played = select(Member.id).where(
        Member.group_id == group,
        exists().where(Answer.participant_id == Member.participant_id),
    )
    return len(session.scalars(played.limit(FEWEST)).all())


def said_in(session: Session, group: int, *, key: bytes) -> Iterator[Said]:
    """Yield every answer of a group that was given alone, oldest first.

    Members stand under the pseudonyms that follow from `key`.
    """
    query = (
        given_in(group)
        .join(Pack, Pack.id == Case.pack_id)
        .where(Answer.turn == 1)
        .add_columns(
            *(Answer.id, Member.id.label("member"), Pack.slug.label("pack")),
            *(Case.slug.label("case"), Line.key, Line.version, Pack.language),
            *(Round.form, Question.format, Round.beside, Line.faithful),
            *(Answer.choice, Answer.certainty, Answer.share, Answer.marks),
            Answer.answered_at,
        )
        .order_by(Answer.answered_at, Answer.id)
        .execution_options(yield_per=1000)
    )
    for row in session.execute(query):
        yield Said(
            number=row.id,
            pseudonym=pseudonym(key, group=group, member=row.member),
            pack=row.pack,
            case=row.case,
            line=row.key,
            version=row.version,
            language=row.language,
            form=Form(row.form),
            format=Format(row.format),
            beside=row.beside,
            faithful=row.faithful,
            choice=as_choice(row.choice),
            certainty=row.certainty,
            share=row.share,
            marks=row.marks,
            at=row.answered_at,
        )
