"""`quizapp packs check` and `draft`, as an author meets them."""

from pathlib import Path

import pytest

from quizapp.cli import main
from quizapp.packs.read import read_pack
from tests.packs.winter import COURIER, DERIVED, Spoil

Output = pytest.CaptureFixture[str]


def test_good_pack(folder: Path, capsys: Output) -> None:
    assert main(["packs", "check", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}: OK: 4 lines, 1 sound\n"


def test_faults_are_shown_all_and_counted(spoil: Spoil, capsys: Output) -> None:
    spoil("pack.yaml", "format: 1", "format: 2")
    folder = spoil("ferry.yaml", "form: A", "form: C")
    assert main(["packs", "check", str(folder)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == [
        f"{folder}/ferry.yaml:37:11: 'C' is none of the known words; "
        "write training, A, B",
        f"{folder}/pack.yaml:1:9: 'format' cannot be '2'; write 1",
        f"{folder}: 2 faults.",
    ]


def test_one_bad_pack_does_not_hide_the_others(folder: Path, capsys: Output) -> None:
    assert main(["packs", "check", "nowhere", str(folder)]) == 2
    shown = capsys.readouterr()
    assert "nowhere is not a folder" in shown.err
    assert "OK: 4 lines" in shown.out


def test_imbalance_is_a_warning(folder: Path, capsys: Output) -> None:
    assert main(["packs", "check", str(folder)]) == 0
    warnings = capsys.readouterr().err
    assert "warning: only 25% of the lines are sound; half is best" in warnings
    assert "warning: forms A and B differ in their kinds" in warnings


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    """Write two articles and return the options that name them."""
    (tmp_path / "Courier.txt").write_text(COURIER, encoding="utf-8")
    (tmp_path / "Daily.txt").write_text(DERIVED, encoding="utf-8")
    source, derived = str(tmp_path / "Courier.txt"), str(tmp_path / "Daily.txt")
    return ["--source", source, "--derived", derived, "--out", str(tmp_path / "new")]


def test_draft_is_written_and_passes(
    articles: list[str], tmp_path: Path, capsys: Output
) -> None:
    assert main(["packs", "draft", *articles]) == 0
    pack = read_pack(tmp_path / "new")
    assert pack.proposed == len(pack.cases[0].lines) > 0
    assert pack.cases[0].slug == "daily"
    assert list(pack.cases[0].sources) == ["courier"]
    assert f"{pack.proposed} proposed" in capsys.readouterr().out


def test_draft_never_writes_over_a_folder(
    articles: list[str], tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "new").mkdir()
    assert main(["packs", "draft", *articles]) == 2
    assert "exists already" in capsys.readouterr().err


def test_draft_of_a_missing_article(articles: list[str], capsys: Output) -> None:
    assert main(["packs", "draft", *articles, "--source", "nowhere.txt"]) == 2
    assert "nowhere.txt" in capsys.readouterr().err
