"""Decisions at the desk: revisions, undo, and two people at the same line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from quizapp.db.editing import Step
from quizapp.db.models import DeskChange, DeskEditor, Origin, Person, State
from quizapp.db.session import Database
from quizapp.errors import Conflict, NotFound
from quizapp.game.role import Role
from quizapp.services import decisions
from quizapp.services.desk_cases import open_case
from tests import desk_cast
from tests.cast import NOON
from tests.services.people import person

INES, IVO, OTTO = "ines@example.org", "ivo@example.org", "otto@example.org"
FIRST = "line-001"


@dataclass
class Desk:
    """A case that Ines and Ivo work on, and Otto does not."""

    database: Database
    pack: int
    case: str
    people: dict[str, int]

    def decide(
        self,
        who: str,
        key: str,
        state: State,
        revision: int,
        content: dict[str, Any] | None = None,
    ) -> int:
        with self.database.writing() as session:
            return decisions.decide(
                session,
                person=self.people[who],
                pack=self.pack,
                case=self.case,
                key=key,
                revision=revision,
                state=state,
                content=content,
                now=NOON,
            )

    def add(
        self,
        who: str,
        after: str | None = None,
        *,
        why: str = "Nobody says so.",
        now: datetime = NOON,
    ) -> str:
        content = self.lines()[FIRST].content
        with self.database.writing() as session:
            return decisions.add_line(
                session,
                person=self.people[who],
                pack=self.pack,
                case=self.case,
                content={**content, "line": {**content["line"], "why": why}},
                origin=Origin.PERSON,
                state=State.ACCEPTED,
                after=after,
                now=now,
            )

    def undo(self, who: str, known: Step | None = None) -> str | None:
        with self.database.writing() as session:
            return decisions.undo(
                session,
                person=self.people[who],
                pack=self.pack,
                case=self.case,
                known=known,
                now=NOON,
            )

    def last(self, who: str) -> Step | None:
        """Return what this person's page shows as their last decision."""
        with self.database.reading() as session:
            return open_case(
                session, person=self.people[who], pack=self.pack, case=self.case
            ).last

    def lines(self) -> dict[str, Any]:
        with self.database.reading() as session:
            opened = open_case(
                session, person=self.people[INES], pack=self.pack, case=self.case
            )
        return {line.key: line for line in opened.lines}

    def states(self) -> dict[str, str]:
        return {key: line.state.value for key, line in self.lines().items()}

    def changes(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count(DeskChange.id))) or 0


def lay(database: Database) -> Desk:
    people = {
        email: person(database, email, role=Role.INSTRUCTOR).number
        for email in (INES, IVO, OTTO)
    }
    pack = desk_cast.lay_pack(database, people[INES])
    case = desk_cast.lay_case(database, people[INES], pack)
    with database.writing() as session:
        session.add(
            DeskEditor(desk_pack_id=pack, person_id=people[IVO], since=desk_cast.NOON)
        )
    return Desk(database, pack, case, people)


@pytest.fixture
def desk(database: Database) -> Desk:
    """Lay a small case on the desk."""
    return lay(database)


def test_a_page_left_open_does_not_decide_on_a_line_in_anothers_place(desk):
    first = desk.add(INES)
    desk.undo(INES)
    second = desk.add(INES, now=NOON + timedelta(seconds=1))
    with pytest.raises(NotFound):
        desk.decide(IVO, first, State.REJECTED, 1)
    assert desk.states()[second] == State.ACCEPTED


def test_a_decision_is_kept_with_who_took_it_and_when(desk):
    assert desk.decide(INES, FIRST, State.ACCEPTED, 1) == 2
    line = desk.lines()[FIRST]
    assert (line.state, line.decided_by, line.decided_at) == (
        State.ACCEPTED,
        "Ines",
        NOON,
    )


def test_a_decision_is_nobodys_who_has_the_same_name(desk):
    desk.decide(INES, FIRST, State.ACCEPTED, 1)
    with desk.database.writing() as session:
        session.get_one(Person, desk.people[IVO]).name = "Ines"
        opened = open_case(
            session, person=desk.people[IVO], pack=desk.pack, case=desk.case
        )
    assert desk.lines()[FIRST].by_me
    assert not any(line.by_me for line in opened.lines)


def test_a_decision_on_an_older_revision_is_refused_with_a_name(desk):
    desk.decide(IVO, FIRST, State.REJECTED, 1)
    with pytest.raises(Conflict, match="Ivo decided on this line"):
        desk.decide(INES, FIRST, State.ACCEPTED, 1)
    assert desk.states()[FIRST] == "rejected"


