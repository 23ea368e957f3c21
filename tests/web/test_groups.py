"""Groups as an instructor meets them."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.role import Role
from quizapp.services.erasing import expire_groups
from tests import cast
from tests.services.playing import count
from tests.web.door import browser, somebody
from tests.web.rights import assign, assign_tests, code_at, join
from tests.web.visitor import HERE, Visitor


def member(app: Flask, group: str, nickname: str) -> Visitor:
    """Let somebody new join; return their browser."""
    visitor = browser(app)
    join(app, visitor, group, nickname)
    return visitor


def address_of(ines: Visitor, group: str, nickname: str) -> str:
    """Return the address of a member's page, from the roster."""
    page = ines.get(group).text
    found = re.search(rf'href="([^"]+members/\d+/)"><bdi>{nickname}<', page)
    assert found, page
    return found[1]


def test_a_teacher_without_a_group_is_told_what_one_is(ines: Visitor) -> None:
    page = ines.see("/groups/")
    assert "You teach no group yet" in page
    assert "Make a group" in page


def test_the_form_proposes_the_end_of_a_school_year(ines: Visitor) -> None:
    assert re.search(r'value="20\d\d-07-31"', ines.get("/groups/new").text)


def test_a_new_group_shows_its_code_and_that_it_is_empty(
    app: Flask, ines: Visitor, group: str
) -> None:
    page = ines.see(group)
    assert "Nobody has joined yet" in page
    assert code_at(app, group) in page
    assert "Nothing is given to them yet" in page
    assert "Erased on 31 July 2027" in page
    assert "You teach 1 group" in ines.see("/groups/")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "", "retention": "2027-07-31"}, "Give the group a name"),
        ({"name": "x" * 81, "retention": "2027-07-31"}, "at most 80"),
        ({"name": "10\u202eb", "retention": "2027-07-31"}, "cannot be seen"),
        ({"name": "10b\0", "retention": "2027-07-31"}, "cannot be seen"),
        ({"name": "10b", "retention": ""}, "as year, month and day"),
        ({"name": "10b", "retention": "2001-01-01"}, "Choose a date to come: the"),
        ({"name": "10b", "retention": "2099-01-01"}, "within two years"),
        ({"name": "10b", "retention": "2027-07-31", "language": "xx"}, "languages"),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else None,
)
def test_what_cannot_be_gets_a_sentence_and_keeps_what_was_typed(
    ines: Visitor, database: Database, fields: dict[str, str], sentence: str
) -> None:
    page = ines.post("/groups/new", fields, page="/groups/new")
    assert page.status_code == 400
    assert sentence in page.text
    kept = fields["name"] if fields["name"].isprintable() else ""
    assert f'value="{kept}"' in page.text or not kept
    assert f'value="{fields["retention"]}"' in page.text
    assert count(database, models.Group) == 0


def test_the_roster_says_who_is_there_and_what_they_did(
    app: Flask, ines: Visitor, group: str
) -> None:
    member(app, group, "Lea").start()
    member(app, group, "Mia")
    page = ines.see(group)
    assert "2 have joined" in page
    assert re.search(r"Lea \d+ \w+ \d{4} \d+ \w+ \d{4} 1 0", page)


def test_a_nickname_with_markup_is_shown_as_text(
    app: Flask, ines: Visitor, group: str
) -> None:
    member(app, group, "<b>Lea</b>")
    page = ines.get(group).text
    assert "&lt;b&gt;Lea&lt;/b&gt;" in page
    assert "<b>Lea</b>" not in page


def test_a_lost_code_is_looked_up_by_the_instructor(
    app: Flask, ines: Visitor, group: str
) -> None:
    lea = member(app, group, "Lea")
    page = ines.see(address_of(ines, group, "Lea"))
    found = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page)
    assert found
    assert found[0] in lea.see("/join/welcome")
    again = browser(app)
    again.post("/you/rejoin", {"code": found[0]})
    assert "10b, as Lea" in again.see("/")


