"""Nothing gives the key away before the answer: not words, ids, headers nor order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from random import Random

import pytest
from flask import Flask

from quizapp.compare.kinds import Kind
from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.asked import Asked
from quizapp.game.format import CARRIES, Format
from quizapp.game.place import Place
from quizapp.services.rounds import question_at, start_round
from quizapp.web import login
from quizapp.web.sessions import KEY
from tests import cast
from tests.web.visitor import HERE, Skeleton, Visitor

ROUNDS = 40
TOLD = (
    *(kind.value for kind in Kind),
    "faithful",
    "resembles",
    "Reason given",
    "Margin note",
    "form-a-",
    "form-b-",
)


@dataclass(frozen=True, slots=True)
class Served:
    """A question, and what a browser was sent of it before its answer."""

    asked: Asked
    headers: tuple[tuple[str, str], ...]
    page: str

    @property
    def format(self) -> Format:
        return self.asked.question.format


Rounds = list[Served]


@pytest.fixture(scope="module")
def served(lasting_app: Flask) -> Rounds:
    """Deal rounds from seeds, each to a player of its own; open every page of them."""
    players = range(1, ROUNDS + 1)
    return [page for player in players for page in opened(lasting_app, player)]


def opened(app: Flask, player: int) -> Iterator[Served]:
    """Open every page of a player's round."""
    visitor = Visitor(app.test_client())
    with visitor.client.session_transaction() as session:
        session["_user_id"] = login.Visitor(player).get_id()
    for asked in questions(app.extensions[KEY], player):
        page = visitor.get(f"{HERE}rounds/1/{asked.place.position}")
        assert page.status_code == 200
        yield Served(asked, tuple(page.headers), page.text)


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


def test_no_page_or_header_names_what_the_line_is(served: Rounds) -> None:
    for each in served:
        everything = f"{each.headers}\n{each.page}"
        told = [words for words in TOLD if words in everything]
        assert told == [], each.asked.question


def test_kinds_are_named_only_where_the_player_is_to_name_them(
    served: Rounds,
) -> None:
    names = ("Altered quotation", "Unsupported claim", "Headline mismatch")
    for each in served:
        if each.format is not Format.NAME:
            assert [name for name in names if name in each.page] == []


def test_the_source_words_are_hidden_with_the_source(served: Rounds) -> None:
    formats = (Format.JUDGE, Format.MARK, Format.SPOT)
    for each in served:
        if each.format in formats and not each.asked.beside:
            for line in each.asked.lines.values():
                assert line.passages[0].excerpt.words not in unescape(each.page)


def test_sound_lines_and_others_are_shown_alike(served: Rounds) -> None:
    shapes: dict[tuple[bool, bool, int], set[str]] = {}
    for each in served:
        line, place = each.asked.line, each.asked.place
        if each.format is Format.JUDGE and not line.headline:
            here = line.faithful, each.asked.beside, place.position
            shape = str(Skeleton(each.page).parts)
            shapes.setdefault(here, set()).add(shape)
    assert {faithful for faithful, _, _ in shapes} == {True, False}
    for (faithful, beside, position), found in shapes.items():
        assert len(found) == 1
        assert shapes.get((not faithful, beside, position), found) == found


def test_all_options_of_a_question_are_drawn_alike(served: Rounds) -> None:
    for each in served:
        rows = re.findall(r'<label class="choice"><input [^>]*>', each.page)
        plain = {re.sub(r' value="[^"]*"', "", row) for row in rows}
        names = [re.findall(r'name="(\w+)"', row)[0] for row in plain]
        assert len(names) == len(set(names))
        assert " checked" not in each.page


def test_headers_are_the_same_whatever_the_line(served: Rounds) -> None:
    varying = ("Content-Length", "Set-Cookie", "X-Request-ID")
    headers = {
        tuple(header for header in each.headers if header[0] not in varying)
        for each in served
    }
    assert len(headers) == 1


def test_the_cookie_holds_no_key(lea: Visitor) -> None:
    here = lea.start()
    lea.get(f"{here}1")
    with lea.client.session_transaction() as session:
        kept = set(session)
    assert kept <= {"_permanent", "_user_id", "_fresh", "_id", "csrf_token"}


@pytest.mark.parametrize("fmt", [Format.SPOT, Format.NAME, Format.RESTORE])
def test_the_order_of_options_tells_nothing(served: Rounds, fmt: Format) -> None:
    keys = [each.asked.question.key for each in served if each.format is fmt]
    assert len(keys) > ROUNDS / 2
    assert len(set(keys)) >= 3
    assert max(map(keys.count, keys)) < len(keys) * 0.7


def test_the_order_of_a_round_tells_nothing(served: Rounds) -> None:
    keys: dict[int, list[object]] = {}
    for each in served:
        if each.format is Format.JUDGE:
            asked = each.asked
            keys.setdefault(asked.place.position, []).append(asked.question.key)
    for said in keys.values():
        assert 0.15 < said.count(CARRIES) / len(said) < 0.85


def test_what_was_left_out_stands_in_any_place(served: Rounds) -> None:
    missing = [e.asked.question for e in served if e.format is Format.MISSING]
    assert {question.key for question in missing} == {0, 1, 2, 3}
