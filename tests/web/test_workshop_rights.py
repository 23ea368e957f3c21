"""Who may open and send what, of workshops: everybody, everything."""

from itertools import product

import pytest
from flask import Flask

from quizapp.game.role import Role
from tests.web.door import browser, somebody
from tests.web.hall import PLAN, Hall, open_hall, plan_fields
from tests.web.visitor import Visitor

NOBODY, GUEST, PLAYER = "nobody", "guest without a seat", "player with an account"
SEATED, OUT = "seated guest", "guest who was sent out"
OTTO, HOST, CO_HOST = "other instructor", "host", "host together"
WHO = (NOBODY, GUEST, PLAYER, SEATED, OUT, OTTO, HOST, CO_HOST)
OURS = ("hosting.", "phones.", "debrief.", "takeaway.")

# Pages of hosts: whoever is not signed in is led to the door, others find nothing.
LOOK = (303, 303, 403, 303, 303, 404, 200, 200)
DO = (401, 401, 403, 401, 401, 404, None, None)
TEACH = (303, 303, 403, 303, 303, 200, 200, 200)
ALL = (200,) * 8
NO_SEAT = (404, 404, 404, 200, 404, 404, 404, 404)

# None: whatever the page then says to what was sent, but not who may.
TABLE = [
    ("GET", "/workshops/", TEACH, {}),
    ("GET", PLAN, TEACH, {}),
    ("POST", PLAN, (401, 401, 403, 401, 401, 303, 303, 303), plan_fields()),
    ("GET", "/workshops/{code}", LOOK, {}),
    ("GET", "/workshops/{code}/wall", LOOK, {}),
    ("GET", "/workshops/{code}/names", LOOK, {}),
    ("GET", "/workshops/{code}/state/host", LOOK, {}),
    ("GET", "/workshops/{code}/state/wall", LOOK, {}),
    ("GET", "/workshops/{code}/stream/host", LOOK, {}),
    ("GET", "/workshops/{code}/stream/wall", LOOK, {}),
    ("GET", "/workshops/{code}/debrief", LOOK, {}),
    ("GET", "/workshops/{code}/board", LOOK, {}),
    ("GET", "/workshops/{code}/questions", LOOK, {}),
    ("GET", "/workshops/{code}/votes.csv", LOOK, {}),
    ("GET", "/workshops/{code}/votes.json", LOOK, {}),
    ("GET", "/workshops/{code}/votes.xlsx", LOOK, {}),
    ("POST", "/workshops/{code}/steps", DO, {"step": "next", "version": "1"}),
    ("POST", "/workshops/{code}/seats/{out}", DO, {"out": "yes"}),
    ("POST", "/workshops/{code}/hosts", DO, "colleague"),
    ("GET", "/w/{code}/", ALL, {}),
    ("GET", "/w/{code}/own", NO_SEAT, {}),
    ("GET", "/w/{code}/state", NO_SEAT, {}),
    ("GET", "/w/{code}/stream", NO_SEAT, {}),
    ("POST", "/w/{code}/votes", (404, 404, 404, 409, 404, 404, 404, 404), "vote"),
    ("POST", "/w/{code}/seat", (303, 303, 303, 303, 400, 303, 303, 303), "name"),
    ("GET", "/w/{code}/summary", (404,) * 8, {}),
    (
        *("POST", "/w/{code}/tests"),
        (404, 404, 404, 303, 404, 404, 404, 404),
        {"occasion": "before"},
    ),
]
NOWHERE = [address for _, address, _, _ in TABLE if "{code}" in address]


@pytest.fixture(scope="module")
def people(lasting_app: Flask) -> tuple[Hall, dict[str, Visitor]]:
    """Return a room and a browser for everybody."""
    hall = open_hall(lasting_app, tests="both")
    everybody = {who: browser(lasting_app) for who in (NOBODY, GUEST)}
    everybody[GUEST].start()
    everybody[PLAYER] = somebody(lasting_app, "pit@example.org")
    everybody[OTTO] = somebody(lasting_app, "otto@example.org", Role.INSTRUCTOR)
    everybody[CO_HOST] = somebody(lasting_app, "bo@example.org", Role.INSTRUCTOR)
    everybody[SEATED], everybody[OUT] = hall.seat("Fox"), hall.seat("Owl")
    everybody[HOST] = hall.ines
    assert hall.send_out("Owl").status_code == 303
    shared = hall.ines.post(
        f"{hall.desk}/hosts", {"email": "Bo@Example.org "}, page=hall.desk
    )
    assert shared.status_code == 303
    return hall, everybody


def fields_of(sent: object, who: str) -> dict[str, object]:
    if sent == "vote":
        return {"position": "1", "turn": "1", "verdict": "parts", "certainty": "1"}
    if sent == "colleague":
        # Nobody shares with themselves.
        return {"email": f"{'ines' if who == CO_HOST else 'bo'}@example.org"}
    if sent == "name":
        return {"nickname": f"New {WHO.index(who)}"}
    assert isinstance(sent, dict)
    return sent


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(
    ("method", "address", "statuses", "sent"),
    # Taking a seat comes last: it changes who has one.
    sorted(TABLE, key=lambda row: row[1].endswith("/seat")),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_everybody_may_what_the_table_says(  # noqa: PLR0913, PLR0917  a row, and who
    people: tuple[Hall, dict[str, Visitor]],
    method: str,
    address: str,
    statuses: tuple[int | None, ...],
    sent: object,
    who: str,
) -> None:
    hall, everybody = people
    them, status = everybody[who], statuses[WHO.index(who)]
    where = address.format(code=hall.code, out=hall.seat_number("Owl"))
    # Somewhere there is a form for everybody, whose token is sent.
    them.get("/account/" if who in (PLAYER, OTTO, HOST, CO_HOST) else "/you/")
    if method == "GET":
        answer = them.get(where)
    else:
        answer = them.post(where, fields_of(sent, who), page=hall.door)
    answer.close()
    if status is None:
        assert answer.status_code in (303, 409)
    else:
        assert answer.status_code == status, answer.text


@pytest.mark.parametrize("address", sorted(set(NOWHERE)))
def test_a_guessed_code_opens_nothing(
    people: tuple[Hall, dict[str, Visitor]], address: str
) -> None:
    _, everybody = people
    methods = {method for method, at, _, _ in TABLE if at == address}
    where = address.format(code="ZZZZZZ", out=1)
    for method, who in product(methods, (HOST, SEATED)):
        them = everybody[who]
        them.get("/account/" if who == HOST else "/you/")
        turn = {"position": "1", "turn": "1", "occasion": "before"}
        answer = them.get(where) if method == "GET" else them.post(where, turn)
        answer.close()
        assert answer.status_code in ((404,) if who == HOST else (303, 401, 404))


def test_the_table_names_every_page(lasting_app: Flask) -> None:
    adapter = lasting_app.url_map.bind("localhost")
    named = {
        (method, adapter.match(address.format(code="ABCDEF", out=1), method)[0])
        for method, address, _, _ in TABLE
    }
    there = {
        (method, rule.endpoint)
        for rule, method in product(lasting_app.url_map.iter_rules(), ("GET", "POST"))
        if method in (rule.methods or ()) and rule.endpoint.startswith(OURS)
    }
    assert there == named
