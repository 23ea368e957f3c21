import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizapp import __version__
from quizapp.cli import command_line, main
from tests.cli.running import environment, free_port, quizapp
from tests.packs.winter import FILES


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Return a function that runs a command within this process."""
    for name in ("DATABASE_URL", "SECRET_KEY", "QUIZAPP_SECURE_COOKIES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUIZAPP_DATA", str(data))

    def command(*words: str, **settings: str) -> Done:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        try:
            status = main(words)
        except SystemExit as end:
            status = int(end.code or 0)
        return Done(status, *capsys.readouterr())

    return command


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Write a small good pack and return its folder."""
    for name, text in FILES.items():
        path = tmp_path / "winter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "winter"


def test_the_version_is_told(data: Path) -> None:
    assert quizapp(data, "--version").stdout == f"{__version__}\n"


def test_a_command_is_needed(run: Run) -> None:
    refused = run()
    assert refused.status == 2
    assert "COMMAND" in refused.err


def test_help_names_the_commands(run: Run) -> None:
    said = run("--help").out
    assert [c for c in ("serve", "packs", "compare") if c not in said] == []


def test_a_pack_is_loaded_and_loaded_again(run: Run, pack: Path) -> None:
    first = run("packs", "load", str(pack))
    assert (first.status, first.err) == (0, "")
    assert first.out == "winter: 4 new, 0 changed, 0 unchanged, 0 retired\n"
    assert run("packs", "load", str(pack)).out == "winter: unchanged\n"
    case = pack / "ferry.yaml"
    case.write_text(case.read_text().replace("seems settled", "looks settled"))
    again = run("packs", "load", str(pack))
    assert again.out == "winter: 0 new, 1 changed, 3 unchanged, 0 retired\n"


def test_a_folder_of_packs_stands_for_each_of_them(run: Run, pack: Path) -> None:
    assert f"{pack}: OK" in run("packs", "check", str(pack.parent)).out
    assert run("packs", "load", str(pack.parent)).out.startswith("winter: ")
    assert run("packs", "check", str(pack / "ferry")).status == 2


def test_a_pack_with_faults_is_named_and_left_out(run: Run, pack: Path) -> None:
    case = pack / "ferry.yaml"
    case.write_text(case.read_text().replace("form: A", "form: C"))
    refused = run("packs", "load", str(pack))
    assert refused.status == 2
    assert "ferry.yaml:" in refused.err
    assert "winter was not loaded" in refused.err
    assert "Traceback" not in refused.err


def test_a_proposed_line_keeps_its_pack_out(run: Run, pack: Path) -> None:
    case = pack / "ferry.yaml"
    proposed = "  - id: survey\n    proposed: true\n"
    case.write_text(case.read_text().replace("  - id: survey\n", proposed))
    refused = run("packs", "load", str(pack))
    assert refused.status == 2
    assert "winter was not loaded: one line is still proposed." in refused.err


def test_without_a_folder_the_shipped_packs_are_loaded(loaded_data: Path) -> None:
    again = quizapp(loaded_data, "packs", "load")
    assert again.stdout.splitlines() == [
        "kosovo-2023: unchanged",
        "winter-ferry: unchanged",
    ]


@pytest.mark.parametrize("command", ["serve", "packs load"])
@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/quiz"},
            "The database cannot be opened",
        ),
        (
            {"DATABASE_URL": "sqlite:////nowhere/at/all.db"},
            "The database cannot be opened (unable to open database file)",
        ),
        ({"DATABASE_URL": "mysql://quiz"}, "DATABASE_URL must be an address"),
    ],
    ids=["no server", "no folder", "unknown"],
)
def test_a_database_that_cannot_be_opened_is_refused_in_a_sentence(
    run: Run, command: str, settings: dict[str, str], sentence: str
) -> None:
    port = (f"--port={free_port()}",) if command == "serve" else ()
    refused = run(*command.split(), *port, **settings)
    assert refused.status == 2
    assert refused.err.startswith("quizapp: ")
    assert sentence in refused.err
    assert "Traceback" not in refused.err


def test_a_full_disk_is_not_a_finding(data: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The mill may close in May, the owner said on Friday.\n")
    words = ("compare", "--source", str(story), "--derived", str(story))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "quizapp", *words],
            env=environment(data),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("quizapp: it could not be finished: No space left")
    assert "Traceback" not in done.stderr


def test_every_option_says_what_it_is() -> None:
    taken = options(command_line([]))
    assert [each.option_strings or each.dest for each in taken if not each.help] == []


def options(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield all that a command takes, and the commands below it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from options(below)
        else:
            yield action
