from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from quizapp.db.models import DeskArticle, DeskLine, State
from quizapp.db.session import Database
from quizapp.errors import Conflict, NotFound
from quizapp.services import desk_cases
from quizapp.services.desk_cases import ArticleOnDesk
from tests import cast
from tests.cast import NOON
from tests.services.desks import ARTICLES, Desk, ines, on_desk, otto
from tests.services.playing import count

AtOnce = Callable[[Sequence[Callable[[], str]]], list[str]]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, ines(database))


def change(desk: Desk, articles: tuple[ArticleOnDesk, ...]) -> None:
    with desk.database.writing() as session:
        desk_cases.change_articles(
            session,
            person=desk.who.number,
            pack=desk.number,
            case="boat",
            articles=articles,
            now=NOON,
        )


def outcome(deed: Callable[[], None]) -> str:
    """Do something; say whether it was done."""
    try:
        deed()
    except Conflict:
        return "refused"
    return "done"


def test_a_case_comes_back_as_it_was_brought(desk: Desk) -> None:
    assert desk.bring() == "boat"
    opened = desk.open()
    assert opened.articles == ARTICLES
    assert (opened.derived.key, [s.key for s in opened.sources]) == (
        "derived",
        ["courier"],
    )
    assert not opened.compared
    assert opened.lines == ()


def test_a_second_case_of_the_same_name_gets_a_number(desk: Desk) -> None:
    assert [desk.bring() for _ in range(3)] == ["boat", "boat-2", "boat-3"]
    long = "b" * 60
    assert desk.bring(long) == long
    assert desk.bring(long) == "b" * 55 + "-2"


def test_texts_change_until_they_are_compared(desk: Desk) -> None:
    desk.bring()
    other = tuple(replace(a, text=f"{a.text} Or so.") for a in ARTICLES)
    change(desk, other)
    assert desk.open().articles == other
    desk.lay_out([on_desk(cast.sound("a"))])
    with pytest.raises(Conflict, match="compared already"):
        change(desk, ARTICLES)
    assert desk.open().articles == other


def test_articles_are_compared_once(desk: Desk) -> None:
    desk.bring()
    desk.lay_out([on_desk(cast.sound("a"), State.OFFERED)])
    with pytest.raises(Conflict, match="compared already"):
        desk.lay_out([on_desk(cast.sound("b"))])
    assert [line.key for line in desk.open().lines] == ["a"]


def test_of_two_comparisons_at_once_one_is_laid_out(
    desk: Desk, at_once: AtOnce
) -> None:
    desk.bring()

    def lay_out() -> str:
        return outcome(lambda: desk.lay_out([on_desk(cast.sound("a"))]))

    assert sorted(at_once([lay_out, lay_out])) == ["done", "refused"]
    assert count(desk.database, DeskLine) == 1


def test_texts_that_change_while_lines_are_laid_out_belong_to_no_lines(
    desk: Desk, at_once: AtOnce
) -> None:
    desk.bring()
    other = tuple(replace(a, text="Other.") for a in ARTICLES)
    changed, laid = at_once(
        [
            lambda: outcome(lambda: change(desk, other)),
            lambda: outcome(lambda: desk.lay_out([on_desk(cast.sound("a"))])),
        ]
    )
    assert laid == "done"
    assert (desk.open().articles == other) is (changed == "done")


def test_what_is_laid_out_as_decided_is_signed(desk: Desk) -> None:
    desk.bring()
    desk.lay_out([on_desk(cast.sound("a")), on_desk(cast.altered("b"), State.PROPOSED)])
    decided, proposed = desk.open().lines
    assert (decided.decided_by, decided.decided_at) == ("Ines", NOON)
    assert (proposed.decided_by, proposed.decided_at) == (None, None)


def test_describing_a_case_leaves_its_texts(desk: Desk) -> None:
    desk.bring()
    renamed = tuple(replace(a, outlet="Herald", text="Never.") for a in ARTICLES)
    with desk.database.writing() as session:
        desk_cases.describe_case(
            session,
            person=desk.who.number,
            pack=desk.number,
            case="boat",
            title="The old boat",
            about="New.",
            articles=renamed,
            now=NOON,
        )
    opened = desk.open()
    assert (opened.title, opened.about) == ("The old boat", "New.")
    assert [a.outlet for a in opened.articles] == ["Herald", "Herald"]
    assert [a.text for a in opened.articles] == [a.text for a in ARTICLES]


def test_a_case_that_is_removed_takes_articles_and_lines_with_it(desk: Desk) -> None:
    desk.bring()
    desk.lay_out([on_desk(cast.sound("a"))])
    with desk.database.writing() as session:
        desk_cases.remove_case(
            session, person=desk.who.number, pack=desk.number, case="boat", now=NOON
        )
    assert desk.look().cases == ()
    assert (count(desk.database, DeskArticle), count(desk.database, DeskLine)) == (0, 0)


def test_a_stranger_finds_no_case(desk: Desk) -> None:
    desk.bring()
    stranger = Desk(desk.database, otto(desk.database))
    stranger.number = desk.number
    deeds: tuple[Callable[[], object], ...] = (
        stranger.open,
        stranger.bring,
        lambda: stranger.lay_out([]),
        lambda: change(stranger, ARTICLES),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    assert desk.open().articles == ARTICLES
