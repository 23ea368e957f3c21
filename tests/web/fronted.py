"""The app with the settings of a server that stands behind others."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from quizapp.config import Config
from quizapp.web.app import create_app
from quizapp.web.sessions import KEY


@contextmanager
def fronted(url: str, **settings: Any) -> Iterator[Flask]:
    """Build the app with these settings, for the length of the block."""
    app = create_app(Config(Path(), url, "kept for the tests alone", **settings))
    app.config["PASSWORD_METHOD"] = "scrypt:1024:8:1"
    yield app
    app.extensions[KEY].close()
