"""A workshop over HTTP: joined, voted in, led, looked back at; what does not fit."""

import csv
import re
import zipfile
from io import BytesIO, StringIO

import pytest
from flask import Flask

from quizapp.game.format import Format
from quizapp.game.role import Role
from quizapp.game.workshop import Stage
from tests.web.door import browser, somebody
from tests.web.hall import EVERY_FORMAT, FETCHED, PLAN, Hall, open_hall, plan_fields
from tests.web.visitor import Visitor, as_it_was, words_of


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


def played(app: Flask, *names: str, **choices: str) -> Hall:
    """Play a room of two lines to its end; the first phone votes rightly."""
    hall = open_hall(app, **choices)
    for name in names:
        hall.seat(name)
    while hall.look().stage is not Stage.ENDED:
        if hall.look().stage.turn:
            for name in names:
                assert hall.vote(name, right=name == names[0]).status_code == 303
        hall.step()
    return hall


# ---- joining ---------------------------------------------------------------


def test_the_code_on_the_wall_leads_from_the_join_page_to_the_room(hall: Hall) -> None:
    spaced = f"{hall.code[:3].lower()} {hall.code[3:]}"
    led = browser(hall.app).get(f"/join/?code={spaced}")
    assert (led.status_code, led.location) == (303, f"/w/{hall.code}/")


def test_a_name_somebody_has_is_refused_with_what_was_typed(hall: Hall) -> None:
    hall.seat("Fox")
    page = browser(hall.app).post(
        f"{hall.door}seat", {"nickname": "FOX"}, page=hall.door
    )
    assert page.status_code == 400
    assert "has this name" in page.text
    assert "Add something to yours" in page.text
    assert 'value="FOX"' in page.text


def test_a_phone_whose_answer_is_lost_comes_in_once(hall: Hall) -> None:
    fox = browser(hall.app)
    fox.get(hall.door)
    with as_it_was(fox):
        assert fox.post(f"{hall.door}seat", {"nickname": "Fox"}).status_code == 303
    again = fox.post(f"{hall.door}seat", {"nickname": "Fox"})
    assert (again.status_code, again.location) == (303, hall.door)
    assert "You are in." in fox.see(hall.door)
    assert hall.seat_number("Fox")


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "\u202e", "a\x00b"])
def test_a_name_that_cannot_be_is_refused_with_a_sentence(
    hall: Hall, name: str
) -> None:
    page = browser(hall.app).post(
        f"{hall.door}seat", {"nickname": name}, page=hall.door
    )
    assert page.status_code == 400
    assert "nickname-problem" in page.text


def test_a_closed_door_says_so_and_opens_again(hall: Hall) -> None:
    hall.seat("Fox")
    hall.step("lock")
    assert "The door is closed." in browser(hall.app).see(hall.door)
    assert "You are in." in hall.phones["Fox"].see(hall.door)
    hall.step("unlock")
    assert "A name for this room" in browser(hall.app).see(hall.door)


def test_whoever_is_sent_out_reads_why_and_comes_back_when_let_in(hall: Hall) -> None:
    fox = hall.seat("Fox")
    hall.step()
    fields = hall.vote_fields()
    for _ in range(2):  # known from the second time on
        assert fox.client.get(f"{hall.door}state").status_code == 200
    hall.send_out("Fox")
    assert "The host took your name off." in fox.see(hall.door)
    assert fox.post(f"{hall.door}votes", fields, page="/you/").status_code == 404
    assert fox.client.get(f"{hall.door}state").status_code == 404
    hall.send_out("Fox", "")
    assert hall.vote("Fox").status_code == 303
    assert hall.votes() == 1


def test_phones_learn_from_what_is_sent_to_all_that_a_seat_was_taken(
    hall: Hall,
) -> None:
    hall.seat("Fox")
    owl = hall.seat("Owl")
    hall.send_out("Fox")
    told = owl.client.get(f"{hall.door}state").get_json()["html"]
    assert f'data-out="{hall.seat_number("Fox")}"' in told


