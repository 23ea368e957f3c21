"""The house rules that no tool knows: each test names one and every place it breaks."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from statistics import quantiles

import pytest
from jinja2 import Environment

from quizapp.compare.engine import CHECKS
from quizapp.compare.kinds import Kind
from quizapp.packs.faults import PackFaults
from quizapp.packs.read import read_pack
from tests.compare.test_kinds import MUST_FLAG, MUST_PASS

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "quizapp").rglob("*.py"))
BENCH = sorted((ROOT / "bench").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PACKS = sorted(path.parent for path in (ROOT / "questions").glob("*/pack.yaml"))
# What make and the programs leave behind, and git ignores.
LEFT_BEHIND = {".git", ".venv", "build", "dist", "instance", "node_modules"}
LEFT_BEHIND |= {".hypothesis", ".import_linter_cache", ".mypy_cache", ".ruff_cache"}
LEFT_BEHIND |= {".pytest_cache", "__pycache__"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


# ----------------------------------------------------------------- the bench


@pytest.mark.parametrize("path", BENCH, ids=named)
def test_what_measures_the_program_finds_what_it_calls_there(path: Path) -> None:
    import_module(named(path).removesuffix(".py").replace("/", "."))


# -------------------------------------------------------------------- size


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every function with its place and its length in lines."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{named(path)}:{node.lineno} {node.name}", length


def test_no_function_is_longer_than_forty_lines() -> None:
    found = [f for path in CODE for f in functions(path)]
    assert [f"{place}: {length}" for place, length in found if length > 40] == []


def test_nine_functions_in_ten_have_at_most_twenty_lines() -> None:
    found = [f for path in CODE for f in functions(path)]
    longest = sorted(found, key=lambda f: -f[1])[:10]
    assert quantiles([f[1] for f in found], n=10)[-1] <= 20, longest


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in CODE}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


# ------------------------------------------------------------ words and marks


class Markup(HTMLParser):
    """Collects what a template says bare, and what the browser's policy refuses."""

    SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title")
    SILENT = ("script", "style", "code", "kbd")

    def __init__(self) -> None:
        super().__init__()
        self.bare: list[str] = []
        self.refused: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given):
            self._note(self.refused, f"<{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self._note(self.refused, f"{name}={value!r}")
            if name in self.SPOKEN:
                self.handle_words(value)
        if tag in self.SILENT:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.handle_words(data)

    def handle_words(self, text: str) -> None:
        # One letter alone is a sign: A, x. The game's name stays as it is.
        if re.search(r"[^\W\d_]{2}", re.sub(r"\b(Blue|Pencil)\b", "", text)):
            above = text[: -len(text.lstrip())].count("\n")
            self._note(self.bare, " ".join(text.split()), above)

    def _note(self, notes: list[str], what: str, above: int = 0) -> None:
        notes.append(f"{self.getpos()[0] + above}: {what}")


def bare(source: str) -> str:
    """Return a template's own markup; blank what Jinja makes and what is translated.

    Every line keeps its number.

    >>> bare("<p>{{ _('a') }}</p>{% trans %}b{% endtrans %} c")
    '<p></p> c'
    """
    kept: list[str] = []
    translated = opened = False
    for line, sort, token in Environment().lex(source):
        if sort == "block_begin":
            opened = True
        elif opened and sort == "name":
            opened = False
            translated = token == "trans" or (translated and token != "endtrans")
        elif sort == "data" and not translated:
            kept.append("\n" * (line - 1 - "".join(kept).count("\n")) + token)
    return "".join(kept)


def read(template: Path) -> Markup:
    markup = Markup()
    markup.feed(bare(template.read_text()))
    markup.close()
    return markup


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_word_of_a_template_can_be_translated(template: Path) -> None:
    assert read(template).bare == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_template_has_a_script_a_style_or_a_handler_in_it(template: Path) -> None:
    assert read(template).refused == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_row_of_a_page_begins_with_the_point_between_two_things(
    template: Path,
) -> None:
    # A title is never broken over rows; a point with no space before it clings.
    lines = template.read_text().splitlines()
    shown = [line for line in lines if "{% block title %}" not in line]
    assert [line for line in shown if re.search(r"(^|\s)(<\w+>)?·", line)] == []


@pytest.mark.parametrize(
    ("source", "words", "refused"),
    [
        ("<p>\n{{ x }} words</p>", ["2: words"], []),
        ("{% if a %}\n<b>yes</b>{% endif %}", ["2: yes"], []),
        ('<img alt="A ferry">', ["1: A ferry"], []),
        ("<p>{% trans n=n %}one{% pluralize %}{{ n }}{% endtrans %} · ×</p>", [], []),
        ('<p title="{{ _("a word") }}">{{ _("words") }}</p>', [], []),
        ("{# a remark #}{% set a = 'text' %}<kbd>Enter</kbd>", [], []),
        ('<b onclick="go()">×</b>', [], ["1: onclick='go()'"]),
        ('<b style="{{ a }}">×</b>', [], ["1: style=''"]),
        ("\n<script>go()</script>", [], ["2: <script>"]),
        ('<script src="{{ a }}" type="module"></script>', [], []),
    ],
)
def test_the_reading_of_templates(
    source: str, words: list[str], refused: list[str]
) -> None:
    markup = Markup()
    markup.feed(bare(source))
    markup.close()
    assert (markup.bare, markup.refused) == (words, refused)


# ------------------------------------------------------------------ contents


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_has_a_check_and_examples_of_both_sorts(kind: Kind) -> None:
    check = import_module(f"quizapp.compare.checks.{kind}")
    assert check.check in CHECKS
    assert MUST_FLAG[kind]
    assert MUST_PASS[kind]


def test_packs_are_shipped() -> None:
    assert PACKS


@pytest.mark.parametrize("pack", PACKS, ids=named)
def test_a_shipped_pack_has_no_fault(pack: Path) -> None:
    try:
        read_pack(pack)
    except PackFaults as faults:
        pytest.fail(str(faults), pytrace=False)


def test_every_setting_is_in_the_readme() -> None:
    tree = ast.parse((ROOT / "quizapp" / "config.py").read_text())
    words = {str(n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    settings = {word for word in words if re.fullmatch(r"[A-Z][A-Z0-9_]{3,}", word)}
    readme = (ROOT / "README.md").read_text()
    assert settings
    assert sorted(s for s in settings if f"`{s}`" not in readme) == []


# ----------------------------------------------------------------- addresses


def ours() -> Iterator[Path]:
    """Yield every file that people read or run."""
    for path in sorted(ROOT.rglob("*")):
        if not LEFT_BEHIND & set(path.relative_to(ROOT).parts) and path.is_file():
            yield path


def test_no_file_names_a_registry() -> None:
    # Put together here, or this file would be the one that names them.
    hosts = [
        ".".join(parts)
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
        )
    ]
    found = [
        f"{named(path)}: {host}"
        for path in ours()
        for host in hosts
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_lock_files_pin_by_hash_and_hold_no_address() -> None:
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert len(locks) == 3
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text, named(lock)
        assert "--hash=sha256:" in text, named(lock)
