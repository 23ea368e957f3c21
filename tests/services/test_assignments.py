from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import BadField, NotFound
from quizapp.game.line import Form
from quizapp.services import assignments, catalogue
from quizapp.services.assignments import Given, Wanted
from quizapp.services.rounds import start_round
from tests import cast
from tests.services.classroom import TODAY, UNTIL, Classroom, opened
from tests.services.playing import Player, count
from tests.services.teachers import make_instructor

TRAIN = Wanted(cast.PACK, Form.TRAINING, TODAY)


def assign(room: Classroom, wanted: Wanted = TRAIN) -> None:
    with room.database.writing() as session:
        assignments.assign_pack(
            session, person=room.ines, group=room.number, wanted=wanted, now=cast.NOON
        )


def given(player: Player, today: date = TODAY) -> tuple[Given, ...]:
    with player.database.reading() as session:
        return assignments.given_to(session, player.number, today=today)


def start(player: Player, form: Form, days: int = 0) -> int:
    with player.database.writing() as session:
        return start_round(
            session,
            player.at(),
            beside=True,
            rng=Random(1),
            now=cast.NOON + timedelta(days=days),
            form=form,
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
    with pytest.raises(BadField) as refused:
        assign(classroom, Wanted(pack, Form.A, TODAY))
    assert refused.value.field == "pack"


def test_a_pack_without_lines_of_the_form_is_refused(loaded: Database) -> None:
    with loaded.writing() as session:
        for line in session.scalars(select(models.Line).filter_by(form="B")):
            line.retired_at = cast.NOON
    room = opened(loaded)
    with pytest.raises(BadField, match="no lines for that"):
        assign(room, Wanted(cast.PACK, Form.B, TODAY))
    assert count(loaded, models.Assignment) == 0


def test_nothing_opens_when_the_group_is_no_more(classroom: Classroom) -> None:
    with pytest.raises(BadField, match="erased by then"):
        assign(classroom, Wanted(cast.PACK, Form.A, UNTIL))


def test_a_test_opens_on_its_day(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign(classroom, Wanted(cast.PACK, Form.A, TODAY + timedelta(days=2)))
    assert not given(lea)[0].is_open
    with pytest.raises(NotFound):
        start(lea, Form.A, days=1)
    assert given(lea, TODAY + timedelta(days=2))[0].is_open
    assert start(lea, Form.A, days=2) == 1


def test_a_member_sees_how_far_a_test_has_come(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign(classroom, Wanted(cast.PACK, Form.A, TODAY))
    (case,) = given(lea)[0].cases
    assert (case.slug, case.lines, case.total) == (cast.CASE, 2, 0)
    start(lea, Form.A)
    lea.answer(1, 1, lea.look(1, 1).question.key, 2)
    (case,) = given(lea)[0].cases
    assert (case.answered, case.total, case.handed_in) == (1, 2, False)
    lea.play(1)
    assert given(lea)[0].cases[0].handed_in


def test_who_is_no_member_was_given_nothing(classroom: Classroom, otto: Player) -> None:
    assign(classroom, Wanted(cast.PACK, Form.A, TODAY))
    assert given(otto) == ()
    with pytest.raises(NotFound):
        start(otto, Form.A)


def test_assigning_again_takes_the_new_day(classroom: Classroom) -> None:
    assign(classroom)
    later = TODAY + timedelta(days=7)
    assign(classroom, Wanted(cast.PACK, Form.TRAINING, later))
    with classroom.database.reading() as session:
        (known,) = assignments.assigned_to_group(
            session, person=classroom.ines, group=classroom.number
        )
    assert known.opens_on == later


def test_assigning_twice_at_once_assigns_once(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    at_once([lambda: assign(classroom)] * 3)
    assert count(classroom.database, models.Assignment) == 1


def test_what_is_withdrawn_can_be_begun_no_more(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    assign(classroom, Wanted(cast.PACK, Form.A, TODAY))
    with classroom.database.reading() as session:
        (known,) = assignments.assigned_to_group(
            session, person=classroom.ines, group=classroom.number
        )
    here = {"person": classroom.ines, "assignment": known.number}
    other = opened(classroom.database)
    with pytest.raises(NotFound), classroom.database.writing() as session:
        assignments.withdraw_assignment(session, group=other.number, **here)
    with classroom.database.writing() as session:
        assignments.withdraw_assignment(session, group=classroom.number, **here)
    with pytest.raises(NotFound), classroom.database.writing() as session:
        assignments.withdraw_assignment(session, group=classroom.number, **here)
    assert given(lea) == ()
    with pytest.raises(NotFound):
        start(lea, Form.A)
