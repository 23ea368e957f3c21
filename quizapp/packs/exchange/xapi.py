"""xAPI: what players answered, as statements for a learning record store.

Statements follow xAPI 1.0.3 (IEEE 9274.1.1 keeps their shape): an actor answered an
activity, with a result and its context. Actors are accounts by a pseudonym, activities
and extensions are named under an address that whoever exports chooses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from quizapp.game.format import CARRIES, Choice, Format
from quizapp.game.line import Form
from quizapp.game.marks import MOST, WRONG, is_right

ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
VERSION = "1.0.3"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, and to what; `pseudonym` stands for the player.

    `number` tells this answer from every other of the same server.
    """

    number: int
    pseudonym: str
    pack: str
    case: str
    line: str
    version: int
    language: str
    form: Form
    format: Format
    beside: bool
    faithful: bool
    choice: Choice
    certainty: int | None
    share: float
    marks: int
    at: datetime


def statements(answers: Iterable[Said], *, home: str) -> list[dict[str, Any]]:
    """Return a statement for each answer, in the same order.

    `home` is an address (an IRI without a slash at its end) that names this server;
    the same answer gets the same statement id each time, so that a store that has it
    takes it no second time.
    """
    return [_statement(said, home) for said in answers]


def _statement(said: Said, home: str) -> dict[str, Any]:
    case = f"{home}/packs/{said.pack}/{said.case}"
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{home}/answers/{said.number}")),
        "version": VERSION,
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": home, "name": said.pseudonym},
        },
        "verb": {"id": ANSWERED, "display": {"en": "answered"}},
        "object": {
            "objectType": "Activity",
            "id": f"{case}/{said.line}/{said.version}/{said.format}",
            "definition": _definition(said),
        },
        "result": _result(said),
        "context": {
            "platform": "Blue Pencil",
            "language": said.language,
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": case}],
                "grouping": [
                    {"objectType": "Activity", "id": f"{home}/packs/{said.pack}"}
                ],
            },
            "extensions": _extensions(said, home),
        },
        "timestamp": said.at.isoformat(),
    }


def _definition(said: Said) -> dict[str, Any]:
    """Describe the activity: a verdict is true or false, anything else is `other`.

    What is offered beside the right choice differs from player to player, so it
    cannot be part of the activity, as a list of choices would have to be.
    """
    made: dict[str, Any] = {"type": INTERACTION, "interactionType": "other"}
    if said.format is Format.JUDGE:
        made["interactionType"] = "true-false"
        made["correctResponsesPattern"] = ["true" if said.faithful else "false"]
    return made


def _result(said: Said) -> dict[str, Any]:
    lowest = min(WRONG.values()) if said.format.asks_certainty else 0
    return {
        "score": {
            "scaled": round(said.share, 4),
            "raw": said.marks,
            "min": lowest,
            "max": MOST,
        },
        "success": is_right(said.share),
        "completion": True,
        "response": _response(said),
    }


def _response(said: Said) -> str:
    if said.format is Format.JUDGE:
        return "true" if said.choice == CARRIES else "false"
    if isinstance(said.choice, tuple):
        return "[,]".join(map(str, said.choice))
    return str(said.choice)


def _extensions(said: Said, home: str) -> dict[str, Any]:
    given = {
        "form": said.form.value,
        "source": "beside" if said.beside else "hidden",
        "truth": "faithful" if said.faithful else "discrepant",
        "certainty": said.certainty,
    }
    return {
        f"{home}/xapi/{name}": value
        for name, value in given.items()
        if value is not None
    }
