"""The very same form, sent again because its answer was lost on its way, makes one."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.compare.kinds import Kind
from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.role import Role
from quizapp.packs.archive import pack_archive
from quizapp.packs.read import read_pack
from tests.services.playing import count
from tests.web.deskwork import BROUGHT, FERRY, compare, file, post_large, teacher
from tests.web.door import LEA, browser, link_on, number_of, somebody
from tests.web.hall import PLAN, plan_fields
from tests.web.visitor import Fields, Visitor, token_in, words_of

OFFERS = "/desk/1/the-early-boat/offers"
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


# ------------------------------------------------------- buttons of their own


def button(visitor: Visitor, page: str, action: str) -> Fields:
    """Return what the button that leads to an address would send."""
    forms = re.findall(r"<form.*?</form>", visitor.get(page).text, re.DOTALL)
    (form,) = [form for form in forms if f'action="{action}"' in form]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def press(visitor: Visitor, address: str, form: Fields) -> str:
    """Press a button that shows a link; return the path of the link."""
    page = visitor.client.post(address, data=form)
    assert page.status_code == 200, page.text
    return link_on(page.text)


@pytest.fixture
def ada(app: Flask) -> Visitor:
    """Return the browser of Ada, who runs the server."""
    return somebody(app, "ada@example.org", Role.ADMIN)


@pytest.fixture
def invitations() -> str:
    return "/people/invitations"


@pytest.fixture
def resets(app: Flask) -> str:
    somebody(app, LEA)
    return f"/people/{number_of(app, LEA)}/reset"


LINKS = pytest.mark.parametrize("what", ["invitations", "resets"])


@pytest.fixture
def address(request: pytest.FixtureRequest, what: str) -> str:
    """Return where such a link is made."""
    found: str = request.getfixturevalue(what)
    return found


@LINKS
def test_a_link_asked_for_again_is_the_same_one(
    app: Flask, ada: Visitor, database: Database, address: str
) -> None:
    form = button(ada, "/people/", address)
    first = press(ada, address, form)
    assert press(ada, address, form) == first
    assert count(database, models.Link) == 1
    assert browser(app).get(first).status_code == 200


@LINKS
def test_a_link_shown_again_is_said_to_be_the_same(ada: Visitor, address: str) -> None:
    form = button(ada, "/people/", address)
    said = [
        "this is the link that it made then"
        in words_of(ada.client.post(address, data=form).text)
        for _ in range(2)
    ]
    assert said == [False, True]


@LINKS
def test_a_page_with_a_link_says_truly_where_it_is_shown(
    ada: Visitor, address: str
) -> None:
    form = button(ada, "/people/", address)
    for _ in range(2):  # the second time as a page that is loaded again
        page = words_of(ada.client.post(address, data=form).text)
        assert "loaded again, this page shows it again" in page
        assert "shown once" not in page
    assert "shown once" not in ada.see("/people/")


@LINKS
def test_a_page_opened_anew_makes_another_link(ada: Visitor, address: str) -> None:
    forms = [button(ada, "/people/", address) for _ in range(2)]
    assert len({press(ada, address, form) for form in forms}) == 2


@LINKS
def test_no_copy_of_a_link_is_kept(
    ada: Visitor, database: Database, address: str
) -> None:
    secret = press(ada, address, button(ada, "/people/", address)).rsplit("/", 1)[1]
    with database.reading() as session:
        kept = [form.led_to for form in session.scalars(select(models.SentForm))]
        kept += [link.digest for link in session.scalars(select(models.Link))]
    assert kept
    assert secret not in " ".join(kept)


@LINKS
def test_whoever_knows_the_mark_of_a_form_does_not_know_its_link(
    app: Flask, ada: Visitor, address: str
) -> None:
    form = button(ada, "/people/", address)
    first = press(ada, address, form)
    bob = somebody(app, "bob@example.org", Role.ADMIN)
    other = {**form, "csrf_token": button(bob, "/people/", address)["csrf_token"]}
    assert press(bob, address, other) != first


def test_a_link_that_was_withdrawn_does_not_come_back(
    ada: Visitor, database: Database, invitations: str
) -> None:
    form = button(ada, "/people/", invitations)
    press(ada, invitations, form)
    ada.post("/people/invitations/1/revoke", page="/people/")
    again = ada.client.post(invitations, data=form)
    assert again.status_code == 409
    assert "leads nowhere any more" in words_of(again.text)
    assert count(database, models.Link) == 0


def test_an_older_form_sent_again_does_not_end_the_newer_link(
    app: Flask, ada: Visitor, resets: str
) -> None:
    older, newer = (button(ada, "/people/", resets) for _ in range(2))
    gone, link = (press(ada, resets, form) for form in (older, newer))
    assert ada.client.post(resets, data=older).status_code == 409
    assert browser(app).get(gone).status_code == 404
    assert browser(app).get(link).status_code == 200


def test_a_link_of_the_program_before_is_still_made(ada: Visitor) -> None:
    made = {
        link_on(ada.post("/people/invitations", page="/people/").text) for _ in range(2)
    }
    assert len(made) == 2


def test_a_code_drawn_again_by_the_same_form_is_the_same(
    ines: Visitor, database: Database
) -> None:
    group = send(ines, "/groups/new", drawn(ines, "/groups/new", GROUP))
    codes = [code_of(database)]
    form = button(ines, group, f"{group}code")
    for _ in range(2):
        assert send(ines, f"{group}code", form) == group
        codes.append(code_of(database))
    assert codes[0] != codes[1] == codes[2]


def code_of(database: Database) -> str:
    with database.reading() as session:
        return session.scalars(select(models.Group.join_code)).one()


def test_a_line_made_up_by_the_same_form_is_there_once(
    ines: Visitor, database: Database
) -> None:
    texts = send(ines, "/desk/bring", drawn(ines, "/desk/bring", BROUGHT))
    compare(ines, texts)
    before = count(database, models.DeskLine)
    click = {"deed": "practise", "kind": Kind.CHANGED_DETAIL.value}
    form = drawn(ines, "/desk/1/", click)
    first = send(ines, OFFERS, form)
    assert send(ines, OFFERS, form) == first
    assert count(database, models.DeskLine) == before + 1
