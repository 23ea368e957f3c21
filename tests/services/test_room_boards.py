"""A workshop's board, from votes to figures, and who may look at a room of three."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.errors import NotAllowed, NotFound
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion
from quizapp.game.simulation import Reader, known
from quizapp.game.workshop import WhichTests
from quizapp.services import debriefs, line_analysis, room_boards
from quizapp.services.room_boards import ShownRoom
from tests.services.classroom import Classroom
from tests.services.simulated import Played, Writer
from tests.services.teachers import make_instructor

READER = Reader(1.2, -0.3)
COIN = Reader(0.0, 0.0)
BEFORE = Played(Occasion.BEFORE, lines=20, days=1)
AFTER = Played(Occasion.AFTER, lines=20, days=2)


def opened(  # noqa: PLR0913  a room is these
    room: Classroom,
    people: int,
    *,
    host: int | None = None,
    in_group: bool = False,
    tests: WhichTests = WhichTests.NONE,
    sat: tuple[Played, ...] = (),
) -> str:
    """Let so many vote on sixteen lines, twice, and take tests; return the code.

    Whoever took a test before it was as good as a coin then.
    """
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
            tests=tests,
        )
        for at, (who, played) in enumerate(product(guests, sat)):
            guesses = played.occasion is Occasion.BEFORE
            first = Form.B if at // len(sat) % 2 else Form.A
            writer.play(who, COIN if guesses else READER, played, first=first)
        writer.flush()
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
    shown = look(classroom, opened(classroom, 12, tests=WhichTests.AFTER, sat=(AFTER,)))
    assert shown.room.board.compared is None
    assert shown.room.test is not None
    assert (shown.room.test.people, shown.room.test.lines) == (12, 240)
    assert shown.room.board.now.lines == 12 * 16


def test_before_and_after_say_what_the_workshop_changed(classroom: Classroom) -> None:
    code = opened(classroom, 30, tests=WhichTests.BOTH, sat=(BEFORE, AFTER))
    room = look(classroom, code).room
    compared = room.board.compared
    assert compared is not None
    assert room.test is None
    assert (compared.before.people, compared.after.people) == (30, 30)
    assert compared.change.paired
    assert compared.change.spotting is not None
    gain = known([READER]).area - known([COIN]).area
    assert compared.change.spotting.includes(gain)
    assert compared.change.spotting.low > 0
    assert compared.taken.counterbalanced
    assert room.board.now.lines == 30 * 16


def test_a_test_that_was_not_offered_is_left_out(classroom: Classroom) -> None:
    code = opened(classroom, 6, tests=WhichTests.AFTER, sat=(BEFORE, AFTER))
    room = look(classroom, code).room
    assert room.board.compared is None
    assert room.test is not None
    assert room.test.people == 6


def test_what_was_read_otherwise_than_in_the_room_is_left_out(
    classroom: Classroom,
) -> None:
    hidden = replace(BEFORE, beside=False)
    code = opened(classroom, 7, tests=WhichTests.BOTH, sat=(hidden, AFTER))
    assert look(classroom, code).room.board.compared is None


def test_what_stayed_after_weeks_is_told_beside(classroom: Classroom) -> None:
    later = Played(Occasion.DELAYED2, lines=20, days=15)
    code = opened(classroom, 8, tests=WhichTests.LASTING, sat=(BEFORE, AFTER, later))
    compared = look(classroom, code).room.board.compared
    assert compared is not None
    assert [occasion for occasion, _ in compared.delayed] == [Occasion.DELAYED2]


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