def test_deciding_the_same_again_changes_nothing(desk):
    content = dict(desk.lines()[FIRST].content)
    desk.decide(INES, FIRST, State.ACCEPTED, 1)
    assert desk.decide(IVO, FIRST, State.ACCEPTED, 1) == 2
    assert desk.decide(IVO, FIRST, State.ACCEPTED, 99, content) == 2
    assert desk.changes() == 1
    assert desk.lines()[FIRST].decided_by == "Ines"


@pytest.mark.parametrize("key", ["nobody", "", "line-999"])
def test_a_line_that_is_not_there_is_not_found(desk, key):
    with pytest.raises(NotFound):
        desk.decide(INES, key, State.ACCEPTED, 1)


def test_who_does_not_work_on_the_pack_finds_nothing(desk):
    for deed in (
        lambda: desk.decide(OTTO, FIRST, State.ACCEPTED, 1),
        lambda: desk.add(OTTO),
        lambda: desk.undo(OTTO),
    ):
        with pytest.raises(NotFound):
            deed()
    assert set(desk.states().values()) == {"proposed", "offered"}


def test_an_added_line_stands_after_the_one_named(desk):
    added = desk.add(INES, after=FIRST)
    assert list(desk.lines())[:3] == [FIRST, added, "line-002"]
    assert desk.lines()[added].content["line"]["key"] == added
    last = desk.add(INES, why="Nobody asked.")
    assert list(desk.lines())[-1] == last


def test_undo_goes_back_step_by_step(desk):
    changed = {**desk.lines()[FIRST].content, "confidence": 0.5}
    revision = desk.decide(INES, FIRST, State.PROPOSED, 1, changed)
    revision = desk.decide(INES, FIRST, State.ACCEPTED, revision)
    desk.decide(INES, FIRST, State.REJECTED, revision)
    added = desk.add(INES)
    assert desk.undo(INES) == added
    assert added not in desk.lines()
    for state, confidence in (("accepted", 0.5), ("proposed", 0.5), ("proposed", None)):
        assert desk.undo(INES) == FIRST
        line = desk.lines()[FIRST]
        assert line.state.value == state
        if confidence:
            assert line.content["confidence"] == confidence
    assert desk.lines()[FIRST].content["confidence"] != 0.5
    assert desk.lines()[FIRST].decided_by is None
    assert desk.undo(INES) is None


def test_an_undo_that_is_sent_twice_takes_back_one_decision(desk):
    desk.decide(INES, FIRST, State.ACCEPTED, 1)
    desk.decide(INES, "line-002", State.REJECTED, 1)
    known = desk.last(INES)
    for _ in range(2):
        assert desk.undo(INES, known) == "line-002"
        assert desk.states()["line-002"] == "proposed"
        assert desk.states()[FIRST] == "accepted"
    assert desk.undo(INES, desk.last(INES)) == FIRST
    assert desk.last(INES) is None
    assert desk.undo(INES, known) == "line-002"


def test_an_added_line_that_is_taken_back_twice_is_gone_once(desk):
    desk.decide(INES, FIRST, State.ACCEPTED, 1)
    added = desk.add(INES)
    known = desk.last(INES)
    assert desk.undo(INES, known) == desk.undo(INES, known) == added
    assert desk.states()[FIRST] == "accepted"


def test_a_decision_made_in_another_window_is_not_undone_unseen(desk):
    desk.decide(INES, FIRST, State.ACCEPTED, 1)
    known = desk.last(INES)
    desk.decide(INES, "line-002", State.REJECTED, 1)
    with pytest.raises(Conflict, match="something else since"):
        desk.undo(INES, known)
    assert desk.states()["line-002"] == "rejected"
    assert desk.undo(INES, desk.last(INES)) == "line-002"
    assert desk.undo(INES, known) == FIRST


def test_undo_takes_back_nobody_else_s_decision(desk):
    desk.decide(INES, FIRST, State.ACCEPTED, 1)
    desk.decide(IVO, "line-002", State.REJECTED, 1)
    assert desk.undo(INES) == FIRST
    assert desk.undo(INES) is None
    assert desk.states()["line-002"] == "rejected"


def test_undo_does_not_go_back_behind_somebody_else_s_decision(desk):
    revision = desk.decide(INES, FIRST, State.ACCEPTED, 1)
    desk.decide(IVO, FIRST, State.REJECTED, revision)
    with pytest.raises(Conflict, match="Ivo"):
        desk.undo(INES)
    assert desk.undo(IVO) == FIRST
    assert desk.undo(INES) == FIRST
    assert desk.states()[FIRST] == "proposed"


def test_a_page_from_before_the_undo_is_stale(desk):
    revision = desk.decide(INES, FIRST, State.ACCEPTED, 1)
    desk.undo(INES)
    with pytest.raises(Conflict):
        desk.decide(IVO, FIRST, State.REJECTED, revision)