# ---- voting ----------------------------------------------------------------


def test_a_phone_votes_without_scripts_and_reads_what_it_said(hall: Hall) -> None:
    fox = hall.seat("Fox")
    assert "Look again" in fox.see(hall.door)
    hall.step()
    assert hall.vote("Fox").location == hall.door
    page = fox.see(hall.door)
    assert "Your answer is in." in page
    assert "You said: the source carries it, fairly sure" in page
    hall.step()
    assert "Talk it over." in fox.see(hall.door)


def test_a_vote_that_comes_late_is_refused_with_a_sentence(hall: Hall) -> None:
    fox = hall.seat("Fox")
    hall.step()
    fields = hall.vote_fields()
    fox.get(hall.door)
    token = fox.token
    for _ in range(3):
        hall.step()
    data = {"csrf_token": token, **fields}
    plain = fox.client.post(f"{hall.door}votes", data=data)
    assert plain.status_code == 409
    assert "The vote on this line is closed; this vote did not count." in plain.text
    assert 'class="room phone"' in plain.text
    told = fox.client.post(f"{hall.door}votes", data=data, headers=FETCHED)
    assert (told.status_code, hall.votes()) == (409, 0)
    assert "did not count" in told.get_json()["problem"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": ""},
        {"verdict": "perhaps"},
        {"certainty": "4"},
        {"certainty": ""},
        {"position": "x"},
        {"position": "99999"},
        {"turn": "²"},
        {"turn": "-1"},
    ],
    ids=str,
)
def test_a_vote_of_nonsense_is_refused_and_stored_nowhere(
    hall: Hall, wrong: dict[str, str]
) -> None:
    fox = hall.seat("Fox")
    hall.step()
    fields = {**hall.vote_fields(), **wrong}
    refused = fox.post(f"{hall.door}votes", fields, page=hall.door)
    assert refused.status_code == 400
    assert 'class="problem" tabindex="-1" autofocus role="alert">' in refused.text
    assert "Send my answer" in refused.text
    assert hall.votes() == 0


def test_every_format_is_asked_talked_about_and_shown_on_every_screen(
    app: Flask,
) -> None:
    hall = open_hall(app, EVERY_FORMAT, board="own", timer="60")
    fox = hall.seat("Fox")
    while hall.look().stage is not Stage.ENDED:
        if hall.look().stage.turn:
            assert hall.vote("Fox").status_code == 303
        for visitor, address in (
            (fox, hall.door),
            (hall.ines, hall.desk),
            (hall.ines, f"{hall.desk}/wall"),
        ):
            assert visitor.get(address).status_code == 200
        hall.step()
    assert hall.votes() == 2 * len(EVERY_FORMAT)
    assert "7 lines voted on, 7 right" in fox.see(f"{hall.door}summary")


# ---- boards ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("board", "said"), [("off", None), ("own", "So far: 2 marks on 1 line")]
)
def test_marks_are_shown_only_where_the_room_shows_them(
    app: Flask, board: str, said: str | None
) -> None:
    hall = open_hall(app, board=board, rhythm="plain")
    fox, owl = hall.seat("Fox"), hall.seat("Owl")
    hall.step()
    hall.vote("Fox")
    assert "So far" not in fox.see(hall.door)
    hall.step()
    assert (said or "So far") in fox.see(hall.door) or said is None
    assert "2 marks on" not in owl.see(hall.door)
    assert ("So far" in fox.see(hall.door)) == (said is not None)


def test_teams_see_their_mean_of_the_later_votes(app: Flask) -> None:
    hall = open_hall(app, board="teams")
    names = [f"Fox {n}" for n in range(5)]
    for name in names:
        hall.seat(name)
    hall.step()
    for name in names:
        hall.vote(name, right=False)
    hall.step()
    hall.step()
    hall.vote(names[0])
    hall.step()
    # Fox 0 and Fox 4 are team 1: +2 after talking, and −2 alone.
    wall = hall.ines.see(f"{hall.desk}/wall")
    assert "Marks a head so far: Team 1 0.0 Team 2 −2.0" in wall
    own = hall.phones["Fox 1"].get(hall.door).text
    assert re.search(r'data-team="2"\s*>Your team so far, marks a head: <b>−2.0', own)
    assert re.search(r'data-team="1"\s*hidden>', own)


