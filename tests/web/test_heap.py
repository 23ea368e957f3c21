"""What a large page held goes back; a small one is not slowed by it."""

import gc
import weakref
from collections.abc import Iterator
from time import thread_time

import pytest
from flask import Flask

from quizapp.web.heap import LARGE, attach_heap


class Sheet:
    """Something that holds itself: only the collector takes it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def known() -> Iterator[list["weakref.ref[Sheet]"]]:
    """Keep the collector from coming by itself; say what pages have drawn."""
    gc.disable()
    yield []
    gc.enable()


@pytest.fixture
def app(known: list["weakref.ref[Sheet]"]) -> Flask:
    app = Flask(__name__)
    attach_heap(app)

    def draw(seconds: float) -> str:
        known.append(weakref.ref(Sheet()))
        end = thread_time() + seconds
        while thread_time() <= end:
            pass
        return "drawn"

    app.add_url_rule("/board", "board", lambda: draw(LARGE))
    app.add_url_rule("/line", "line", lambda: draw(0))
    return app


def test_what_a_large_page_held_is_gone_when_it_is_sent(
    app: Flask, known: list["weakref.ref[Sheet]"]
) -> None:
    app.test_client().get("/board")
    assert known[0]() is None


def test_a_small_page_waits_for_nothing(
    app: Flask, known: list["weakref.ref[Sheet]"]
) -> None:
    app.test_client().get("/line")
    assert known[0]() is not None
