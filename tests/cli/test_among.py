import json
import os
import sys
from pathlib import Path
from shlex import quote

import pytest

from quizapp.cli import among, main
from tests.compare.test_candidates import REWRITE, SOURCE, STRANGERS

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make an archive of three articles, one of them the source, in two folders."""
    archive = tmp_path / "archive"
    (archive / "october").mkdir(parents=True)
    (archive / "a.txt").write_text(STRANGERS[0], encoding="utf-8")
    (archive / "z.TXT").write_text(STRANGERS[1], encoding="utf-8")
    (archive / "october" / "harbour.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "story.txt").write_text(REWRITE, encoding="utf-8")
    return archive


def compare(folder: Path, *more: str, form: str = "json") -> int:
    story = str(folder.parent / "story.txt")
    given = ["compare", "--among", str(folder), "--derived", story]
    return main([*given, "--format", form, *more])


def sources(capsys: Captured) -> list[str]:
    found: list[str] = json.loads(capsys.readouterr().out)["sources"]
    return found


def test_the_json_names_the_likely_source(folder: Path, capsys: Captured) -> None:
    assert compare(folder) in (0, 1)
    assert sources(capsys) == [str(folder / "october" / "harbour.txt")]


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_reports_name_the_file(folder: Path, capsys: Captured, form: str) -> None:
    compare(folder, form=form)
    assert f"Source 1: {folder / 'october' / 'harbour.txt'}" in capsys.readouterr().out


def test_named_sources_come_first_and_only_once(folder: Path, capsys: Captured) -> None:
    named = folder / "a.txt"
    (folder / "b.txt").write_text(SOURCE + STRANGERS[2], encoding="utf-8")
    compare(folder, "--source", str(named))
    found = [str(folder / "october" / "harbour.txt"), str(folder / "b.txt")]
    assert sources(capsys) == [str(named), *found]


def test_best_limits_the_sources_found(folder: Path, capsys: Captured) -> None:
    (folder / "b.txt").write_text(SOURCE + STRANGERS[2], encoding="utf-8")
    compare(folder, "--best", "1")
    assert len(sources(capsys)) == 1


def test_the_derived_article_is_not_its_own_source(
    folder: Path, capsys: Captured
) -> None:
    (folder / "story.txt").hardlink_to(folder.parent / "story.txt")
    compare(folder)
    assert sources(capsys) == [str(folder / "october" / "harbour.txt")]


def test_nothing_likely_is_refused_with_what_to_do(
    folder: Path, capsys: Captured
) -> None:
    (folder / "october" / "harbour.txt").unlink()
    assert compare(folder) == 2
    captured = capsys.readouterr()
    assert "name its sources with --source" in captured.err
    assert captured.out == ""


def test_nothing_likely_is_only_said_where_a_source_was_named(
    folder: Path, capsys: Captured
) -> None:
    named = (folder / "october" / "harbour.txt").rename(folder.parent / "source.txt")
    assert compare(folder, "--source", str(named)) in (0, 1)
    captured = capsys.readouterr()
    assert "Nothing in" in captured.err
    assert json.loads(captured.out)["sources"] == [str(named)]


def test_what_cannot_be_read_is_named_and_left_out(
    folder: Path, capsys: Captured
) -> None:
    (folder / "binary.txt").write_bytes(b"\x7fELF\0\0")
    (folder / "latin.txt").write_bytes("Café".encode("latin-1"))
    (folder / "empty.txt").touch()
    (folder / "huge.txt").write_text("word " * 1_000_001, encoding="utf-8")
    compare(folder)
    captured = capsys.readouterr()
    left_out = [line for line in captured.err.splitlines() if "left out" in line]
    names = ("binary.txt", "empty.txt", "huge.txt", "latin.txt")
    assert len(left_out) == 4
    assert all(name in line for name, line in zip(names, left_out, strict=True))
    assert len(json.loads(captured.out)["sources"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="by design: needs POSIX links")
def test_links_and_pipes_trap_nobody(folder: Path, capsys: Captured) -> None:
    (folder / "round").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    compare(folder)
    captured = capsys.readouterr()
    assert captured.err.count("left out") == 3
    assert len(json.loads(captured.out)["sources"]) == 1


@pytest.mark.parametrize("name", ["empty", "without"])
def test_a_folder_without_text_files_is_refused(
    folder: Path, capsys: Captured, name: str
) -> None:
    other = folder.parent / name
    other.mkdir()
    if name == "without":
        (other / "notes.md").write_text(SOURCE, encoding="utf-8")
    story = str(folder.parent / "story.txt")
    assert main(["compare", "--among", str(other), "--derived", story]) == 2
    assert "holds no other text file (*.txt)" in capsys.readouterr().err


def test_a_file_is_no_folder(folder: Path, capsys: Captured) -> None:
    assert compare(folder / "a.txt", "--derived", str(folder / "a.txt")) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_too_many_files_are_refused(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(among, "LARGEST_FOLDER", 2)
    assert compare(folder) == 2
    assert "holds more than 2 text files" in capsys.readouterr().err


def test_one_of_source_and_among_is_required(folder: Path, capsys: Captured) -> None:
    assert main(["compare", "--derived", str(folder / "a.txt")]) == 2
    assert "Give --source FILE, --among FOLDER or both." in capsys.readouterr().err


@pytest.mark.parametrize("count", ["0", "51", "-1", "some"])
def test_best_is_a_sensible_number(folder: Path, count: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        compare(folder, f"--best={count}")
    assert stopped.value.code == 2


def test_without_the_extra_a_sentence_says_what_to_install(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    assert compare(folder) == 2
    command = f"{quote(sys.executable)} -m pip install bm25s"
    assert command in capsys.readouterr().err
