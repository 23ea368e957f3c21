from collections import Counter

import pytest
from flask import Flask

from quizapp.db.session import Database
from quizapp.game.format import Format
from quizapp.web.sessions import KEY
from tests.web.conftest import MakeApp, load
from tests.web.visitor import Visitor, asked_at, fields_for


@pytest.fixture
def app(database_url: str, serve: MakeApp) -> Flask:
    """Build the app over either sort of database."""
    load(database_url)
    return serve(database_url)


def playing(lea: Visitor, database: Database) -> Counter[Format]:
    """Play a round to its end, all of it right; return the formats it had."""
    here = lea.start()
    formats: Counter[Format] = Counter()
    while (step := lea.get(here)).status_code == 303:
        asked = asked_at(database, step.location).question
        formats[asked.format] += 1
        sent = lea.send(step.location, fields_for(asked.format, asked.key))
        assert (sent.status_code, sent.location) == (303, step.location)
        assert "Right:" in lea.see(step.location)
    return formats


def test_lea_plays_until_she_has_met_all_six_formats(app: Flask, lea: Visitor) -> None:
    formats: Counter[Format] = Counter()
    rounds = 0
    while set(formats) != set(Format):
        formats += playing(lea, app.extensions[KEY])
        rounds += 1
        assert rounds < 20
    summary = lea.see(f"/cases/winter/ferry/rounds/{rounds}/")
    assert "10 lines read, 10 right" in summary
    assert "You were right every time." in summary
    assert lea.code() in summary


def test_words_marked_in_part_are_called_so_wherever_they_stand(
    app: Flask, lea: Visitor
) -> None:
    summary, rounds = "", 0
    while "in part" not in summary:
        here, rounds = lea.start(), rounds + 1
        assert rounds < 20
        while (step := lea.get(here)).status_code == 303:
            asked = asked_at(app.extensions[KEY], step.location).question
            fields = fields_for(asked.format, asked.key)
            if asked.format is Format.MARK and isinstance(asked.key, tuple):
                fields = {"word": [str(asked.key[0]), str(max(asked.key) + 1)]}
            lea.send(step.location, fields)
            if asked.format is Format.MARK:
                assert "agree only in part" in lea.see(step.location)
        summary = lea.see(here)
    assert "Altered quotation in part +1" in summary
