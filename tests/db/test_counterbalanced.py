"""The migration that brings tests before and after keeps what was given by hand."""

from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from quizapp.db.migrate import downgrade, upgrade
from quizapp.resources import folder

SCRIPTS = folder("migrations")
NOW = "2026-03-04 12:00:00+00:00"
ROWS = (
    "insert into pack (id, slug, digest, title, language, licence, authors, about, "
    "content_note, loaded_at) "
    f"values (1, 'p', 'd', 'P', 'en', 'c', '[]', '', '', '{NOW}')",
    'insert into "case" (id, pack_id, slug, title, about, articles) '
    "values (1, 1, 'c', 'C', '', '{}')",
    *(
        'insert into "group" (id, name, language, join_code, retention_on, made_at) '
        f"values ({n}, 'g', 'en', 'CODE{n}', '2026-07-31', '{NOW}')"
        for n in (1, 2)
    ),
    *(
        "insert into participant (id, rejoin_code, joined_at, last_seen_on) "
        f"values ({n}, 'R{n}', '{NOW}', '2026-03-04')"
        for n in range(1, 9)
    ),
    *(
        "insert into member "
        "(id, group_id, participant_id, nickname, folded, joined_at) "
        f"values ({n}, {1 if n < 6 else 2}, {n}, 'n{n}', 'n{n}', '{NOW}')"
        for n in range(1, 9)
    ),
    *(
        "insert into assignment (id, group_id, pack_id, form, opens_on, made_at) "
        f"values ({n}, 2, 1, '{form}', '2026-03-0{n}', '{NOW}')"
        for n, form in ((1, "training"), (2, "A"), (3, "B"))
    ),
    *(
        "insert into round (participant_id, case_id, number, form, beside, dealt_at) "
        f"values (7, 1, {n}, '{form}', true, '{NOW}')"
        for n, form in ((1, "training"), (2, "A"), (3, "B"))
    ),
)


@pytest.fixture
def old(empty_database_url: str) -> str:
    """Return a database as it was, with tests that were given by hand."""
    upgrade(empty_database_url, SCRIPTS)
    downgrade(empty_database_url, SCRIPTS, "0003")
    run(empty_database_url, *ROWS)
    return empty_database_url


def connected(url: str) -> Connection:
    return create_engine(url, poolclass=NullPool).connect()


def run(url: str, *statements: str) -> None:
    with connected(url) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


def told(url: str, query: str) -> list[tuple[Any, ...]]:
    with connected(url) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_form_a_becomes_the_test_before_for_all_who_had_it(old: str) -> None:
    upgrade(old, SCRIPTS)
    occasions = [("training", None), ("A", "before"), ("B", "after")]
    assert told(old, "select form, occasion from round order by number") == occasions
    given = told(old, "select occasion from assignment order by id")
    assert given == [(occasion,) for _, occasion in occasions]
    query = "select first_form from member where group_id = 2"
    assert told(old, query) == [("A",)] * 3


def test_in_a_new_group_both_draws_are_balanced(old: str) -> None:
    upgrade(old, SCRIPTS)
    lots = told(
        old, "select first_form, plays_later from member where group_id = 1 order by id"
    )
    assert [first for first, _ in lots] == ["A", "B", "A", "B", "A"]
    assert [bool(later) for _, later in lots] == [False, True, True, False, False]


def test_going_back_keeps_what_was_given_and_drops_the_delayed(old: str) -> None:
    upgrade(old, SCRIPTS)
    run(
        old,
        "insert into assignment (id, group_id, pack_id, occasion, opens_on, made_at) "
        f"values (9, 2, 1, 'delayed1', '2026-03-05', '{NOW}')",
    )
    downgrade(old, SCRIPTS, "0003")
    forms = told(old, "select form from assignment order by id")
    assert forms == [("training",), ("A",), ("B",)]
    assert told(old, "select count(*) from member") == [(8,)]
    upgrade(old, SCRIPTS)