def test_of_many_who_decide_at_once_one_is_first(
    desk: Desk, at_once: Callable[[Sequence[Callable[[], object]]], list[object]]
):
    verdicts = [State.ACCEPTED, State.REJECTED] * 3

    def one(number: int, state: State) -> Callable[[], object]:
        def deed() -> object:
            try:
                return desk.decide((INES, IVO)[number % 2], FIRST, state, 1)
            except Conflict:
                return None

        return deed

    results = at_once([one(n, state) for n, state in enumerate(verdicts)])
    assert {r for r in results if r} == {2}
    assert desk.changes() == 1


def test_of_many_who_add_at_once_all_get_a_line_of_their_own(
    desk: Desk, at_once: Callable[[Sequence[Callable[[], object]]], list[object]]
):
    before = len(desk.lines())
    whys = [f"Reason {n}." for n in range(6)]
    people = (INES, IVO) * 3
    added = at_once(
        [partial(desk.add, who, why=w) for who, w in zip(people, whys, strict=True)]
    )
    assert len(set(added)) == 6
    assert len(desk.lines()) == before + 6


def test_the_very_same_line_sent_again_while_it_is_added_is_added_once(
    desk: Desk, at_once: Callable[[Sequence[Callable[[], object]]], list[object]]
):
    before = len(desk.lines())
    added = at_once([partial(desk.add, INES)] * 4)
    assert len(set(added)) == 1
    assert len(desk.lines()) == before + 1
    assert desk.changes() == 1


def test_a_line_that_was_rejected_since_is_not_added_once_more(desk):
    key = desk.add(INES)
    desk.decide(IVO, key, State.REJECTED, 1)
    assert desk.add(INES) == key
    assert desk.states()[key] == "rejected"


# ------------------------------------------------------- whatever order things take


@dataclass
class Told:
    """What one line went through: who did something, and what it was before."""

    steps: list[tuple[int, str, str | None]] = field(default_factory=list)


class AtTheDesk(RuleBasedStateMachine):
    """Two people decide, add and undo; a list of steps for each line says the rest."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "desk.sqlite"
        copyfile(self.template, path)
        self.desk = lay(Database(f"sqlite:///{path}"))
        self.states = dict(self.desk.states())
        self.told = {key: Told() for key in self.states}
        self.order = 0
        self.revisions = dict.fromkeys(self.states, 1)

    def teardown(self) -> None:
        self.desk.database.close()
        self.folder.cleanup()

    def step(self, key: str, who: str, before: str | None) -> None:
        self.order += 1
        self.told.setdefault(key, Told()).steps.append((self.order, who, before))

    @rule(
        who=st.sampled_from([INES, IVO]),
        pick=st.integers(0, 20),
        state=st.sampled_from([State.ACCEPTED, State.REJECTED, State.PROPOSED]),
        stale=st.integers(0, 3),
    )
    def decide(self, who: str, pick: int, state: State, stale: int) -> None:
        key = sorted(self.states)[pick % len(self.states)]
        known = self.revisions[key] - (stale if stale == 1 else 0)
        if self.states[key] == state.value:
            assert self.desk.decide(who, key, state, known) == self.revisions[key]
        elif stale == 1:
            with pytest.raises(Conflict):
                self.desk.decide(who, key, state, known)
        else:
            self.desk.decide(who, key, state, known)
            self.step(key, who, self.states[key])
            self.states[key] = state.value

    @precondition(lambda self: len(self.states) < 12)
    @rule(who=st.sampled_from([INES, IVO]))
    def add(self, who: str) -> None:
        self.order += 1
        key = self.desk.add(who, why=f"Reason {self.order}.")
        assert key not in self.states
        self.step(key, who, None)
        self.states[key] = "accepted"

    @rule(who=st.sampled_from([INES, IVO]))
    def undo(self, who: str) -> None:
        mine = [
            (order, key)
            for key, told in self.told.items()
            for order, by, _ in told.steps
            if by == who
        ]
        if not mine:
            assert self.desk.undo(who) is None
            return
        order, key = max(mine)
        last, _, before = self.told[key].steps[-1]
        if last != order:
            with pytest.raises(Conflict):
                self.desk.undo(who)
            return
        assert self.desk.undo(who) == key
        self.told[key].steps.pop()
        if before is None:
            del self.states[key], self.told[key]
        else:
            self.states[key] = before

    @invariant()
    def stored_is_what_was_decided(self) -> None:
        lines = self.desk.lines()
        assert {key: line.state.value for key, line in lines.items()} == self.states
        assert all(
            line.revision >= self.revisions.get(key, 0) for key, line in lines.items()
        )
        self.revisions = {key: line.revision for key, line in lines.items()}


def test_whatever_two_people_do_the_case_is_what_they_decided(sqlite_template):
    AtTheDesk.template = sqlite_template
    run_state_machine_as_test(
        AtTheDesk,
        settings=settings(max_examples=12, stateful_step_count=20, deadline=None),
    )
