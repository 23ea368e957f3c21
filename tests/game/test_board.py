"""A board: known answers in, known figures out, whatever order they come in."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.game import board as boards
from quizapp.game.answered import Answered
from quizapp.game.board import Board, mostly_beside
from quizapp.game.calibration import STATED
from quizapp.game.change import MARGIN, Change, Lean
from quizapp.game.discernment import Estimate
from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.game.member_counts import RECENT, MemberCounts, count_up, read_counts
from quizapp.game.occasion import Occasion
from quizapp.game.simulation import Reader, known

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOBODY = frozenset[int]()
KINDS = (Kind.ALTERED_QUOTE, Kind.CHANGED_DETAIL, Kind.UNSUPPORTED_CLAIM)


def answered(  # noqa: PLR0913  an answer is these
    member: int,
    at: int,
    *,
    faithful: bool,
    rating: int,
    kind: Kind = Kind.ALTERED_QUOTE,
    occasion: Occasion | None = None,
    form: Form = Form.TRAINING,
    beside: bool = True,
    in_room: bool = False,
    days: int = 0,
) -> Answered:
    """Return a judgement by its rating, 1 surely faithful to 6 surely not."""
    right = (rating < 4) is faithful
    when = START + timedelta(days=days, minutes=at)
    return Answered(
        member=member,
        pack=1,
        case=1,
        line=at,
        round=member * 100 + days,
        form=form,
        occasion=occasion,
        beside=beside,
        in_room=in_room,
        dealt_at=START + timedelta(days=days),
        position=at,
        format=Format.JUDGE,
        faithful=faithful,
        resembles=kind,
        certainty=4 - rating if rating < 4 else rating - 3,
        share=float(right),
        marks=0,
        at=when,
    )


def board(
    rows: Iterable[Answered], *, beside: bool = True, later: frozenset[int] = NOBODY
) -> Board:
    return boards.board(count_up(rows), beside=beside, seed="g", later=later)


answers = st.lists(
    st.builds(
        answered,
        st.integers(1, 8),
        st.integers(1, 500),
        faithful=st.booleans(),
        rating=st.integers(1, 6),
        kind=st.sampled_from(KINDS),
        beside=st.booleans(),
        in_room=st.booleans(),
        days=st.integers(0, 20),
    ),
    max_size=80,
    unique_by=lambda a: (a.member, a.at),
)


def judged_by(
    reader: Reader, member: int, lines: int, rng: Random, **more: object
) -> Iterable[Answered]:
    for at in range(lines):
        faithful = at % 2 == 0
        verdict, sure = reader.judge(faithful=faithful, rng=rng)
        rating = 4 - sure if verdict == "carries" else 3 + sure
        yield answered(member, at, faithful=faithful, rating=rating, **more)  # type: ignore[arg-type]


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_answers_moves_nothing(given: list[Answered], rng: Random) -> None:
    shuffled = given[:]
    rng.shuffle(shuffled)
    one, other = (board(rows, beside=True) for rows in (given, shuffled))
    assert one == other


@given(answers, st.integers(0, 80))
def test_what_was_kept_as_json_and_added_to_is_the_same(
    given: list[Answered], at: int
) -> None:
    """Answers come in after the counts of the first ones were stored."""
    people = {
        member: read_counts(json.loads(json.dumps(one.written())))
        for member, one in count_up(given[:at]).items()
    }
    for answer in given[at:]:
        people.setdefault(answer.member, MemberCounts()).add(answer)
    assert people == count_up(given)


@given(answers)
def test_figures_are_those_of_an_independent_count(given: list[Answered]) -> None:
    """Fewer than forty lines each, so the dials read everything."""
    found = board(given, beside=True).now
    own = [a for a in given if a.beside and not a.in_room]
    pairs = [
        (b.rating > a.rating) + 0.5 * (b.rating == a.rating)
        for a in own
        for b in own
        if a.faithful and not b.faithful
    ]
    assert found.lines == len(own)
    assert found.area == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)
    squares = [(STATED[a.certainty or 1] - a.right) ** 2 for a in own]
    expected = pytest.approx(sum(squares) / len(squares)) if squares else None
    assert found.brier == expected
    if pairs:
        sound = [a for a in own if a.faithful]
        flagged = sum(a.rating > 3 for a in sound) / len(sound)
        assert found.cuts[2][0] == pytest.approx(flagged)
        z, n = NormalDist().inv_cdf, len(own) - len(sound)
        hits = sum(a.rating > 3 for a in own if not a.faithful)
        alarms = sum(a.rating > 3 for a in sound)
        c = -(z((hits + 0.5) / (n + 1)) + z((alarms + 0.5) / (len(sound) + 1))) / 2
        assert found.lean == pytest.approx(c)


def test_nothing_and_one_answer_are_a_board_without_figures() -> None:
    empty = board((), beside=True)
    assert (empty.now.lines, empty.weeks, empty.kinds, empty.compared) == (
        0,
        (),
        (),
        None,
    )
    one = board([answered(1, 1, faithful=True, rating=2)], beside=True)
    assert (one.now.people, one.now.lines, one.now.area) == (1, 1, None)
    assert one.now.dials.spotting is None
    assert one.kinds[0].alarms is None


@pytest.mark.parametrize(
    "reader", [Reader(1.5, -0.4), Reader(0.0, 0.3), Reader(2.5, 0)]
)
def test_known_readers_are_recovered(reader: Reader) -> None:
    rng = Random(11)
    rows = [a for n in range(30) for a in judged_by(reader, n, RECENT, rng)]
    dials = board(rows, beside=True).now.dials
    assert dials.spotting is not None
    assert dials.suspicion is not None
    assert dials.spotting.includes(known([reader]).area)
    assert dials.suspicion.includes(reader.c)


def test_four_people_have_figures_and_no_interval() -> None:
    rng = Random(2)
    rows = [a for n in range(4) for a in judged_by(Reader(1.5, 0), n, 40, rng)]
    now = board(rows, beside=True).now
    assert now.dials.spotting is None
    assert now.area is not None
    assert all(level.low == level.high for level in now.levels if level.n)


def test_a_room_counts_apart_and_hidden_reading_too() -> None:
    rng, reader = Random(3), Reader(1.0, 0)
    rows = [
        a
        for n in range(6)
        for more in ({}, {"in_room": True}, {"beside": False, "days": 1})
        for a in judged_by(reader, n, 20, rng, **more)
    ]
    found = board(rows, beside=True)
    assert found.now.lines == 120
    assert found.places.room_beside is not None
    assert found.places.room_beside.lines == 120
    assert found.places.room_hidden is None
    assert found.places.apart is not None
    assert found.places.apart.paired
    assert mostly_beside(count_up(rows))


def class_with_tests(
    after: Reader, *, later: frozenset[int] = frozenset()
) -> list[Answered]:
    rng, before = Random(5), Reader(0.8, -0.1)
    rows = []
    for n in range(30):
        first = Form.A if n % 2 else Form.B
        second = Form.B if n % 2 else Form.A
        grown = before if n in later else after
        test = {"occasion": Occasion.BEFORE, "form": first}
        rows += judged_by(before, n, 40, rng, **test)
        rows += judged_by(
            grown, n, 40, rng, days=9, occasion=Occasion.AFTER, form=second
        )
    return rows


def test_a_class_that_learnt_is_told_with_its_forms() -> None:
    compared = board(class_with_tests(Reader(2.2, -0.1)), beside=True).compared
    assert compared is not None
    change, taken = compared.change, compared.taken
    assert change.paired
    assert change.spotting is not None
    gained = known([Reader(2.2, 0)]).area - known([Reader(0.8, 0)]).area
    assert change.spotting.includes(gained)
    assert change.lean is Lean.STAYED
    assert (taken.a_first, taken.b_first, taken.counterbalanced) == (15, 15, True)
    assert compared.later is None


def test_those_who_train_later_are_compared_with() -> None:
    later = frozenset(range(0, 30, 2))
    rows = class_with_tests(Reader(2.4, -0.1), later=later)
    compared = board(rows, beside=True, later=later).compared
    assert compared is not None
    assert compared.later is not None
    assert compared.change.people == 15
    assert compared.change.spotting is not None
    assert compared.later.spotting is not None
    assert compared.change.spotting.low > compared.later.spotting.value


def test_the_round_begun_first_counts_where_a_test_was_taken_twice() -> None:
    test = {"occasion": Occasion.BEFORE, "form": Form.A}
    rng = Random(1)
    once = list(judged_by(Reader(1, 0), 1, 20, rng, **test))
    again = list(judged_by(Reader(1, 0), 1, 20, rng, days=3, **test))
    compared = board([*again, *once], beside=True).compared
    assert compared is not None
    assert compared.before.lines == 20


@pytest.mark.parametrize(
    ("low", "high", "lean"),
    [
        (-0.1, 0.1, Lean.STAYED),
        (-MARGIN, MARGIN, Lean.STAYED),
        (-0.19, -0.02, Lean.STAYED),
        (-0.21, 0.1, Lean.OPEN),
        (-0.1, 0.3, Lean.OPEN),
        (-0.5, -0.1, Lean.DOUBT),
        (0.05, 0.4, Lean.TRUST),
    ],
)
def test_no_more_suspicious_is_said_within_the_margin_alone(
    low: float, high: float, lean: Lean
) -> None:
    found = Estimate((low + high) / 2, low, high, 99, 99)
    assert Change(True, 30, None, found).lean is lean


def test_a_kind_below_twenty_answers_has_no_share() -> None:
    rng = Random(4)
    rows = [
        a
        for n in range(6)
        for a in judged_by(Reader(2, 0), n, 8, rng, kind=Kind.CHANGED_DETAIL)
    ]
    few = board(rows[:30], beside=True).kinds[0]
    enough = board(rows, beside=True).kinds[0]
    assert (few.hits, few.alarms) == (None, None)
    assert enough.hits is not None
    assert enough.hits.value == enough.caught / enough.parting
    assert enough.hits.low <= enough.hits.value <= enough.hits.high
