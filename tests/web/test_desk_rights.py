"""The rights table of the desk: every page and action, tried by everybody."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask

from quizapp.db.session import Database
from quizapp.web.sessions import KEY
from tests.web.conftest import MakeApp
from tests.web.deskwork import BROUGHT, bring, decided
from tests.web.rights import BO, GUEST, INES, PLAYER, WHO, Row, Statuses, Town, settle
from tests.web.serving import serving
from tests.web.test_rights import (
    DO,
    DO_ELSEWHERE,
    DO_TEACHING,
    LOOK,
    LOOK_ELSEWHERE,
    LOOK_TEACHING,
    stored,
)
from tests.web.visitor import without_token

# The lines of a case have their own table.
ELSEWHERE = ("desk_line.", "desk_line_new.", "desk_lines.")
CASE = "the-early-boat"
TEXTS = tuple((n, v) for n, v in BROUGHT.items() if n.endswith("-text"))
TICK = {name: ((name, "1"),) for name in ("leave", "remove", "withdraw")}
SOUND = (("deed", "mark_sound"), ("line", "sound-001"), ("revision", "9"))
DESCRIBED = (
    ("title", "Boats"),
    ("licence", "CC0"),
    ("authors", "Ines"),
    ("language", "en"),
)


def doing(ines: int) -> Statuses:
    """Return who may do what changes something, and what Ines is answered."""
    return (401, 401, 403, 401, 403, ines, 404, 404)


def looking(ines: int) -> Statuses:
    return (303, 303, 403, 303, 403, ines, 404, 404)


def everywhere(
    method: str, what: str, statuses: Statuses, fields: tuple[tuple[str, str], ...] = ()
) -> list[Row]:
    """Return an action on Ines's pack, and the same on one that is not there."""
    nowhere = LOOK_ELSEWHERE if method == "GET" else DO_ELSEWHERE
    return [
        Row(method, f"/desk/1/{what}", statuses, fields),
        Row(method, f"/desk/999/{what}", nowhere, fields),
    ]


def in_a_case(
    method: str, what: str, statuses: Statuses, fields: tuple[tuple[str, str], ...] = ()
) -> list[Row]:
    """Return an action on a case, and the same on one that is not in the pack."""
    nowhere = LOOK_ELSEWHERE if method == "GET" else DO_ELSEWHERE
    return [
        *everywhere(method, f"{CASE}/{what}", statuses, fields),
        Row(method, f"/desk/1/nothing/{what}", nowhere, fields),
    ]


TABLE = [
    Row("GET", "/desk/", LOOK_TEACHING),
    Row("GET", "/desk/bring", LOOK_TEACHING),
    Row("POST", "/desk/bring", DO_TEACHING, tuple(BROUGHT.items())),
    Row("GET", "/desk/import", LOOK_TEACHING),
    Row("POST", "/desk/import", (401, 401, 403, 401, 403, 400, 400, 400)),
    *everywhere("GET", "", LOOK),
    *everywhere("GET", "bring", LOOK),
    *everywhere("POST", "bring", DO, tuple(BROUGHT.items())),
    *everywhere("POST", "bring", doing(400)),
    *everywhere("GET", "describe", LOOK),
    *everywhere("POST", "describe", DO, DESCRIBED),
    *everywhere("POST", "share", DO, (("email", "bo@example.org"),)),
    *everywhere("POST", "leave", doing(400), TICK["leave"]),
    *everywhere("POST", "leave", doing(400)),
    *everywhere("POST", "remove", DO, TICK["remove"]),
    *everywhere("POST", "remove", doing(400)),
    *everywhere("GET", "export", LOOK),
    *everywhere("POST", "try", DO),
    *everywhere("GET", "publish", LOOK),
    *everywhere("POST", "publish", doing(409)),
    *everywhere("POST", "withdraw", DO, TICK["withdraw"]),
    *everywhere("POST", "withdraw", doing(400)),
    *everywhere("GET", "versions/1", LOOK),
    *everywhere("GET", "versions/2", LOOK_ELSEWHERE),
    *in_a_case("GET", "texts", looking(303)),
    *in_a_case("POST", "texts", DO, TEXTS),
    *everywhere("GET", f"{CASE}-2/texts", LOOK),
    *everywhere("POST", f"{CASE}-2/texts", doing(400)),
    *in_a_case("GET", "describe", LOOK),
    *in_a_case("POST", "describe", DO, (("title", "The boat"),)),
    *in_a_case("POST", "remove", DO, TICK["remove"]),
    *in_a_case("POST", "remove", doing(400)),
    *in_a_case("POST", "offers", DO, SOUND),
    *in_a_case("POST", "offers", doing(404), (("line", "line-999"),)),
    *in_a_case("POST", "offers", doing(400), (("deed", "practise"),)),
]


