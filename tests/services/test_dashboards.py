"""The boards of a group, from rows to figures, on both databases."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import select, update

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import NotFound
from quizapp.game.simulation import Reader, known
from quizapp.services import dashboards, group_export, line_analysis, member_path
from quizapp.services.dashboards import ShownBoard
from quizapp.services.group_export import ANSWERS, GRADES, Out
from tests.services.classroom import Classroom, opened
from tests.services.simulated import Played, Writer, simulate_class
from tests.services.teachers import make_instructor

KEY = b"kept for the tests alone"


@pytest.fixture
def settled(classroom: Classroom) -> Classroom:
    """Return Ines's group after a course of thirty who learnt, and a room of them."""
    with classroom.database.writing() as session:
        writer = Writer(session, Random(8))
        people = simulate_class(writer, classroom.number, 30)
        writer.room(people, 6, days=10)
        writer.flush()
    return classroom


def look(room: Classroom, *, beside: bool | None = None) -> ShownBoard:
    with room.database.reading() as session:
        return dashboards.group_board(
            session, person=room.ines, group=room.number, beside=beside
        )


def rows(room: Classroom, *, nicknames: bool = False) -> list[dict[str, object]]:
    out = Out(room.number, room.ines, KEY, nicknames)
    with room.database.reading() as session:
        found = list(group_export.answer_rows(session, out))
    return [dict(zip(ANSWERS, row, strict=True)) for row in found]


def test_known_players_come_out_within_their_intervals(classroom: Classroom) -> None:
    reader = Reader(1.3, -0.35)
    with classroom.database.writing() as session:
        writer = Writer(session, Random(4))
        course = [Played(days=n) for n in range(4)]
        simulate_class(
            writer, classroom.number, 30, before=reader, after=reader, course=course
        )
        writer.flush()
    dials = look(classroom).board.now.dials
    assert dials.spotting is not None
    assert dials.suspicion is not None
    assert dials.spotting.includes(known([reader]).area)
    assert dials.suspicion.includes(reader.c)
    assert dials.spotting.high - dials.spotting.low < 0.1


def test_a_course_is_told_from_before_to_after(settled: Classroom) -> None:
    compared = look(settled).board.compared
    assert compared is not None
    assert compared.change.paired
    assert compared.change.spotting is not None
    assert compared.change.spotting.low > 0
    assert (compared.before.lines, compared.after.lines) == (600, 600)
    assert (compared.taken.a_first, compared.taken.b_first) == (15, 15)


def test_looking_twice_shows_the_same_figures(settled: Classroom) -> None:
    assert look(settled) == look(settled)


def test_rooms_and_hidden_rounds_stand_apart(settled: Classroom) -> None:
    shown = look(settled)
    places = shown.board.places
    assert shown.board.beside
    assert shown.other
    assert places.room_beside is not None
    # The vote after talking, which everybody got right, is not among them.
    assert places.room_beside.lines == 180
    assert places.hidden is not None
    assert places.hidden.lines == 300
    assert look(settled, beside=False).board.now.lines == 300


def test_the_roster_says_who_played_what(settled: Classroom) -> None:
    settled.join("Newcomer")
    players = {player.nickname: player for player in look(settled).players}
    assert len(players) == 31
    assert players["Newcomer"].last is None
    (pack,) = players["Player 1"].packs
    assert (pack.rounds, pack.forms, pack.rooms) == (4, ("A", "B"), 1)
    assert players["Player 1"].lines == 86


def test_half_that_trains_later_is_compared(settled: Classroom) -> None:
    with settled.database.writing() as session:
        pack = session.scalars(select(models.Pack.id)).one()
        group = session.get_one(models.Group, settled.number)
        session.add(
            models.Assignment(
                group_id=group.id,
                pack_id=pack,
                opens_on=group.made_at.date(),
                later_on=group.retention_on,
                made_at=group.made_at,
            )
        )
        some = select(models.Member.id).order_by(models.Member.id).limit(10)
        session.execute(
            update(models.Member)
            .where(models.Member.id.in_(session.scalars(some).all()))
            .values(plays_later=True)
        )
    compared = look(settled).board.compared
    assert compared is not None
    assert compared.later is not None
    assert (compared.change.people, compared.later.people) == (20, 10)


def test_a_line_is_analysed_from_all_its_answers(settled: Classroom) -> None:
    with settled.database.reading() as session:
        analysis = line_analysis.analyse_group(
            session, person=settled.ines, group=settled.number
        )
    alone = [row for row in rows(settled) if row["turn"] == 1]
    assert sum(line.item.n for line in analysis.lines) == len(alone)
    right = Counter[object]()
    for row in alone:
        right[row["line"]] += int(str(row["right"]))
    item = analysis.lines[0].item
    with settled.database.reading() as session:
        key = session.get_one(models.Line, int(item.line)).key
    assert item.facility is not None
    assert item.facility.value == pytest.approx(right[key] / item.n)
    assert analysis.packs == {"winter": "The winter ferry"}
    assert {line.desk for line in analysis.lines} == {None}


