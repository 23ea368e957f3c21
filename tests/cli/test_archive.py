"""The index of a folder is kept, used again, and never trusted too far."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.cli import archive, main
from quizapp.cli.archive import Archive
from quizapp.cli.articles import read_text
from quizapp.cli.shelf import default_place, find_shelf, load_index
from quizapp.compare.candidates import likely_sources
from quizapp.compare.language import find_language
from tests.compare.test_candidates import REWRITE, SECOND, SOURCE, STRANGERS

ENGLISH = find_language("en")
AN_HOUR_AGO = time.time() - 3600
ROOT = Path(__file__).parents[2]


class Reader:
    """One search in a folder: finds sources, remembers what it read and said."""

    def __init__(self, folder: Path, place: Path, code: str = "en") -> None:
        self.read: list[str] = []
        self.said: list[str] = []
        language = find_language(code)
        opened = Archive(folder, language, self._read, self.said.append)
        files = sorted(folder.glob("*.txt"))
        self.paths, self.candidates = opened.open(files, place)

    def _read(self, path: Path) -> str:
        self.read.append(path.name)
        return read_text(path)

    def find(self, derived: str = REWRITE) -> list[str]:
        found = likely_sources(self.candidates, derived, best=5)
        return [self.paths[position].name for position in found]


def put(folder: Path, name: str, text: str, changed: float = AN_HOUR_AGO) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (changed, changed))
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of thirty articles, one of them the source, all an hour old."""
    monkeypatch.setattr(archive, "WORTH_KEEPING", 3)
    made = tmp_path / "articles"
    made.mkdir()
    for number, text in enumerate(STRANGERS[:29]):
        put(made, f"{number:02}.txt", text)
    put(made, "source.txt", SOURCE)
    return made


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def indexes(folder: Path, place: Path, code: str = "en") -> Iterator[Path]:
    return find_shelf(place, folder, find_language(code)).iterdir()


def test_the_second_search_reads_nothing_and_finds_the_same(
    folder: Path, place: Path
) -> None:
    first, second = Reader(folder, place), Reader(folder, place)
    assert first.find() == second.find() == ["source.txt"]
    assert len(first.read) == 30
    assert second.read == []
    assert "Read 30 of 30 articles and kept their index" in first.said[0]
    assert "none has changed" in second.said[0]


@pytest.mark.parametrize("derived", [REWRITE, STRANGERS[4], "Norrick harbour", ""])
def test_a_kept_index_scores_as_a_new_one(
    folder: Path, place: Path, derived: str
) -> None:
    assert Reader(folder, place).find(derived) == Reader(folder, place).find(derived)


def test_only_what_has_changed_is_read_again(folder: Path, place: Path) -> None:
    Reader(folder, place)
    put(folder, "05.txt", SOURCE.upper().replace("AUGUST", "MAY"), AN_HOUR_AGO + 1)
    put(folder, "new.txt", SECOND)
    (folder / "07.txt").unlink()
    second = Reader(folder, place)
    assert second.read == ["05.txt", "new.txt"]
    assert set(second.find()) == {"05.txt", "source.txt"}
    assert second.find(SECOND)[0] == "new.txt"
    third = Reader(folder, place)
    assert third.read == []
    assert len(third.paths) == 30
    assert third.find(SECOND)[0] == "new.txt"
    assert len(list(indexes(folder, place))) == 1


def test_a_removed_source_is_not_found_any_more(folder: Path, place: Path) -> None:
    Reader(folder, place)
    (folder / "source.txt").unlink()
    assert Reader(folder, place).find() == []


def test_a_file_that_changed_a_moment_ago_is_not_trusted(
    folder: Path, place: Path
) -> None:
    """It may change again, with the same size, before its clock ticks."""
    put(folder, "05.txt", "x" * len(SECOND), time.time())
    Reader(folder, place)
    put(folder, "05.txt", SECOND, time.time())
    second = Reader(folder, place)
    assert second.read == ["05.txt"]
    assert second.find(SECOND)[0] == "05.txt"


def test_a_file_that_changes_while_it_is_read_is_read_again(
    folder: Path, place: Path
) -> None:
    def read(path: Path) -> str:
        text = read_text(path)
        if path.name == "05.txt":
            put(folder, "05.txt", SECOND, AN_HOUR_AGO + 5)
        return text

    files = sorted(folder.glob("*.txt"))
    Archive(folder, ENGLISH, read, print).open(files, place)
    second = Reader(folder, place)
    assert second.read == ["05.txt"]
    assert second.find(SECOND)[0] == "05.txt"


def test_what_cannot_be_read_is_named_each_time(folder: Path, place: Path) -> None:
    (folder / "latin.txt").write_bytes("Café".encode("latin-1"))
    for _search in range(2):
        reader = Reader(folder, place)
        assert any("latin.txt is not UTF-8" in sentence for sentence in reader.said)
        assert reader.find() == ["source.txt"]
    assert reader.read == ["latin.txt"]