# ---- hosting ---------------------------------------------------------------


def test_pressing_twice_from_one_page_steps_once(hall: Hall) -> None:
    version = hall.look().version
    for _ in range(2):
        assert hall.step(version=version).status_code == 303
    assert hall.look().position == 1
    assert hall.look().stage is Stage.VOTING


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"step": "backwards"}, 409),
        ({"step": ""}, 409),
        ({"step": "reopen"}, 409),
        ({"step": "skip"}, 409),
        ({"step": "next", "version": "x"}, 303),
    ],
    ids=str,
)
def test_a_step_that_does_not_fit_changes_nothing(
    hall: Hall, fields: dict[str, str], status: int
) -> None:
    sent = {"version": str(hall.look().version), **fields}
    answer = hall.ines.post(f"{hall.desk}/steps", sent, page=hall.desk)
    assert answer.status_code == status
    assert hall.look().stage is Stage.JOINING


def test_the_host_may_skip_reopen_and_end_with_plain_forms(hall: Hall) -> None:
    steps = ("next", "next", "reopen", "skip", "end")
    seen = []
    for step in steps:
        hall.step(step)
        seen.append((hall.look().position, hall.look().stage.value))
    assert seen == [
        (1, "voting"),
        (1, "discussing"),
        (1, "voting"),
        (2, "voting"),
        (2, "ended"),
    ]


def test_hosting_together_names_both_and_refuses_whoever_is_no_instructor(
    hall: Hall,
) -> None:
    somebody(hall.app, "bo@example.org", Role.INSTRUCTOR)
    somebody(hall.app, "pit@example.org")
    address = f"{hall.desk}/hosts"
    refused = hall.ines.post(address, {"email": "pit@example.org"}, page=hall.desk)
    assert refused.status_code == 400
    assert "No instructor here has this address." in refused.text
    assert 'value="pit@example.org"' in refused.text
    hall.ines.post(address, {"email": "bo@example.org"}, page=hall.desk)
    assert "Bo, Ines" in hall.ines.see(hall.desk)


def test_the_host_reads_while_joining_who_comes_and_nothing_of_votes(
    hall: Hall,
) -> None:
    stage = hall.ines.client.get(f"{hall.desk}/state/host").get_json()["html"]
    assert "People are coming in" in stage
    assert 'data-count="voted"' not in stage


def test_a_host_whom_no_phone_can_reach_reads_how_to_open_the_server(
    hall: Hall,
) -> None:
    assert "HOST=0.0.0.0" in hall.ines.see(hall.desk)


# ---- planning --------------------------------------------------------------


def test_the_plan_begins_with_a_mix_half_of_it_sound(hall: Hall) -> None:
    page = hall.ines.get(PLAN).text
    drawn = r'data-sort="(\w+)">\s*<label class="tick"><input ([^>]*)>'
    ticked = [sort for sort, said in re.findall(drawn, page) if "checked" in said]
    assert len(ticked) == 8
    assert ticked.count("sound") == 4
    assert len(set(ticked)) == 5


