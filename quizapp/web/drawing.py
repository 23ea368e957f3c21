"""Drawing a room for its screens: each once for every version, from one template."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import Any, cast

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from markupsafe import Markup
from segno import make_qr

from quizapp.db.session import Database
from quizapp.game.correction import answering, corrected
from quizapp.game.workshop import Stage
from quizapp.services import rooms, seats
from quizapp.services.rooms import Room
from quizapp.web import room as shown
from quizapp.web import score
from quizapp.web.asking import attach_asking, sent_in, tag_of
from quizapp.web.ballot import ballot
from quizapp.web.fields import Posted
from quizapp.web.live import Face, Hub, LiveRoom
from quizapp.web.login import person
from quizapp.web.room import Own
from quizapp.web.sessions import database
from quizapp.web.staged import KNOWN, Asker, Drawing
from quizapp.web.stream import Watcher, stream

KEY = "hub"
NOBODYS = Own()
NAMES_SHOWN = 60
NO_STREAM = {"Retry-After": "2"}
STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def attach_live(app: Flask, opened: Database) -> None:
    """Give the app the rooms that its process follows."""
    made = Hub(opened, lambda number: _counts(opened, number))
    app.extensions[KEY] = made
    attach_asking(app, made)


def hub() -> Hub:
    """Return the rooms that this process follows."""
    return cast(Hub, current_app.extensions[KEY])


def drawn(code: str, face: Face, own: Own = NOBODYS) -> str:
    """Draw a room for one page; `own` is what somebody's own phone knows besides."""
    return _draw(code, face, own)[1]


def streamed(
    room: Room,
    face: Face,
    participant: int | None,
    is_theirs: Callable[[], bool] = lambda: True,
) -> Response:
    """Answer with a stream of what changes; 503 where the process has no thread left.

    A browser that gets no stream asks for the state every two seconds instead.
    """
    if hub().is_full():
        return Response(status=503, headers=NO_STREAM)
    code, language = room.code, _tongue(face)

    def draw(followed: LiveRoom) -> Drawing:
        return followed.drawn(face, language, lambda: _draw(code, face, NOBODYS))

    who = Watcher(face, participant, is_theirs)
    events = stream(hub(), room.number, who, draw)
    # The context outlives this function, for the templates; no session stays open.
    return Response(
        stream_with_context(events), mimetype="text/event-stream", headers=STREAM
    )


def state(room: Room, face: Face, participant: int | None) -> Response:
    """Answer with the stage as a stream would tell it; 304 where it is known."""
    followed, tongue = hub().room(room.number), _tongue(face)
    if participant is not None:
        hub().note(room, participant)
        # Of an account it is asked each time whether it is still signed in.
        if person() is None:
            asker = Asker(participant, tongue, monotonic() + KNOWN)
            hub().know(room, sent_in(request.environ), asker)
    followed.tell(room.version)
    drawn = followed.drawn(face, tongue, lambda: _draw(room.code, face, NOBODYS))
    if face is Face.PHONE:
        said = Response(drawn.state, mimetype="application/json")
        said.headers["ETag"] = tag_of(drawn)
    else:
        counted = _counts(database(), room.number)
        said = jsonify(version=drawn.version, html=drawn.html, counted=counted)
        said.add_etag()
    said.make_conditional(request)
    return said


def _tongue(face: Face) -> str:
    """Name what a drawing depends on besides its room: the language, and on the wall
    the address by which phones are to come.
    """
    language: str = g.language
    return f"{language} {request.host}" if face is Face.WALL else language


def _draw(code: str, face: Face, own: Own) -> tuple[int, str]:
    room = hub().look(code)
    with database().reading() as session:
        split = rooms.splits(session, room) if _is_over(room) else {1: {}, 2: {}}
        moved = rooms.moves(session, room) if _is_over(room) else (0, 0)
    asked = room.asked
    html = render_template(
        f"workshop/{face}_stage.html",
        room=room,
        asked=asked,
        ballot=ballot(asked) if asked else None,
        own=own,
        bars=shown.bars(asked, split[1], split[2]) if asked and _is_over(room) else (),
        moved=moved,
        shown=shown,
        line=asked.line if asked else None,
        corrected=corrected(asked.line) if asked else (),
        answering=answering(asked.line) if asked else (),
        given=None,
        pencilled=(),
        **_besides(room, face),
        taken=score.words_taken(split[1]),
        sent=Posted(),
        is_test=False,
    )
    return room.version, html


def _besides(room: Room, face: Face) -> dict[str, object]:
    """Return what one face alone shows, and only at its stage: each is a query."""
    stage = room.stage
    return {
        "out": score.seats_sent_out(room) if face is Face.PHONE else "",
        "teams": score.standings(room) if stage is Stage.REVEALED else (),
        "qr": _qr(room.code) if face is Face.WALL and stage is Stage.JOINING else "",
        "seen": score.looked_back(room)
        if face is Face.WALL and stage is Stage.ENDED
        else None,
    }


def _is_over(room: Room) -> bool:
    """The split is shown once the vote is over, and never before."""
    return room.stage in (Stage.DISCUSSING, Stage.REVEALED)


def _qr(code: str) -> Markup:
    """Draw the address of a room's door."""
    return qr_of(url_for("phones.show", code=code, _external=True), border=2)


def qr_of(address: str, *, border: int = 4) -> Markup:
    """Draw an address for a camera; `border` is the quiet zone, in dots."""
    drawing = make_qr(address, error="m").svg_inline(
        border=border, svgclass="qr-code", lineclass=None, omitsize=True
    )
    return Markup(drawing)


def _counts(opened: Database, number: int) -> Mapping[str, Any] | None:
    """Count a room for those who lead it; names are for the host and the first wall."""
    since = datetime.now(UTC) - seats.AWAY
    with opened.reading() as session:
        told = rooms.tally(session, number=number, since=since)
    if told is None:
        return None
    return {
        "seated": told.count.seated,
        "here": told.count.here,
        "voted": told.count.voted,
        "tested": told.count.tested,
        "names": told.names[-NAMES_SHOWN:],
        "waiting": [
            {"name": name, "away": away} for name, away in told.waiting[:NAMES_SHOWN]
        ],
    }