def test_where_nothing_can_be_kept_the_search_says_so_and_goes_on(
    folder: Path, tmp_path: Path
) -> None:
    place = put(tmp_path, "a file", "where a folder should be")
    for _search in range(2):
        reader = Reader(folder, place)
        assert len(reader.read) == 30
        assert "cannot be kept" in reader.said[0]
        assert reader.find() == ["source.txt"]


def test_of_few_articles_nothing_is_kept(
    folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "WORTH_KEEPING", 31)
    reader = Reader(folder, place)
    assert reader.find() == ["source.txt"]
    assert reader.said == []
    assert not place.exists()


def test_articles_without_a_word_keep_no_index(tmp_path: Path, place: Path) -> None:
    for name in "abcd":
        put(tmp_path, f"{name}.txt", "the of and")
    assert Reader(tmp_path, place).find("the of") == []


@pytest.mark.parametrize("harm", ["cut off", "taken away", "scribbled over"])
def test_a_broken_index_is_made_anew(folder: Path, place: Path, harm: str) -> None:
    Reader(folder, place)
    (index,) = indexes(folder, place)
    names = [path.name for path in index.iterdir()]
    for name in names:
        path = next(indexes(folder, place)) / name
        if harm == "cut off":
            os.truncate(path, path.stat().st_size // 2)
        elif harm == "taken away":
            path.unlink()
        else:
            path.write_bytes(b"[1, 2]" * 9)
        reader = Reader(folder, place)
        assert reader.find() == ["source.txt"], name
        assert len(reader.read) == 30, name
        assert Reader(folder, place).read == [], name


def test_each_language_has_its_own_index(folder: Path, place: Path) -> None:
    Reader(folder, place)
    assert len(Reader(folder, place, "tlh").read) == 30
    assert Reader(folder, place).read == []


def test_an_index_that_is_mostly_about_the_past_is_made_anew(
    folder: Path, place: Path
) -> None:
    Reader(folder, place)
    for path in folder.glob("0*.txt"):
        put(folder, path.name, SECOND, AN_HOUR_AGO + 1)
    for path in folder.glob("[12]*.txt"):
        path.unlink()
    assert len(Reader(folder, place).read) == 10
    shelf = find_shelf(place, folder, ENGLISH)
    assert load_index(shelf, ENGLISH) is None
    assert len(Reader(folder, place).read) == 11
    assert load_index(shelf, ENGLISH) is not None


def test_two_searches_at_once_leave_one_whole_index(
    folder: Path, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "story.txt").write_text(REWRITE, encoding="utf-8")
    for number in range(30, 230):  # as many as the command keeps an index of
        put(folder, f"{number:03}.txt", STRANGERS[number])
    command = [sys.executable, "-m", "quizapp", "compare", "--among", str(folder)]
    command += ["--derived", str(tmp_path / "story.txt"), "--index", str(place)]
    searches = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _search in range(3)
    ]
    for search in searches:
        out, _err = search.communicate(timeout=60)
        assert "source.txt" in out
    names = [path.name for path in indexes(folder, place)]
    assert names
    assert not any(name.startswith("tmp-") for name in names)
    assert Reader(folder, place).read == []


def test_what_a_broken_run_left_is_taken_away_after_a_day(
    folder: Path, place: Path
) -> None:
    shelf = find_shelf(place, folder, ENGLISH)
    for name, age in (("tmp-old", 2 * 86_400), ("tmp-young", 60)):
        (shelf / name).mkdir(parents=True)
        os.utime(shelf / name, (time.time() - age, time.time() - age))
    Reader(folder, place)
    names = {path.name for path in shelf.iterdir()}
    assert "tmp-young" in names
    assert "tmp-old" not in names


def test_the_command_keeps_its_index_in_the_cache_and_not_among_the_articles(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = folder.parent / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    before = sorted(folder.rglob("*"))
    story = put(folder.parent, "story.txt", REWRITE)
    for sentence in ("Read 30 of 30", "none has changed"):
        main(["compare", "--among", str(folder), "--derived", str(story)])
        assert sentence in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before
    assert default_place() == cache / "quizapp" / "among"
    assert list((cache / "quizapp" / "among").iterdir())
    shutil.rmtree(cache)


def test_the_derived_article_in_the_folder_is_not_its_own_source(
    folder: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = put(folder, "story.txt", REWRITE)
    for _search in range(2):
        given = ["compare", "--among", str(folder), "--derived", str(story)]
        main([*given, "--index", str(place)])
        out = capsys.readouterr().out
        assert "source.txt" in out
        assert "story.txt" not in out
