"""What a large page held for a moment goes back to the system once it is sent.

A board of a group takes megabytes for a fifth of a second. Python and the C library
would keep them for the next one, in every worker.
"""

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from time import thread_time

from flask import Flask, Response, g

LARGE = 0.05  # seconds of the processor: lists and boards, hardly ever a player's page


def attach_heap(app: Flask) -> None:
    """Give memory back after every large page."""
    trim = _trimmer()

    def start() -> None:
        g.worked = thread_time()

    def note(response: Response) -> Response:
        # Before a stream begins: it lasts for minutes, and that is no large page.
        # A refusal holds nothing, and must cost little when they come by the hundred.
        now = thread_time()
        g.large = response.status_code < 400 and now - g.get("worked", now) > LARGE
        return response

    def give_back(_error: BaseException | None) -> None:
        if g.get("large"):
            gc.collect()
            trim(0)

    app.before_request(start)
    app.after_request(note)
    app.teardown_request(give_back)


def _trimmer() -> Callable[[int], object]:
    """Return what gives free memory back; where the C library is another, nothing."""
    with suppress(AttributeError, OSError, TypeError):
        trim: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
        return trim
    return lambda _kept: None
