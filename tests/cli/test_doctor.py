"""`quizapp doctor`: what is wrong is said in words, with what to do."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from quizapp.cli import main
from quizapp.cli.doctor_database import (
    check_database,
    check_packs,
    check_revision,
    check_stored,
)
from quizapp.cli.doctor_place import check_file_system, check_settings
from quizapp.cli.finding import Finding, Level
from quizapp.config import Config
from quizapp.db.models import Group
from quizapp.db.session import Database
from quizapp.game.rejoin import make_code
from quizapp.game.role import Role
from quizapp.services import accounts
from tests.packs.winter import FILES

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
Answers = dict[str, tuple[str, str, str]]
Look = Callable[..., Answers]


@pytest.fixture
def served(loaded_data: Path, data: Path) -> Path:
    """Return the folder of a server that has served."""
    copytree(loaded_data, data)
    data.chmod(0o700)
    return data


@pytest.fixture
def look(
    served: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Look:
    """Return what asks the doctor: each check with how it is, why, and what to do."""

    def ask(status: int, **settings: str) -> Answers:
        for name in list(os.environ):
            if name.startswith("QUIZAPP_") or name in ("DATABASE_URL", "SECRET_KEY"):
                monkeypatch.delenv(name)
        for name, value in {"QUIZAPP_DATA": str(served), **settings}.items():
            monkeypatch.setenv(name, value)
        assert main(["doctor", "--format", "json"]) == status
        found = json.loads(capsys.readouterr().out)
        worst: Answers = {}
        for finding in found:
            known = worst.get(finding["check"])
            if known is None or known[0] == "ok":
                told = finding["level"], finding["said"], finding["todo"]
                worst[finding["check"]] = told
        return worst

    return ask


def test_a_sound_server_is_well(look: Look) -> None:
    found = look(0)
    wrong = {check: told for check, told in found.items() if told[0] == "fault"}
    assert wrong == {}
    assert {"data folder", "secret key", "database", "tables", "clock"} <= found.keys()
    assert found["people"][0] == "note"
    assert "person add" in found["people"][2]


def test_it_is_said_in_a_line_each(
    served: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUIZAPP_DATA", str(served))
    main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ok    tables") for line in lines)
    assert any(line.startswith("note  people") for line in lines)


def test_a_folder_that_is_not_there_is_named_and_not_made(
    look: Look, tmp_path: Path
) -> None:
    found = look(1, QUIZAPP_DATA=str(tmp_path / "elsewhere"))
    assert found["data folder"][0] == "fault"
    assert "Set QUIZAPP_DATA" in found["data folder"][2]
    assert not (tmp_path / "elsewhere").exists()


def test_looking_makes_no_key(look: Look, served: Path) -> None:
    (served / "secret-key").unlink()
    assert look(0)["secret key"][0] == "note"
    assert not (served / "secret-key").exists()


@pytest.mark.parametrize(
    ("harm", "check", "words"),
    [
        (lambda d: d.chmod(0o755), "data folder", "chmod 700"),
        (lambda d: (d / "secret-key").chmod(0o644), "secret key", "chmod 600"),
        (lambda d: (d / "secret-key").write_text(""), "secret key", "Delete it"),
        (lambda d: (d / "quizapp.db").unlink(), "database", "quizapp serve"),
        (lambda d: (d / "quizapp.db").write_text("x" * 5000), "database", "DATABASE"),
    ],
    ids=["open folder", "open key", "empty key", "no file", "another file"],
)
def test_what_is_wrong_with_the_place_is_said(
    harm: Callable[[Path], None], check: str, words: str, look: Look, served: Path
) -> None:
    harm(served)
    level, _, todo = look(1)[check]
    assert level == "fault"
    assert words in todo


def test_a_server_that_is_not_running_is_asked_for(look: Look, served: Path) -> None:
    level, said, todo = look(1, DATABASE_URL=f"postgresql://quiz@/x?host={served}")[
        "database"
    ]
    assert level == "fault"
    assert "cannot be opened" in said
    assert "Is it running" in todo


def test_a_file_that_is_broken_inside_is_found(look: Look, served: Path) -> None:
    with closing(sqlite3.connect(served / "quizapp.db")) as file:
        file.execute("pragma foreign_keys=off")
        file.execute("delete from pack where id = 1")
        file.commit()
    level, said, todo = look(1)["soundness"]
    assert level == "fault"
    assert "names a missing row of pack" in said
    assert "restore the last backup" in todo


def test_a_setting_that_cannot_be_is_said(look: Look) -> None:
    level, said, _ = look(1, QUIZAPP_SECURE_COOKIES="maybe")["settings"]
    assert (level, said) == ("fault", "QUIZAPP_SECURE_COOKIES must be 1 or 0.")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"secure_cookies": True}, "no proxy is believed"),
        ({"proxies": 1, "hosts": ("quiz.example.org",)}, "also go without https"),
        ({"proxies": 1, "secure_cookies": True}, "answers to any name"),
        ({"metrics": ("0.0.0.0", 9464)}, "beyond this machine"),
        ({}, "they fit each other"),
    ],
)
def test_settings_that_do_not_fit_each_other_are_named(
    given: dict[str, object], words: str
) -> None:
    config = Config(Path(), "sqlite:////x", "key", **given)  # type: ignore[arg-type]
    assert [words in finding.said for finding in check_settings(config)] == [True]


def test_a_network_disk_is_no_place_for_sqlite(tmp_path: Path) -> None:
    mounts = f"/dev/vda1 / ext4 rw 0 0\nserver:/home {tmp_path} nfs4 rw 0 0\n"
    assert check_file_system(tmp_path / "data", mounts).level is Level.FAULT
    assert check_file_system(Path("/srv/data"), mounts).level is Level.OK


# ----------------------------------------------------- what is in the database


@pytest.fixture
def database(database_url: str) -> Database:
    return Database(database_url)


def named(found: list[Finding]) -> dict[str, Finding]:
    worst: dict[str, Finding] = {}
    for finding in found:
        if finding.check not in worst or worst[finding.check].level is Level.OK:
            worst[finding.check] = finding
    return worst


def test_a_sound_database_is_well(database: Database) -> None:
    found = [*check_database(database, workers=1, thorough=True)]
    found += [check_revision(database), *check_stored(database, now=NOW)]
    assert {finding.level for finding in found} <= {Level.OK, Level.NOTE}
    # What was tried was taken back.
    with database.reading() as session:
        assert session.scalar(text("select count(*) from attempt")) == 0
    database.close()


def add_ines(session: Session, role: Role) -> None:
    accounts.register(
        session,
        email="ines@example.org",
        name="Ines",
        password=accounts.NO_PASSWORD,
        code=make_code(Random(1)),
        now=NOW,
        role=role,
    )


def test_somebody_who_runs_it_and_a_group_past_its_date_are_seen(
    database: Database,
) -> None:
    with database.writing() as session:
        add_ines(session, Role.ADMIN)
        session.add(
            Group(
                name="9b",
                language="en",
                join_code="ABCDEFGH",
                retention_on=date(2026, 3, 1),
                made_at=NOW,
            )
        )
    found = named([*check_stored(database, now=NOW)])
    assert found["people"].level is Level.OK
    assert found["erasing"].level is Level.FAULT
    assert "groups expire" in found["erasing"].todo
    database.close()


def test_who_teaches_without_the_second_factor_that_is_asked_for_is_seen(
    look: Look, served: Path
) -> None:
    assert "signing in" not in look(0)
    asked = {"QUIZAPP_SECOND_FACTOR": "instructors"}
    assert look(0, **asked)["signing in"][0] == "ok"
    database = Database(f"sqlite:///{served / 'quizapp.db'}")
    with database.writing() as session:
        add_ines(session, Role.INSTRUCTOR)
    database.close()
    level, said, todo = look(0, **asked)["signing in"]
    assert (level, said) == ("note", "1 of those who teach has none yet.")
    assert "led to it when they sign in" in todo


@pytest.mark.parametrize(
    ("revision", "level", "words"),
    [("0003", Level.NOTE, "Make a backup"), ("9999", Level.FAULT, "newer version")],
)
def test_program_and_tables_that_are_not_of_one_version_are_told_apart(
    revision: str, level: Level, words: str, database: Database
) -> None:
    with database.writing() as session:
        session.execute(
            text("update alembic_version set version_num = :to"), {"to": revision}
        )
    found = check_revision(database)
    assert found.level is level
    assert words in found.todo
    database.close()


def test_more_workers_than_connections_are_too_many(database: Database) -> None:
    found = named([*check_database(database, workers=64, thorough=False)])
    if database.engine.dialect.name == "postgresql":
        assert found["connections"].level is Level.FAULT
        assert "max_connections" in found["connections"].todo
    else:
        assert "connections" not in found
    database.close()


def test_one_worker_is_not_said_to_be_several(database: Database) -> None:
    found = named([*check_database(database, workers=1, thorough=False)])
    if database.engine.dialect.name == "postgresql":
        assert ", and 1 worker may take " in found["connections"].said
    else:
        assert "connections" not in found
    database.close()


def test_a_database_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    address = f"postgresql+psycopg://quiz@/quiz?host={tmp_path}"
    found = named([*check_database(Database(address), workers=1, thorough=False)])
    assert found["database"].level is Level.FAULT
    assert "Is it running" in found["database"].todo


def test_a_clock_that_was_set_back_is_seen(loaded_data: Path, data: Path) -> None:
    copytree(loaded_data, data)
    database = Database(f"sqlite:///{data / 'quizapp.db'}")
    with database.writing() as session:
        player = accounts.register(
            session,
            email="lea@example.org",
            name="Lea",
            password=accounts.NO_PASSWORD,
            code=make_code(Random(2)),
            now=NOW,
        ).participant
        for statement in (
            "insert into round (id, participant_id, case_id, number, beside, dealt_at) "
            "values (1, :p, 1, 1, true, :now)",
            "insert into question (id, round_id, position, format, line_id, options, "
            "key) values (1, 1, 1, 'judge', 1, '[]', '1')",
            "insert into answer (question_id, participant_id, choice, share, marks, "
            "answered_at) values (1, :p, '1', 1.0, 1, :now)",
        ):
            session.execute(
                text(statement), {"p": player, "now": NOW.replace(tzinfo=None)}
            )
    early = named([*check_stored(database, now=NOW - timedelta(hours=1))])
    assert early["clock"].level is Level.FAULT
    assert "Set the clock" in early["clock"].todo
    assert named([*check_stored(database, now=NOW)])["clock"].level is Level.OK
    database.close()


def test_a_pack_that_waits_for_its_author_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, words in FILES.items():
        path = tmp_path / "winter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
    monkeypatch.setattr(
        "quizapp.cli.doctor_database.shipped_packs", lambda: [tmp_path / "winter"]
    )
    assert check_packs().level is Level.OK
    case = tmp_path / "winter" / "ferry.yaml"
    proposed = "  - id: survey\n    proposed: true\n"
    case.write_text(case.read_text().replace("  - id: survey\n", proposed))
    found = check_packs()
    assert (found.level, found.said) == (
        Level.NOTE,
        "1 pack has proposed lines, and is not loaded",
    )
