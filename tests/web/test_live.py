"""Rooms as a process follows them: who hears what, how often it is drawn, and when."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from threading import enumerate as threads
from threading import get_ident
from time import monotonic

import pytest
from flask import Flask, template_rendered
from sqlalchemy import event, select

from quizapp.db.models import Seat
from quizapp.db.session import Database
from quizapp.game.format import Format
from quizapp.game.workshop import Step
from quizapp.services import workshops
from quizapp.services.guests import erase_guest
from quizapp.services.workshops import Plan
from quizapp.web import live, stream
from quizapp.web.drawing import KEY
from quizapp.web.live import Face, Hub, LiveRoom
from quizapp.web.staged import KNOWN, Drawing
from tests import cast
from tests.services.teachers import make_instructor
from tests.web.door import copy_of
from tests.web.visitor import Visitor

SCREENS = 40


class Hall:
    """A workshop in the database, and what steps it on."""

    def __init__(self, database: Database, host: str) -> None:
        self.database = database
        self.host = make_instructor(database, f"{host}@example.org")
        with database.writing() as session:
            self.code = workshops.open_workshop(
                session,
                person=self.host.number,
                participant=self.host.participant,
                pack=cast.PACK,
                case=cast.CASE,
                plan=Plan((("sound0", Format.JUDGE),)),
                rng=Random(host),
                now=cast.NOON,
            )

    def step(self, version: int) -> None:
        with self.database.writing() as session:
            workshops.step(
                session,
                person=self.host.number,
                code=self.code,
                step=Step.NEXT,
                version=version,
                questions=1,
                now=cast.NOON,
            )


@pytest.fixture
def hub(app: Flask) -> Iterator[Hub]:
    """Return what the app follows; afterwards it follows nothing."""
    hub: Hub = app.extensions[KEY]
    yield hub
    assert hub.streams == 0, "a test leaves a stream open"
    for number in hub.rooms():
        hub.room(number).asked.clear()
    hub.forget_empty()


@pytest.fixture
def ines(database: Database) -> Hall:
    return Hall(database, "ines")


@pytest.fixture
def otto(database: Database) -> Hall:
    return Hall(database, "otto")


@contextmanager
def counted_queries(database: Database) -> Iterator[list[str]]:
    """Collect what this thread asks the database; what follows the rooms is another."""
    asked: list[str] = []
    thread = get_ident()

    def note(*told: object) -> None:
        if get_ident() == thread:
            asked.append(str(told[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def number_of(hub: Hub, hall: Hall) -> int:
    return hub.look(hall.code).number


def told(room: LiveRoom) -> Drawing:
    return room.drawn(Face.PHONE, "en", lambda: (room.version, "drawn"))


def test_two_rooms_do_not_hear_each_other(hub: Hub, ines: Hall, otto: Hall) -> None:
    hers, his = number_of(hub, ines), number_of(hub, otto)
    ines.step(version=1)
    hub.refresh(hers)
    hub.refresh(his)
    assert (hub.room(hers).version, hub.room(his).version) == (2, 1)


def test_a_step_that_another_process_took_is_heard(hub: Hub, ines: Hall) -> None:
    with hub.watching(number_of(hub, ines), Face.PHONE, None) as room:
        ines.step(version=1)
        room.wait(1, None, seconds=60)
        assert room.version == 2


def test_who_follows_rooms_stops_with_their_database(
    database: Database, ines: Hall
) -> None:
    opened = Database(database.engine.url.render_as_string(hide_password=False))
    before = set(threads())
    Hub(opened, lambda _: None).look(ines.code)
    (following,) = set(threads()) - before
    opened.close()
    following.join(timeout=10)
    assert not following.is_alive()


def test_a_room_nobody_looks_at_is_forgotten(hub: Hub, ines: Hall, otto: Hall) -> None:
    hers, his = number_of(hub, ines), number_of(hub, otto)
    with hub.watching(hers, Face.PHONE, None):
        hub.forget_empty()
        assert hub.rooms() == (hers,)
    hub.forget_empty()
    assert his not in hub.rooms()
    assert hub.rooms() == ()


def test_a_room_that_is_only_asked_for_is_kept_until_that_is_noted(
    hub: Hub, ines: Hall
) -> None:
    hers = hub.look(ines.code)
    hub.note(hers, ines.host.participant)
    hub.forget_empty()
    assert hub.rooms() == (hers.number,)


def test_a_room_is_read_once_for_each_version(hub: Hub, ines: Hall) -> None:
    first = hub.look(ines.code)
    assert hub.look(ines.code) is first
    assert hub.known(first.number, 1) is first
    ines.step(version=1)
    assert hub.look(ines.code).version == 2
    assert hub.known(first.number, 1) is None


def test_a_version_never_goes_back() -> None:
    room = LiveRoom(1)
    room.tell(3)
    room.tell(2)
    assert room.version == 3
    assert room.drawn(Face.PHONE, "en", lambda: (3, "new")).html == "new"
    room.tell(4)
    # Whoever read the room before it changed may come to draw it afterwards.
    assert room.drawn(Face.PHONE, "en", lambda: (2, "old")).version == 3
    assert room.version == 4


def test_however_many_screens_look_on_a_version_is_drawn_once_for_each_face() -> None:
    room, draws = LiveRoom(1), []

    def draw() -> tuple[int, str]:
        draws.append(room.version)
        return room.version, "drawn"

    with ThreadPoolExecutor(SCREENS) as screens:
        for version in (1, 2):
            room.tell(version)
            for face in (Face.PHONE, Face.WALL):
                asked = [
                    screens.submit(room.drawn, face, "en", draw) for _ in range(SCREENS)
                ]
                assert {each.result().version for each in asked} == {version}
    assert draws == [1, 1, 2, 2]


def test_a_screen_is_told_the_stage_at_once_and_again_when_it_changes(
    hub: Hub, ines: Hall
) -> None:
    number = number_of(hub, ines)
    events = stream.stream(hub, number, stream.Watcher(Face.PHONE), told)
    assert next(events).startswith(b"retry:")
    assert next(events) == told(hub.room(number)).event
    hub.room(number).tell(7)
    assert b'"version": 7' in next(events)
    assert hub.streams == 1
    events.close()
    assert hub.streams == 0


def test_counts_are_told_to_those_who_lead_and_wake_no_phone(
    hub: Hub, ines: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "BEAT", 0.01)
    number = number_of(hub, ines)
    phone = stream.stream(hub, number, stream.Watcher(Face.PHONE), told)
    wall = stream.stream(hub, number, stream.Watcher(Face.WALL), told)
    for events in (phone, wall):
        assert (next(events)[:5], next(events)[:3]) == (b"retry", b"id:")
    hub.room(number).count('{"voted": 3}')
    assert b'{"voted": 3}' in next(wall)
    assert b"count" not in next(phone)
    for events in (phone, wall):
        events.close()


def test_a_stream_ends_after_a_while_so_that_nobody_lingers(
    hub: Hub, ines: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LONGEST", 0)
    events = stream.stream(hub, number_of(hub, ines), stream.Watcher(Face.PHONE), told)
    assert list(events) == [b"retry: 1500\n\n"]


def test_where_no_thread_is_left_a_phone_is_sent_to_ask_instead(
    hub: Hub, ines: Hall, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lea, here = Visitor(app.test_client()), f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    monkeypatch.setattr(live, "MOST", 0)
    refused = lea.get(f"{here}stream")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    state = lea.get(f"{here}state")
    assert (state.status_code, state.get_json()["version"]) == (200, 1)
    known = {"If-None-Match": state.headers["ETag"]}
    assert lea.client.get(f"{here}state", headers=known).status_code == 304


def test_a_phone_that_asks_again_costs_no_query_and_hears_of_the_next_stage(
    hub: Hub, ines: Hall, database: Database, app: Flask
) -> None:
    lea, here = Visitor(app.test_client()), f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    hub.refresh(number_of(hub, ines))
    known = {"If-None-Match": lea.get(f"{here}state").headers["ETag"]}
    with counted_queries(database) as queries:
        again = lea.client.get(f"{here}state", headers=known)
    assert (again.status_code, queries) == (304, [])
    assert again.headers["ETag"] == known["If-None-Match"]
    ines.step(1)
    hub.refresh(number_of(hub, ines))
    assert lea.client.get(f"{here}state", headers=known).get_json()["version"] == 2


def test_nobody_on_the_way_keeps_what_a_phone_is_told(
    hub: Hub, ines: Hall, app: Flask
) -> None:
    lea, here = Visitor(app.test_client()), f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    hub.refresh(number_of(hub, ines))
    for known_from in ("the database", "memory"):
        told = lea.client.get(f"{here}state")
        assert told.headers["Cache-Control"] == "no-store", known_from


def test_a_copied_cookie_is_soon_told_no_more_once_its_owner_has_left(
    hub: Hub, ines: Hall, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lea, here = Visitor(app.test_client()), f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    hub.refresh(number_of(hub, ines))
    thief = copy_of(lea)
    assert thief.get(f"{here}state").status_code == 200
    lea.post("/you/leave")
    later = monotonic() + KNOWN
    monkeypatch.setattr(live, "monotonic", lambda: later)
    assert thief.get(f"{here}state").status_code == 404


def test_a_stage_is_drawn_once_whatever_the_server_is_called(
    ines: Hall, app: Flask
) -> None:
    lea, here = Visitor(app.test_client()), f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    drawn: list[str] = []
    with template_rendered.connected_to(
        lambda _, template, **__: drawn.append(template.name), app
    ):
        for name in ("localhost", "localhost:81", "localhost:82"):
            told = lea.client.get(f"{here}state", headers={"Host": name})
            assert told.status_code == 200
    assert drawn == ["workshop/phone_stage.html"]


def test_a_stage_that_is_drawn_reaches_phones_that_ask_without_a_query(
    hub: Hub, ines: Hall, database: Database, app: Flask
) -> None:
    here, phones = f"/w/{ines.code}/", [Visitor(app.test_client()) for _ in "ab"]
    for phone, name in zip(phones, ("Lea", "Otto"), strict=True):
        phone.post(f"{here}seat", {"nickname": name}, page=here)
        phone.get(f"{here}state")
    ines.step(1)
    hub.refresh(number_of(hub, ines))
    first = phones[0].get(f"{here}state")
    with counted_queries(database) as queries:
        second = phones[1].get(f"{here}state")
    assert (second.get_json()["version"], queries) == (2, [])
    assert second.data == first.data
    only_in_full = {*first.headers.keys()} - {*second.headers.keys()}
    assert only_in_full == {"X-Request-ID", "Date"}  # the server adds the date


def test_who_was_erased_is_forgotten_with_the_next_stage(
    hub: Hub, ines: Hall, database: Database, app: Flask
) -> None:
    lea, here = Visitor(app.test_client()), f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    lea.get(f"{here}state")
    with database.writing() as session:
        erase_guest(session, session.scalars(select(Seat.participant_id)).one())
    ines.step(1)
    hub.refresh(number_of(hub, ines))
    assert lea.get(f"{here}state").status_code == 404


def test_who_asks_in_another_language_is_asked_in_full(
    hub: Hub, ines: Hall, app: Flask
) -> None:
    lea, here = Visitor(app.test_client()), f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    hub.refresh(number_of(hub, ines))
    lea.get(f"{here}state")
    assert "X-Request-ID" not in lea.get(f"{here}state").headers
    other = lea.client.get(f"{here}state", headers={"Accept-Language": "el"})
    assert "X-Request-ID" in other.headers


def test_somebody_without_a_seat_is_told_nothing_whatever_they_know(
    hub: Hub, ines: Hall, app: Flask
) -> None:
    lea, otto = Visitor(app.test_client()), Visitor(app.test_client())
    here = f"/w/{ines.code}/"
    lea.post(f"{here}seat", {"nickname": "Lea"}, page=here)
    known = {"If-None-Match": lea.get(f"{here}state").headers["ETag"]}
    assert otto.client.get(f"{here}state", headers=known).status_code == 404
