"""Pupils who would know more than the room: by guessed codes, drafts, foretold keys."""


import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.web import throttle
from quizapp.web.throttle import EASIER, Door
from tests.web.door import browser
from tests.web.hall import FETCHED, open_hall
from tests.web.visitor import Visitor, words_of

# ------------------------------------------------------------- guessed codes

VOTE = {"position": "1", "turn": "1", "verdict": "parts", "certainty": "1"}
GET, POST, SCRIPT = "get", "post", "a script's"
AT_A_CODE = [
    (GET, "", {}),
    (GET, "state", {}),
    (GET, "own", {}),
    (GET, "stream", {}),
    (GET, "summary", {}),
    (POST, "seat", {"nickname": "Fox"}),
    (POST, "votes", VOTE),
    (SCRIPT, "votes", VOTE),
    (POST, "tests", {"occasion": "before"}),
]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a client guess three codes."""
    monkeypatch.setattr(throttle, "EASIER", {**EASIER, Door.ROOM: 0.03})


def ask(them: Visitor, how: str, address: str, fields: dict[str, str]) -> TestResponse:
    if how == GET:
        return them.get(address)
    them.get("/you/")
    sent = {"csrf_token": them.token, **fields}
    headers = FETCHED if how == SCRIPT else {}
    return them.client.post(address, data=sent, headers=headers)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("how", "what", "fields"), AT_A_CODE)
def test_codes_of_rooms_are_guessed_at_no_address(
    app: Flask, how: str, what: str, fields: dict[str, str]
) -> None:
    hall, joker = open_hall(app), browser(app)
    for n in range(3):
        guessed = ask(joker, how, f"/w/ZZZZZ{n + 2}/{what}", fields)
        guessed.close()
        assert guessed.status_code in (400, 404)
    # Neither what is wrong nor what is right is told from then on.
    answers = [ask(joker, how, f"/w/{c}/{what}", fields) for c in ("ZZZZZ9", hall.code)]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert "That did not work too many times" in words_of(answers[0].text)


@pytest.mark.usefixtures("few")
def test_who_has_a_seat_is_not_shut_out_by_a_joker_in_the_room(app: Flask) -> None:
    hall, joker = open_hall(app), browser(app)
    fox = hall.seat("Fox")
    hall.step()
    for n in range(4):
        joker.get(f"/w/ZZZZZ{n + 2}/state")
    assert hall.vote("Fox").status_code == 303
    for what in ("", "state", "own"):
        assert fox.get(f"{hall.door}{what}").status_code == 200
    assert fox.get(f"{hall.door}summary").status_code == 404  # it goes on
