"""Tests in a workshop: while people come in, right after, and later at home."""

import csv
import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.db import models
from quizapp.game.line import Form
from quizapp.game.occasion import DELAYS, Occasion
from tests import cast
from tests.services.playing import count
from tests.web.door import browser
from tests.web.hall import PLAN, Hall, open_hall
from tests.web.visitor import HERE, Visitor

JUDGED = {"verdict": "parts", "certainty": "2"}
CLOSED = "The workshop has begun, so the test is closed."


def begin(phone: Visitor, hall: Hall, occasion: str) -> TestResponse:
    return phone.post(f"{hall.door}tests", {"occasion": occasion})


def take(phone: Visitor, hall: Hall, occasion: str, lines: int = 2) -> str:
    """Answer so many lines of a test; return the address of its round."""
    begun = begin(phone, hall, occasion)
    assert begun.status_code == 303, begun.text
    for position in range(1, lines + 1):
        phone.get(f"{begun.location}{position}")
        assert phone.send(f"{begun.location}{position}", JUDGED).status_code == 303
    return begun.location


def end(hall: Hall, *, days_ago: int = 0) -> None:
    hall.step("end")
    with hall.database.writing() as session:
        room = session.scalars(select(models.Workshop)).one()
        assert room.ended_at
        room.ended_at -= timedelta(days=days_ago)
        room.made_at -= timedelta(days=days_ago)


def rounds(hall: Hall) -> list[tuple[int, str, str]]:
    query = select(
        models.Round.participant_id, models.Round.form, models.Round.occasion
    ).where(models.Round.participant_id.is_not(None))
    with hall.database.reading() as session:
        rows = session.execute(query.order_by(models.Round.id))
        return [(who or 0, form, occasion or "") for who, form, occasion in rows]


def counts(hall: Hall) -> dict[str, int]:
    told = hall.ines.get(f"{hall.desk}/state/host").get_json()
    counted: dict[str, int] = told["counted"]
    return counted


