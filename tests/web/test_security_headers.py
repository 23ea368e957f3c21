"""What every answer carries, whichever route it comes from, and what none does."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from quizapp.web.sessions import KEY
from tests.web import fuzzing
from tests.web.door import browser, register, somebody
from tests.web.serving import serving
from tests.web.visitor import HERE

RULES = fuzzing.rules()
FIRST = f"{HERE}rounds/1/1"
KEPT = ("public, max-age=", "no-cache")
VARYING = {"Content-Type", "Content-Length"}


def look(app: Flask, rule: Rule, **environ: str) -> Response:
    """Look at a route as somebody who was never here."""
    knock = fuzzing.plain(fuzzing.NOBODY, "GET", fuzzing.plain_address(rule))
    crowd = fuzzing.Crowd({fuzzing.NOBODY: ""}, {fuzzing.NOBODY: ""}, {})
    return fuzzing.knock_at(app, {**crowd.environ(knock), **environ})


@pytest.mark.parametrize("rule", RULES, ids=fuzzing.named)
def test_every_route_has_the_headers(lasting_app: Flask, rule: Rule) -> None:
    headers = look(lasting_app, rule).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for directive in (
        *("default-src 'none'", "script-src 'self'", "object-src 'none'"),
        *("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"),
    ):
        assert directive in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/health", "/ready"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whoever_watches_the_server_gets_the_headers_too(
    app: Flask, address: str, method: str
) -> None:
    told = app.test_client().open(address, method=method).headers
    page = app.test_client().get("/nowhere").headers
    wanted = {name for name, _ in page} - {"X-Request-ID", "Vary"}
    assert {name: told.get(name) for name in wanted - VARYING} == {
        name: page[name] for name in wanted - VARYING
    }


@pytest.mark.parametrize("rule", RULES, ids=fuzzing.named)
def test_nobody_on_the_way_keeps_a_page(lasting_app: Flask, rule: Rule) -> None:
    answer = look(lasting_app, rule)
    if rule.endpoint == "static":
        assert answer.headers["Cache-Control"].startswith(KEPT)
    else:
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("rule", RULES, ids=fuzzing.named)
def test_no_route_is_for_pages_of_others(lasting_app: Flask, rule: Rule) -> None:
    answer = look(lasting_app, rule, HTTP_ORIGIN="https://example.org")
    told = {name for name, _ in answer.headers}
    assert not [name for name in told if name.startswith("Access-Control-")]


@pytest.mark.parametrize("rule", RULES, ids=fuzzing.named)
def test_every_answer_says_what_it_is(lasting_app: Flask, rule: Rule) -> None:
    answer = look(lasting_app, rule)
    sort = answer.headers.get("Content-Type", "")
    assert sort or not answer.get_data()
    if sort.startswith("text/"):
        assert "charset=utf-8" in sort


@pytest.mark.parametrize("rule", RULES, ids=fuzzing.named)
@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_no_route_leads_to_the_host_that_somebody_names(
    lasting_app: Flask, rule: Rule, header: str
) -> None:
    answer = look(lasting_app, rule, **{header: "example.org"})
    assert "example.org" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("address", ["//groups", "/desk//bring", "/groups", "/people"])
def test_where_the_library_leads_is_an_address_of_ours(
    app: Flask, address: str
) -> None:
    there = app.test_client().get(address, headers={"Host": "example.org"})
    assert there.status_code in (303, 308, 404)
    assert "example.org" not in there.headers.get("Location", "")


# ---------------------------------------------------------------- over https


@pytest.fixture
def secure(app: Flask) -> Iterator[Flask]:
    """Build the app as it is set up behind https."""
    url = str(app.extensions[KEY].engine.url)
    with serving(url, secure_cookies=True) as made:
        yield made


def test_over_https_the_cookie_is_of_this_host_alone(secure: Flask) -> None:
    client = secure.test_client()
    cookie = client.get("/you/", base_url="https://localhost").headers["Set-Cookie"]
    name, _, rest = cookie.partition("=")
    assert name == "__Host-pencil"
    said = set(rest.split("; "))
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= said
    assert "Domain" not in rest


def test_over_https_browsers_are_told_to_stay_there(app: Flask, secure: Flask) -> None:
    for address in ("/", "/nowhere", "/static/app.css", "/account/", "/health"):
        with secure.test_client() as client:
            answer = client.get(address, base_url="https://localhost")
            told = answer.headers["Strict-Transport-Security"]
            answer.close()
        assert re.fullmatch(r"max-age=63072000; includeSubDomains", told)
    # A laptop in a classroom has no certificate: there it must not be asked for.
    assert "Strict-Transport-Security" not in app.test_client().get("/").headers


# ------------------------------------------------------------ what is not there


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW", "PROPFIND"])
def test_no_other_method_is_answered(app: Flask, method: str) -> None:
    answer = app.test_client().open("/", method=method)
    assert answer.status_code == 405
    assert "This address does not take that." in answer.text


@pytest.mark.parametrize(
    "address",
    [
        *("/static/", "/static", "/static/../web/app.py", "/static/%2e%2e/web/app.py"),
        *("/static/..%2f..%2fpyproject.toml", "/.git/HEAD"),
        *("/instance/secret-key", "/secret-key", "/docs/"),
        *("/console", "/debug", "/metrics", "/__debugger__", "/swagger.json"),
    ],
)
def test_no_folder_and_no_file_besides_is_served(app: Flask, address: str) -> None:
    answer = app.test_client().get(address)
    assert answer.status_code == 404
    assert '<main id="main">' in answer.text


def test_the_cookie_is_signed_by_a_key_of_this_server(app: Flask) -> None:
    lea = browser(app)
    register(lea)
    cookie = lea.client.get_cookie("pencil")
    assert cookie
    with serving(str(app.extensions[KEY].engine.url)) as other:
        other.config["SECRET_KEY"] = "of somebody else"
        stranger = browser(other)
        stranger.client.set_cookie("pencil", cookie.value)
        assert stranger.get("/account/").status_code == 303


class Yesterday(TimestampSigner):
    """Signs as if it were ninety days ago, and a second."""

    def get_timestamp(self) -> int:
        return super().get_timestamp() - 90 * 24 * 3600 - 1


def test_a_cookie_is_too_old_after_ninety_days(app: Flask) -> None:
    guest = browser(app)
    guest.start()
    cookie = guest.client.get_cookie("pencil")
    signs = app.session_interface.get_signing_serializer(app)
    assert cookie
    assert signs
    held = signs.loads(cookie.value)
    assert guest.get(FIRST).status_code == 200
    signs.signer = Yesterday
    guest.client.set_cookie("pencil", signs.dumps(held))
    assert guest.get(FIRST).status_code == 404


def test_a_token_of_a_form_is_no_cookie(app: Flask) -> None:
    guest = browser(app)
    guest.get("/you/")
    other = browser(app)
    other.client.set_cookie("pencil", guest.token)
    fields = {"csrf_token": guest.token, "code": "X"}
    refused = other.client.post("/you/rejoin", data=fields)
    assert refused.status_code == 400
    assert "older than your visit" in refused.text


def test_no_fault_is_told_in_detail(app: Flask) -> None:
    assert app.debug is False
    app.add_url_rule("/broken", view_func=lambda: 1 / 0)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "Something broke on our side." in answer.text
    assert "ZeroDivision" not in answer.text
    assert "Traceback" not in answer.text


def test_nothing_turns_debugging_on(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with serving(str(app.extensions[KEY].engine.url)) as made:
        assert made.debug is False


def test_no_secret_stands_in_an_address(app: Flask) -> None:
    """Forms that carry a password or a code are posted; links with a secret end."""
    pages = [
        browser(app).get(f"/account/{page}").text for page in ("sign-in", "register")
    ]
    ada = somebody(app, "ada@example.org")
    pages += [ada.get(f"/account/{page}").text for page in ("password", "delete")]
    for page in pages:
        forms = re.findall(r"<form[^>]*>", page)
        assert forms
        assert all('method="post"' in form for form in forms)
