"""What the home page says of boosters: what is due, calmly, or nothing."""

from datetime import timedelta

from sqlalchemy import select, update

from quizapp.db import models
from quizapp.db.session import Database
from tests.web.visitor import HERE, Visitor, asked_at, fields_for

DUE = "due"


def play(visitor: Visitor, database: Database) -> str:
    """Play a round rightly; return its address."""
    here = visitor.start()
    while (now := visitor.get(here)).status_code == 303:
        asked = asked_at(database, now.location)
        question = asked.question
        visitor.get(now.location)
        visitor.send(now.location, fields_for(question.format, question.key))
    return here


def days_ago(database: Database, days: int) -> None:
    """Let everything have been answered so many days ago."""
    with database.writing() as session:
        for answer in session.scalars(select(models.Answer)):
            answer.answered_at -= timedelta(days=days)


def test_nothing_due_nothing_said(lea: Visitor, database: Database) -> None:
    assert DUE not in lea.see("/")
    play(lea, database)
    assert DUE not in lea.see("/")


def test_a_guest_is_told_which_kinds_are_due(
    lea: Visitor, otto: Visitor, database: Database
) -> None:
    play(lea, database)
    days_ago(database, 3)
    page = lea.see("/")
    assert "kinds are due" in page
    assert "an altered quotation" in page
    assert "A round takes up to eight minutes." in page
    assert DUE not in otto.see("/")


def test_one_press_deals_a_round_and_playing_it_quiets_the_page(
    lea: Visitor, database: Database
) -> None:
    play(lea, database)
    days_ago(database, 3)
    assert f'action="{HERE}rounds"' in lea.get("/").text
    for _ in range(3):
        play(lea, database)
    assert DUE not in lea.see("/")


def test_what_is_withdrawn_is_not_offered(lea: Visitor, database: Database) -> None:
    play(lea, database)
    days_ago(database, 3)
    with database.writing() as session:
        session.execute(update(models.Pack).values(withdrawn_at=models.Pack.loaded_at))
    assert DUE not in lea.see("/")
