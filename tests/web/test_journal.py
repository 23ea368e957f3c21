"""The journal: a line for every request, what went wrong, and nothing of anybody."""

import io
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.config import Log
from quizapp.web.journal import begin, request_id
from quizapp.web.sessions import KEY
from tests.web.conftest import MakeApp, load
from tests.web.door import browser, register, sign_in, somebody
from tests.web.hall import open_hall
from tests.web.serving import serving
from tests.web.visitor import HERE, Visitor

# What must never be written down; nothing else here contains any of these.
EMAIL = "lea.geheim@example.org"
NAME = "Leagalindewitz"
PASSWORD = "harbourgeheimwinter"
QUERY = "querygeheim"
ADDRESS = "203.0.113.77"
AGENT = "agentgeheim"
COOKIE = "cookiegeheim"
PATH = "pathgeheim"
PERSONAL = (EMAIL, "geheim", NAME, ADDRESS)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Return what is written down, as where nobody looks on."""
    with _kept():
        yield _begun(monkeypatch, io.StringIO(), Log.JSON)


def _begun(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, style: Log | None
) -> io.StringIO:
    monkeypatch.setattr(sys, "stderr", stream)
    begin(style)
    return stream


class _kept:  # noqa: N801  a context manager, as contextlib writes them
    """Put the logging of the tests back as it was."""

    def __enter__(self) -> None:
        root = logging.getLogger()
        self.was = root.handlers[:], root.level, threading.excepthook

    def __exit__(self, *_: object) -> None:
        root = logging.getLogger()
        root.handlers[:], root.level, threading.excepthook = self.was
        logging.getLogger("quizapp.requests").setLevel(logging.NOTSET)
        logging.raiseExceptions = True
        request_id.set("")


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_leaves_one_line_with_its_pattern(
    app: Flask, written: io.StringIO
) -> None:
    answer = app.test_client().get(f"{HERE}?{QUERY}=1")
    [line] = lines(written)
    assert line["route"] == "/cases/<slug:pack>/<slug:case>/"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert line["ms"] > 0
    assert line["time"].endswith("Z")
    assert line["request"] == answer.headers["X-Request-ID"]
    assert set(line) == {
        *("time", "level", "message", "method", "route", "status", "ms", "request")
    }


def test_every_request_has_an_id_of_its_own(app: Flask) -> None:
    client = app.test_client()
    given = {client.get("/").headers["X-Request-ID"] for _ in range(5)}
    assert len(given) == 5


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [
        (1, "0123456789abcdef", True),
        (0, "0123456789abcdef", False),
        (1, "short", False),
        (1, EMAIL, False),
        (1, "x" * 65, False),
    ],
)
def test_the_id_of_a_proxy_is_kept_where_it_is_one(
    sqlite_template: str, proxies: int, given: str, kept: bool
) -> None:
    with serving(f"sqlite:///{sqlite_template}", proxies=proxies) as app:
        answer = app.test_client().get("/kinds", headers={"X-Request-ID": given})
        assert (answer.headers["X-Request-ID"] == given) is kept


def test_a_method_that_somebody_made_up_is_not_written_down(
    app: Flask, written: io.StringIO
) -> None:
    app.test_client().open("/", method=PATH.upper())
    assert lines(written)[-1]["method"] == "other"


def curious(app: Flask) -> Visitor:
    """Return a browser that brings recognisable things along with everything."""
    visitor = browser(app)
    visitor.client.environ_base["REMOTE_ADDR"] = ADDRESS
    visitor.client.environ_base["HTTP_USER_AGENT"] = AGENT
    visitor.client.environ_base["HTTP_REFERER"] = f"http://localhost/?{QUERY}"
    visitor.client.set_cookie("other", COOKIE)
    return visitor


def meet(app: Flask) -> list[str]:
    """Do what people do, under names that can be told; return the codes they got."""
    lea = curious(app)
    register(lea, EMAIL, name=NAME, password=PASSWORD, onward=f"/kinds?q={QUERY}")
    sign_in(lea, EMAIL, "not-geheim-at-all")
    sign_in(lea, EMAIL, PASSWORD)
    lea.post("/account/delete", {"password": f"no-{PASSWORD}"})
    guest = curious(app)
    here = guest.start()
    guest.get(f"{here}1?{QUERY}=1")
    code = guest.code()
    guest.post("/you/rejoin", {"code": f"{PATH}"})
    guest.post("/join", {"code": PATH, "nickname": NAME})
    hall = open_hall(app, host=f"ines.{EMAIL}")
    hall.phones[NAME] = phone = curious(app)
    phone.post(f"{hall.door}seat", {"nickname": NAME}, page=hall.door)
    hall.step()
    hall.vote(NAME)
    phone.get(f"{hall.door}own?{QUERY}")
    phone.get(f"/w/{PATH}/")
    return [code, hall.code]


GAP = re.compile(r"<(?:(?P<kind>\w+)(?:\((?P<allowed>[^)]*)\))?:)?\w+>")


def every_address(app: Flask) -> list[str]:
    """Return an address for every page, with something to be told in each gap."""

    def filled(gap: re.Match[str]) -> str:
        if gap["kind"] == "any":
            return gap["allowed"].partition(",")[0]
        return "7" if gap["kind"] == "count" else PATH

    rules = {rule.rule for rule in app.url_map.iter_rules()}
    return [f"{GAP.sub(filled, rule)}?{QUERY}={EMAIL}" for rule in sorted(rules)]


def test_nothing_of_anybody_is_written_down(
    serve: MakeApp, database_url: str, written: io.StringIO
) -> None:
    load(database_url)
    app = serve(database_url)
    codes = meet(app)
    nosy, ada = curious(app), somebody(app, f"ada.{EMAIL}")
    asked = 0
    for address in every_address(app):
        for visitor in (nosy, ada):
            # Streams do not end by themselves.
            visitor.client.get(address, buffered=False).close()
            visitor.client.post(
                address, data={"nickname": NAME, "email": EMAIL}
            ).close()
            asked += 2
    said = written.getvalue()
    assert len(lines(written)) > asked > 200
    for personal in (*PERSONAL, *codes):
        assert personal.lower() not in said.lower()


@pytest.fixture
def broken(serve: MakeApp, database_url: str) -> Flask:
    """Return the app over a database whose table of people is gone."""
    load(database_url)
    app = serve(database_url)
    with app.extensions[KEY].engine.begin() as connection:
        cascade = " cascade" if "postgresql" in database_url else ""
        connection.execute(text(f"drop table person{cascade}"))
    return app


def test_what_a_database_refuses_is_written_down_without_what_was_asked(
    broken: Flask, written: io.StringIO
) -> None:
    lea = curious(broken)
    answer = sign_in(lea, EMAIL, PASSWORD)
    assert answer.status_code in (500, 503)
    fault = next(line for line in lines(written) if "trace" in line)
    assert fault["level"] == "error"
    assert fault["request"] == answer.headers["X-Request-ID"]
    assert f"<b>{fault['request']}</b>" in answer.text
    assert any("services/accounts.py" in step for step in fault["trace"])
    for personal in PERSONAL:
        assert personal not in written.getvalue()


def break_with(app: Flask, fault: Exception) -> int:
    """Ask for a page that breaks; return how that is answered."""

    def page() -> str:
        try:
            raise KeyError(EMAIL)
        except KeyError as first:
            local = PASSWORD  # noqa: F841  what a page knows is not told
            raise fault from first

    app.add_url_rule("/breaks", view_func=page)
    return app.test_client().get(f"/breaks?{QUERY}").status_code


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (ValueError(EMAIL), "ValueError"),
        (OSError(28, "No space left on device", PATH), "No space left on device"),
        (ConnectionResetError(EMAIL), "ConnectionResetError"),
    ],
)
def test_a_page_that_breaks_tells_the_way_and_not_what_it_knew(
    app: Flask, written: io.StringIO, fault: Exception, told: str
) -> None:
    assert break_with(app, fault) == 500
    line, request = lines(written)
    assert line["message"] == "A page broke"
    assert told in line["trace"][0]
    assert "KeyError" in line["trace"]
    assert any("test_journal.py" in step for step in line["trace"])
    assert (request["status"], request["level"]) == (500, "warning")
    for personal in PERSONAL:
        assert personal not in written.getvalue()


def test_a_thread_that_breaks_is_written_down_in_the_same_way(
    written: io.StringIO,
) -> None:
    def work() -> None:
        raise ValueError(EMAIL)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    [line] = lines(written)
    assert line["trace"][0] == "ValueError"
    assert EMAIL not in written.getvalue()


@pytest.mark.parametrize(
    ("logger", "words", "filled", "told"),
    [
        ("gunicorn.error", "Worker (pid:%s) was sent %s!", (7, "SIGKILL"), "(pid:7)"),
        ("gunicorn.error", "Error handling request %s", (f"/w/{PATH}",), "request …"),
        ("gunicorn.error", f"Invalid request from ip={ADDRESS}: x", (), None),
        ("some.library", f"Could not read {EMAIL}", (), "some.library: "),
        ("some.library", "Could not read %s", (EMAIL,), "some.library: "),
        ("quizapp.web.live", "Not followed: %s", (ValueError(EMAIL),), "ValueError"),
        ("quizapp.web.live", "Wrong %d", ("number",), "Wrong %d"),
    ],
)
def test_what_libraries_say_is_kept_to_what_is_known(
    written: io.StringIO,
    logger: str,
    words: str,
    filled: tuple[object, ...],
    told: str | None,
) -> None:
    logging.getLogger(logger).warning(words, *filled)
    if told is None:
        assert written.getvalue() == ""
    else:
        assert told in lines(written)[-1]["message"]
    for personal in PERSONAL:
        assert personal not in written.getvalue()


def test_on_a_terminal_only_what_went_wrong_is_shown(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _kept():
        shown = _begun(monkeypatch, Terminal(), None)
        app.test_client().get("/")
        assert shown.getvalue() == ""
        break_with_zero = app.test_client()
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.view_functions["home.show"] = lambda: str(1 // 0)
        break_with_zero.get("/")
    first, *trace, last = shown.getvalue().splitlines()
    assert "error A page broke" in first
    assert trace[0].strip() == "ZeroDivisionError"
    assert "warning request method=GET route=/ status=500" in last


def test_on_a_terminal_every_request_is_shown_if_that_is_asked_for(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _kept():
        shown = _begun(monkeypatch, Terminal(), Log.TEXT)
        app.test_client().get("/kinds")
    assert "info request method=GET route=/kinds status=" in shown.getvalue()
