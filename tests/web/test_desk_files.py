"""Import and export: what goes out comes in again, byte for byte, and plays."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings

from quizapp.db.models import DeskLine, DeskPack, Origin, State
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.packs.archive import pack_archive, read_archive, without_proposals
from quizapp.packs.pack import Pack
from quizapp.packs.read import read_pack
from quizapp.services.publishing import decided_pack
from quizapp.web import unpacked
from quizapp.web.unpacked import check_names, lay_on_desk, read_apart
from tests.cast import NOON, pack_of
from tests.packs.test_archive import GOOD, zipped
from tests.packs.test_write_pack import packs
from tests.services.playing import count
from tests.web.conftest import MakeApp
from tests.web.deskwork import Stage, file, post_large, staged
from tests.web.visitor import Visitor, words_of

QUESTIONS = Path(__file__).parents[2] / "questions"
SHIPPED = sorted(path.parent for path in QUESTIONS.glob("*/pack.yaml"))
QUICK = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def stage(loaded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("desk")
    return staged(loaded_template, folder, lambda _app, ines: ines.get("/desk/"))


@pytest.fixture
def app(stage: Stage, tmp_path: Path, serve: MakeApp) -> Flask:
    return serve(stage.copied(tmp_path))


@pytest.fixture
def ines(app: Flask, stage: Stage) -> Visitor:
    return stage.enter(app)


def bring_in(ines: Visitor, archive: bytes, name: str = "pack.zip") -> tuple[int, str]:
    """Upload an archive; return the status, and where it led or what it said."""
    ines.get("/desk/import")
    answer = post_large(ines, "/desk/import", {"file": file(archive, name)})
    return answer.status_code, answer.location or words_of(answer.text)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_pack_goes_out_as_it_came_in(ines: Visitor, folder: Path) -> None:
    archive = pack_archive(read_pack(folder))
    status, there = bring_in(ines, archive)
    assert status == 303
    exported = ines.get(f"{there}export")
    assert exported.data == archive
    assert exported.headers["Content-Disposition"] == (
        f'attachment; filename="{folder.name}.zip"'
    )
    assert exported.headers["Cache-Control"] == "no-store"
    _, again = bring_in(ines, exported.data)
    assert again != there
    assert ines.get(f"{again}export").data == archive


@QUICK
@given(pack=packs())
def test_any_pack_goes_out_as_it_came_in(database: Database, pack: Pack) -> None:
    archive = pack_archive(pack)
    try:
        wanted = pack_archive(without_proposals(pack))
    except BadInput:
        assume(False)
    assert exported(database, archive) == wanted
    assert exported(database, wanted) == wanted


def exported(database: Database, archive: bytes) -> bytes:
    """Import an archive and export it again, through what the pages call."""
    with database.writing() as session:
        number = lay_on_desk(session, read_archive(archive), person=1, now=NOON)
        return pack_archive(decided_pack(session, person=1, pack=number))


def test_what_was_decided_comes_decided(ines: Visitor, database: Database) -> None:
    pack = pack_of()
    case = replace(pack.cases[0], proposed=("altered0",))
    status, there = bring_in(ines, pack_archive(replace(pack, cases=(case,))))
    assert status == 303
    with database.reading() as session:
        lines = {line.key: line for line in session.query(DeskLine)}
    assert {line.origin for line in lines.values()} == {Origin.IMPORT}
    waiting = [key for key, line in lines.items() if line.state == State.PROPOSED]
    assert waiting == ["altered0"]
    assert lines["sound0"].decided_by_id == 1
    seen = ines.see(there)
    assert "22 lines accepted · 1 waits" in seen
    assert ines.get(f"{there}ferry/").status_code == 200


def test_a_pack_from_a_file_can_be_published_and_played(ines: Visitor) -> None:
    _, there = bring_in(ines, pack_archive(pack_of()))
    assert ines.post(f"{there}publish", page=there).status_code == 303
    shelf = "/cases/winter-1/ferry/"
    assert ines.get(f"{ines.start(case=shelf)}1").status_code == 200


@pytest.mark.parametrize(
    ("archive", "sentence"),
    [
        (b"", "Choose the .zip file"),
        (b"not a zip", "no .zip file, or it is damaged"),
        (b"PK\x05\x06" + b"\0" * 18, "should hold one folder"),
        (b"x" * 10_000_001, "larger than 10 MB"),
    ],
    ids=["none", "text", "empty", "large"],
)
def test_what_is_no_pack_ends_in_a_sentence(
    ines: Visitor, database: Database, archive: bytes, sentence: str
) -> None:
    status, said = bring_in(ines, archive, "pack.zip" if archive else "")
    assert status == 400
    assert sentence in said
    assert count(database, DeskPack) == 0


def test_every_fault_of_a_pack_is_told_at_once(
    ines: Visitor, database: Database
) -> None:
    case = GOOD["winter/ferry.yaml"].decode()
    broken = case.replace("form: training", "form: C", 1).replace("why:", "wy:", 1)
    head = GOOD["winter/pack.yaml"].decode().replace("licence:", "license:", 1)
    archive = zipped(
        {
            **GOOD,
            "winter/ferry.yaml": broken.encode(),
            "winter/pack.yaml": head.encode(),
        }
    )
    status, said = bring_in(ines, archive)
    assert status == 400
    assert "things have to be put right" in said
    assert "Winter/ferry.yaml:" in said
    assert "Winter/pack.yaml:" in said
    assert "/tmp" not in said
    assert count(database, DeskPack) == 0


def test_a_pack_that_takes_too_long_is_given_up(
    ines: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacked, "SECONDS", 2)
    case = b"lines:\n" + b"- a\n" * 400_000
    status, said = bring_in(ines, zipped({**GOOD, "winter/ferry.yaml": case}, 0))
    assert status == 400
    assert "takes too long or too much memory" in said
    assert count(database, DeskPack) == 0


@QUICK
@given(pack=packs())
def test_a_pack_read_apart_is_the_same(pack: Pack) -> None:
    archive = pack_archive(pack)
    assert read_apart(archive) == read_archive(archive)


@pytest.mark.parametrize(
    ("pack", "sentence"),
    [
        (replace(pack_of(), slug="w" * 61), "is too long"),
        (
            replace(
                pack_of(),
                cases=(
                    replace(
                        pack_of().cases[0],
                        sources={"derived": pack_of().cases[0].sources["courier"]},
                    ),
                ),
            ),
            "cannot be called “derived”",
        ),
    ],
    ids=["long name", "source called derived"],
)
def test_a_name_that_cannot_be_kept_is_refused(pack: Pack, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        check_names(pack)


def test_a_file_is_read_whatever_it_is_called(ines: Visitor) -> None:
    archive = pack_archive(pack_of())
    status, there = bring_in(ines, archive, "../../../etc/passwd<b>.exe")
    assert status == 303
    assert "passwd" not in ines.see(there)


def test_nothing_of_a_pack_is_markup(ines: Visitor) -> None:
    pack = replace(pack_of(), title="<script>x</script>", about="<b>so</b> & so")
    _, there = bring_in(ines, pack_archive(pack))
    for page in (there, "/desk/", f"{there}describe", f"{there}publish"):
        text = ines.get(page).text
        assert "<script>x" not in text
        assert "<b>so" not in text
