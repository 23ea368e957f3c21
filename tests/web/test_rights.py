"""The rights table: every page and action, tried by everybody, with guessed ids too."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.db.models import Base
from quizapp.db.session import Database
from quizapp.web.sessions import KEY
from tests.web.conftest import MakeApp
from tests.web.rights import BO, GUEST, INES, PLAYER, WHO, Row, Statuses, Town, settle
from tests.web.serving import serving
from tests.web.visitor import without_token

# Pages with a table of their own: how their endpoints begin, and where it is.
ELSEWHERE = {
    ("account.", "entrance.", "links.", "people."): "test_account_rights.py",
    ("second_factor.",): "test_account_rights.py",
    ("hosting.", "phones.", "debrief.", "takeaway."): "test_workshop_rights.py",
    ("desk",): "test_desk_rights.py",
}

# In the order of WHO: nobody, guest, player, member, member with an account,
# instructor of this group, instructor of another, admin.
ALL = (200,) * 8
ONWARD = (303,) * 8
MISSING = (404,) * 8
LOOK: Statuses = (303, 303, 403, 303, 403, 200, 404, 404)
DO: Statuses = (401, 401, 403, 401, 403, 303, 404, 404)
LOOK_ELSEWHERE: Statuses = (303, 303, 403, 303, 403, 404, 404, 404)
DO_ELSEWHERE: Statuses = (401, 401, 403, 401, 403, 404, 404, 404)
LOOK_TEACHING: Statuses = (303, 303, 403, 303, 403, 200, 200, 200)
DO_TEACHING: Statuses = (401, 401, 403, 401, 403, 303, 303, 303)

CASE = "/cases/winter/ferry/"
KNOWN_GROUP = (("name", "10c"), ("retention", "2027-06-30"))
TICKS = (("sure", "1"), ("erase", "1"), ("remove", "1"), ("merge", "1"), ("leave", "1"))
TESTS = (("pack", "winter"), ("before", "2027-01-01"), ("after", "2027-02-01"))
GROUPS = [
    ("POST", "code", ()),
    ("POST", "erase", TICKS),
    ("POST", "instructors", (("email", "bo@example.org"),)),
    ("GET", "settings", ()),
    ("POST", "settings", KNOWN_GROUP),
    ("GET", "work/new", ()),
    ("POST", "work/new", (("pack", "winter"), ("opens", "2027-01-01"))),
    ("GET", "work/tests", ()),
    ("POST", "work/tests", TESTS),
    ("GET", "", ()),
    # the boards, and what is taken along
    ("GET", "board", ()),
    ("GET", "questions", ()),
    ("GET", "board/answers.csv", ()),
    ("GET", "board/answers.xlsx", ()),
    ("GET", "board/gradebook.json", ()),
]
MEMBERS = [
    ("GET", "", ()),
    ("POST", "rename", (("nickname", "Somebody"),)),
    ("POST", "remove", TICKS),
    ("POST", "merge", (("other", "{pia}"), *TICKS)),
]


def expected(method: str, look: Statuses, do: Statuses) -> Statuses:
    return look if method == "GET" else do


def group_rows() -> list[Row]:
    """Return what can be done to Ines's group, and to one that does not exist."""
    rows = [
        Row(method, f"/groups/{where}/{what}", expected(method, look, do), fields)
        for method, what, fields in GROUPS
        for where, look, do in (
            ("{group}", LOOK, DO),
            ("999", LOOK_ELSEWHERE, DO_ELSEWHERE),
        )
    ]
    # The last who teaches a group cannot leave it.
    leaving: Statuses = (401, 401, 403, 401, 403, 409, 404, 404)
    return [*rows, Row("POST", "/groups/{group}/leave", leaving)]


def member_rows() -> list[Row]:
    """Return what can be done to Mia, and to others under the wrong group."""
    return [
        Row(method, f"/groups/{where}/{what}", expected(method, look, do), fields)
        for method, what, fields in MEMBERS
        for where, look, do in (
            ("{group}/members/{mia}", LOOK, DO),
            ("{group}/members/{zoe}", LOOK_ELSEWHERE, DO_ELSEWHERE),
            ("{other}/members/{mia}", LOOK_ELSEWHERE, DO_ELSEWHERE),
            ("{group}/members/999", LOOK_ELSEWHERE, DO_ELSEWHERE),
        )
    ]


