"""xAPI: statements with what the specification asks for, and with nobody's name."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.line import Form
from quizapp.packs.exchange.xapi import Said, statements

HOME = "https://school.example/pencil"
SAID = Said(
    number=7,
    pseudonym="P-ABCDEFGH",
    pack="winter",
    case="ferry",
    line="hope",
    version=2,
    language="en",
    form=Form.TRAINING,
    format=Format.JUDGE,
    beside=True,
    faithful=False,
    choice=PARTS,
    certainty=3,
    share=1.0,
    marks=3,
    at=datetime(2026, 3, 4, 12, tzinfo=UTC),
)


def test_somebody_answered_a_line_and_was_right() -> None:
    [made] = statements([SAID], home=HOME)
    assert made["actor"]["account"] == {"homePage": HOME, "name": "P-ABCDEFGH"}
    assert made["verb"]["id"].endswith("/answered")
    assert made["object"]["id"] == f"{HOME}/packs/winter/ferry/hope/2/judge"
    assert made["object"]["definition"]["correctResponsesPattern"] == ["false"]
    assert made["result"] == {
        "score": {"scaled": 1.0, "raw": 3, "min": -6, "max": 3},
        "success": True,
        "completion": True,
        "response": "false",
    }
    assert made["timestamp"] == "2026-03-04T12:00:00+00:00"
    assert made["context"]["extensions"] == {
        f"{HOME}/xapi/form": "training",
        f"{HOME}/xapi/source": "beside",
        f"{HOME}/xapi/truth": "discrepant",
        f"{HOME}/xapi/certainty": 3,
    }


def test_an_id_is_a_uuid_and_the_same_each_time() -> None:
    first, second = statements([SAID, replace(SAID, number=8)], home=HOME)
    assert UUID(first["id"]) != UUID(second["id"])
    assert statements([SAID], home=HOME) == [first]
    [elsewhere] = statements([SAID], home="https://other.example")
    assert elsewhere["id"] != first["id"]


@pytest.mark.parametrize(
    ("said", "response", "lowest"),
    [
        (replace(SAID, choice=CARRIES, share=0.0, marks=-6), "true", -6),
        (replace(SAID, format=Format.NAME, choice=2, certainty=None), "2", 0),
        (replace(SAID, format=Format.MARK, choice=(1, 4), certainty=None), "1[,]4", 0),
    ],
    ids=["judge", "name", "mark"],
)
def test_the_response_and_the_scale_fit_the_format(
    said: Said, response: str, lowest: int
) -> None:
    [made] = statements([said], home=HOME)
    score = made["result"]["score"]
    assert made["result"]["response"] == response
    assert score["min"] == lowest <= score["raw"] <= score["max"]
    assert -1 <= score["scaled"] <= 1
    asked = said.certainty is not None
    assert (f"{HOME}/xapi/certainty" in made["context"]["extensions"]) is asked
