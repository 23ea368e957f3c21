"""Before the reveal no screen of a room but the host's gives the key away."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice

import pytest
from flask import Flask

from quizapp.compare.kinds import Kind
from quizapp.game.asked import Asked
from quizapp.game.format import Format
from quizapp.game.workshop import Stage
from tests.web.hall import EVERY_FORMAT, FETCHED, Hall, open_hall
from tests.web.visitor import Skeleton, token_in

OPEN = (Stage.VOTING, Stage.DISCUSSING, Stage.REVOTING)
NEVER = (
    *(kind.value for kind in Kind),
    "faithful",
    "resembles",
    "Reason given",
    "the answer",
    "You found",
    "Not so",
)
NAMES = ("Altered quotation", "Unsupported claim", "Omitted context")
# What tells which line it is, and how long; both are seen anyway.
VARYING = r'data-(at|since|fit)=\S+|value=\\"\d+\\"'
COUNTED = {"seated", "here", "voted", "tested", "names", "waiting"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent to a screen while a stage was open, and by which address."""

    face: str
    what: str
    stage: Stage
    asked: Asked
    text: str

    @property
    def format(self) -> Format:
        return self.asked.question.format


@pytest.fixture(scope="module", params=["beside", "hidden"])
def sent(lasting_app: Flask, request: pytest.FixtureRequest) -> list[Sent]:
    """Play a room through every format; keep all that phones and the wall were sent."""
    hall = open_hall(
        lasting_app,
        EVERY_FORMAT,
        host=f"ines-{request.param}@example.org",
        source=request.param,
        board="teams",
        timer="90",
    )
    for name in ("Fox", "Owl", "Hen"):
        hall.seat(name)
    return list(watched(hall))


def watched(hall: Hall) -> Iterator[Sent]:
    while hall.step().status_code == 303 and hall.look().stage is not Stage.ENDED:
        room = hall.look()
        if room.stage not in OPEN:
            continue
        assert room.asked is not None
        for face, what, text in screens(hall):
            yield Sent(face, what, room.stage, room.asked, text)
        if room.stage.turn:
            hall.vote("Owl", right=False)
            yield Sent("phone", "vote", room.stage, room.asked, voted(hall))


def screens(hall: Hall) -> Iterator[tuple[str, str, str]]:
    """Yield the page, the state and the stream's first events, for phone and wall."""
    phone, wall = hall.phones["Hen"], hall.ines
    for face, them, addresses in (
        ("phone", phone, ("", "state", "stream", "own")),
        ("wall", wall, ("wall", "state/wall", "stream/wall")),
    ):
        here = hall.door if face == "phone" else f"{hall.desk}/"
        for what in addresses:
            answer = them.client.get(here + what)
            assert answer.status_code == 200
            events = islice(answer.iter_encoded(), 2)
            body = b"".join(events) if "stream" in what else answer.data
            answer.close()
            kept = [h for h in answer.headers if h[0] not in ("Set-Cookie", "ETag")]
            yield face, what, unescape(f"{kept}\n{body.decode()}")


def voted(hall: Hall) -> str:
    """Vote as a script does; return what the phone is answered."""
    fox = hall.phones["Fox"]
    token = token_in(fox.get("/you/").text)
    fields = {"csrf_token": token, **hall.vote_fields()}
    answer = fox.client.post(f"{hall.door}votes", data=fields, headers=FETCHED)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_nothing_sent_names_what_the_line_is(sent: list[Sent]) -> None:
    assert {each.format for each in sent} == set(Format)
    assert {each.stage for each in sent} == set(OPEN)
    for each in sent:
        told = [words for words in NEVER if words in each.text]
        assert told == [], (each.face, each.what, each.stage, each.asked.question)


def test_kinds_are_named_only_where_the_room_is_to_name_them(sent: list[Sent]) -> None:
    for each in sent:
        if each.format is not Format.NAME:
            assert [name for name in NAMES if name in each.text] == []


def test_the_source_is_hidden_with_the_source(sent: list[Sent]) -> None:
    hides = (Format.JUDGE, Format.MARK, Format.SPOT)
    for each in sent:
        if each.format in hides and not each.asked.beside:
            for line in each.asked.lines.values():
                assert line.passages[0].excerpt.words not in each.text


def test_how_the_others_vote_is_told_to_no_phone_and_to_no_wall_while_a_vote_is_open(
    sent: list[Sent],
) -> None:
    for each in sent:
        if each.face == "phone" or each.stage is not Stage.DISCUSSING:
            assert not re.search(r'class=\\?"(split|room-said|taken-words)', each.text)


def test_counts_say_who_voted_and_never_what(sent: list[Sent]) -> None:
    for each in sent:
        if "state" in each.what:
            told = json.loads(each.text.split("\n", 1)[1], strict=False)["counted"]
            assert told is None if each.face == "phone" else set(told) == COUNTED


def test_a_sound_line_and_another_are_drawn_alike(sent: list[Sent]) -> None:
    for face, what, stage in {(e.face, e.what, e.stage) for e in sent}:
        if what in ("state", "state/wall") and stage.turn:
            drawn = [
                Skeleton(re.sub(VARYING, "", each.text)).parts
                for each in sent
                if (each.face, each.what, each.stage) == (face, what, stage)
                and each.format is Format.JUDGE
            ]
            assert len(drawn) == 2
            assert drawn[0] == drawn[1]


def test_what_is_sent_to_all_carries_nobodys_token(sent: list[Sent]) -> None:
    for each in sent:
        if "state" in each.what or "stream" in each.what:
            assert not re.search(r'csrf_token\\?" value=\\?"[^"\\]', each.text)


def test_the_key_is_told_once_the_answer_is_shown(lasting_app: Flask) -> None:
    hall = open_hall(lasting_app, host="ines-told@example.org", rhythm="plain")
    hall.seat("Fox")
    hall.step()
    hall.vote("Fox")
    before = hall.phones["Fox"].client.get(f"{hall.door}own").get_json()
    hall.step()
    after = hall.phones["Fox"].client.get(f"{hall.door}own").get_json()
    assert (before["said"], before["told"]) == (
        "the source carries it, fairly sure",
        "",
    )
    assert after["told"] == "You said: the source carries it: +2 marks"
    assert "Reason given" in hall.phones["Fox"].see(hall.door)
