from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import BadField, NotFound
from quizapp.game.line import Form
from quizapp.game.occasion import DELAYS, Occasion
from quizapp.services import assignments, catalogue
from quizapp.services.assignments import Assigned, Wanted, WantedTests
from quizapp.services.given import Given, given_to
from quizapp.services.rounds import start_round
from tests import cast
from tests.services.classroom import TODAY, UNTIL, Classroom, opened
from tests.services.playing import Player, count
from tests.services.teachers import make_instructor

TRAIN = Wanted(cast.PACK, TODAY)
AFTER = TODAY + timedelta(days=7)
TESTS = WantedTests(cast.PACK, TODAY, AFTER)
ALL = replace(TESTS, delayed=frozenset(DELAYS))
# By then every test is open.
LATE = 60


def assign(room: Classroom, wanted: Wanted = TRAIN) -> None:
    with room.database.writing() as session:
        assignments.assign_pack(
            session, person=room.ines, group=room.number, wanted=wanted, now=cast.NOON
        )


def assign_tests(room: Classroom, wanted: WantedTests = TESTS) -> None:
    with room.database.writing() as session:
        assignments.assign_tests(
            session, person=room.ines, group=room.number, wanted=wanted, now=cast.NOON
        )


def given(player: Player, days: int = 0) -> tuple[Given, ...]:
    with player.database.reading() as session:
        return given_to(session, player.number, today=TODAY + timedelta(days=days))


def assigned(room: Classroom) -> tuple[Assigned, ...]:
    with room.database.reading() as session:
        return assignments.assigned_to_group(
            session, person=room.ines, group=room.number
        )


def on_shelf(player: Player, days: int = 0) -> int:
    today = TODAY + timedelta(days=days)
    with player.database.reading() as session:
        return len(catalogue.shelf(session, player.number, today=today))


def forms(player: Player) -> list[tuple[str | None, str]]:
    """Return the occasion and the form of every round somebody was dealt."""
    with player.database.reading() as session:
        mine = select(models.Round).filter_by(participant_id=player.number)
        rounds = session.scalars(mine.order_by(models.Round.id)).all()
        return [(dealt.occasion, dealt.form) for dealt in rounds]


def start(player: Player, occasion: Occasion | None = None, days: int = 0) -> int:
    with player.database.writing() as session:
        return start_round(
            session,
            player.at(),
            beside=True,
            rng=Random(1),
            now=cast.NOON + timedelta(days=days),
            occasion=occasion,
        )


def of_the_desk(room: Classroom, *, editor: int, audience: str = "groups") -> None:
    """Turn the cast's pack into one that was published from somebody's desk."""
    with room.database.writing() as session:
        desk = models.DeskPack(
            slug="winter",
            title="Winter",
            language="en",
            licence="CC0",
            authors=[],
            about="",
            content_note="",
            made_at=cast.NOON,
            changed_at=cast.NOON,
        )
        session.add(desk)
        session.flush()
        session.add(
            models.DeskEditor(desk_pack_id=desk.id, person_id=editor, since=cast.NOON)
        )
        pack = session.scalars(select(models.Pack)).one()
        pack.audience, pack.desk_pack_id = audience, desk.id


def test_packs_for_all_are_offered_with_their_lines(classroom: Classroom) -> None:
    with classroom.database.reading() as session:
        (offer,) = assignments.packs_to_assign(session, person=classroom.ines)
    assert offer.slug == cast.PACK
    assert offer.lines == {Form.TRAINING: 19, Form.A: 2, Form.B: 2}


def test_a_pack_of_the_desk_is_offered_to_those_who_edit_it(
    classroom: Classroom,
) -> None:
    bo = make_instructor(classroom.database, "bo@example.org").number
    of_the_desk(classroom, editor=bo)
    with classroom.database.reading() as session:
        assert assignments.packs_to_assign(session, person=classroom.ines) == ()
        assert len(assignments.packs_to_assign(session, person=bo)) == 1
    with pytest.raises(BadField, match="Choose one of the packs"):
        assign(classroom)


def test_a_pack_of_ones_own_desk_reaches_the_members_alone(
    classroom: Classroom, otto: Player
) -> None:
    of_the_desk(classroom, editor=classroom.ines)
    assign(classroom)
    lea = classroom.join("Lea")
    with classroom.database.reading() as session:
        for player, cases in ((lea, 1), (otto, 0)):
            shelf = catalogue.shelf(session, player.number, today=TODAY)
            assert len(shelf) == cases


def test_a_trial_of_the_desk_is_not_assigned(classroom: Classroom) -> None:
    of_the_desk(classroom, editor=classroom.ines, audience="editors")
    with pytest.raises(BadField):
        assign(classroom)


