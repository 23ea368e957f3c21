"""Settings: read once from the environment, checked, and never a secret by default."""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from quizapp.errors import BadInput
from quizapp.wording import gettext

POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
YES = {"1": True, "0": False}
# A name, or with a dot before it that name and all below it.
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII)
HERE = "127.0.0.1"
INSTRUCTORS = "instructors"
SHORTEST_KEY = 32  # characters: whoever guesses the key signs in as anybody


class Log(StrEnum):
    """What is written down while serving, and how."""

    JSON = "json"
    TEXT = "text"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Config:
    """What a running server needs to know.

    `data` is the folder that holds the database and the secret key. `proxies` is how
    many stand in front and are believed, `hosts` the names that are answered to (none:
    any), `metrics` the address and port where figures are told (None: nowhere).
    `second_factor` asks one of everybody who teaches.
    """

    data: Path
    database_url: str
    secret_key: str
    secure_cookies: bool = False
    proxies: int = 0
    hosts: tuple[str, ...] = ()
    log: Log | None = None
    metrics: tuple[str, int] | None = None
    second_factor: bool = False


def read_config(environment: Mapping[str, str]) -> Config:
    """Read the settings; the README lists them.

    Raises `BadInput` with what to set where one cannot be used.
    """
    data = data_folder(environment)
    url = environment.get("DATABASE_URL") or f"sqlite:///{data / 'quizapp.db'}"
    return Config(
        data=_made(data),
        database_url=_supported(url),
        secret_key=_given_secret(environment.get("SECRET_KEY") or "")
        or _kept_secret(data / "secret-key"),
        secure_cookies=_yes(environment, "QUIZAPP_SECURE_COOKIES"),
        proxies=_proxies(environment.get("QUIZAPP_PROXIES") or "0"),
        hosts=_hosts(environment.get("QUIZAPP_HOSTS") or ""),
        log=_log(environment.get("QUIZAPP_LOG") or ""),
        metrics=_listening(environment.get("QUIZAPP_METRICS") or ""),
        second_factor=_asked_of(environment.get("QUIZAPP_SECOND_FACTOR") or ""),
    )


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return where the data is said to be; nothing is made."""
    return Path(environment.get("QUIZAPP_DATA") or "instance").absolute()


def _made(data: Path) -> Path:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Whether it can be written to is told by writing, not by its permissions.
        tempfile.TemporaryFile(dir=data).close()
    except OSError as fault:
        raise BadInput(
            gettext(
                "The data folder %(folder)s cannot be used (%(fault)s). "
                "Set QUIZAPP_DATA to a folder you may write to."
            )
            % {"folder": data, "fault": fault.strerror}
        ) from fault
    return data


def _supported(url: str) -> str:
    kind, _, place = url.partition("://")
    if kind in POSTGRESQL and _is_address(url):
        return f"postgresql+psycopg://{place}"
    if kind == "sqlite" and place.startswith("/"):
        return url
    raise BadInput(
        gettext(
            "DATABASE_URL must be an address that begins with sqlite:/// or "
            "postgresql://; the README shows both."
        )
    )


def _is_address(url: str) -> bool:
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        return False
    return True


def _yes(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name) or "0"
    if value not in YES:
        raise BadInput(gettext("%(name)s must be 1 or 0.") % {"name": name})
    return YES[value]


def _proxies(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) == 1):
        raise BadInput(
            gettext("QUIZAPP_PROXIES is how many proxies stand in front, from 0 to 9.")
        )
    return int(value)


def _hosts(value: str) -> tuple[str, ...]:
    names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
    for name in names:
        if not HOST.fullmatch(name):
            raise BadInput(
                gettext(
                    "QUIZAPP_HOSTS lists names as they stand in addresses, without "
                    "https:// and without a port: quiz.example.org, and not %(name)s."
                )
                % {"name": name}
            )
    return names


def _log(value: str) -> Log | None:
    if value and value not in set(Log):
        raise BadInput(gettext("QUIZAPP_LOG must be json, text or quiet."))
    return Log(value) if value else None


def _asked_of(value: str) -> bool:
    if value not in ("", "none", INSTRUCTORS):
        raise BadInput(gettext("QUIZAPP_SECOND_FACTOR must be instructors or none."))
    return value == INSTRUCTORS


def _listening(value: str) -> tuple[str, int] | None:
    """Read `port` or `address:port`; nobody else is told unless an address says so."""
    if not value:
        return None
    address, _, port = value.rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise BadInput(
            gettext("QUIZAPP_METRICS must be a port, or an address and a port: 9464.")
        )
    return address.strip("[]") or HERE, int(port)


def _given_secret(key: str) -> str:
    if 0 < len(key) < SHORTEST_KEY:
        raise BadInput(
            gettext(
                "SECRET_KEY has fewer than %(n)s characters and could be guessed. Take "
                "what openssl rand -hex 32 writes, or leave it out: then one is made."
            )
            % {"n": SHORTEST_KEY}
        )
    return key


def _kept_secret(file: Path) -> str:
    """Return the key made on the first run, readable by nobody else.

    Two servers that start at once agree: whoever links the file first is followed.
    """
    if not file.exists():
        # Temporary files are made with mode 0600, under a name nobody else has.
        with tempfile.NamedTemporaryFile("w", dir=file.parent) as fresh:
            fresh.write(secrets.token_hex(32))
            fresh.flush()
            os.fsync(fresh.fileno())
            with suppress(FileExistsError):
                os.link(fresh.name, file)
    key = file.read_text().strip()
    if not key:
        raise BadInput(
            gettext("%(file)s is empty. Delete it; the next start makes a new key.")
            % {"file": file}
        )
    return key