def test_a_member_is_renamed(app: Flask, ines: Visitor, group: str) -> None:
    lea = member(app, group, "Lea")
    here = address_of(ines, group, "Lea")
    ines.get(here)
    assert ines.post(f"{here}rename", {"nickname": "Léonie"}).location == here
    assert "They are Léonie from now on." in ines.see(here)
    assert "10b, as Léonie" in lea.see("/")


def test_a_taken_nickname_is_kept_in_the_form(
    app: Flask, ines: Visitor, group: str
) -> None:
    member(app, group, "Lea")
    member(app, group, "Mia")
    page = ines.post(f"{address_of(ines, group, 'Lea')}rename", {"nickname": "M1A"})
    assert page.status_code == 400
    assert "Somebody in this group has this nickname" in page.text
    assert 'value="M1A"' in page.text


def test_removing_needs_a_tick_and_erases(
    app: Flask, ines: Visitor, group: str, database: Database
) -> None:
    lea = member(app, group, "Lea")
    here = lea.start()
    there = address_of(ines, group, "Lea")
    assert "Tick the box first." in ines.post(f"{there}remove").text
    assert count(database, models.Member) == 1
    ines.get(there)
    ines.post(f"{there}remove", {"remove": "yes"})
    assert "Lea is erased, with every answer." in ines.see(group)
    assert lea.get(f"{here}1").status_code == 404
    assert ines.get(there).status_code == 404


def test_doubles_are_made_one_and_the_page_says_which_code_goes_on(
    app: Flask, ines: Visitor, group: str, database: Database
) -> None:
    member(app, group, "Lea").start()
    again = member(app, group, "Lea 2")
    again.start()
    with database.writing() as session:
        session.execute(update(models.Participant).values(last_seen_on=cast.NOON))
    again.start()
    here, there = (address_of(ines, group, name) for name in ("Lea", "Lea 2"))
    ines.get(here)
    fields = {"other": there.split("/")[-2], "merge": "yes"}
    merged = ines.post(f"{here}merge", fields)
    assert merged.location == there
    page = ines.see(there)
    assert "Lea has become one with Lea 2, who goes on with the code" in page
    assert page.count(again.see("/join/welcome").split("code ")[1][:11]) == 2
    assert "2 rounds" in page


@pytest.mark.parametrize("other", ["", "x", "0", "٣", "9" * 40, "-1"])
def test_a_double_that_is_none_changes_nothing(
    app: Flask, ines: Visitor, group: str, other: str
) -> None:
    member(app, group, "Lea")
    member(app, group, "Mia")
    here = address_of(ines, group, "Lea")
    ines.get(here)
    page = ines.post(f"{here}merge", {"other": other, "merge": "yes"})
    assert page.status_code in (400, 404)
    assert "2 have joined" in ines.see(group)


def test_a_colleague_is_added_by_the_address_they_sign_in_with(
    app: Flask, ines: Visitor, group: str
) -> None:
    bo = somebody(app, "bo@example.org", Role.INSTRUCTOR)
    ines.get(f"{group}settings")
    ines.post(f"{group}instructors", {"email": "Bo@Example.org"})
    assert "Bo teaches this group too." in ines.see(group)
    assert "10b" in bo.see("/groups/")
    ines.get(f"{group}settings")
    assert ines.post(f"{group}leave").location == "/groups/"
    assert ines.get(group).status_code == 404


@pytest.mark.parametrize("email", ["pit@example.org", "nobody@example.org"])
def test_a_wrong_address_does_not_tell_who_has_an_account(
    app: Flask, ines: Visitor, group: str, email: str
) -> None:
    somebody(app, "pit@example.org")
    ines.get(f"{group}settings")
    page = ines.post(f"{group}instructors", {"email": email})
    assert page.status_code == 400
    assert "No instructor here has this address." in page.text
    assert f'value="{email}"' in page.text