@pytest.mark.parametrize("pack", ["", "nowhere", "winter ", "\0"])
def test_a_pack_that_is_not_there_is_refused(classroom: Classroom, pack: str) -> None:
    for deed in (
        lambda: assign(classroom, Wanted(pack, TODAY)),
        lambda: assign_tests(classroom, replace(TESTS, pack=pack)),
    ):
        with pytest.raises(BadField) as refused:
            deed()
        assert refused.value.field == "pack"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [("B", "not both forms of a test"), ("training", "no lines to train on")],
)
def test_a_pack_without_lines_of_a_form_is_refused(
    loaded: Database, form: str, sentence: str
) -> None:
    with loaded.writing() as session:
        for line in session.scalars(select(models.Line).filter_by(form=form)):
            line.retired_at = cast.NOON
    room = opened(loaded)
    give = assign if form == "training" else assign_tests
    with pytest.raises(BadField, match=sentence) as refused:
        give(room)
    assert refused.value.field == "pack"
    assert count(loaded, models.Assignment) == 0


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (WantedTests(cast.PACK, TODAY, UNTIL), "after"),
        (WantedTests(cast.PACK, UNTIL, UNTIL + timedelta(days=1)), "before"),
        (replace(ALL, after=UNTIL - timedelta(days=14)), "delayed2"),
        (WantedTests(cast.PACK, TODAY, TODAY), "after"),
        (WantedTests(cast.PACK, AFTER, TODAY), "after"),
    ],
)
def test_tests_on_days_that_cannot_be_are_refused(
    classroom: Classroom, wanted: WantedTests, field: str
) -> None:
    with pytest.raises(BadField) as refused:
        assign_tests(classroom, wanted)
    assert refused.value.field == field
    assert count(classroom.database, models.Assignment) == 0


@pytest.mark.parametrize(
    ("opens", "later", "field"),
    [(UNTIL, None, "opens"), (TODAY, UNTIL, "later"), (TODAY, TODAY, "later")],
)
def test_training_on_days_that_cannot_be_is_refused(
    classroom: Classroom, opens: date, later: date | None, field: str
) -> None:
    with pytest.raises(BadField) as refused:
        assign(classroom, Wanted(cast.PACK, opens, later))
    assert refused.value.field == field


