"""`quizapp compare` as a person meets it: exit status, report, refusals."""

import json
from pathlib import Path

import pytest

from quizapp.cli import main

SOURCE = "“We have won the cup again,” said Ann Ash.\r\nThe town of Oxley is glad.\r\n"
CHANGED = (
    "“We have lost the cup again,” said Ann Ash.\r\nThe town of Oxley is glad.\r\n"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "source.txt").write_bytes(SOURCE.encode())
    (tmp_path / "same.txt").write_bytes(SOURCE.encode())
    (tmp_path / "changed.txt").write_bytes(b"\xef\xbb\xbf" + CHANGED.encode())
    return tmp_path


def run(folder: Path, derived: str, *options: str) -> int:
    source = str(folder / "source.txt")
    given = ["--source", source, "--derived", str(folder / derived), *options]
    return main(["compare", *given])


def test_nothing_found_is_status_zero(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, "same.txt") == 0
    assert "No discrepancy proposed" in capsys.readouterr().out


def test_something_found_is_status_one_and_offsets_count_the_file_as_given(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, "changed.txt", "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    found = report["discrepancies"][0]
    assert found["kind"] == "altered_quote"
    change = found["changes"][0]["derived"]
    assert ("\ufeff" + CHANGED)[change["start"] : change["end"]] == "lost"


def test_the_page_escapes_what_the_articles_say(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "tags.txt").write_text(
        "<script>alert(1)</script> robbed Bill Ox.", "utf-8"
    )
    assert run(files, "tags.txt", "--format", "html") == 1
    page = capsys.readouterr().out
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_report_proposes_and_never_condemns(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("text", "html"):
        run(files, "changed.txt", "--format", form)
        shown = capsys.readouterr().out.lower()
        assert "proposed" in shown
        assert "wrong" not in shown
        assert "docs/engine.md" in shown


def test_min_confidence_one_leaves_only_the_lines(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, "changed.txt", "--format", "json", "--min-confidence", "1") == 0
    assert json.loads(capsys.readouterr().out)["lines"]


def test_an_unknown_language_is_said(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(files, "changed.txt", "--language", "tlh")
    assert "tlh" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("none.txt", None, "cannot be read", id="missing"),
        pytest.param("empty.txt", b" \r\n", "is empty", id="empty"),
        pytest.param("latin.txt", b"caf\xe9 au lait", "not UTF-8", id="latin-1"),
        pytest.param("zip.txt", b"PK\x03\x04\x00\x00", "not a text file", id="binary"),
        pytest.param("vast.txt", b"a " * 2_600_000, "larger than", id="vast"),
    ],
)
def test_bad_input_is_status_two_with_a_sentence(
    files: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    says: str,
) -> None:
    if content is not None:
        (files / name).write_bytes(content)
    assert run(files, name) == 2
    assert says in capsys.readouterr().err


def test_a_folder_is_no_article(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, ".") == 2
    assert "is a folder" in capsys.readouterr().err
