"""The tables. What must be true is said here, by name, and kept by the database."""

from quizapp.db.models.base import Base
from quizapp.db.models.desk import (
    DeskArticle,
    DeskCase,
    DeskChange,
    DeskEditor,
    DeskLine,
    DeskPack,
    Origin,
    Publication,
    State,
)
from quizapp.db.models.groups import Assignment, Group, GroupInstructor, Member
from quizapp.db.models.people import (
    Attempt,
    Leaving,
    Link,
    Person,
    Purpose,
    RecoveryCode,
    SecondFactor,
    SentForm,
    SignIn,
)
from quizapp.db.models.play import (
    Answer,
    Case,
    Counted,
    Line,
    Pack,
    Participant,
    Question,
    Round,
)
from quizapp.db.models.workshops import Seat, Workshop, WorkshopHost

__all__ = [
    "Answer",
    "Assignment",
    "Attempt",
    "Base",
    "Case",
    "Counted",
    "DeskArticle",
    "DeskCase",
    "DeskChange",
    "DeskEditor",
    "DeskLine",
    "DeskPack",
    "Group",
    "GroupInstructor",
    "Leaving",
    "Line",
    "Link",
    "Member",
    "Origin",
    "Pack",
    "Participant",
    "Person",
    "Publication",
    "Purpose",
    "Question",
    "RecoveryCode",
    "Round",
    "Seat",
    "SecondFactor",
    "SentForm",
    "SignIn",
    "State",
    "Workshop",
    "WorkshopHost",
]
