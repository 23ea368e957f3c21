"""What the code never does, whoever asks: run words, build SQL of them, call out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.web.headers import POLICY

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "quizapp").rglob("*.py"))
SCRIPTS = sorted((ROOT / "quizapp" / "static").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

RUNS_WORDS = {"eval", "exec", "compile", "__import__"}
# Reading what these wrote can run what somebody else put in.
UNSAFE = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}
CALLS_OUT = {"requests", "httpx", "urllib.request", "http.client", "smtplib", "ftplib"}
WEAK = {"md5", "sha1", "crypt", "des"}
# SQL made of pieces, none of which anybody sends: names and settings of our own.
OUR_SQL = {"db/own_tables.py", "db/restore.py", "db/migrate.py", "db/condition.py"}
OUR_SQL |= {"db/session.py"}
# Patterns made of our own lists of words.
OUR_PATTERNS = {"compare/language.py", "documents/formats.py"}


def tree(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text()))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT / "quizapp"))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the last part of what is called."""
    for node in tree(path):
        if isinstance(node, ast.Call):
            told = node.func
            name = told.attr if isinstance(told, ast.Attribute) else None
            yield name or (told.id if isinstance(told, ast.Name) else ""), node


def imports(path: Path) -> Iterator[str]:
    for node in tree(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_words_are_run() -> None:
    found = [
        f"{named(path)}: {name}"
        for path in CODE
        for name, call in calls(path)
        # A regular expression is compiled too, and is ours.
        if name in RUNS_WORDS and isinstance(call.func, ast.Name)
    ]
    assert found == []


def test_patterns_are_constants() -> None:
    found = []
    for path in CODE:
        for _, call in calls(path):
            if ast.unparse(call.func).startswith("re.") and call.args:
                pattern = call.args[0]
                named_so = isinstance(pattern, ast.Name) and pattern.id.isupper()
                if not named_so and not isinstance(pattern, ast.Constant):
                    found.append(named(path))
    assert set(found) == OUR_PATTERNS
    assert not any("RegExp" in script.read_text() for script in SCRIPTS)


def test_nothing_is_read_that_can_run() -> None:
    found = [
        f"{named(path)}: {name}"
        for path in CODE
        for name in imports(path)
        if name.partition(".")[0] in UNSAFE
    ]
    assert found == []


def test_yaml_is_read_as_data() -> None:
    for path in CODE:
        for name, call in calls(path):
            if name == "YAML":
                kinds = [k.value for k in call.keywords if k.arg == "typ"]
                told = [k.value for k in kinds if isinstance(k, ast.Constant)]
                assert told in ([], ["safe"], ["rt"]), named(path)


def test_nothing_calls_out() -> None:
    found = [
        f"{named(path)}: {name}"
        for path in CODE
        for name in imports(path)
        if any(name == out or name.startswith(f"{out}.") for out in CALLS_OUT)
    ]
    assert found == []


def test_no_shell_is_asked() -> None:
    for path in CODE:
        for name, call in calls(path):
            assert name not in ("system", "popen", "getoutput"), named(path)
            shells = [k for k in call.keywords if k.arg == "shell"]
            assert shells == [], named(path)


def test_no_weak_hash_is_used() -> None:
    found = [
        f"{named(path)}: {name}"
        for path in CODE
        for name, _ in calls(path)
        if name in WEAK
    ]
    assert found == []


def test_secrets_are_drawn_from_the_system() -> None:
    """`Random` deals rounds; whatever opens something comes from `secrets`."""
    for path in CODE:
        for name, call in calls(path):
            if name in ("make_code", "draw_code", "new_secret"):
                drawn = [a for a in ast.walk(call) if isinstance(a, ast.Name)]
                assert "Random" not in {a.id for a in drawn}, named(path)


def is_pieced(words: ast.expr) -> bool:
    """Tell whether words are put together where they are handed over."""
    if isinstance(words, ast.Call) and isinstance(words.func, ast.Attribute):
        return words.func.attr in ("format", "join", "replace")
    return isinstance(words, ast.JoinedStr | ast.BinOp)


@pytest.mark.parametrize(
    "words", ["f'drop {x}'", "'drop ' + x", "'%s' % x", "'{}'.format(x)", "x.join(y)"]
)
def test_what_is_put_together_is_seen_to_be(words: str) -> None:
    assert is_pieced(ast.parse(words, mode="eval").body)


def test_sql_is_built_of_nothing_that_was_sent() -> None:
    found = []
    for path in CODE:
        for name, call in calls(path):
            is_sql = name in ("text", "execute", "exec_driver_sql", "literal_column")
            if is_sql and any(map(is_pieced, call.args)):
                found.append(named(path))
    assert set(found) == OUR_SQL


def test_only_what_we_drew_is_put_into_a_page_as_it_is() -> None:
    """A stage of a room is a template that has escaped what it shows already."""
    found = [
        f"{path.name}: {words}"
        for path in TEMPLATES
        for words in re.findall(
            r"\{\{[^}]*\|\s*safe\s*\}\}|autoescape", path.read_text()
        )
    ]
    assert sorted({f.split(": ")[1] for f in found}) == ["{{ stage | safe }}"]
    marked = {
        named(path) for path in CODE for name, _ in calls(path) if name == "Markup"
    }
    assert marked == {"web/drawing.py"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_runs_words_or_listens_to_other_pages(script: Path) -> None:
    words = script.read_text()
    for wrong in (
        *(r"\beval\(", r"\bnew Function\b", r"\bpostMessage\b", r"document\.write"),
        *(r"__proto__", r"setTimeout\(\s*['\"`]", r"insertAdjacentHTML", r"outerHTML"),
        *(r"https?://", r"\bimportScripts\b", r'addEventListener\("message"'),
    ):
        assert re.search(wrong, words) is None, wrong


def test_what_is_drawn_comes_through_a_policy() -> None:
    """The browser refuses other markup: two named policies, for our own stages."""
    found = [
        m
        for s in SCRIPTS
        for m in re.findall(r'createPolicy\("([^"]+)"', s.read_text())
    ]
    assert sorted(found) == ["desk-rows", "stages"]
    allowed = POLICY.partition("trusted-types ")[2].split()
    assert sorted(allowed) == sorted(found)


def test_browser_storage_holds_no_secret() -> None:
    """A switch of the desk, and what one said oneself on the line that is open."""
    found = [
        f"{script.name}: {what}"
        for script in SCRIPTS
        for what in re.findall(r"(\w+Storage)\.setItem", script.read_text())
    ]
    assert sorted(found) == ["lines.js: localStorage", "workshop.js: sessionStorage"]