def test_a_path_is_one_members_alone(settled: Classroom) -> None:
    number = settled.roster()["Player 3"].number
    with settled.database.reading() as session:
        path = member_path.member_path(
            session, person=settled.ines, group=settled.number, member=number
        )
    mine = [row for row in rows(settled, nicknames=True) if row["turn"] == 1]
    mine = [row for row in mine if row["nickname"] == "Player 3"]
    assert path.lines == len(mine) == 86
    assert path.right == sum(int(str(row["right"])) for row in mine)
    assert len(path.rounds) == 7
    assert [past.in_room for past in path.rounds].count(True) == 1
    assert len(path.readings) == 2
    assert path.missed
    assert all(line.missed <= line.met for line in path.missed)


def test_every_answer_is_a_row_under_a_pseudonym(settled: Classroom) -> None:
    found = rows(settled)
    assert len(found) == 30 * (40 + 40 + 12)
    names = {row["participant"] for row in found}
    assert len(names) == 30
    assert names == {row["participant"] for row in rows(settled, nicknames=True)}
    assert {row["nickname"] for row in found} == {None}
    assert {row["where"] for row in found} == {"round", "room"}
    assert [row["turn"] for row in found].count(2) == 180
    seen = Counter[tuple[object, object]]()
    for row in found:
        assert row["seen_before"] == seen[row["participant"], row["line"]]
        seen[row["participant"], row["line"]] += 1


def test_the_gradebook_has_everybody(settled: Classroom) -> None:
    settled.join("Newcomer")
    out = Out(settled.number, settled.ines, KEY, nicknames=True)
    with settled.database.reading() as session:
        graded = group_export.grade_rows(session, out)
    found = {row[1]: dict(zip(GRADES, row, strict=True)) for row in graded}
    one, nobody = found["Player 1"], found["Newcomer"]
    assert (one["rounds"], one["tests"], one["rooms"], one["lines"]) == (4, 2, 1, 86)
    assert (one["judged_beside"], one["judged_hidden"]) == (70, 10)
    assert one["spotting_beside"] is not None
    assert one["spotting_hidden"] is None
    assert (nobody["lines"], nobody["last_answered_at"]) == (0, None)


def test_another_group_has_other_pseudonyms(settled: Classroom) -> None:
    number = settled.roster()["Player 1"].number
    names = {Out(group, 1, KEY).named(number, "")[0] for group in (1, 2, 3)}
    assert len(names) == 3


def test_a_group_of_others_is_not_found(settled: Classroom) -> None:
    bo = make_instructor(settled.database, "bo@example.org").number
    theirs = opened(settled.database, "bo@example.org")
    mine = settled.roster()["Player 1"].number
    with settled.database.reading() as session:
        for deed in (
            lambda: dashboards.group_board(session, person=bo, group=settled.number),
            lambda: line_analysis.analyse_group(
                session, person=bo, group=settled.number
            ),
            lambda: member_path.member_path(
                session, person=bo, group=theirs.number, member=mine
            ),
            lambda: group_export.count_answers(
                session, person=bo, group=settled.number
            ),
            lambda: list(
                group_export.answer_rows(session, Out(settled.number, bo, KEY))
            ),
            lambda: group_export.grade_rows(session, Out(settled.number, bo, KEY)),
        ):
            with pytest.raises(NotFound):
                deed()


def test_an_empty_group_is_a_board_without_figures(classroom: Classroom) -> None:
    shown = look(classroom)
    assert (shown.played, shown.players, shown.board.now.lines) == (0, (), 0)
    assert rows(classroom) == []


def test_a_line_that_can_be_edited_leads_to_the_desk(
    settled: Classroom, database: Database
) -> None:
    with database.writing() as session:
        desk = _desk_with_the_lines(session, settled.ines)
    with database.reading() as session:
        analysis = line_analysis.analyse_group(
            session, person=settled.ines, group=settled.number
        )
    places = {line.desk for line in analysis.lines if line.desk}
    assert {(place.pack, place.key) for place in places} == {(desk, "sound0")}


def _desk_with_the_lines(session, ines: int) -> int:  # type: ignore[no-untyped-def]
    """Give Ines a desk pack that the cast's pack was published from, with one line."""
    pack = session.scalars(select(models.Pack)).one()
    now = pack.loaded_at
    made = models.DeskPack(
        slug="winter",
        title="Winter",
        language="en",
        licence="CC0-1.0",
        authors=[],
        about="",
        content_note="",
        made_at=now,
        changed_at=now,
    )
    session.add(made)
    session.flush()
    case = models.DeskCase(
        desk_pack_id=made.id, slug="ferry", title="", about="", compared=True
    )
    session.add_all(
        [case, models.DeskEditor(desk_pack_id=made.id, person_id=ines, since=now)]
    )
    session.flush()
    session.add(
        models.DeskLine(
            desk_case_id=case.id,
            key="sound0",
            position=1,
            state="accepted",
            origin="person",
            content={},
            revision=1,
        )
    )
    pack.desk_pack_id = made.id
    return int(made.id)
