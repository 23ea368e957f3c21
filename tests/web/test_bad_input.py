"""Bad input gets a sentence, keeps what was typed, and changes nothing."""

from itertools import count as count_from
from itertools import product
from typing import Any

import pytest
from flask import Flask

from quizapp.db import models
from quizapp.game.format import Format
from quizapp.web.sessions import KEY
from tests.services.playing import count
from tests.web.visitor import Fields, Visitor, asked_at, without_token

VERDICT = "Say first whether the source carries the line."
OPTION = "Choose one of them first."
WORDS = "Take the pencil to at least one word first."
SURE = "Say how hard you press"
WITH_OPTIONS = (Format.SPOT, Format.NAME, Format.RESTORE, Format.MISSING)
# Fullwidth and Arabic-Indic figures count as digits for Python, not for us.
GARBAGE = ("", " ", "-1", "x", "1.0", "９", "٣", "0x1", "00009", "9" * 5000, "\0", "é")


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
        (Format.MARK, {"word": ["1", "11"]}, WORDS),
        (Format.MARK, {"word": [str(n) for n in range(80)]}, WORDS),
    ]
    rows += [
        (Format.JUDGE, {"verdict": "parts", "certainty": junk}, SURE)
        for junk in (*GARBAGE, "0", "4", "03")
    ]
    rows += [
        (fmt, {"option": junk, **sure}, OPTION)
        for fmt, junk in product(WITH_OPTIONS, (*GARBAGE, ["0", "1"]))
    ]
    rows += [(Format.MARK, {"word": junk}, WORDS) for junk in GARBAGE]
    return [pytest.param(*row, id=f"{row[0]}-{n}") for n, row in enumerate(rows)]


Seat = tuple[Visitor, str]
Seats = dict[Format, Seat]


@pytest.fixture(scope="module")
def seats(lasting_app: Flask) -> Seats:
    """Seat players before a question of every format: who, and its address."""
    database = lasting_app.extensions[KEY]
    found: Seats = {}
    for player in count_from(1):
        visitor = Visitor(lasting_app.test_client())
        here = visitor.start()
        for address in (f"{here}{position}" for position in range(1, 11)):
            asked = asked_at(database, address, player)
            found.setdefault(asked.question.format, (visitor, address))
        if len(found) == len(Format):
            break
    return found


@pytest.mark.parametrize(("fmt", "sent", "sentence"), bad())
def test_a_bad_answer_is_refused_in_a_sentence(
    fmt: Format, sent: Fields, sentence: str, seats: Seats
) -> None:
    lea, address = seats[fmt]
    page = lea.send(address, sent)
    assert page.status_code == 400
    assert f'role="alert">{sentence}' in page.text
    assert "Send my answer" in page.text
    assert count(lea.client.application.extensions[KEY], models.Answer) == 0


def test_what_was_typed_is_kept(seats: Seats) -> None:
    lea, address = seats[Format.JUDGE]
    page = lea.send(address, {"certainty": "3"}).text
    assert 'name="certainty" value="3" required checked' in page
    assert page.count(" checked") == 1
    page = lea.send(address, {"verdict": "parts"}).text
    assert 'name="verdict" value="parts" required checked' in page


def test_marked_words_are_kept(seats: Seats) -> None:
    lea, address = seats[Format.MARK]
    page = lea.send(address, {"word": ["0", "2", "77"]}).text
    assert 'value="0" checked' in page
    assert 'value="2" checked' in page
    assert page.count(" checked") == 2


def test_a_refusal_tells_no_more_than_the_question(seats: Seats) -> None:
    lea, address = seats[Format.JUDGE]
    asked = without_token(lea.get(address).text)
    refused = without_token(lea.send(address, {}).text)
    alert = f'<p class="problem" tabindex="-1" autofocus role="alert">{VERDICT}</p>'
    assert alert in refused
    assert refused.replace(alert, "").split() == asked.split()


@pytest.mark.parametrize("source", ["", "beside", "nonsense", "x" * 9999])
def test_a_round_has_its_source_beside_unless_hidden_is_asked(
    lea: Visitor, source: str
) -> None:
    assert "hidden in this round" not in lea.see(f"{lea.start(source)}1")
