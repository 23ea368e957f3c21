"""The app as it runs in production, but for what costs much and no test looks at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from quizapp.config import Config
from quizapp.web.app import create_app
from quizapp.web.sessions import KEY
from tests.haste import hasten


class Compiled(BytecodeCache):
    """Compiled templates; a thousand apps are built here, of the same templates."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self.codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


@contextmanager
def serving(url: str, **settings: Any) -> Iterator[Flask]:
    """Build the app for a database, with these settings, while the block runs."""
    app = create_app(Config(Path(), url, "kept for the tests alone", **settings))
    # Accounts are made by the hundred here; the real cost is tested where it counts.
    app.config["PASSWORD_METHOD"] = "scrypt:128:8:1"
    app.jinja_env.bytecode_cache = COMPILED
    database = hasten(app.extensions[KEY])
    yield app
    database.close()
