from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.game.line import Line
from quizapp.packs.pack import Pack
from quizapp.services.loading import Loaded, load_pack, loaded_digests
from tests import cast
from tests.services.playing import Player, count

LATER = cast.NOON + timedelta(days=1)
REWORDED = replace(cast.altered("altered0"), why="For a better reason.")


def load(database: Database, pack: Pack) -> Loaded:
    with database.writing() as session:
        return load_pack(session, pack, now=LATER)


def without(key: str, *added: Line) -> tuple[Line, ...]:
    return (*(line for line in cast.LINES if line.key != key), *added)


def versions(database: Database, key: str) -> list[tuple[int, bool]]:
    """Return the versions of a line, each with whether it is the one dealt."""
    line = models.Line
    query = select(line.version, line.retired_at.is_(None)).where(line.key == key)
    with database.reading() as session:
        rows = session.execute(query.order_by(line.version))
        return [(version, bool(current)) for version, current in rows]


def test_a_pack_is_loaded(database: Database) -> None:
    loaded = load(database, cast.pack_of(digest="one"))
    assert loaded == Loaded(new=len(cast.LINES))
    with database.reading() as session:
        assert loaded_digests(session) == {cast.PACK: "one"}


def test_loading_again_changes_nothing(loaded: Database) -> None:
    assert load(loaded, cast.pack_of()) == Loaded(kept=len(cast.LINES))
    assert count(loaded, models.Line) == len(cast.LINES)


def test_a_changed_line_becomes_a_new_version(loaded: Database) -> None:
    found = load(loaded, cast.pack_of(without("altered0", REWORDED)))
    assert found == Loaded(changed=1, kept=len(cast.LINES) - 1)
    assert versions(loaded, "altered0") == [(1, False), (2, True)]


def test_a_missing_line_is_retired(loaded: Database) -> None:
    found = load(loaded, cast.pack_of(without("sound0")))
    assert found == Loaded(retired=1, kept=len(cast.LINES) - 1)
    assert versions(loaded, "sound0") == [(1, False)]


def test_a_line_that_returns_is_a_new_version(loaded: Database) -> None:
    load(loaded, cast.pack_of(without("sound0")))
    assert load(loaded, cast.pack_of()).new == 1
    assert versions(loaded, "sound0") == [(1, False), (2, True)]


def test_a_missing_case_is_retired(loaded: Database) -> None:
    other = replace(cast.case_of((cast.sound("elsewhere"),)), slug="fountain")
    found = load(loaded, replace(cast.pack_of(), cases=(other,)))
    assert found == Loaded(new=1, retired=len(cast.LINES))
    assert load(loaded, cast.pack_of()).new == len(cast.LINES)


def test_answers_stay_with_the_version_that_was_seen(
    loaded: Database, lea: Player
) -> None:
    number = lea.start()
    lea.play(number)
    seen = lea.lines(number)
    changed: Iterable[Line] = [replace(x, why="Another reason.") for x in cast.LINES]
    load(loaded, cast.pack_of(changed))
    assert lea.lines(number) == seen
    reasons = {lea.look(number, p).line.why for p in range(1, len(seen) + 1)}
    assert reasons == {f"Reason given for {key}." for key in seen}


def test_a_round_under_way_goes_on_with_the_lines_it_was_dealt(
    loaded: Database, lea: Player
) -> None:
    number = lea.start()
    before = lea.look(number, 1)
    load(loaded, cast.pack_of((cast.sound("all-new"),)))
    assert lea.start() == number
    assert lea.look(number, 1) == before


@pytest.mark.parametrize(
    ("keys", "words"),
    [(("one",), "one line is still proposed"), (("one", "two"), "2 lines are")],
)
def test_a_pack_with_proposed_lines_is_refused(
    database: Database, keys: tuple[str, ...], words: str
) -> None:
    case = replace(cast.case_of(cast.LINES), proposed=keys)
    with pytest.raises(BadInput, match=words):
        load(database, replace(cast.pack_of(), cases=(case,)))
    assert count(database, models.Pack) == 0


def test_two_servers_may_load_at_once(
    database: Database, at_once: Callable[..., list[Any]]
) -> None:
    found = at_once([lambda: load(database, cast.pack_of())] * 3)
    everything = len(cast.LINES)
    assert sorted(loaded.new for loaded in found) == [0, 0, everything]
    assert count(database, models.Line) == everything
