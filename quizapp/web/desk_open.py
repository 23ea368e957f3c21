"""Opening a case of the desk and storing what is decided, for the desk's pages."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from quizapp.db.editing import Step
from quizapp.db.models import Origin, State
from quizapp.desk.content import content_of
from quizapp.desk.proposal import Proposed
from quizapp.desk.soundness import fault_of
from quizapp.game.line import Line
from quizapp.services import decisions, desk_cases
from quizapp.services.desk_cases import OpenCase
from quizapp.web.desk_reading import Opened, Reading, read_case
from quizapp.web.login import instructor
from quizapp.web.sessions import database


@dataclass(frozen=True, slots=True)
class Where:
    """Whose desk, which pack and which case."""

    person: int
    pack: int
    case: str


def asked_at(pack: int, case: str) -> Where:
    """Return where whoever asks works. Raises as `instructor` does."""
    return Where(instructor().number, pack, case)


def open_case(where: Where) -> OpenCase:
    """Open a case. Raises `NotFound` where it is not this person's to work on."""
    with database().reading() as session:
        return desk_cases.open_case(
            session, person=where.person, pack=where.pack, case=where.case
        )


def open_reading(where: Where) -> Reading:
    """Open a case as its lines are shown. Raises as `open_case` does."""
    return read_case(open_case(where))


def store(
    where: Where,
    line: Opened,
    revision: int,
    state: State,
    changed: Proposed | None = None,
) -> None:
    """Store a decision on a line. Raises `Conflict` where somebody was faster."""
    with database().writing() as session:
        decisions.decide(
            session,
            person=where.person,
            pack=where.pack,
            case=where.case,
            key=line.key,
            revision=revision,
            state=state,
            content=content_of(changed) if changed else None,
            now=datetime.now(UTC),
        )


def store_new(where: Where, made: Proposed, after: str | None) -> str:
    """Store a line that a person made; return its key."""
    with database().writing() as session:
        return decisions.add_line(
            session,
            person=where.person,
            pack=where.pack,
            case=where.case,
            content=content_of(made),
            origin=Origin.PERSON,
            state=State.ACCEPTED,
            after=after,
            now=datetime.now(UTC),
        )


def take_back(where: Where, known: Step | None) -> str | None:
    """Undo this person's last decision in a case; return the line's key, or None.

    `known` is the one that their page showed as the last.
    """
    with database().writing() as session:
        return decisions.undo(
            session,
            person=where.person,
            pack=where.pack,
            case=where.case,
            known=known,
            now=datetime.now(UTC),
        )


def with_line(proposed: Proposed, line: Line) -> Proposed:
    """Return what was proposed with the line as it is now."""
    return replace(proposed, line=line, fault=fault_of(line))
