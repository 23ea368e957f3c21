"""A workshop's board, from votes to figures, and who may look at a room of three."""

from dataclasses import replace
from itertools import count
from random import Random

import pytest
from sqlalchemy import select, update

from quizapp.db import models
from quizapp.errors import NotAllowed, NotFound
from quizapp.game.line import Form
from quizapp.game.simulation import Reader, known
from quizapp.services import debriefs, line_analysis, room_boards
from quizapp.services.room_boards import ShownRoom
from tests.services.classroom import Classroom
from tests.services.simulated import Played, Writer
from tests.services.teachers import make_instructor

READER = Reader(1.2, -0.3)


def opened(
    room: Classroom,
    people: int,
    *,
    host: int | None = None,
    in_group: bool = False,
    after: Form | None = None,
) -> str:
    """Let so many vote on sixteen lines, twice, and take the test; return the code."""
    with room.database.writing() as session:
        writer = Writer(session, Random(people))
        guests = {
            writer.member(room.number, f"Guest {n}"): READER for n in range(people)
        }
        code = writer.room(
            guests,
            16,
            days=1,
            host=host or room.ines,
            group=room.number if in_group else None,
            after=after,
        )
        if after:
            for who in guests:
                writer.play(who, READER, Played(lines=20, days=2), first=Form.A)
        writer.flush()
        if after:
            session.execute(
                update(models.Round)
                .where(models.Round.participant_id.is_not(None))
                .values(form=after.value)
            )
    return code


def look(room: Classroom, code: str, person: int | None = None) -> ShownRoom:
    with room.database.reading() as session:
        return room_boards.look_at_room(session, person=person or room.ines, code=code)


def test_known_players_come_out_of_a_room_as_they_are(classroom: Classroom) -> None:
    board = look(classroom, opened(classroom, 30)).room.board
    assert (board.now.people, board.now.lines) == (30, 480)
    assert board.now.dials.spotting is not None
    assert board.now.dials.suspicion is not None
    assert board.now.dials.spotting.includes(known([READER]).area)
    assert board.now.dials.suspicion.includes(READER.c)
    assert board.kinds
    assert board.compared is None


def test_what_talking_moved_stands_apart(classroom: Classroom) -> None:
    """After talking everybody was right; the dials are still those of voting alone."""
    room = look(classroom, opened(classroom, 12)).room
    assert room.talked is not None
    assert room.talked.again.area == 1
    assert room.talked.alone == replace(room.board.now, dials=room.talked.alone.dials)
    assert room.talked.change.paired
    assert room.talked.change.spotting is not None
    assert room.talked.change.spotting.low > 0
    assert room.board.now.area is not None
    assert room.board.now.area < 1


def test_the_test_at_the_end_is_a_figure_of_its_own(classroom: Classroom) -> None:
    code = opened(classroom, 12, after=Form.B)
    shown = look(classroom, code)
    assert shown.after is Form.B
    assert shown.room.test is not None
    assert (shown.room.test.people, shown.room.test.lines) == (12, 240)
    assert shown.room.board.now.lines == 12 * 16


def test_a_second_go_at_the_test_does_not_count(classroom: Classroom) -> None:
    code = opened(classroom, 6, after=Form.A)
    with classroom.database.writing() as session:
        writer = Writer(session, Random(9), numbers=count(50))
        again = session.scalars(select(models.Seat.participant_id)).all()
        for who in again:
            writer.play(who, READER, Played(lines=10, days=9), first=Form.A)
        writer.flush()
        session.execute(
            update(models.Round)
            .where(models.Round.participant_id.is_not(None))
            .values(form=Form.A.value)
        )
    test = look(classroom, code).room.test
    assert test is not None
    assert (test.people, test.lines) == (6, 120)


def test_without_a_vote_there_is_nothing(classroom: Classroom) -> None:
    room = look(classroom, opened(classroom, 0)).room
    assert (room.board.now.lines, room.talked, room.test) == (0, None, None)
    assert room.board.kinds == ()


def test_looking_twice_shows_the_same_room(classroom: Classroom) -> None:
    code = opened(classroom, 8)
    assert look(classroom, code) == look(classroom, code)


def test_lines_are_analysed_by_the_votes_alone(classroom: Classroom) -> None:
    code = opened(classroom, 30)
    with classroom.database.reading() as session:
        found = line_analysis.analyse_room(session, person=classroom.ines, code=code)
    assert sum(line.item.n for line in found.lines) == 30 * 16
    assert all(line.item.people == 30 for line in found.lines)
    told = [line.item.facility for line in found.lines if line.item.facility]
    assert min(figure.value for figure in told) < 1


# ------------------------------------------------------------- rooms of three

LOOKS = (
    lambda session, person, code: room_boards.look_at_room(
        session, person=person, code=code
    ),
    lambda session, person, code: line_analysis.analyse_room(
        session, person=person, code=code
    ),
    lambda session, person, code: debriefs.look_back(session, person=person, code=code),
)


@pytest.mark.parametrize("at", range(3), ids=["board", "questions", "votes"])
@pytest.mark.parametrize(
    ("people", "in_group", "told"),
    [(3, True, False), (4, True, False), (5, True, True), (3, False, True)],
)
def test_three_of_a_group_are_shown_to_its_own_instructor_alone(
    classroom: Classroom, at: int, people: int, in_group: bool, told: bool
) -> None:
    """Bo may lead the room with Ines; the class is not his."""
    bo = make_instructor(classroom.database, "bo@example.org").number
    code = opened(classroom, people, in_group=in_group)
    with classroom.database.writing() as session:
        room = session.scalars(select(models.Workshop.id)).one()
        session.add(models.WorkshopHost(workshop_id=room, person_id=bo))
    with classroom.database.reading() as session:
        assert LOOKS[at](session, classroom.ines, code)
        if told:
            assert LOOKS[at](session, bo, code)
            return
        with pytest.raises(NotAllowed, match="Fewer than five"):
            LOOKS[at](session, bo, code)


@pytest.mark.parametrize("at", range(3), ids=["board", "questions", "votes"])
def test_a_room_of_others_is_not_found(classroom: Classroom, at: int) -> None:
    otto = make_instructor(classroom.database, "otto@example.org").number
    code = opened(classroom, 6)
    with (
        classroom.database.reading() as session,
        pytest.raises(NotFound),
    ):
        LOOKS[at](session, otto, code)
