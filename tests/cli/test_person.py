"""`quizapp person`: the first admin, and everybody else whom nobody can help."""

import re
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from quizapp.cli import main
from quizapp.db.session import Database
from quizapp.game.second_factor import make_recovery_codes
from quizapp.services.second_factors import state_of, turn_on
from tests.cast import NOON

LEA = "lea@example.org"


class Office:
    """A data folder, and the commands that are run on it."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def person(self, *words: str) -> str:
        """Run a command that succeeds; return what it says."""
        status = main(("person", *words))
        said = self.capsys.readouterr()
        assert (status, said.err) == (0, "")
        return said.out

    def refused(self, *words: str) -> str:
        """Run a command that cannot be done; return the sentence."""
        assert main(("person", *words)) == 2
        said = self.capsys.readouterr()
        assert said.out == ""
        return said.err


@pytest.fixture
def office(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Office:
    """Return commands on a folder that nobody has used."""
    for name in ("DATABASE_URL", "SECRET_KEY", "QUIZAPP_SECURE_COOKIES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUIZAPP_DATA", str(data))
    return Office(capsys)


def test_a_person_is_added_with_a_link_to_set_the_password(office: Office) -> None:
    assert office.person("list") == "Nobody has an account yet.\n"
    said = office.person(
        "add", "Lea@Example.org", "--name", "Lea", "--url", "https://pencil.example/"
    )
    assert re.search(r"\nhttps://pencil\.example/resets/[\w-]{43}\n$", said)
    assert re.fullmatch(
        r"lea@example\.org\tplayer\t[\d-]+\tLea\n", office.person("list")
    )


def test_an_address_is_added_once(office: Office) -> None:
    office.person("add", LEA, "--name", "Lea")
    assert "There is an account with this address" in office.refused(
        "add", LEA, "--name", "Lea"
    )


def test_a_role_is_changed_but_not_the_last_admins(office: Office) -> None:
    office.person("add", LEA, "--name", "Lea", "--role", "admin")
    assert "the last admin" in office.refused("promote", LEA)
    office.person("add", "ada@example.org", "--name", "Ada")
    assert office.person("promote", "ada@example.org", "--role", "admin") == (
        "ada@example.org: admin\n"
    )
    assert office.person("promote", LEA) == f"{LEA}: instructor\n"


def test_a_reset_link_is_made(office: Office) -> None:
    office.person("add", LEA, "--name", "Lea")
    assert "/resets/" in office.person("reset", "LEA@example.org")


def test_a_second_factor_is_turned_off(office: Office, data: Path) -> None:
    office.person("add", LEA, "--name", "Lea")
    assert office.person("second-factor-off", LEA) == f"{LEA} has no second factor.\n"
    codes = make_recovery_codes(Random(1))
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database:
        with database.writing() as session:
            turn_on(session, person=1, secret="A" * 32, step=1, codes=codes, now=NOON)
        said = office.person("second-factor-off", "LEA@example.org")
        assert "with the password alone now, and is signed out" in said
        with database.reading() as session:
            assert state_of(session, 1) is None


def test_a_person_is_removed_once_it_is_said_what_goes(office: Office) -> None:
    office.person("add", LEA, "--name", "Lea")
    asked = office.refused("remove", LEA)
    assert f"{LEA}: 0 rounds, 0 places in groups; nobody else keeps 0 groups" in asked
    assert "--yes" in asked
    assert office.person("remove", LEA, "--yes").startswith("Removed.")
    assert office.person("list") == "Nobody has an account yet.\n"


@pytest.mark.parametrize("action", ["promote", "reset", "remove", "second-factor-off"])
@pytest.mark.parametrize("email", ["otto@example.org", "otto", "\udcff@example.org"])
def test_nobody_is_told_apart(office: Office, action: str, email: str) -> None:
    assert re.search(
        "Nobody has an account|This is no e-mail", office.refused(action, email)
    )
