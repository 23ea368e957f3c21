"""A stream of events to one screen, for as long as it may look on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from quizapp.web.live import Face, Hub, LiveRoom
from quizapp.web.staged import Drawing

BEAT = 15.0  # seconds between two signs of life on a silent stream
RIGHTS = 5.0  # between two looks whether a screen may still look on
LONGEST = 300.0  # a stream ends, and the browser opens the next

# Not a comment: a page hears of events alone, and has to tell silence from the end.
HERE = b"event: here\ndata: 1\n\n"


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who looks on, from which screen; `is_theirs` says whether they still may."""

    face: Face
    participant: int | None = None
    is_theirs: Callable[[], bool] = lambda: True


def stream(
    hub: Hub, number: int, who: Watcher, draw: Callable[[LiveRoom], Drawing]
) -> Iterator[bytes]:
    """Yield server-sent events: `stage` with a version and its drawing, `count`.

    It ends for a participant who was sent out, and for whoever may no longer look
    on, which is asked every few seconds.
    """
    end, asked = monotonic() + LONGEST, monotonic()
    with hub.watching(number, who.face, who.participant) as room:
        version, counted = -1, None if who.face is Face.PHONE else ""
        yield b"retry: 1500\n\n"
        while monotonic() < end:
            room.wait(version, counted, BEAT)
            if monotonic() - asked > RIGHTS:
                asked = monotonic()
                if not who.is_theirs():
                    return
            silent = True
            if room.version > version:
                drawing = draw(room)
                version, silent = drawing.version, False
                yield drawing.event
            if who.participant in room.gone:
                return
            if counted is not None and room.counted != counted:
                counted, silent = room.counted, False
                yield f"event: count\ndata: {counted}\n\n".encode()
            if silent:
                # Also sees to it that the room is still followed.
                hub.room(number)
                yield HERE