def test_a_test_opens_on_its_day(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign_tests(classroom, replace(TESTS, before=TODAY + timedelta(days=2)))
    assert [test.is_open for test in given(lea)] == [False, False]
    with pytest.raises(NotFound):
        start(lea, Occasion.BEFORE, days=1)
    assert [test.is_open for test in given(lea, days=2)] == [True, False]
    assert start(lea, Occasion.BEFORE, days=2) == 1
    with pytest.raises(NotFound):
        start(lea, Occasion.AFTER, days=2)


def test_what_was_not_given_cannot_be_begun(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign_tests(classroom)
    for occasion in DELAYS:
        with pytest.raises(NotFound):
            start(lea, occasion, days=LATE)


def test_everybody_takes_both_forms_and_the_orders_are_balanced(
    classroom: Classroom,
) -> None:
    players = [classroom.join(f"Lea {n}") for n in range(5)]
    assign_tests(classroom, ALL)
    for player in players:
        for occasion in Occasion:
            start(player, occasion, days=LATE)
    taken = [tuple(form for _, form in forms(player)) for player in players]
    assert set(taken) == {tuple("ABABA"), tuple("BABAB")}
    assert sorted(Counter(taken).values()) == [2, 3]
    assert [o for o, _ in forms(players[0])] == list(Occasion)


def test_a_test_has_the_lines_of_its_form_and_training_has_none_of_them(
    classroom: Classroom,
) -> None:
    lea = classroom.join("Lea")
    assign_tests(classroom)
    tests = [start(lea, o, days=LATE) for o in (Occasion.BEFORE, Occasion.AFTER)]
    seen = {frozenset(lea.lines(number)) for number in tests}
    assert seen == {
        frozenset({f"form-{form}-sound", f"form-{form}-altered"}) for form in "ab"
    }
    for _ in range(3):
        number = lea.start()
        assert not [key for key in lea.lines(number) if key.startswith("form-")]
        lea.play(number)


def test_a_test_is_dealt_once_on_each_occasion(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign_tests(classroom, ALL)
    first = start(lea, Occasion.BEFORE)
    lea.play(first)
    assert start(lea, Occasion.BEFORE, days=3) == first
    assert start(lea, Occasion.DELAYED1, days=LATE) == first + 1


def test_a_member_sees_how_far_a_test_has_come(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign_tests(classroom)
    (case,) = given(lea)[0].cases
    assert (case.slug, case.lines, case.total) == (cast.CASE, 2, 0)
    start(lea, Occasion.BEFORE)
    lea.answer(1, 1, lea.look(1, 1).question.key, 2)
    (case,) = given(lea)[0].cases
    assert (case.answered, case.total, case.handed_in) == (1, 2, False)
    lea.play(1)
    before, after = given(lea)
    assert before.cases[0].handed_in
    assert after.cases[0].total == 0


def test_who_is_no_member_was_given_nothing(classroom: Classroom, otto: Player) -> None:
    assign_tests(classroom)
    assert given(otto) == ()
    with pytest.raises(NotFound):
        start(otto, Occasion.BEFORE)


def test_assigning_again_takes_the_new_day(classroom: Classroom) -> None:
    assign(classroom, Wanted(cast.PACK, TODAY, AFTER))
    assign(classroom, Wanted(cast.PACK, AFTER))
    (known,) = assigned(classroom)
    assert (known.opens_on, known.later_on) == (AFTER, None)


def test_tests_given_again_take_the_place_of_the_old_ones(classroom: Classroom) -> None:
    assign(classroom)
    assign_tests(classroom, ALL)
    later = AFTER + timedelta(days=1)
    assign_tests(classroom, replace(TESTS, after=later))
    assert [(given.occasion, given.opens_on) for given in assigned(classroom)] == [
        (None, TODAY),
        (Occasion.BEFORE, TODAY),
        (Occasion.AFTER, later),
    ]


def test_delayed_tests_open_on_the_days_of_the_boosters(classroom: Classroom) -> None:
    assign_tests(classroom, ALL)
    days = [(given.opens_on - AFTER).days for given in assigned(classroom)]
    assert days == [-7, 0, 2, 14, 28]


def test_assigning_twice_at_once_assigns_once(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    at_once([lambda: assign(classroom)] * 3)
    at_once([lambda: assign_tests(classroom)] * 3)
    assert count(classroom.database, models.Assignment) == 3


def test_what_is_withdrawn_can_be_begun_no_more(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign_tests(classroom)
    known, _ = assigned(classroom)
    here = {"person": classroom.ines, "assignment": known.number}
    other = opened(classroom.database)
    with pytest.raises(NotFound), classroom.database.writing() as session:
        assignments.withdraw_assignment(session, group=other.number, **here)
    with classroom.database.writing() as session:
        assignments.withdraw_assignment(session, group=classroom.number, **here)
    with pytest.raises(NotFound), classroom.database.writing() as session:
        assignments.withdraw_assignment(session, group=classroom.number, **here)
    assert len(given(lea)) == 1
    with pytest.raises(NotFound):
        start(lea, Occasion.BEFORE)


def test_half_of_the_group_plays_later(classroom: Classroom) -> None:
    names = ["Ada", "Ben", "Cem", "Dan", "Eva"]
    players = {name: classroom.join(name) for name in names}
    assign(classroom, Wanted(cast.PACK, TODAY, AFTER))
    assign_tests(classroom)
    with classroom.database.reading() as session:
        halves = assignments.halves_of_group(
            session, person=classroom.ines, group=classroom.number
        )
    assert sorted((*halves.now, *halves.later)) == names
    assert abs(len(halves.now) - len(halves.later)) == 1
    for name in halves.now:
        assert [g.is_open for g in given(players[name])] == [True, True, False]
        assert start(players[name]) == 1
    for name in halves.later:
        later = players[name]
        assert [g.opens_on for g in given(later)] == [TODAY, AFTER, AFTER]
        assert start(later, Occasion.BEFORE) == 1
        with pytest.raises(NotFound):
            start(later)
        assert start(later, days=7) == 2


def test_what_is_open_to_all_waits_for_those_who_play_it_later(
    classroom: Classroom, otto: Player
) -> None:
    players = [classroom.join("Lea"), classroom.join("Mia")]
    assign(classroom, Wanted(cast.PACK, TODAY, AFTER))
    assert sorted(on_shelf(player) for player in players) == [0, 1]
    assert [on_shelf(player, days=7) for player in players] == [1, 1]
    assert on_shelf(otto) == 1


def test_a_double_keeps_the_order_of_the_test_that_was_begun_first(
    classroom: Classroom,
) -> None:
    assign_tests(classroom)
    # The second to join draws the other order than the first.
    one, two = classroom.join("Lea"), classroom.join("Lea 2")
    start(two, Occasion.BEFORE, days=1)
    start(one, Occasion.BEFORE, days=2)
    ((_, counting),) = forms(two)
    two.play(1)
    classroom.see(one, days=2)
    classroom.merge("Lea", "Lea 2")
    assert given(one, days=3)[0].cases[0].handed_in
    start(one, Occasion.AFTER, days=7)
    assert forms(one)[-1] == ("after", "B" if counting == "A" else "A")


def test_a_double_who_could_play_plays_at_once(classroom: Classroom) -> None:
    assign(classroom, Wanted(cast.PACK, TODAY, AFTER))
    one, two = classroom.join("Lea"), classroom.join("Lea 2")
    kept = two if on_shelf(one) else one
    classroom.see(kept, days=1)
    classroom.merge("Lea", "Lea 2")
    assert on_shelf(kept) == 1
