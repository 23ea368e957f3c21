"""The very same form, sent again because its answer was lost on its way, makes one."""

import re
from typing import Any

import pytest
from flask import Flask

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.packs.archive import pack_archive
from quizapp.packs.read import read_pack
from tests.services.playing import count
from tests.web.deskwork import BROUGHT, FERRY, compare, file, post_large, teacher
from tests.web.hall import PLAN, plan_fields
from tests.web.visitor import Fields, Visitor, token_in

GROUP = {"name": "10b", "retention": "2027-07-31"}


@pytest.fixture
def ines(app: Flask) -> Visitor:
    return teacher(app)


def drawn(ines: Visitor, address: str, fields: Fields) -> Fields:
    """Open the form at this address and fill it in."""
    page = ines.get(address).text
    mark = re.search(r'name="drawn" value="([^"]+)"', page)
    assert mark
    return {"csrf_token": token_in(page), "drawn": mark[1], **fields}


def send(ines: Visitor, address: str, form: Fields) -> str:
    """Send a form as it is; return where it leads."""
    answer = ines.client.post(address, data=form)
    assert answer.status_code == 303, answer.text
    return answer.location


@pytest.mark.parametrize(
    ("address", "fields", "made"),
    [
        ("/groups/new", GROUP, models.Group),
        ("/desk/bring", BROUGHT, models.DeskPack),
        (PLAN, plan_fields(), models.Workshop),
    ],
    ids=["a group", "a pack", "a room"],
)
def test_a_form_sent_again_leads_to_what_it_made(
    ines: Visitor, database: Database, address: str, fields: Fields, made: Any
) -> None:
    form = drawn(ines, address, fields)
    first = send(ines, address, form)
    assert send(ines, address, form) == first
    assert count(database, made) == 1
    assert ines.get(first).status_code == 200


@pytest.mark.parametrize(
    ("address", "fields", "made"),
    [
        ("/groups/new", GROUP, models.Group),
        ("/desk/bring", BROUGHT, models.DeskPack),
        (PLAN, plan_fields(), models.Workshop),
    ],
    ids=["two groups", "two packs", "two rooms"],
)
def test_the_same_choices_in_two_tabs_make_two(
    ines: Visitor, database: Database, address: str, fields: Fields, made: Any
) -> None:
    forms = [drawn(ines, address, fields) for _ in range(2)]
    assert len({send(ines, address, form) for form in forms}) == 2
    assert count(database, made) == 2


def test_a_case_brought_again_is_there_once(ines: Visitor, database: Database) -> None:
    send(ines, "/desk/bring", drawn(ines, "/desk/bring", BROUGHT))
    form = drawn(ines, "/desk/1/bring", BROUGHT)
    first = send(ines, "/desk/1/bring", form)
    assert send(ines, "/desk/1/bring", form) == first
    assert count(database, models.DeskCase) == 2


def test_a_form_sent_again_late_leads_to_the_lines_by_then(ines: Visitor) -> None:
    form = drawn(ines, "/desk/bring", BROUGHT)
    texts = send(ines, "/desk/bring", form)
    compare(ines, texts)
    again = ines.client.get(send(ines, "/desk/bring", form))
    assert again.location == texts.removesuffix("texts")


def test_what_was_written_anew_in_a_form_of_before_is_not_lost(
    ines: Visitor, database: Database
) -> None:
    form = drawn(ines, "/groups/new", GROUP)
    send(ines, "/groups/new", form)
    other = send(ines, "/groups/new", {**form, "name": "10c"})
    assert "10c" in ines.see(other)
    assert count(database, models.Group) == 2


def test_another_file_in_a_form_of_before_makes_another(
    ines: Visitor, database: Database
) -> None:
    form = drawn(ines, "/desk/bring", {**BROUGHT, "source1-text": ""})
    text = BROUGHT["source1-text"]
    led = []
    for source in (text, text, f"{text}\n\nThe port said no more."):
        sent = {**form, "source1-file": file(source, "source.txt")}
        led.append(post_large(ines, "/desk/bring", sent).location)
    assert led[0] == led[1] != led[2]
    assert count(database, models.DeskPack) == 2


def test_a_refused_form_is_drawn_anew(ines: Visitor, database: Database) -> None:
    form = drawn(ines, "/groups/new", {**GROUP, "name": ""})
    refused = ines.client.post("/groups/new", data=form)
    assert refused.status_code == 400
    assert form["drawn"] not in refused.text
    send(ines, "/groups/new", {**form, "name": "10b"})
    assert count(database, models.Group) == 1


def test_a_form_of_the_program_before_still_makes(
    ines: Visitor, database: Database
) -> None:
    made = ines.post("/groups/new", GROUP, page="/groups/new")
    assert made.status_code == 303
    assert count(database, models.Group) == 1
    assert count(database, models.SentForm) == 0


def test_a_pack_imported_again_is_there_once(ines: Visitor, database: Database) -> None:
    archive = pack_archive(read_pack(FERRY.parent))
    form = drawn(ines, "/desk/import", {})
    led = {
        post_large(
            ines, "/desk/import", {**form, "file": file(archive, "pack.zip")}
        ).location
        for _ in range(2)
    }
    assert led == {"/desk/1/"}
    assert count(database, models.DeskPack) == 1
