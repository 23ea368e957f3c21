"""Garbage for every address: drawn by Hypothesis, sent as raw bytes, made into WSGI."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode

from flask import Flask
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import create_environ, run_wsgi_app
from werkzeug.wrappers import Response

from quizapp.config import Config
from quizapp.web.app import create_app

NOBODY, GUEST, LEARNER = "nobody", "guest", "learner"
INSTRUCTOR, ADMIN = "instructor", "admin"
WHO = (NOBODY, GUEST, LEARNER, INSTRUCTOR, ADMIN)
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")

# What forms send, so that garbage gets as far as the rules behind them.
ROOT = Path(__file__).parents[2]
TEMPLATES = "\n".join(f.read_text() for f in (ROOT / "templates").rglob("*.html"))
IN_TEMPLATES = set(re.findall(r'name="([a-z_-]+)"', TEMPLATES))
ELSEWHERE = {
    *("about", "after", "at", "authors", "before", "board", "content_note", "deed"),
    *("email", "later", "licence", "names", "occasion", "old", "opens", "order"),
    *("out", "password", "retention", "rhythm", "sort", "spoken", "timer", "title"),
    *("source1-text", "derived-text", "derived-file", "source1-file", "derived-date"),
    *("format-sound0", "carries", "step", "nickname", "again", "main", "kinds"),
}
NAMES = sorted(IN_TEMPLATES | ELSEWHERE)

# What an argument of an address may be, right and wrong; `{…}` is a place of the town.
RIGHT = {
    "pack": ("winter", "{desk}", "1"),
    "case": ("ferry", "the-early-boat"),
    "code": ("{code}", "{room}"),
    "group": ("{group}", "{other}"),
    "member": ("{mia}", "{pia}", "{zoe}"),
    "assignment": ("{given}", "{others}"),
    "secret": ("{invitation}", "{reset}"),
    "filename": ("app.css", "app.js", "icon.svg"),
}
VALUES = (
    *("parts", "carries", "1", "2", "3", "0", "yes", "next", "skip", "back", "end"),
    *("{code}", "{room}", "{guests_code}", "{group}", "{mia}", "{zoe}", "{given}"),
    *("admin", "player", "instructor", "beside", "hidden", "before", "after", "A"),
    *("winter", "ferry", "sound0", "altered1", "judge", "spot", "mark_sound", "en"),
    *("ines@example.org", "nobody@example.org", "2027-01-01", "0000-00-00", "Mia"),
    *("boat harbour winter", "altered_quote", "//example.org", "/kinds", "teams"),
)
NASTY = (
    *("", " ", "\0", "\x1b[2J", "٣", "９", "-1", "1e9", "NaN", "9" * 30, "9" * 5000),
    *("00009", "0x1", "1.0", "None", "true", "[]", "{}", "é", "e\u0301" * 40, "\u202e"),
    *("'; drop table person; --", "%s%n", "{{7*7}}", "${jndi:x}", "../../etc/passwd"),
    *("<script>x</script>", '"><img src=x>', "=1+1", "\t=1", "\r\nSet-Cookie: a=b"),
    *("\ud800", "\U0010ffff", "\ufeff", "a\x00b", "\x7f", "x" * 300, "x" * 70_000),
)
text = st.one_of(
    st.sampled_from(VALUES),
    st.sampled_from(NASTY),
    st.text(st.characters(codec=None), max_size=30),
)
raw = st.one_of(
    text.map(lambda words: words.encode("utf-8", "surrogatepass")),
    st.binary(max_size=40),
    st.sampled_from((b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"%zz", b"%00")),
)
pairs = st.lists(st.tuples(st.sampled_from(NAMES) | text, text), max_size=8)


@dataclass(frozen=True)
class Knock:
    """One request; places of the town are still named `{…}` in it."""

    who: str
    method: str
    path: bytes
    query: bytes
    headers: tuple[tuple[str, str], ...]
    cookie: str
    token: str
    kind: str
    fields: tuple[tuple[str, str], ...]
    junk: bytes


def rules() -> list[Rule]:
    """Return every route of the app, those that are added tomorrow too."""
    app = create_app(
        Config(Path(), "sqlite:////nowhere.sqlite", "kept for the tests alone")
    )
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def named(rule: Rule) -> str:
    """Name a route in a test's report."""
    return f"{','.join(sorted(rule.methods or ()))} {rule.rule}"


