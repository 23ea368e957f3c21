"""Pupils who would know more than the room: by guessed codes, drafts, foretold keys."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from quizapp.db import models
from quizapp.db.reviewed import reviews_of
from quizapp.db.session import Database
from quizapp.game.audience import Audience
from quizapp.game.workshop import Stage
from quizapp.web import throttle
from quizapp.web.throttle import EASIER, Door
from tests.web.door import browser, number_of, somebody
from tests.web.hall import FETCHED, Hall, open_hall
from tests.web.visitor import HERE, Visitor, words_of

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


# ----------------------------------------------- what was met in a workshop


def ended(app: Flask, *names: str) -> Hall:
    """Return a room that has ended, with phones that sat in it."""
    hall = open_hall(app, rhythm="plain")
    for name in names:
        hall.seat(name)
    while hall.look().stage is not Stage.ENDED:
        assert hall.step().status_code == 303
    return hall


def shelve(hall: Hall, **changes: object) -> None:
    """Let the pack be one of Ines's desk."""
    with hall.database.writing() as session:
        now = datetime.now(UTC)
        desk = models.DeskPack(
            slug="winter",
            title="Winter",
            language="en",
            licence="CC0",
            authors=["Ines"],
            about="",
            content_note="",
            made_at=now,
            changed_at=now,
        )
        session.add(desk)
        session.flush()
        person = number_of(hall.app, "ines@example.org")
        session.add(
            models.DeskEditor(desk_pack_id=desk.id, person_id=person, since=now)
        )
        session.execute(update(models.Pack).values(desk_pack_id=desk.id, **changes))


def may_play(them: Visitor) -> bool:
    shown = them.get(HERE).status_code == 200
    them.get("/you/")
    started = them.post(f"{HERE}rounds", {"source": "beside"}).status_code == 303
    assert shown == started
    return shown


def test_what_was_met_in_a_workshop_is_practised_afterwards(app: Flask) -> None:
    hall = ended(app, "Fox")
    shelve(hall, audience=Audience.GROUPS.value)
    assert may_play(hall.phones["Fox"])
    assert not may_play(browser(app))
    assert "Practise this case" in hall.phones["Fox"].see(f"{hall.door}summary")


def test_a_trial_that_a_room_met_stays_with_its_authors(app: Flask) -> None:
    hall = ended(app, "Fox")
    shelve(hall, audience=Audience.EDITORS.value)
    assert not may_play(hall.phones["Fox"])
    assert "Practise this case" not in hall.phones["Fox"].see(f"{hall.door}summary")
    assert may_play(hall.ines)


def test_what_a_room_met_is_begun_no_more_once_it_is_withdrawn(app: Flask) -> None:
    hall = ended(app, "Fox")
    shelve(hall, audience=Audience.GROUPS.value, withdrawn_at=datetime.now(UTC))
    assert not may_play(hall.phones["Fox"])


def test_who_was_sent_out_of_a_room_does_not_take_its_pack_along(app: Flask) -> None:
    hall = ended(app, "Fox", "Owl")
    shelve(hall, audience=Audience.GROUPS.value)
    assert hall.send_out("Owl").status_code == 303
    assert may_play(hall.phones["Fox"])
    assert not may_play(hall.phones["Owl"])


# ------------------------------------------------------------ keys foretold


def test_a_vote_is_reviewed_only_once_its_line_is_told(
    app: Flask, database: Database
) -> None:
    hall = open_hall(app)
    hall.seat("Fox")
    found = []
    for stage in (Stage.VOTING, Stage.DISCUSSING, Stage.REVOTING, Stage.REVEALED) * 2:
        hall.step()
        assert hall.look().stage is stage
        if stage is Stage.VOTING:
            hall.vote("Fox", right=False)
        found.append(len(reviews(database)))
    assert found == [0, 0, 0, 1, 1, 1, 1, 2]
    hall.step()
    assert len(reviews(database)) == 2


def reviews(database: Database) -> tuple[object, ...]:
    with database.reading() as session:
        fox = session.scalars(
            select(models.Seat.participant_id).where(models.Seat.nickname == "Fox")
        ).one()
        return reviews_of(session, fox)


def test_the_home_page_does_not_say_that_a_vote_was_wrong(app: Flask) -> None:
    hall = open_hall(app)
    fox = hall.seat("Fox")
    hall.step()
    hall.vote("Fox", right=False)
    hall.step()
    with hall.database.writing() as session:
        voted = datetime.now(UTC) - timedelta(days=3)
        session.execute(update(models.Answer).values(answered_at=voted))
    before = fox.see("/")
    hall.step()
    hall.step()
    assert hall.look().stage is Stage.REVEALED
    assert fox.see("/") != before


def test_what_one_takes_along_has_the_votes_and_no_key_before_the_room(
    app: Flask,
) -> None:
    hall = open_hall(app)
    pit = hall.phones["Pit"] = somebody(app, "pit@example.org")
    pit.post(f"{hall.door}seat", {"nickname": "Fox"}, page=hall.door)
    hall.step()
    hall.vote("Pit", right=False)
    (workshop,) = pit.get("/account/data").get_json()["workshops"]
    (vote,) = workshop["votes"]
    assert (workshop["nickname"], vote["turn"], vote["choice"]) == ("Fox", 1, "parts")
    assert not {"line", "version", "share", "marks"} & set(vote)
    while hall.look().stage is not Stage.REVEALED:
        hall.step()
    (told,) = pit.get("/account/data").get_json()["workshops"][0]["votes"]
    assert (told["line"], told["share"]) == ("sound0", 0.0)
