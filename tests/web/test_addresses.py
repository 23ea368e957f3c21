"""Addresses are written late, and no differently."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import BuildError, Map, Rule

from quizapp.web.addresses import LateRule
from tests.web.door import browser

UNKNOWN = {"q": "a b", "page": 2}


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("/", {}),
        ("/static/<path:filename>", {"filename": "é/7 of/a?b"}),
        ("/cases/<slug:pack>/<slug:case>/", {"pack": "winter", "case": "ferry"}),
        ("/desk/<count:pack>/<any(keep,drop):what>", {"pack": 7, "what": "keep"}),
    ],
)
@pytest.mark.parametrize("unknown", [True, False])
def test_an_address_is_written_as_werkzeug_writes_it(
    app: Flask, pattern: str, parts: dict[str, object], unknown: bool
) -> None:
    written = []
    for sort in (Rule, LateRule):
        rule = sort(pattern, endpoint="there")
        Map([rule], converters=app.url_map.converters)
        written.append(rule.build({**parts, **UNKNOWN}, unknown))
    assert written[0] == written[1]


@pytest.mark.parametrize("number", ["0", "01", "1000000", "１", "٣", "+1", "1_0"])
def test_a_number_is_written_in_one_way_only(app: Flask, number: str) -> None:
    adapter = app.url_map.bind("localhost")
    assert adapter.match("/groups/999999/") == ("groups.show", {"group": 999_999})
    with pytest.raises(NotFound):
        adapter.match(f"/groups/{number}/")


def test_every_route_learns_it_late(app: Flask) -> None:
    early = {r.endpoint for r in app.url_map.iter_rules() if type(r) is not LateRule}
    assert early == {"static"}  # Flask has that one before anybody can ask


def test_a_part_that_is_lacking_or_wrong_is_refused(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    assert adapter.build("cases.show", {"pack": "winter", "case": "ferry"})
    for parts in ({"pack": "winter"}, {}):
        with pytest.raises(BuildError):
            adapter.build("cases.show", parts)


@pytest.mark.parametrize(
    ("typed", "led"),
    [
        ("/kinds/", "/kinds"),
        ("/kinds/?a=b%20c&a=ä", "/kinds?a=b%20c&a=%C3%A4"),
        ("/account/sign-in/", "/account/sign-in"),
        ("/join/ABC DE/", "/join/ABC%20DE"),
        ("/you", "/you/"),
        ("/cases/winter-ferry/ferry", "/cases/winter-ferry/ferry/"),
    ],
)
def test_a_slash_too_many_or_too_few_leads_to_the_page(
    app: Flask, typed: str, led: str
) -> None:
    answer = browser(app).get(typed)
    assert (answer.status_code, answer.location) == (308, led)


@pytest.mark.parametrize(
    "typed", ["/no-such-page/", "/account/sign-out/", "/example.org/", "/static/no/"]
)
def test_a_slash_leads_to_no_page_that_is_not_there(app: Flask, typed: str) -> None:
    assert browser(app).get(typed).status_code == 404


def test_what_is_sent_is_led_nowhere(app: Flask) -> None:
    assert browser(app).post("/account/sign-in/", {}, page="/").status_code == 404