def address(rule: Rule) -> st.SearchStrategy[bytes]:
    """Draw addresses of a route, with right arguments mostly, and wrong ones."""
    parts = re.split(r"<(?:[^<>:]+:)?([^<>:]+)>", rule.rule)
    return st.tuples(
        *(
            _argument(part) if number % 2 else st.just(part.encode())
            for number, part in enumerate(parts)
        )
    ).map(b"".join)


def _argument(name: str) -> st.SearchStrategy[bytes]:
    right = st.sampled_from(RIGHT.get(name, ("1", "2")))
    usual = right.map(str.encode)
    strange = raw.map(lambda junk: quote(junk).encode())
    bare = raw.filter(lambda junk: b"?" not in junk and b"#" not in junk)
    return st.one_of(usual, usual, usual, strange, bare)


HEADERS = st.lists(
    st.one_of(
        st.sampled_from(
            (
                ("X-Requested-With", "fetch"),
                ("Range", "bytes=0-1"),
                ("Range", "bytes=9999999999-"),
                ("Range", "bytes=a-b,,-"),
                ("If-None-Match", '"x", *'),
                ("If-Modified-Since", "yesterday"),
                ("If-Match", "*"),
                ("If-Range", "Thu, 99 Foo 2026"),
                ("Accept", "application/json;q=x"),
                ("Accept-Language", "xx-" + "y" * 300 + ";q=nan"),
                ("Host", "example.org"),
                ("Host", "a b/../c@d:99999"),
                ("X-Forwarded-For", "1.2.3.4, nonsense"),
                ("X-Forwarded-Host", "example.org"),
                ("X-Forwarded-Proto", "javascript"),
                ("Origin", "null"),
                ("Referer", "https://example.org/"),
                ("Authorization", "Basic \xff"),
                ("Transfer-Encoding", "chunked"),
                ("Content-Length", "-1"),
                ("Content-Length", "999999999999"),
                ("Content-Type", "multipart/form-data"),
                ("Content-Type", "application/json; charset=\xff"),
                ("Last-Event-ID", "9" * 40),
                ("X-HTTP-Method-Override", "DELETE"),
                ("Cookie", "pencil=a; pencil=b; =; \x00"),
                ("Upgrade", "websocket"),
            )
        ),
        st.tuples(
            st.sampled_from(("Accept", "Range", "Cookie", "X-Junk", "Content-Type")),
            st.text(st.characters(codec="latin-1"), max_size=30),
        ),
    ),
    max_size=3,
).map(tuple)
COOKIES = ("own", "own", "own", "own", "none", "cut", "bent", "made up", "huge")
TOKENS = ("right", "right", "right", "none", "bent", "twice")
KINDS = ("none", "form", "form", "multipart", "json", "junk", "cut multipart", "many")


def knocks(rule: Rule) -> st.SearchStrategy[Knock]:
    """Draw requests to a route."""
    known = st.sampled_from(sorted(rule.methods or METHODS))
    query = st.one_of(
        st.just(b""),
        pairs.map(lambda sent: urlencode(_bytes(sent)).encode()),
        raw.map(lambda junk: quote(junk, safe="&=%;+").encode()),
    )
    return st.builds(
        Knock,
        who=st.sampled_from(WHO),
        method=st.one_of(known, known, known, st.sampled_from(METHODS)),
        path=address(rule),
        query=query,
        headers=HEADERS,
        cookie=st.sampled_from(COOKIES),
        token=st.sampled_from(TOKENS),
        kind=st.sampled_from(KINDS),
        fields=pairs.map(tuple),
        junk=st.binary(max_size=60),
    )


