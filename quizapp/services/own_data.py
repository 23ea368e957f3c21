"""Everything that is kept about a person, for them to take along."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import (
    Answer,
    Case,
    DeskEditor,
    DeskPack,
    Group,
    GroupInstructor,
    Line,
    Member,
    Pack,
    Person,
    Question,
    Round,
    Seat,
    SecondFactor,
    SignIn,
    Workshop,
)
from quizapp.db.reviewed import is_told
from quizapp.game.line import Form

# What JSON can say; moments are written as ISO 8601.
Written = dict[str, Any]


def export_person(session: Session, person: int) -> Written:
    """Return a person's data, ready for JSON: no hash, no token, and no key.

    Lines are named once they have been answered, those of a workshop once its room was
    told the answer, and those of a test not at all: what a test asks is told to nobody
    who may yet take it.
    """
    row = session.get_one(Person, person)
    second = session.get(SecondFactor, person)
    return {
        "account": {
            "email": row.email,
            "name": row.name,
            "role": row.role,
            "joined_at": row.joined_at.isoformat(),
            "second_factor_since": _written(second.since) if second else None,
        },
        "sign_ins": _sign_ins(session, person),
        "rounds": _rounds(session, row.participant_id),
        "workshops": _workshops(session, row.participant_id),
        "memberships": _memberships(session, person),
        "groups_taught": _groups_taught(session, person),
        "desk_packs": _desk_packs(session, person),
    }


def _sign_ins(session: Session, person: int) -> list[Written]:
    rows = session.execute(
        select(SignIn.made_at, SignIn.used_at)
        .where(SignIn.person_id == person)
        .order_by(SignIn.id)
    )
    return [
        {"since": _written(made_at), "used_last_at": _written(used_at)}
        for made_at, used_at in rows
    ]


def _rounds(session: Session, participant: int) -> list[Written]:
    rows = session.execute(
        select(Round, Pack.slug.label("pack"), Case.slug.label("case"))
        .join(Case, Case.id == Round.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .where(Round.participant_id == participant)
        .order_by(Round.dealt_at, Round.id)
    ).all()
    answers = _answers(session, participant)
    return [
        {
            "pack": row.pack,
            "case": row.case,
            "number": row.Round.number,
            "form": row.Round.form,
            "occasion": row.Round.occasion,
            "source": "beside" if row.Round.beside else "hidden",
            "dealt_at": row.Round.dealt_at.isoformat(),
            "answers": answers.get(row.Round.id, []),
        }
        for row in rows
    ]


def _workshops(session: Session, participant: int) -> list[Written]:
    """Return the workshops somebody sat in, with their votes."""
    rows = session.execute(
        select(Seat, Round.id, Pack.slug.label("pack"), Case.slug.label("case"))
        .join(Workshop, Workshop.id == Seat.workshop_id)
        .join(Round, Round.workshop_id == Workshop.id)
        .join(Case, Case.id == Workshop.case_id)
        .join(Pack, Pack.id == Case.pack_id)
        .where(Seat.participant_id == participant)
        .order_by(Seat.id)
    ).all()
    votes = _answers(session, participant)
    return [
        {
            "pack": row.pack,
            "case": row.case,
            "nickname": row.Seat.nickname,
            "team": row.Seat.team,
            "joined_at": row.Seat.joined_at.isoformat(),
            "votes": votes.get(row.id, []),
        }
        for row in rows
    ]


def _answers(session: Session, participant: int) -> dict[int, list[Written]]:
    """Return a participant's answers by the number of their round, in order."""
    rows = session.execute(
        select(Answer, Question, Round, Line.key, Line.version, is_told())
        .join(Question, Question.id == Answer.question_id)
        .join(Round, Round.id == Question.round_id)
        .join(Line, Line.id == Question.line_id)
        .outerjoin(Workshop, Workshop.id == Round.workshop_id)
        .where(Answer.participant_id == participant)
        .order_by(Round.id, Question.position, Answer.turn)
    )
    found: dict[int, list[Written]] = {}
    for answer, question, dealt, key, version, told in rows:
        said = _said(answer, question)
        if dealt.workshop_id is not None:
            said |= {"turn": answer.turn}
        if told and dealt.form == Form.TRAINING.value:
            said |= {"line": key, "version": version}
            said |= {"share": answer.share, "marks": answer.marks}
        found.setdefault(question.round_id, []).append(said)
    return found


def _said(answer: Answer, question: Question) -> Written:
    return {
        "position": question.position,
        "format": question.format,
        "choice": answer.choice,
        "certainty": answer.certainty,
        "answered_at": answer.answered_at.isoformat(),
    }


def _memberships(session: Session, person: int) -> list[Written]:
    rows = session.execute(
        select(Member, Group.name)
        .join(Group, Group.id == Member.group_id)
        .where(Member.person_id == person)
        .order_by(Member.joined_at)
    )
    return [
        {
            "group": name,
            "nickname": member.nickname,
            "joined_at": member.joined_at.isoformat(),
            "rounds": _rounds(session, member.participant_id),
            "workshops": _workshops(session, member.participant_id),
        }
        for member, name in rows.all()
    ]


def _groups_taught(session: Session, person: int) -> list[Written]:
    rows = session.execute(
        select(Group.name, GroupInstructor.since)
        .join(GroupInstructor, GroupInstructor.group_id == Group.id)
        .where(GroupInstructor.person_id == person)
        .order_by(GroupInstructor.since)
    )
    return [{"group": name, "since": _written(since)} for name, since in rows]


def _desk_packs(session: Session, person: int) -> list[Written]:
    rows = session.execute(
        select(DeskPack.title, DeskEditor.since)
        .join(DeskEditor, DeskEditor.desk_pack_id == DeskPack.id)
        .where(DeskEditor.person_id == person)
        .order_by(DeskEditor.since)
    )
    return [{"pack": title, "since": _written(since)} for title, since in rows]


def _written(moment: date | datetime) -> str:
    return moment.isoformat()