def test_a_new_code_ends_the_old_one(app: Flask, ines: Visitor, group: str) -> None:
    old = code_at(app, group)
    ines.get(group)
    ines.post(f"{group}code")
    assert "the old one leads nowhere now" in ines.see(group)
    assert browser(app).get(f"/join/{old}").status_code == 404
    assert browser(app).get(f"/join/{code_at(app, group)}").status_code == 200


def test_the_settings_are_changed(ines: Visitor, group: str) -> None:
    ines.get(f"{group}settings")
    ines.post(f"{group}settings", {"name": "10c", "retention": "2027-06-30"})
    page = ines.see(group)
    assert "Your changes are stored." in page
    assert "10c" in page
    assert "Erased on 30 June 2027" in page


def test_only_a_group_that_is_there_can_be_erased_at_once(
    ines: Visitor, group: str
) -> None:
    fields = {"name": "10b", "retention": "2001-01-01"}
    at_once = "to erase at once, erase the group"
    assert at_once in ines.post(f"{group}settings", fields, page=group).text
    assert at_once not in ines.post("/groups/new", fields, page="/groups/new").text


def test_an_erased_group_that_nobody_joined_has_no_counts(
    ines: Visitor, group: str
) -> None:
    ines.post(f"{group}erase", {"erase": "yes"}, page=f"{group}settings")
    page = ines.see(group)
    assert "Nobody had joined it." in page
    assert "0 members" not in page


def test_erasing_needs_a_tick_and_leaves_counts(
    app: Flask, ines: Visitor, group: str
) -> None:
    lea = member(app, group, "Lea")
    lea.start()
    ines.get(f"{group}settings")
    assert "Tick the box first." in ines.post(f"{group}erase").text
    ines.get(f"{group}settings")
    ines.post(f"{group}erase", {"erase": "yes"})
    page = ines.see(group)
    assert "the counts remain" in page
    assert "1 member, 1 round, 0 answers" in page
    assert "Lea" not in page
    assert "the counts are kept" in ines.see("/groups/")
    assert "Your group" not in lea.see("/")
    assert ines.get(f"{group}settings").status_code == 200
    assert ines.post(f"{group}code", page="/account/").status_code == 409


def test_the_counts_are_shown_by_kind(
    app: Flask, ines: Visitor, group: str, database: Database
) -> None:
    counts = {
        "members": 2,
        "rounds": 1,
        "answers": 9,
        "judged": [
            {
                "form": form,
                "kind": "altered_quote",
                "faithful": faithful,
                "beside": faithful,
                "lines": 4,
                "called": 3,
            }
            for form, faithful in (("A", True), ("training", False))
        ],
    }
    with database.writing() as session:
        expire_groups(session, now=cast.NOON.replace(year=2028))
        session.execute(update(models.Group).values(counts=counts))
    page = ines.see(group)
    assert "Altered quotation sound · test A, source beside 4 3" in page
    assert "Altered quotation discrepant · to train, source hidden 4 3" in page


def test_a_test_is_given_begun_and_handed_in(
    app: Flask, ines: Visitor, group: str
) -> None:
    lea = member(app, group, "Lea")
    assign_tests(ines, group)
    page = ines.see(group)
    assert "test before · open since" in page
    assert "test after · opens on 15 January 2027" in page
    page = lea.see("/")
    assert "First test: not begun · 2 lines" in page
    assert "Second test: opens on 15 January 2027" in page
    assert page.count("Begin the test") == 1
    here = lea.post(f"{HERE}rounds", {"occasion": "before"}).location
    assert "First test: 0 of 2 answered" in lea.see("/")
    for position in (1, 2):
        lea.get(f"{here}{position}")
        lea.send(f"{here}{position}", {"verdict": "parts", "certainty": "1"})
    page = lea.see("/")
    assert "First test: handed in" in page
    assert "Begin the test" not in page
    assert "Right" not in lea.see(here)
    assert "marks" not in lea.see(here)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"occasion": "after"}, 404),
        ({"occasion": "delayed1"}, 404),
        ({"occasion": "never"}, 400),
    ],
)
def test_a_member_begins_no_other_test(
    app: Flask, ines: Visitor, group: str, fields: dict[str, str], status: int
) -> None:
    lea = member(app, group, "Lea")
    assign_tests(ines, group)
    lea.get("/")
    assert lea.post(f"{HERE}rounds", fields).status_code == status


