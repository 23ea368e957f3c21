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


@pytest.mark.parametrize(
    ("given", "asked"), [("instructors", True), ("none", False), ("", False)]
)
def test_a_second_factor_is_asked_for_where_that_is_set(
    data: Path, given: str, asked: bool
) -> None:
    assert read(data, QUIZAPP_SECOND_FACTOR=given).second_factor == asked


@pytest.mark.parametrize("given", ["1", "all", "Instructors"])
def test_nobody_is_left_without_one_by_a_slip(data: Path, given: str) -> None:
    with pytest.raises(BadInput, match="QUIZAPP_SECOND_FACTOR must be"):
        read(data, QUIZAPP_SECOND_FACTOR=given)


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
    key = "from outside, and long enough for it"
    assert read(data, SECRET_KEY=key).secret_key == key
    assert list(data.iterdir()) == []


@pytest.mark.parametrize("key", ["x", "x" * 31])
def test_a_secret_that_could_be_guessed_is_refused(data: Path, key: str) -> None:
    with pytest.raises(BadInput, match="SECRET_KEY has fewer than 32 characters"):
        read(data, SECRET_KEY=key)


def test_servers_that_start_at_once_agree_on_the_secret(data: Path) -> None:
    with ThreadPoolExecutor(8) as servers:
        secrets = set(servers.map(lambda _: read(data).secret_key, range(8)))
    assert len(secrets) == 1


@pytest.mark.parametrize(("given", "used"), [("", 0), ("0", 0), ("1", 1), ("9", 9)])
def test_so_many_proxies_are_believed(data: Path, given: str, used: int) -> None:
    assert read(data, QUIZAPP_PROXIES=given).proxies == used


@pytest.mark.parametrize("given", ["-1", "10", "one", "1.0", "٣"])
def test_any_other_number_of_proxies_is_refused(data: Path, given: str) -> None:
    with pytest.raises(BadInput, match="QUIZAPP_PROXIES is how many"):
        read(data, QUIZAPP_PROXIES=given)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("", ()),
        ("quiz.example.org", ("quiz.example.org",)),
        ("Quiz.Example.org, .school.example,", ("quiz.example.org", ".school.example")),
        ("192.168.7.5", ("192.168.7.5",)),
    ],
)
def test_names_are_listed(data: Path, given: str, used: tuple[str, ...]) -> None:
    assert read(data, QUIZAPP_HOSTS=given).hosts == used


@pytest.mark.parametrize(
    "given", ["https://quiz.example.org", "quiz:8000", "a/b", "*", "."]
)
def test_what_is_no_name_is_refused(data: Path, given: str) -> None:
    with pytest.raises(BadInput, match="without https:// and without a port"):
        read(data, QUIZAPP_HOSTS=given)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("", None),
        ("9464", ("127.0.0.1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),
        ("[::1]:9464", ("::1", 9464)),
    ],
)
def test_figures_are_told_here_alone_unless_an_address_says_otherwise(
    data: Path, given: str, used: tuple[str, int] | None
) -> None:
    assert read(data, QUIZAPP_METRICS=given).metrics == used


@pytest.mark.parametrize("given", ["yes", "0", "65536", "localhost:", "-1"])
def test_what_is_no_port_for_figures_is_refused(data: Path, given: str) -> None:
    with pytest.raises(BadInput, match="QUIZAPP_METRICS must be a port"):
        read(data, QUIZAPP_METRICS=given)


@pytest.mark.parametrize("given", ["json", "text", "quiet"])
def test_the_journal_is_kept_as_asked(data: Path, given: str) -> None:
    assert read(data, QUIZAPP_LOG=given).log == given
    assert read(data).log is None


def test_any_other_journal_is_refused(data: Path) -> None:
    with pytest.raises(BadInput, match="QUIZAPP_LOG must be json, text or quiet"):
        read(data, QUIZAPP_LOG="loud")
