"""Nothing gives the key away before the answer: not words, ids, headers nor order."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from random import Random

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.compare.kinds import Kind
from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.format import CARRIES, Format
from quizapp.game.place import Place
from quizapp.services.rounds import Asked, question_at, start_round
from quizapp.web.login import Guest
from tests import cast
from tests.web.visitor import HERE, Skeleton, Visitor

ROUNDS = 40
TOLD = (
    *(kind.value for kind in Kind),
    "faithful",
    "resembles",
    "Reason given",
    "Margin note",
    "form-",
)
Dealt = list[Asked]
Open = Callable[[Asked], TestResponse]


@pytest.fixture
def dealt(database: Database) -> Dealt:
    """Deal rounds from seeds, each to a player of its own; return every question."""
    players = range(1, ROUNDS + 1)
    return [asked for player in players for asked in questions(database, player)]


def questions(database: Database, player: int) -> Iterator[Asked]:
    beside = player % 2 == 0
    place = Place(player, cast.PACK, cast.CASE, 1)
    with database.writing() as session:
        session.add(
            models.Participant(
                id=player,
                rejoin_code=f"CODE{player}",
                joined_at=cast.NOON,
                last_seen_on=cast.NOON.date(),
            )
        )
        session.flush()
        start_round(session, place, beside=beside, rng=Random(player), now=cast.NOON)
    with database.reading() as session:
        for position in range(1, 11):
            yield question_at(session, Place(player, cast.PACK, cast.CASE, 1, position))


@pytest.fixture
def page_of(app: Flask) -> Open:
    """Return a function that opens a question as the participant it is put to."""
    visitors: dict[int, Visitor] = {}

    def opened(asked: Asked) -> TestResponse:
        player = asked.place.participant
        if player not in visitors:
            visitors[player] = Visitor(app.test_client())
            with visitors[player].client.session_transaction() as session:
                session["_user_id"] = Guest(player).get_id()
        return visitors[player].get(f"{HERE}rounds/1/{asked.place.position}")

    return opened


def test_no_page_or_header_names_what_the_line_is(dealt: Dealt, page_of: Open) -> None:
    for asked in dealt:
        page = page_of(asked)
        assert page.status_code == 200
        everything = f"{page.headers}\n{page.text}"
        told = [words for words in TOLD if words in everything]
        assert told == [], asked.question


def test_kinds_are_named_only_where_the_player_is_to_name_them(
    dealt: Dealt, page_of: Open
) -> None:
    names = ("Altered quotation", "Unsupported claim", "Headline mismatch")
    for asked in dealt:
        page = page_of(asked).text
        if asked.question.format is not Format.NAME:
            assert [name for name in names if name in page] == []


def test_the_source_words_are_hidden_with_the_source(
    dealt: Dealt, page_of: Open
) -> None:
    formats = (Format.JUDGE, Format.MARK, Format.NAME, Format.SPOT)
    for asked in dealt:
        if asked.question.format in formats and not asked.beside:
            sources = [
                p.excerpt.words for x in asked.lines.values() for p in x.passages
            ]
            page = page_of(asked).text
            assert [words for words in sources if words in page] == []


def test_sound_lines_and_others_are_shown_alike(dealt: Dealt, page_of: Open) -> None:
    shapes: dict[tuple[bool, bool, int], set[str]] = {}
    for asked in dealt:
        line = asked.line
        if asked.question.format is Format.JUDGE and not line.headline:
            shape = str(Skeleton(page_of(asked).text).parts)
            here = line.faithful, asked.beside, asked.place.position
            shapes.setdefault(here, set()).add(shape)
    assert {faithful for faithful, _, _ in shapes} == {True, False}
    for faithful, beside, position in shapes:
        other = shapes.get((not faithful, beside, position))
        assert other in (None, shapes[faithful, beside, position])
        assert len(shapes[faithful, beside, position]) == 1


def test_no_option_is_marked_before_the_answer(dealt: Dealt, page_of: Open) -> None:
    for asked in dealt:
        page = page_of(asked).text
        rows = re.findall(r'<label class="choice"><input [^>]*>', page)
        plain = {re.sub(r'value="[^"]*"', "", row) for row in rows}
        names = {re.findall(r'name="(\w+)"', row)[0] for row in plain}
        assert len(plain) == len(names)


def test_headers_are_the_same_whatever_the_line(dealt: Dealt, page_of: Open) -> None:
    varying = ("Content-Length", "Set-Cookie")
    headers = {
        tuple(h for h in page_of(asked).headers if h[0] not in varying)
        for asked in dealt
    }
    assert len(headers) == 1


def test_the_cookie_holds_no_key(lea: Visitor) -> None:
    here = lea.start()
    lea.get(f"{here}1")
    with lea.client.session_transaction() as session:
        kept = set(session)
    assert kept <= {"_permanent", "_user_id", "_fresh", "_id", "csrf_token"}


@pytest.mark.parametrize("fmt", [Format.SPOT, Format.NAME, Format.RESTORE])
def test_the_order_of_options_tells_nothing(dealt: Dealt, fmt: Format) -> None:
    keys = [a.question.key for a in dealt if a.question.format is fmt]
    assert len(keys) > ROUNDS / 2
    places = set(keys)
    most = max(keys.count(place) for place in places)
    assert len(places) >= 3
    assert most < len(keys) * 0.7


def test_the_order_of_a_round_tells_nothing(dealt: Dealt) -> None:
    sound = [0] * 10
    judged = [0] * 10
    for asked in dealt:
        if asked.question.format is Format.JUDGE:
            judged[asked.place.position - 1] += 1
            sound[asked.place.position - 1] += asked.question.key == CARRIES
    for position in range(9):
        assert 0.2 < sound[position] / judged[position] < 0.8


def test_what_the_rewrite_kept_is_not_in_the_order_of_the_options(
    dealt: Dealt,
) -> None:
    missing = [a for a in dealt if a.question.format is Format.MISSING]
    orders = {tuple(asked.question.options) for asked in missing}
    assert len(orders) > len(missing) / 3
    assert set(chain(*orders)) >= {"The omitted boat may yet stay."}