@pytest.fixture(scope="module")
def town(loaded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Settle everybody; Ines's group has the pack that she published."""
    file = tmp_path_factory.mktemp("desktown") / "town.sqlite"
    copyfile(loaded_template, file)
    with serving(f"sqlite:///{file}") as app:
        made = settle(app, file)
        ines = made.enter(app, INES)
        pack = decided(app, ines)
        given = ines.post(f"{pack}publish", {"group": made.places["group"]}, page=pack)
        assert given.status_code == 303, given.text
        bring(ines, pack=pack)
        database: Database = app.extensions[KEY]
        database.scrub()
        return made


@pytest.fixture(scope="module")
def calm(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    file = tmp_path_factory.mktemp("deskcalm") / "town.sqlite"
    with serving(town.moved_to(file)) as app:
        yield app


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_everybody_may_what_the_table_says(
    town: Town, calm: Flask, tmp_path: Path, serve: MakeApp, row: Row
) -> None:
    before = stored(calm)
    for who, status in zip(WHO, row.statuses, strict=True):
        changes = row.method == "POST" and status < 400
        file = tmp_path / f"{WHO.index(who)}.sqlite"
        app = serve(town.moved_to(file)) if changes else calm
        visitor = town.enter(app, who)
        if row.method == "GET":
            answer = visitor.get(row.address)
        else:
            answer = visitor.post(row.address, dict(row.fields))
        assert (who, answer.status_code) == (who, status), answer.text
        answer.close()
    assert stored(calm) == before


@pytest.mark.parametrize("who", [GUEST, PLAYER, BO])
def test_a_guessed_pack_looks_like_one_that_does_not_exist(
    town: Town, calm: Flask, who: str
) -> None:
    visitor = town.enter(calm, who)
    for what in ("", "bring", "describe", "publish", "export", f"{CASE}/texts"):
        theirs, nowhere = (visitor.get(f"/desk/{n}/{what}") for n in (1, 999))
        assert theirs.status_code == nowhere.status_code
        said = without_token(nowhere.text.replace("999", "1"))
        assert without_token(theirs.text) == said


def test_a_shared_pack_is_the_colleagues_too(
    town: Town, tmp_path: Path, serve: MakeApp
) -> None:
    app = serve(town.moved_to(tmp_path / "town.sqlite"))
    ines, bo = town.enter(app, INES), town.enter(app, BO)
    assert bo.get("/desk/1/").status_code == 404
    ines.post("/desk/1/share", {"email": "Bo@Example.org"})
    assert bo.get("/desk/1/").status_code == 200
    assert "Ines, You" in bo.see("/desk/1/")


def test_the_table_names_every_page(lasting_app: Flask) -> None:
    adapter = lasting_app.url_map.bind("localhost")
    named = {(r.method, adapter.match(r.address, r.method)[0]) for r in TABLE}
    there = {
        (method, rule.endpoint)
        for rule, method in product(lasting_app.url_map.iter_rules(), ("GET", "POST"))
        if method in (rule.methods or ())
        and rule.endpoint.startswith("desk")
        and not rule.endpoint.startswith(ELSEWHERE)
    }
    assert there - named == set()