def test_what_is_given_to_train_says_how_far_one_has_come(
    app: Flask, ines: Visitor, group: str
) -> None:
    lea = member(app, group, "Lea")
    assign(ines, group)
    lea.start()
    given = lea.get("/").text.partition('id="pick"')[0]
    assert "round 1 is open: 0 of" in given


def test_a_test_that_was_ticked_comes_once_more(
    app: Flask, ines: Visitor, group: str
) -> None:
    lea = member(app, group, "Lea")
    assign_tests(ines, group, delayed2="yes")
    assert "Once more, two weeks on: opens on 29 January 2027" in lea.see("/")
    assert "two days" not in lea.see("/")


def test_half_of_the_group_is_told_a_later_day(
    app: Flask, ines: Visitor, group: str
) -> None:
    both = {name: member(app, group, name) for name in ("Lea", "Mia")}
    assign(ines, group, later="2027-01-02")
    page = ines.see(group)
    found = re.search(
        r"half of them plays later, from 2 January 2027: (\w+) at once: (\w+)", page
    )
    assert found, page
    later, now = both[found[1]], both[found[2]]
    assert "to train: opens on 2 January 2027" in later.see("/")
    assert "later" not in later.see("/")
    assert later.get(HERE).status_code == 404
    assert "2027" not in now.see("/")
    assert now.get(HERE).status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "as year, month and day"),
        ({"opens": "2026-12-01"}, "Choose one of the packs"),
        ({"opens": "2026-12-01", "pack": "\0"}, "Choose one of the packs"),
        ({"opens": "x", "pack": "winter"}, "as year, month and day"),
        ({"opens": "2099-01-01", "pack": "winter"}, "erased by then"),
        (
            {"opens": "2026-12-01", "pack": "winter", "later": "soon"},
            "as year, month and day",
        ),
        (
            {"opens": "2027-02-01", "pack": "winter", "later": "2027-01-01"},
            "a day after the first",
        ),
    ],
)
def test_an_assignment_that_cannot_be_is_refused(
    ines: Visitor, group: str, fields: dict[str, str], sentence: str
) -> None:
    page = ines.post(f"{group}work/new", fields, page=f"{group}work/new")
    assert page.status_code == 400
    assert sentence in page.text
    assert "Nothing is given to them yet" in ines.see(group)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "as year, month and day"),
        ({"pack": "x"}, "Choose one of the packs"),
        ({"pack": "winter", "after": ""}, "as year, month and day"),
        ({"pack": "winter", "after": "2026-12-01"}, "a day after the first"),
        ({"pack": "winter", "after": "2027-07-31"}, "erased by then"),
        (
            {"pack": "winter", "after": "2027-07-30", "delayed1": "yes"},
            "erased by then",
        ),
    ],
)
def test_tests_that_cannot_be_are_refused_and_what_was_typed_is_kept(
    ines: Visitor, group: str, fields: dict[str, str], sentence: str
) -> None:
    days = {"before": "2026-12-01", "after": "2027-02-01"} if fields else {}
    sent = {**days, **fields}
    page = ines.post(f"{group}work/tests", sent, page=f"{group}work/tests")
    assert page.status_code == 400
    assert sentence in page.text
    assert f'value="{sent.get("after", "")}"' in page.text
    assert "Nothing is given to them yet" in ines.see(group)


def test_what_is_withdrawn_is_gone_from_both_pages(
    app: Flask, ines: Visitor, group: str
) -> None:
    lea = member(app, group, "Lea")
    assign(ines, group)
    found = re.search(r'action="([^"]+/withdraw)"', ines.get(group).text)
    assert found
    ines.post(found[1])
    assert "Nothing is given to them yet" in ines.see(group)
    assert "Nothing is given to you yet" in lea.see("/")
