"""A room: whatever happens in whatever order, no vote is lost and none counts twice."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import BadInput, Conflict, NotFound
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.role import Role
from quizapp.game.workshop import Board, Names, Rhythm, Stage, Step
from quizapp.services import rooms, seats, votes, workshops
from quizapp.services.carrying import carry
from quizapp.services.guests import welcome_guest
from quizapp.services.holdings import erase_person
from quizapp.services.loading import load_pack
from quizapp.services.seats import Name
from quizapp.services.workshops import Plan
from tests import cast
from tests.haste import hasten
from tests.services.teachers import make_instructor

JUDGED = (("sound0", Format.JUDGE), ("altered0", Format.JUDGE))
TURNS = (1, 2)


class Hall:
    """A room of two lines in a database, and what its host and phones can do."""

    def __init__(self, database: Database, plan: Plan | None = None) -> None:
        self.database = database
        self.drawn = Random(7)
        self.ines = make_instructor(database, "ines@example.org")
        with database.writing() as session:
            self.code = workshops.open_workshop(
                session,
                person=self.ines.number,
                participant=self.ines.participant,
                pack=cast.PACK,
                case=cast.CASE,
                plan=plan or Plan(JUDGED),
                rng=self.drawn,
                now=cast.NOON,
            )

    def look(self) -> rooms.Room:
        with self.database.reading() as session:
            return rooms.look(session, code=self.code)

    def join(self, name: str) -> int:
        with self.database.writing() as session:
            number = welcome_guest(
                session, code=f"{self.drawn.getrandbits(40):010X}", now=cast.NOON
            )
        self.sit(number, name)
        return number

    def sit(self, participant: int, name: str) -> seats.Seated:
        with self.database.writing() as session:
            return seats.take_seat(
                session,
                code=self.code,
                participant=participant,
                name=Name(name, name.casefold()),
                now=cast.NOON,
            )

    def step(self, step: Step = Step.NEXT, version: int | None = None) -> bool:
        room = self.look()
        with self.database.writing() as session:
            return workshops.step(
                session,
                person=self.ines.number,
                code=self.code,
                step=step,
                version=room.version if version is None else version,
                questions=room.total,
                now=cast.NOON,
            )

    def vote(
        self, who: int, choice: str, at: tuple[int, int] | None = None, sure: int = 2
    ) -> bool:
        room = self.look()
        position, turn = at or (room.position, room.stage.turn or 1)
        with self.database.writing() as session:
            vote = votes.open_vote(
                session,
                code=self.code,
                participant=who,
                position=position,
                turn=turn,
            )
            return votes.cast_vote(
                session, vote, choice=choice, certainty=sure, now=cast.NOON
            )

    def stored(self) -> list[tuple[int, int, int, object]]:
        """Return every vote: position, turn, participant, choice."""
        query = select(
            models.Question.position,
            models.Answer.turn,
            models.Answer.participant_id,
            models.Answer.choice,
        ).join(models.Question, models.Question.id == models.Answer.question_id)
        with self.database.reading() as session:
            return sorted(tuple(row) for row in session.execute(query))


@pytest.fixture
def hall(loaded: Database) -> Hall:
    return Hall(loaded)


def test_a_room_goes_from_joining_through_two_votes_to_the_answer(hall: Hall) -> None:
    seen = []
    while hall.look().stage is not Stage.ENDED:
        seen.append((hall.look().position, hall.look().stage.value))
        hall.step()
    one = ["voting", "discussing", "revoting", "revealed"]
    assert seen == [(0, "joining"), *[(n, stage) for n in (1, 2) for stage in one]]


def test_without_talking_a_vote_leads_to_the_answer(loaded: Database) -> None:
    hall = Hall(loaded, Plan(JUDGED, rhythm=Rhythm.PLAIN))
    hall.step()
    hall.step()
    assert hall.look().stage is Stage.REVEALED


def test_somebody_may_come_late_and_votes_from_then_on(hall: Hall) -> None:
    hall.join("Fox")
    hall.step()
    late = hall.join("Owl")
    assert hall.vote(late, PARTS)
    assert hall.stored() == [(1, 1, late, PARTS)]


def test_the_first_vote_stands(hall: Hall) -> None:
    fox = hall.join("Fox")
    hall.step()
    assert hall.vote(fox, PARTS)
    assert not hall.vote(fox, CARRIES)
    assert hall.stored() == [(1, 1, fox, PARTS)]


def test_each_turn_has_a_vote_of_its_own(hall: Hall) -> None:
    fox = hall.join("Fox")
    hall.step()
    hall.vote(fox, PARTS)
    hall.step()
    hall.step()
    hall.vote(fox, CARRIES)
    assert hall.stored() == [(1, 1, fox, PARTS), (1, 2, fox, CARRIES)]


@pytest.mark.parametrize("steps", [2, 4, 5, 9])
def test_a_vote_that_comes_late_is_refused_and_stored_nowhere(
    hall: Hall, steps: int
) -> None:
    fox = hall.join("Fox")
    for _ in range(steps):
        hall.step()
    with pytest.raises(Conflict, match="did not count"):
        hall.vote(fox, PARTS, at=(1, 1))
    assert hall.stored() == []


def test_a_vote_needs_a_seat(hall: Hall) -> None:
    hall.step()
    with hall.database.writing() as session:
        stranger = welcome_guest(session, code="STRANGER00", now=cast.NOON)
    with pytest.raises(NotFound, match="no seat"):
        hall.vote(stranger, PARTS)


def test_two_hosts_who_press_at_once_step_once(
    hall: Hall, at_once: Callable[[Sequence[Callable[[], bool]]], list[bool]]
) -> None:
    version = hall.look().version
    took = at_once([lambda: hall.step(version=version)] * 4)
    assert sorted(took) == [False, False, False, True]
    assert (hall.look().position, hall.look().stage) == (1, Stage.VOTING)


def test_votes_and_a_step_at_once_leave_every_thanked_vote_counted(
    hall: Hall, at_once: Callable[[Sequence[Callable[[], object]]], list[object]]
) -> None:
    phones = [hall.join(f"Fox {n}") for n in range(6)]
    hall.step()

    def voting(who: int) -> Callable[[], object]:
        def deed() -> object:
            try:
                return hall.vote(who, PARTS, at=(1, 1))
            except Conflict:
                return "refused"

        return deed

    said = at_once([*map(voting, phones), hall.step])[:-1]
    with hall.database.reading() as session:
        split = rooms.splits(session, rooms.look(session, code=hall.code))
    assert said.count(True) + said.count("refused") == len(phones)
    assert sum(split[1].values()) == len(hall.stored()) == said.count(True)


def test_a_locked_room_lets_nobody_new_in_and_everybody_back(hall: Hall) -> None:
    fox = hall.join("Fox")
    with hall.database.writing() as session:
        workshops.lock(session, person=hall.ines.number, code=hall.code, locked=True)
    with pytest.raises(Conflict, match="closed the door"):
        hall.join("Owl")
    assert hall.sit(fox, "Fox").nickname == "Fox"


def test_two_people_cannot_have_one_name(hall: Hall) -> None:
    hall.join("Fox")
    with pytest.raises(Conflict, match="has this name"):
        hall.join("FOX")


def test_an_anonymous_room_keeps_no_name(loaded: Database) -> None:
    hall = Hall(loaded, Plan(JUDGED, names=Names.ANONYMOUS))
    hall.join("Fox")
    hall.join("Fox")
    with hall.database.reading() as session:
        names = [seat.nickname for seat in rooms.sitting(session, hall.look())]
    assert names == [None, None]


def test_teams_are_filled_evenly(loaded: Database) -> None:
    hall = Hall(loaded, Plan(JUDGED, board=Board.TEAMS))
    found = [hall.sit(hall.join(f"Fox {n}"), f"Fox {n}").team for n in range(8)]
    assert found == [1, 2, 3, 4, 1, 2, 3, 4]


def test_whoever_was_sent_out_does_not_vote_until_let_in(hall: Hall) -> None:
    fox = hall.join("Fox")
    hall.step()
    for out in (True, False):
        with hall.database.writing() as session:
            workshops.send_out(
                session,
                person=hall.ines.number,
                code=hall.code,
                seat=hall_seat(hall),
                out=out,
                now=cast.NOON,
            )
        if out:
            with pytest.raises(NotFound, match="no seat"):
                hall.vote(fox, PARTS)
    assert hall.vote(fox, PARTS)


def hall_seat(hall: Hall) -> int:
    with hall.database.reading() as session:
        return rooms.sitting(session, hall.look())[0].number


def test_a_room_of_somebody_else_is_not_there(hall: Hall) -> None:
    otto = make_instructor(hall.database, "otto@example.org")
    with hall.database.writing() as session, pytest.raises(NotFound):
        workshops.step(
            session,
            person=otto.number,
            code=hall.code,
            step=Step.END,
            version=1,
            questions=2,
            now=cast.NOON,
        )


def test_a_guest_who_registers_keeps_seat_and_votes(hall: Hall) -> None:
    fox = hall.join("Fox")
    hall.step()
    hall.vote(fox, PARTS)
    owl = make_instructor(hall.database, "owl@example.org", role=Role.PLAYER)
    with hall.database.writing() as session:
        carry(session, guest=fox, person=owl.number)
    assert hall.stored() == [(1, 1, owl.participant, PARTS)]
    hall.step()
    hall.step()
    assert hall.vote(owl.participant, CARRIES)


def test_who_voted_as_guest_and_in_the_account_has_one_vote(hall: Hall) -> None:
    owl = make_instructor(hall.database, "owl@example.org", role=Role.PLAYER)
    fox = hall.join("Fox")
    hall.sit(owl.participant, "Owl")
    hall.step()
    hall.vote(fox, PARTS)
    hall.vote(owl.participant, CARRIES)
    with hall.database.writing() as session:
        carry(session, guest=fox, person=owl.number)
    assert hall.stored() == [(1, 1, owl.participant, CARRIES)]


def test_a_room_whose_only_host_leaves_for_good_ends(hall: Hall) -> None:
    with hall.database.writing() as session:
        erase_person(session, hall.ines.number, now=cast.NOON)
    assert hall.look().stage is Stage.ENDED


@pytest.mark.parametrize(
    "questions",
    [(), (("nowhere", Format.JUDGE),), (("sound0", Format.NAME),)],
    ids=["none", "no such line", "no such format"],
)
def test_a_plan_that_does_not_fit_is_refused(
    loaded: Database, questions: tuple[tuple[str, Format], ...]
) -> None:
    with pytest.raises(BadInput):
        Hall(loaded, Plan(questions))


# ----------------------------------------------------------------- any order


class Interleaved(RuleBasedStateMachine):
    """Joins, votes, steps, returns and restarts in any order."""

    phones = Bundle("phones")
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.url = f"sqlite:///{self.folder.name}/room.sqlite"
        copyfile(self.template, f"{self.folder.name}/room.sqlite")
        self.expected: dict[tuple[int, int, int], str] = {}
        self.names = 0

    @initialize(rhythm=st.sampled_from(Rhythm))
    def open(self, rhythm: Rhythm) -> None:
        database = hasten(Database(self.url))
        with database.writing() as session:
            load_pack(session, cast.pack_of(), now=cast.NOON)
        self.hall = Hall(database, Plan(JUDGED, rhythm=rhythm))

    @rule(target=phones)
    def join(self) -> int:
        self.names += 1
        if self.hall.look().stage is Stage.ENDED:
            with pytest.raises(Conflict):
                self.hall.join(f"Fox {self.names}")
            return 0
        return self.hall.join(f"Fox {self.names}")

    @rule(who=phones)
    def come_back(self, who: int) -> None:
        if who:
            assert self.hall.sit(who, "another name").participant == who

    @rule(
        who=phones,
        choice=st.sampled_from([CARRIES, PARTS]),
        position=st.integers(0, 3),
        turn=st.sampled_from(TURNS),
    )
    def vote(self, who: int, choice: str, position: int, turn: int) -> None:
        room = self.hall.look()
        is_open = who and (room.position, room.stage.turn) == (position, turn)
        if not is_open:
            with pytest.raises((Conflict, NotFound)):
                self.hall.vote(who, choice, at=(position, turn))
            return
        fresh = self.hall.vote(who, choice, at=(position, turn))
        assert fresh == ((position, turn, who) not in self.expected)
        self.expected.setdefault((position, turn, who), choice)

    @rule(step=st.sampled_from(Step), stale=st.booleans())
    def press(self, step: Step, stale: bool) -> None:
        before = self.hall.look()
        try:
            took = self.hall.step(step, before.version - stale)
        except Conflict:
            took = False
        after = self.hall.look()
        assert not (took and stale)
        assert (after.version > before.version) == took
        assert after.position in (before.position, before.position + 1)

    @rule(who=consumes(phones))
    def erase(self, who: int) -> None:
        with self.hall.database.writing() as session:
            gone = session.get(models.Participant, who)
            if gone is not None:
                session.delete(gone)
        self.expected = {k: v for k, v in self.expected.items() if k[2] != who}

    @rule()
    def restart(self) -> None:
        self.hall.database.close()
        self.hall.database = hasten(Database(self.url))

    @invariant()
    def every_thanked_vote_is_stored_once(self) -> None:
        if hasattr(self, "hall"):
            stored = self.hall.stored()
            assert {row[:3]: row[3] for row in stored} == self.expected
            assert len(stored) == len(self.expected)

    @invariant()
    def the_counts_are_the_votes(self) -> None:
        if not hasattr(self, "hall"):
            return
        room = self.hall.look()
        with self.hall.database.reading() as session:
            told = rooms.tally(session, number=room.number, since=cast.NOON)
            split = rooms.splits(session, room)
        here = [
            turn for position, turn, _ in self.expected if position == room.position
        ]
        for turn in TURNS:
            assert sum(split[turn].values()) == here.count(turn)
        assert told
        assert told.count.voted == (
            here.count(room.stage.turn) if room.stage.turn else 0
        )

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            self.hall.database.close()
        self.folder.cleanup()


def test_any_order_of_joins_votes_steps_and_restarts_keeps_every_vote(
    sqlite_template: Path,
) -> None:
    Interleaved.template = sqlite_template
    run_state_machine_as_test(
        Interleaved,
        # Each example is a database of its own: fifty long ones find what hundreds do.
        settings=settings(max_examples=50, stateful_step_count=30, deadline=None),
    )
