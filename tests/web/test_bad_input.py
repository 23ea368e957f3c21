"""Bad input gets a sentence, keeps what was typed, and changes nothing."""

from itertools import product
from typing import Any

import pytest

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.format import Format
from tests.services.playing import count
from tests.web.visitor import Fields, Visitor, asked_at

VERDICT = "Say first whether the source carries the line."
OPTION = "Choose one of them first."
WORDS = "Take the pencil to at least one word first."
SURE = "Say how hard you press"
# Fullwidth and Arabic-Indic figures count as digits for Python, not for us.
GARBAGE = ("", " ", "-1", "x", "1.0", "９", "٣", "0x1", "00009", "9" * 5000, "\0", "é")


def formats_with_options() -> list[Format]:
    return [Format.SPOT, Format.NAME, Format.RESTORE, Format.MISSING]


def bad() -> list[Any]:
    """Return format, what is sent, and the sentence that answers."""
    sure = {"certainty": "1"}
    rows: list[tuple[Format, Fields, str]] = [
        (Format.JUDGE, {}, VERDICT),
        (Format.JUDGE, sure, VERDICT),
        (Format.JUDGE, {"verdict": "Parts", **sure}, VERDICT),
        (Format.JUDGE, {"verdict": ["parts", "carries"], **sure}, VERDICT),
        (Format.JUDGE, {"verdict": "parts"}, SURE),
        (Format.JUDGE, {"verdict": "parts", "certainty": ["1", "2"]}, SURE),
        (Format.SPOT, {"option": "1"}, SURE),
        (Format.SPOT, {"option": "3", **sure}, OPTION),
        (Format.NAME, {"option": "4"}, OPTION),
        (Format.RESTORE, {"option": "3"}, OPTION),
        (Format.MISSING, {"option": "4"}, OPTION),
        (Format.MARK, {}, WORDS),
        (Format.MARK, {"word": ["1", "x"]}, WORDS),
        (Format.MARK, {"word": ["1", "99"]}, WORDS),
        (Format.MARK, {"word": [str(n) for n in range(80)]}, WORDS),
    ]
    rows += [
        (Format.JUDGE, {"verdict": "parts", "certainty": junk}, SURE)
        for junk in (*GARBAGE, "0", "4", "03")
    ]
    for fmt, junk in product(formats_with_options(), GARBAGE):
        rows.append((fmt, {"option": junk, **sure}, OPTION))
    rows += [
        (fmt, {"option": ["0", "1"], **sure}, OPTION) for fmt in formats_with_options()
    ]
    rows += [(Format.MARK, {"word": junk}, WORDS) for junk in GARBAGE]
    return [pytest.param(*row, id=f"{row[0]}-{n}") for n, row in enumerate(rows)]


def place_of(lea: Visitor, database: Database, fmt: Format) -> str:
    """Return the address of a question of this format, in some player's round."""
    for _ in range(30):
        here = lea.start()
        player = lea_number(database)
        for position in range(1, 11):
            address = f"{here}{position}"
            if asked_at(database, address, player).question.format is fmt:
                return address
        lea.post("/you/leave")
    raise LookupError(fmt)


def lea_number(database: Database) -> int:
    return count(database, models.Participant)


@pytest.mark.parametrize(("fmt", "sent", "sentence"), bad())
def test_a_bad_answer_is_refused_in_a_sentence(
    fmt: Format, sent: Fields, sentence: str, lea: Visitor, database: Database
) -> None:
    address = place_of(lea, database, fmt)
    page = lea.send(address, sent)
    assert page.status_code == 400
    assert f'role="alert">{sentence}' in page.text
    assert "Send my answer" in page.text
    assert count(database, models.Answer) == 0
