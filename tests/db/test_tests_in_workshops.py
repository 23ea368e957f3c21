"""The migration that lets a workshop test before keeps what was tested after."""

import pytest

from quizapp.db.migrate import downgrade, upgrade
from quizapp.resources import folder
from tests.db.test_counterbalanced import NOW, run, told

SCRIPTS = folder("migrations")
LATER = "2026-03-04 13:00:00+00:00"
ROWS = (
    "insert into pack (id, slug, digest, title, language, licence, authors, about, "
    "content_note, loaded_at) "
    f"values (1, 'p', 'd', 'P', 'en', 'c', '[]', '', '', '{NOW}')",
    'insert into "case" (id, pack_id, slug, title, about, articles) '
    "values (1, 1, 'c', 'C', '', '{}')",
    *(
        "insert into participant (id, rejoin_code, joined_at, last_seen_on) "
        f"values ({n}, 'R{n}', '{NOW}', '2026-03-04')"
        for n in range(1, 5)
    ),
    *(
        "insert into workshop (id, code, case_id, rhythm, names, board, after, stage, "
        "position, version, locked, since, made_at, ended_at) "
        f"values ({n}, 'CODE{n}', 1, 'plain', 'anonymous', 'off', {after}, "
        f"'ended', 1, 1, false, '{NOW}', '{NOW}', '{NOW}')"
        for n, after in ((1, "'A'"), (2, "'B'"), (3, "null"))
    ),
    *(
        "insert into seat (workshop_id, participant_id, joined_at, seen_at) "
        f"values ({room}, {who}, '{NOW}', '{NOW}')"
        for room, who in ((1, 1), (2, 2), (3, 3))
    ),
    # Who took it twice, who took both forms, who took one that was not offered.
    *(
        "insert into round (participant_id, case_id, number, form, beside, dealt_at) "
        f"values ({who}, 1, {number}, '{form}', true, '{LATER}')"
        for who, number, form in (
            *((1, 1, "training"), (1, 2, "A"), (1, 3, "A")),
            *((2, 1, "A"), (2, 2, "B"), (3, 1, "A")),
        )
    ),
)


@pytest.fixture
def old(empty_database_url: str) -> str:
    """Return a database as it was, with tests right after workshops."""
    upgrade(empty_database_url, SCRIPTS)
    downgrade(empty_database_url, SCRIPTS, "0006")
    run(empty_database_url, *ROWS)
    return empty_database_url


def test_the_first_go_at_the_form_that_was_offered_is_the_test_after(old: str) -> None:
    upgrade(old, SCRIPTS)
    query = "select participant_id, number from round where occasion = 'after'"
    assert sorted(told(old, query)) == [(1, 2), (2, 2)]
    tests = [tests for (tests,) in told(old, "select tests from workshop order by id")]
    assert tests == ["after", "after", "none"]


def test_whoever_has_yet_to_take_it_gets_the_form_that_was_offered(old: str) -> None:
    upgrade(old, SCRIPTS)
    firsts = [
        first for (first,) in told(old, "select first_form from seat order by id")
    ]
    assert firsts == ["B", "A", "A"]


def test_going_back_keeps_the_form_of_a_room(old: str) -> None:
    upgrade(old, SCRIPTS)
    downgrade(old, SCRIPTS, "0006")
    kept = told(old, "select after from workshop order by id")
    assert kept == [("A",), ("B",), (None,)]
    upgrade(old, SCRIPTS)
