"""`quizapp packs export`: a file for another program, and what is said of it."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import quizapp
from tests.packs.exchange import SHIPPED
from tests.packs.gift_reader import read_gift

FERRY = next(path for path in SHIPPED if path.name == "winter-ferry")


def export(data: Path, to: str, out: Path) -> str:
    done = quizapp(data, "packs", "export", str(FERRY), "--to", to, "--out", str(out))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_gift(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "ferry.gift"
    said = export(data, "gift", out)
    questions = read_gift(out.read_text(encoding="utf-8"))
    assert f"{out}: {len(questions)} questions." in said
    assert "words are marked" in said
    assert "licence: CC-BY-4.0" in said


def test_moodle_xml(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "ferry.xml"
    export(data, "moodle", out)
    assert ET.parse(out).getroot().tag == "quiz"


def test_qti(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "ferry.zip"
    export(data, "qti", out)
    with zipfile.ZipFile(out) as archive:
        assert {"imsmanifest.xml", "test.xml"} < set(archive.namelist())


@pytest.mark.parametrize("to", ["gift", "moodle", "qti"])
def test_the_same_pack_gives_the_same_bytes(
    data: Path, tmp_path: Path, to: str
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    export(data, to, first)
    export(data, to, second)
    assert first.read_bytes() == second.read_bytes()


def test_no_file_is_written_over(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept"
    out.write_text("mine")
    words = ("packs", "export", str(FERRY), "--to", "gift", "--out", str(out))
    refused = quizapp(data, *words)
    assert refused.returncode == 2
    assert "exists already" in refused.stderr
    assert out.read_text() == "mine"
