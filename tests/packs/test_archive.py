"""Archives: out and in again gives the same bytes; a hostile one ends in a sentence."""

import stat
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import BadInput
from quizapp.packs.archive import (
    LARGEST_ARCHIVE,
    archived_files,
    pack_archive,
    read_archive,
    without_proposals,
)
from quizapp.packs.faults import PackFaults
from quizapp.packs.read import read_pack
from tests.packs.winter import FILES

QUESTIONS = Path(__file__).parents[2] / "questions"
SHIPPED = sorted(path.parent for path in QUESTIONS.glob("*/pack.yaml"))
GOOD = {f"winter/{name}": text.encode() for name, text in FILES.items()}


def zipped(
    files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, **info: int
) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            for field, value in info.items():
                setattr(entry, field, value)
            # Made wherever this file is read, whatever is tested: at the least cost.
            archive.writestr(entry, content, compresslevel=1)
    return buffer.getvalue()


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_pack_survives_an_archive(folder: Path) -> None:
    pack = read_pack(folder)
    archive = pack_archive(pack)
    again = read_archive(archive)
    assert replace(again, digest=pack.digest) == pack
    assert pack_archive(again) == archive


def test_an_archive_is_one_folder_of_plain_files_in_order(folder: Path) -> None:
    with zipfile.ZipFile(BytesIO(pack_archive(read_pack(folder)))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == [
        "winter/ferry.yaml",
        "winter/ferry/derived.txt",
        "winter/ferry/sources/courier.txt",
        "winter/pack.yaml",
    ]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {stat.S_IFREG | 0o644}


def test_a_pack_without_a_proper_name_makes_no_archive(folder: Path) -> None:
    with pytest.raises(BadInput, match=r"'[.][.]/winter' cannot be a pack"):
        pack_archive(replace(read_pack(folder), slug="../winter"))


def test_an_archive_made_elsewhere_is_read_and_its_litter_left() -> None:
    litter = {"__MACOSX/winter/._pack.yaml": b"\0", "winter/.DS_Store": b"\0"}
    folders = {"winter/": b"", "winter/ferry/": b""}
    assert read_archive(zipped(folders | GOOD | litter)).slug == "winter"


def test_a_pack_has_one_digest_in_a_folder_and_in_an_archive(folder: Path) -> None:
    pack = read_pack(folder)
    assert read_archive(zipped(GOOD)).digest == pack.digest
    assert read_archive(zipped(GOOD)) == pack


def test_a_text_that_is_not_in_the_archive_is_a_fault() -> None:
    for path, sentence in (
        ("ferry/other.txt", "there is no file 'ferry/other.txt'"),
        ("../pack.yaml", "leads out of the pack"),
    ):
        case = GOOD["winter/ferry.yaml"].replace(b"ferry/derived.txt", path.encode())
        with pytest.raises(PackFaults, match=sentence):
            read_archive(zipped(GOOD | {"winter/ferry.yaml": case}))


def test_faults_name_paths_inside_the_archive() -> None:
    spoilt = GOOD | {"winter/pack.yaml": b"format: 1\n", "winter/X.yaml": b"a: 1"}
    with pytest.raises(PackFaults) as refusal:
        read_archive(zipped(spoilt))
    paths = {fault.path for fault in refusal.value.faults}
    assert paths == {"winter/pack.yaml", "winter/X.yaml"}
    assert "'title' is missing" in str(refusal.value)
    assert "/tmp" not in str(refusal.value)


def lying(content: bytes, claimed: int) -> bytes:
    """Zip a file that unpacks to more than both of its headers claim."""
    honest = zipped({"winter/pack.yaml": content})
    size = len(content).to_bytes(4, "little")
    assert honest.count(size) == 2
    return honest.replace(size, claimed.to_bytes(4, "little"))


# Shrinks to a quarter, as no text does, but is no bomb.
SCRAWL = f"{Random(1).getrandbits(1_900_000):b}".encode()

HOSTILE = {
    "no zip": (b"PK nonsense", "no .zip file"),
    "empty": (b"", "no .zip file"),
    "cut short": (zipped(GOOD)[:-30], "no .zip file"),
    "too large": (bytes(LARGEST_ARCHIVE + 1), "larger than 10 MB"),
    "parent": (zipped({"../x": b""}), "'../x' leads out"),
    "parent within": (zipped({"winter/../../x": b""}), "leads out"),
    "absolute": (zipped({"/etc/x": b""}), "'/etc/x' leads out"),
    "drive": (zipped({"C:/x": b""}), "leads out"),
    "backslash": (zipped({"winter\\..\\x": b""}), "leads out"),
    "control": (zipped({"winter/a\x07b": b""}), "'winter/a\ufffdb' leads out"),
    "long name": (zipped({"winter/" + "é" * 150: b""}), "leads out"),
    "deep": (zipped({"a/" * 9 + "x": b""}), "leads out"),
    "capitals": (
        zipped({"winter/a.yaml": b"", "winter/A.yaml": b""}),
        "in the archive twice",
    ),
    "file and folder": (
        zipped({"winter/a": b"", "winter/a/b": b""}),
        "'winter/a/b' lies in a file",
    ),
    "link": (
        zipped(
            {"winter/x": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16
        ),
        "'winter/x' is a link",
    ),
    "device": (
        zipped({"winter/x": b""}, external_attr=(stat.S_IFCHR | 0o666) << 16),
        "'winter/x' is a link",
    ),
    "odd method": (zipped({"winter/x": b"x"}, zipfile.ZIP_LZMA), "not read here"),
    "many": (zipped({f"winter/{n}": b"" for n in range(501)}), "over 500 files"),
    "very many": (zipped({f"winter/{n}": b"" for n in range(2000)}), "over 500 files"),
    "large file": (zipped({"winter/x": bytes(2_000_001)}), "larger than 2 MB"),
    "bomb": (
        zipped({f"winter/{n}": bytes(1_900_000) for n in range(10)}),
        "far more than a pack holds",
    ),
    "large together": (
        zipped({f"winter/{n}": SCRAWL for n in range(11)}),
        "unpacks to over 20 MB",
    ),
    "lying": (lying(bytes(300_000), 9), "no .zip file"),
    "no folder": (zipped({"pack.yaml": b""}), "should hold one folder"),
    "two folders": (zipped({"a/x": b"", "b/x": b""}), "should hold one folder"),
    "nothing": (zipped({}), "should hold one folder"),
}


@pytest.mark.parametrize(("data", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_archive_ends_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_archive(data)


def test_an_encrypted_archive_ends_in_a_sentence() -> None:
    data = bytearray(zipped({"winter/x": b"words"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadInput, match="'winter/x' has a password"):
        read_archive(bytes(data))


def test_a_name_that_stands_twice_is_refused() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("winter/pack.yaml", b"")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("winter/pack.yaml", b"")
    with pytest.raises(BadInput, match="in the archive twice"):
        archived_files(buffer.getvalue())


def test_a_lying_size_unpacks_no_more_than_it_claims(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unpacked = 0
    original = zlib.decompressobj

    class Counting:
        def __init__(self, *args: int) -> None:
            self.inner = original(*args)

        def __getattr__(self, name: str) -> object:
            return getattr(self.inner, name)

        def decompress(self, *args: int) -> bytes:
            nonlocal unpacked
            data: bytes = self.inner.decompress(*args)  # type: ignore[arg-type]
            unpacked += len(data)
            return data

    monkeypatch.setattr(zlib, "decompressobj", Counting)
    with pytest.raises(BadInput):
        archived_files(lying(bytes(1_000_000), 9))
    assert 0 < unpacked < 10_000


@given(st.data())
def test_a_spoilt_archive_is_read_or_refused(data: st.DataObject) -> None:
    spoilt = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(spoilt) - 1))
        spoilt[at] = data.draw(st.integers(0, 255))
    try:
        read = len(read_archive(bytes(spoilt)).cases)
    except BadInput:
        read = 1  # anything else that is raised fails the test
    assert read


WHOLE = zipped(GOOD)


def test_only_decided_lines_are_left(folder: Path) -> None:
    pack = read_pack(folder)
    [case] = pack.cases
    half = replace(pack, cases=(replace(case, proposed=("survey", "end")),))
    left = without_proposals(half)
    assert [line.key for line in left.cases[0].lines] == ["hope-to-plan", "no-decision"]
    assert left.proposed == 0
    assert read_archive(pack_archive(left)).cases == left.cases


def test_a_case_without_a_decided_line_is_left_out(folder: Path) -> None:
    pack = read_pack(folder)
    [case] = pack.cases
    other = replace(case, slug="other", proposed=tuple(n.key for n in case.lines))
    left = without_proposals(replace(pack, cases=(case, other)))
    assert [each.slug for each in left.cases] == ["ferry"]
    with pytest.raises(BadInput, match="no line is decided yet"):
        without_proposals(replace(pack, cases=(other,)))