TABLE = [
    # home, cases, rounds
    Row("GET", "/", ALL),
    Row("GET", "/favicon.ico", (301,) * 8),
    Row("GET", "/kinds", ALL),
    Row("GET", "/static/app.css", ALL),
    Row("GET", CASE, ALL),
    Row("POST", f"{CASE}rounds", ONWARD, (("source", "beside"),)),
    Row(
        "POST",
        f"{CASE}rounds",
        (404, 404, 404, 303, 303, 404, 404, 404),
        (("occasion", "before"),),
    ),
    # No test before its day.
    Row("POST", f"{CASE}rounds", MISSING, (("occasion", "after"),)),
    Row("GET", f"{CASE}rounds/1/", (404, 303, 404, 404, 404, 404, 404, 404)),
    Row("GET", f"{CASE}rounds/1/1", (404, 200, 404, 404, 404, 404, 404, 404)),
    Row("POST", f"{CASE}rounds/1/1", (404, 400, 404, 404, 404, 404, 404, 404)),
    Row("GET", f"{CASE}rounds/2/1", MISSING),
    # you
    Row("GET", "/you/", (200, 200, 303, 200, 303, 303, 303, 303)),
    Row("POST", "/you/rejoin", MISSING, (("code", "AAAAAAAAAA"),)),
    Row("POST", "/you/rejoin", ONWARD, (("code", "{guests_code}"),)),
    Row("POST", "/you/leave", ONWARD),
    Row("POST", "/you/erase", (200, 200, 303, 200, 303, 303, 303, 303)),
    # joining, and whom one plays as
    Row("GET", "/join/", ALL),
    Row("GET", "/join/{code}", ALL),
    Row("GET", "/join/ZZZZZZ", MISSING),
    Row("POST", "/join/{code}", ONWARD, (("nickname", "Somebody new"),)),
    Row("POST", "/join/{code}", (400, 400, 400, 303, 303, 400, 400, 400)),
    Row("POST", "/join/ZZZZZZ", MISSING, (("nickname", "Somebody new"),)),
    Row("GET", "/join/welcome", (303, 303, 303, 200, 200, 303, 303, 303)),
    Row("POST", "/join/leave", (303, 303, 303, 200, 200, 303, 303, 303), TICKS),
    Row("POST", "/join/leave", (303, 303, 303, 400, 400, 303, 303, 303)),
    Row("POST", "/join/as/{pia}", (401, 401, 404, 401, 303, 404, 404, 404)),
    Row("POST", "/join/as/{mia}", (401, 401, 404, 401, 404, 404, 404, 404)),
    Row("POST", "/join/as/999", (401, 401, 404, 401, 404, 404, 404, 404)),
    Row("POST", "/join/as-yourself", (401, 401, 303, 401, 303, 303, 303, 303)),
    Row("GET", "/groups/{group}/board/members/{mia}", LOOK),
    Row("GET", "/groups/{group}/board/members/{zoe}", LOOK_ELSEWHERE),
    Row("GET", "/groups/{other}/board/members/{mia}", LOOK_ELSEWHERE),
    Row("GET", "/groups/{group}/board/members/999", LOOK_ELSEWHERE),
    # groups
    Row("GET", "/groups/", LOOK_TEACHING),
    Row("GET", "/groups/new", LOOK_TEACHING),
    Row("POST", "/groups/new", DO_TEACHING, KNOWN_GROUP),
    *group_rows(),
    *member_rows(),
    Row("POST", "/groups/{group}/work/{given}/withdraw", DO),
    Row("POST", "/groups/{group}/work/{others}/withdraw", DO_ELSEWHERE),
    Row("POST", "/groups/{other}/work/{given}/withdraw", DO_ELSEWHERE),
    Row("POST", "/groups/{group}/work/999/withdraw", DO_ELSEWHERE),
]


