from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizapp.config import Config, read_config
from quizapp.errors import BadInput


def read(data: Path, **settings: str) -> Config:
    return read_config({"QUIZAPP_DATA": str(data), **settings})


def test_without_settings_everything_is_in_one_folder(data: Path) -> None:
    config = read(data)
    assert config.database_url == f"sqlite:///{data}/quizapp.db"
    assert not config.secure_cookies


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:////var/quiz.db", "sqlite:////var/quiz.db"),
        ("postgres://quiz@db/quiz", "postgresql+psycopg://quiz@db/quiz"),
        ("postgresql://quiz@db/quiz", "postgresql+psycopg://quiz@db/quiz"),
        ("postgresql+psycopg://quiz@db/q", "postgresql+psycopg://quiz@db/q"),
    ],
)
def test_a_database_is_named_by_its_address(data: Path, given: str, used: str) -> None:
    assert read(data, DATABASE_URL=given).database_url == used


@pytest.mark.parametrize(
    "given",
    ["quiz.db", "mysql://quiz", "sqlite://quiz", "postgresql://a:b@host:port/quiz"],
)
def test_any_other_address_is_refused(data: Path, given: str) -> None:
    with pytest.raises(BadInput, match="sqlite:/// or postgresql://"):
        read(data, DATABASE_URL=given)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="Set QUIZAPP_DATA to a folder you may write to"):
        read(tmp_path / "file" / "data")


@pytest.mark.parametrize(("given", "secure"), [("1", True), ("0", False), ("", False)])
def test_cookies_are_secure_where_that_is_asked(
    data: Path, given: str, secure: bool
) -> None:
    assert read(data, QUIZAPP_SECURE_COOKIES=given).secure_cookies == secure


def test_half_an_answer_about_cookies_is_refused(data: Path) -> None:
    with pytest.raises(BadInput, match="QUIZAPP_SECURE_COOKIES must be 1 or 0"):
        read(data, QUIZAPP_SECURE_COOKIES="yes")


def test_the_secret_is_made_once_and_kept_from_others(data: Path) -> None:
    first = read(data).secret_key
    assert len(first) == 64
    assert read(data).secret_key == first
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in data.iterdir()] == ["secret-key"]


def test_an_empty_secret_is_refused(data: Path) -> None:
    data.mkdir(exist_ok=True)
    (data / "secret-key").touch()
    with pytest.raises(BadInput, match=r"secret-key is empty\. Delete it"):
        read(data)


def test_a_secret_that_is_set_is_not_written_down(data: Path) -> None:
    assert read(data, SECRET_KEY="from outside").secret_key == "from outside"
    assert list(data.iterdir()) == []


def test_servers_that_start_at_once_agree_on_the_secret(data: Path) -> None:
    with ThreadPoolExecutor(8) as servers:
        secrets = set(servers.map(lambda _: read(data).secret_key, range(8)))
    assert len(secrets) == 1