def test_the_plan_promises_no_room_without_marks(hall: Hall) -> None:
    """Whatever is added up, a phone says what its answer earned."""
    assert "Marks in the room for each answer, nothing added up" in hall.ines.see(PLAN)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"line": []}, "Choose one to 30 lines"),
        ({"line": ["nowhere"]}, "One of the lines has changed meanwhile"),
        ({"format-sound0": "name"}, "One of the lines has changed meanwhile"),
        ({"format-sound0": "dance"}, "One of the choices is none of those offered"),
        ({"rhythm": "waltz"}, "One of the choices is none of those offered"),
        ({"tests": "C"}, "One of the choices is none of those offered"),
        ({"timer": "3"}, "A clock runs for 5 to 3600 seconds"),
        ({"timer": "soon"}, "A clock runs for 5 to 3600 seconds"),
        ({"group": "x"}, "One of the choices is none of those offered"),
    ],
    ids=str,
)
def test_a_plan_that_does_not_fit_gets_a_sentence_and_keeps_what_was_chosen(
    hall: Hall, wrong: dict[str, object], sentence: str
) -> None:
    fields = {**plan_fields(names="anonymous"), **wrong}
    page = hall.ines.post(PLAN, fields, page=PLAN)
    assert page.status_code == 400
    assert sentence in words_of(page.text)
    assert re.search(r'value="anonymous" selected', page.text)


def test_a_group_of_somebody_else_is_no_choice(hall: Hall) -> None:
    fields = plan_fields(group="999")
    assert hall.ines.post(PLAN, fields, page=PLAN).status_code == 404


def test_a_case_offers_instructors_and_nobody_else_to_play_it_with_a_room(
    hall: Hall, lea: Visitor
) -> None:
    words = "Play it with a room"
    assert words in hall.ines.see("/cases/winter/ferry/")
    assert words not in lea.see("/cases/winter/ferry/")


# ---- looking back ----------------------------------------------------------


def test_the_wall_ends_with_what_the_room_did(app: Flask) -> None:
    hall = played(app, "Fox", "Owl")
    wall = hall.ines.see(f"{hall.desk}/wall")
    assert "Alone, 2 of 4 votes were right; after talking, 2 of 4" in wall
    assert "1 of 2 votes caught a line that parts" in wall


def test_a_room_that_nobody_voted_in_ends_all_the_same(hall: Hall) -> None:
    hall.step("end")
    assert "That was the last line" in hall.ines.see(f"{hall.desk}/wall")
    assert "Nobody voted" in hall.ines.see(f"{hall.desk}/debrief")


def test_the_summary_has_the_code_and_the_days(app: Flask) -> None:
    hall = played(app, "Fox", "Owl")
    fox = hall.phones["Fox"]
    page = fox.see(f"{hall.door}summary")
    assert "2 lines voted on, 2 right" in page
    assert "Take the test" not in page
    assert fox.code() in page
    assert browser(app).get(f"{hall.door}summary").status_code == 404


def test_the_votes_are_a_table_in_which_no_name_is_a_formula(app: Flask) -> None:
    hall = played(app, "=cmd", "Owl")
    page = hall.ines.get(f"{hall.desk}/votes.csv")
    rows = list(csv.DictReader(StringIO(page.data.decode("utf-8-sig"))))
    assert len(rows) == hall.votes() == 8
    assert {row["nickname"] for row in rows} == {"'=cmd", "Owl"}
    assert [row["right"] for row in rows if row["nickname"] == "Owl"] == ["0"] * 4
    assert {(row["line"], row["truth"], row["turn"]) for row in rows} == {
        (line, truth, turn)
        for line, truth in (("1", "faithful"), ("2", "discrepant"))
        for turn in "12"
    }
    assert f"workshop-{hall.code}.csv" in page.headers["Content-Disposition"]


def test_the_workbook_holds_names_as_text_and_no_formula(app: Flask) -> None:
    hall = played(app, "=cmd", "Owl")
    book = hall.ines.get(f"{hall.desk}/votes.xlsx").data
    with zipfile.ZipFile(BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert b"=cmd" in parts.read("xl/sharedStrings.xml")


def test_an_anonymous_room_has_no_name_in_any_page_or_file(app: Flask) -> None:
    hall = played(app, "Fox", "Owl", names="anonymous")
    for address in ("", "/wall", "/names", "/debrief", "/votes.csv"):
        page = hall.ines.get(f"{hall.desk}{address}").text
        assert "Fox" not in page
    assert Format.JUDGE.value in hall.ines.get(f"{hall.desk}/votes.csv").text