def test_who_comes_in_takes_a_test_and_is_back_in_the_room(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    fox, owl = hall.seat("Fox"), hall.seat("Owl")
    assert "Before it begins, a short test" in fox.see(hall.door)
    here = take(fox, hall, "before")
    assert fox.get(here).location == hall.door
    assert re.search(
        r"data-tested *>Your test is in\. Thank you!", fox.get(hall.door).text
    )
    assert re.search(r"data-tested hidden>Your test is in", owl.get(hall.door).text)
    assert re.search(r"<form[^>]*data-untested hidden", fox.get(hall.door).text)
    assert re.search(r"<form[^>]*data-untested *>", owl.get(hall.door).text)
    assert counts(hall)["tested"] == 1
    assert "1 test handed in" in hall.ines.see(hall.desk)


def test_who_has_handed_in_is_in_the_room_whatever_it_does(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    fox = hall.seat("Fox")
    here = take(fox, hall, "before")
    hall.step()
    assert "Line 1 of 2" in fox.see(fox.get(here).location)
    end(hall)
    assert "That was the last line." in fox.see(fox.get(here).location)
    assert "Handed in. Thank you." in fox.see(take(fox, hall, "after"))


def test_the_forms_come_in_turns_and_the_other_one_comes_after(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    for name in ("Fox", "Owl", "Hen", "Cat"):
        take(hall.seat(name), hall, "before")
    end(hall)
    for phone in hall.phones.values():
        take(phone, hall, "after")
    dealt = rounds(hall)
    before = {who: form for who, form, occasion in dealt if occasion == "before"}
    after = {who: form for who, form, occasion in dealt if occasion == "after"}
    assert Counter(before.values()) == Counter({"A": 2, "B": 2})
    assert all({before[who], after[who]} == {"A", "B"} for who in before)


def test_the_first_line_closes_the_test_and_keeps_what_was_answered(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    fox = hall.seat("Fox")
    here = take(fox, hall, "before", lines=1)
    assert fox.get(f"{here}2").status_code == 200
    hall.step()
    late = fox.send(f"{here}2", JUDGED)
    assert late.status_code == 303
    assert late.location == f"{hall.door}?test=closed"
    room = fox.see(late.location)
    assert CLOSED in room
    assert "Line 1 of 2" in room
    assert fox.get(f"{here}2").location == late.location
    assert fox.get(here).location == late.location
    assert count(hall.database, models.Answer) == 1
    assert begin(fox, hall, "before").status_code == 409


def test_who_is_at_the_test_is_here(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    for name in ("Fox", "Owl"):
        hall.seat(name)
    take(hall.phones["Fox"], hall, "before", lines=1)
    with hall.database.writing() as session:
        for seat in session.scalars(select(models.Seat)):
            seat.seen_at -= timedelta(minutes=5)
    assert (counts(hall)["here"], counts(hall)["tested"]) == (1, 0)


@pytest.mark.parametrize(
    ("tests", "occasion", "ended", "status"),
    [
        ("none", "before", False, 409),
        ("after", "before", False, 409),
        ("both", "after", False, 409),
        ("both", "before", True, 409),
        ("none", "after", True, 409),
        ("both", "delayed1", True, 409),
        ("lasting", "delayed1", True, 409),
        ("after", "after", True, 303),
        ("both", "after", True, 303),
        ("both", "", False, 400),
        ("both", "never", False, 400),
    ],
)
def test_a_test_has_its_time(
    app: Flask, tests: str, occasion: str, ended: bool, status: int
) -> None:
    hall = open_hall(app, tests=tests)
    fox = hall.seat("Fox")
    if ended:
        end(hall)
    assert begin(fox, hall, occasion).status_code == status


def test_only_who_sits_there_takes_the_test(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    hall.seat("Fox")
    hall.send_out("Fox")
    for phone in (hall.phones["Fox"], browser(app)):
        assert begin(phone, hall, "before").status_code == 404
        started = phone.post(f"{HERE}rounds", {"occasion": "before"}, page=HERE)
        assert started.status_code == 404
    assert rounds(hall) == []


def test_a_test_is_taken_once_and_gone_on_with(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    fox = hall.seat("Fox")
    here = take(fox, hall, "before", lines=1)
    assert begin(fox, hall, "before").location == here
    assert take(fox, hall, "before") == here
    assert count(hall.database, models.Answer) == 2
    assert begin(fox, hall, "before").location == here


def test_a_room_with_the_source_hidden_tests_so(app: Flask) -> None:
    hall = open_hall(app, tests="both", source="hidden")
    take(hall.seat("Fox"), hall, "before")
    with hall.database.reading() as session:
        assert set(session.scalars(select(models.Round.beside))) == {False}


def test_the_test_after_waits_in_the_summary_and_at_home(app: Flask) -> None:
    hall = open_hall(app, tests="after")
    fox = hall.seat("Fox")
    assert "a short test" not in fox.see(hall.door)
    end(hall)
    assert "A short test now helps you remember" in fox.see(f"{hall.door}summary")
    assert "It belongs right after the workshop" in fox.see("/")
    take(fox, hall, "after")
    assert "A short test now" not in fox.see(f"{hall.door}summary")
    assert "A short test of your workshop" not in fox.see("/")
    assert "A short test of your workshop" not in browser(app).see("/")


def test_later_tests_open_on_the_days_of_the_boosters(app: Flask) -> None:
    hall = open_hall(app, tests="lasting")
    fox = hall.seat("Fox")
    end(hall, days_ago=DELAYS[Occasion.DELAYED2].days)
    page = fox.see("/")
    assert page.count("A short test of your workshop") == 1
    assert "It shows what has stayed" in page
    assert begin(fox, hall, "delayed3").status_code == 409
    take(fox, hall, "delayed2")
    assert "A short test of your workshop" not in fox.see("/")


def test_the_board_of_the_room_says_what_changed(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    for name in ("Fox", "Owl", "Hen", "Cat", "Emu"):
        take(hall.seat(name), hall, "before")
    end(hall)
    for phone in hall.phones.values():
        take(phone, hall, "after")
    page = hall.ines.see(f"{hall.desk}/board")
    assert "Paired: the same 5 people in both tests" in page
    assert "3 took form A first and 2 form B" in page


def test_what_was_answered_in_tests_goes_out_with_the_votes(app: Flask) -> None:
    hall = open_hall(app, tests="both")
    fox = hall.seat("Fox")
    take(fox, hall, "before")
    hall.step()
    hall.vote("Fox")
    end(hall)
    take(fox, hall, "after")
    sheet = hall.ines.get(f"{hall.desk}/votes.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(sheet)))
    assert [row["test"] for row in rows] == ["", *["before"] * 2, *["after"] * 2]
    assert {row["nickname"] for row in rows} == {"Fox"}
    keys = {row["test"]: row["key"] for row in rows}
    assert keys["before"].startswith("form-")
    assert {keys["before"][:6], keys["after"][:6]} == {"form-a", "form-b"}
    assert len(hall.ines.get(f"{hall.desk}/votes.json").get_json()) == 5


def test_a_case_without_two_forms_offers_no_test(app: Flask) -> None:
    hall = open_hall(app)
    assert "Short tests" in hall.ines.see(PLAN)
    with hall.database.writing() as session:
        for line in session.scalars(select(models.Line).filter_by(form=Form.B.value)):
            line.retired_at = cast.NOON
    assert "Short tests" not in hall.ines.see(PLAN)