@dataclass(frozen=True)
class Crowd:
    """Everybody who knocks: cookies, tokens of their forms, and the town's places."""

    cookies: dict[str, str]
    tokens: dict[str, str]
    places: dict[str, str]

    def fill(self, words: str) -> str:
        """Put the town's places in."""
        for name, value in self.places.items():
            words = words.replace("{" + name + "}", value)
        return words

    def environ(self, knock: Knock) -> dict[str, Any]:
        """Make a request of it, as a server hands it to the app."""
        path = self.fill(knock.path.decode("latin-1")).encode("latin-1", "replace")
        kind, body = self._body(knock)
        environ = create_environ(method=knock.method, base_url="http://localhost/")
        environ.update(
            PATH_INFO=unquote_to_bytes(path).decode("latin-1") or "/",
            QUERY_STRING=self.fill(knock.query.decode("latin-1")),
            CONTENT_LENGTH=str(len(body)),
            CONTENT_TYPE=kind,
        )
        environ["wsgi.input"] = BytesIO(body)
        environ["HTTP_COOKIE"] = self._cookie(knock)
        for name, value in knock.headers:
            key = name.upper().replace("-", "_")
            plain = key in ("CONTENT_TYPE", "CONTENT_LENGTH")
            environ[key if plain else f"HTTP_{key}"] = value
        return environ

    def _cookie(self, knock: Knock) -> str:
        own = self.cookies[knock.who]
        sent = {
            "own": own,
            "none": "",
            "cut": own[: len(own) // 2],
            "bent": f"{own[:-1]}{'A' if own[-1:] != 'A' else 'B'}",
            "made up": knock.junk.decode("latin-1"),
            "huge": "x" * 9000,
        }[knock.cookie]
        return f"pencil={sent}"

    def _body(self, knock: Knock) -> tuple[str, bytes]:
        token = self.tokens[knock.who]
        tokens = {
            "right": [token],
            "none": [],
            "bent": [token[:-1]],
            "twice": ["", token],
        }[knock.token]
        fields = [("csrf_token", each) for each in tokens]
        fields += [(self.fill(name), self.fill(value)) for name, value in knock.fields]
        form = "application/x-www-form-urlencoded"
        if knock.kind == "none":
            return "", b""
        if knock.kind == "junk":
            return form, knock.junk
        if knock.kind == "json":
            return "application/json", json.dumps(dict(fields)).encode()
        if knock.kind == "many":
            return form, urlencode(_bytes(fields * 300)).encode()
        if knock.kind == "form":
            return form, urlencode(_bytes(fields)).encode()
        body = b"".join(_parts(fields, knock.junk))
        end = len(body) // 2 if knock.kind == "cut multipart" else len(body)
        return "multipart/form-data; boundary=cut-here", body[:end]


def _parts(fields: list[tuple[str, str]], junk: bytes) -> Iterator[bytes]:
    for number, (name, value) in enumerate(fields):
        plain = re.sub(r'[\r\n"\\]', "_", name)
        # Every third part is a file, whatever its field is meant to be.
        called = f'; filename="../{plain}.docx"' if number % 3 == 2 else ""
        head = f'--cut-here\r\nContent-Disposition: form-data; name="{plain}"{called}'
        yield _encoded(f"{head}\r\n\r\n{value}\r\n")
    head = '--cut-here\r\nContent-Disposition: form-data; name="file"; filename="a.zip"'
    yield _encoded(head) + b"\r\n\r\nPK\x03\x04" + junk + b"\r\n--cut-here--\r\n"


def _bytes(fields: list[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(_encoded(name), _encoded(value)) for name, value in fields]


def _encoded(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


def knock_at(app: Flask, environ: dict[str, Any]) -> Response:
    """Send a request; of a stream only the beginning is read."""
    body, status, headers = run_wsgi_app(app, environ)
    answer = Response(body, status, headers)
    if answer.mimetype == "text/event-stream":
        begun = next(iter(answer.response), b"")
        answer.close()
        answer = Response(begun, status, headers)
    answer.get_data()
    answer.close()
    return answer


def plain_address(rule: Rule) -> bytes:
    """Return an address of a route that may lead somewhere."""
    parts = re.split(r"<(?:[^<>:]+:)?([^<>:]+)>", rule.rule)
    filled = [
        RIGHT.get(part, ("1",))[0] if number % 2 else part
        for number, part in enumerate(parts)
    ]
    return "".join(filled).encode()


def plain(who: str, method: str, path: bytes) -> Knock:
    """Return a request with nothing in it but a right token."""
    return Knock(who, method, path, b"", (), "own", "right", "form", (), b"")