def at(row: Row, who: str) -> int:
    """Return the status that this row promises somebody."""
    return row.statuses[WHO.index(who)]


@pytest.fixture(scope="module")
def town(loaded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    file = tmp_path_factory.mktemp("town") / "town.sqlite"
    copyfile(loaded_template, file)
    with serving(f"sqlite:///{file}") as app:
        return settle(app, file)


@pytest.fixture(scope="module")
def calm(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Build one app for everything that changes nothing."""
    file = tmp_path_factory.mktemp("calm") / "town.sqlite"
    with serving(town.moved_to(file)) as app:
        yield app


@pytest.fixture(scope="module")
def untouched(calm: Flask) -> list[str]:
    """Return what is stored there, and stays as it is."""
    return stored(calm)


@pytest.fixture
def app_where(
    town: Town, calm: Flask, tmp_path: Path, serve: MakeApp
) -> Callable[..., Flask]:
    """Return a function that gives an app of one's own to whatever changes it."""

    def choose(*, changed: bool) -> Flask:
        return serve(town.moved_to(tmp_path / "town.sqlite")) if changed else calm

    return choose


def stored(app: Flask) -> list[str]:
    """Return every row of every table but those that count failures."""
    database: Database = app.extensions[KEY]
    with database.reading() as session:
        return [
            f"{table.name} {tuple(row)}"
            for table in Base.metadata.sorted_tables
            if table.name != "attempt"
            for row in session.execute(select(table).order_by(*table.primary_key))
        ]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_everybody_may_what_the_table_says(
    town: Town,
    app_where: Callable[..., Flask],
    untouched: list[str],
    row: Row,
    who: str,
) -> None:
    changes = row.method == "POST" and at(row, who) < 400
    app = app_where(changed=changes)
    visitor, address = town.enter(app, who), row.address.format(**town.places)
    if row.method == "GET":
        answer = visitor.get(address)
    else:
        fields = {name: value.format(**town.places) for name, value in row.fields}
        answer = visitor.post(address, fields)
    assert answer.status_code == at(row, who), answer.text
    assert changes or stored(app) == untouched
    answer.close()


@pytest.mark.parametrize("who", [GUEST, PLAYER, BO])
def test_a_guessed_group_looks_like_one_that_does_not_exist(
    town: Town, tmp_path: Path, serve: MakeApp, who: str
) -> None:
    app = serve(town.moved_to(tmp_path / "town.sqlite"))
    visitor = town.enter(app, who)
    for what in ("", "settings", "work/new", "members/1/", "board", "questions"):
        theirs = visitor.get(f"/groups/{town.places['group']}/{what}")
        nowhere = visitor.get(f"/groups/999/{what}")
        assert theirs.status_code == nowhere.status_code
        said = [
            without_token(page.text).replace("999", town.places["group"])
            for page in (theirs, nowhere)
        ]
        assert said[0] == said[1]


def test_a_group_that_is_shared_is_the_colleagues_too(
    town: Town, tmp_path: Path, serve: MakeApp
) -> None:
    app = serve(town.moved_to(tmp_path / "town.sqlite"))
    ines, bo = town.enter(app, INES), town.enter(app, BO)
    here = f"/groups/{town.places['group']}/"
    assert bo.get(here).status_code == 404
    ines.post(f"{here}instructors", {"email": "bo@example.org"})
    assert "2 have joined" in bo.see(here)


def test_the_table_names_every_page(lasting_app: Flask, town: Town) -> None:
    adapter = lasting_app.url_map.bind("localhost")
    named = {
        (row.method, adapter.match(row.address.format(**town.places), row.method)[0])
        for row in TABLE
    }
    elsewhere = tuple(name for names in ELSEWHERE for name in names)
    there = {
        (method, rule.endpoint)
        for rule, method in product(lasting_app.url_map.iter_rules(), ("GET", "POST"))
        if method in (rule.methods or ()) and not rule.endpoint.startswith(elsewhere)
    }
    assert there - named == set()
    assert all((Path(__file__).parent / file).exists() for file in ELSEWHERE.values())
