"""`quizapp demo`: known players in, known dials out, and nothing left when erased."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import func, select

from quizapp.cli import main
from quizapp.cli.demo import begin, erase, fill
from quizapp.db.models import (
    Answer,
    Base,
    Case,
    Group,
    Line,
    Member,
    Pack,
    Participant,
    Person,
    Question,
    Round,
)
from quizapp.db.session import Database
from quizapp.errors import Conflict
from quizapp.game.discernment import Estimate
from quizapp.game.simulated_class import Learner, class_sizes
from quizapp.game.simulation import known
from quizapp.packs.pack import Pack as PackRead
from quizapp.packs.read import read_pack
from quizapp.services.dashboards import group_board
from quizapp.services.demo import check_room
from quizapp.services.guests import welcome_guest
from quizapp.services.loading import load_pack
from tests import cast
from tests.cli.running import quizapp
from tests.packs.exchange import SHIPPED

ANSWERS = 2000


@pytest.fixture(scope="module")
def packs() -> list[PackRead]:
    """Read the shipped packs once."""
    return [read_pack(path) for path in SHIPPED]


@pytest.fixture
def database(database_url: str, packs: list[PackRead]) -> Iterator[Database]:
    """Open a database that holds the shipped packs."""
    with closing(Database(database_url)) as opened:
        with opened.writing() as session:
            for pack in packs:
                load_pack(session, pack, now=cast.NOON)
        yield opened


def play(
    database: Database, sizes: Sequence[Sequence[int]], seed: int = 1
) -> list[Learner]:
    person = begin(database, now=cast.NOON)
    return fill(database, person=person, sizes=sizes, seed=seed, now=cast.NOON)


def count(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_as_many_answers_as_asked_for(database: Database) -> None:
    learners = play(database, class_sizes(ANSWERS, 2))
    found = count(database)
    assert found["answer"] == ANSWERS
    assert found["group"] == 2
    assert found["member"] == len(learners)
    assert found["participant"] == len(learners) + 1  # the instructor's own


def test_everything_is_called_a_demonstration(database: Database) -> None:
    play(database, class_sizes(ANSWERS, 2))
    with database.reading() as session:
        names = [*session.scalars(select(Group.name))]
        names += session.scalars(select(Person.name))
    assert len(names) == 3
    assert all(name.startswith("Demo: ") for name in names)


def test_one_answer_a_question_and_only_to_questions_of_one_s_own(
    database: Database,
) -> None:
    play(database, class_sizes(ANSWERS, 2))
    with database.reading() as session:
        pairs = select(Answer.question_id, Answer.participant_id).distinct()
        assert session.scalar(select(func.count()).select_from(pairs.subquery())) == (
            ANSWERS
        )
        others = (
            select(func.count(Answer.id))
            .join(Question, Question.id == Answer.question_id)
            .join(Round, Round.id == Question.round_id)
            .where(Round.participant_id != Answer.participant_id)
        )
        assert session.scalar(others) == 0


def test_lines_of_a_test_are_never_trained_on(database: Database) -> None:
    play(database, class_sizes(ANSWERS, 1))
    with database.reading() as session:
        mixed = (
            select(func.count(Question.id))
            .join(Round, Round.id == Question.round_id)
            .join(Line, Line.id == Question.line_id)
            .where(Line.form != Round.form)
        )
        assert session.scalar(mixed) == 0
        strange = (
            select(func.count(Question.id))
            .join(Round, Round.id == Question.round_id)
            .join(Line, Line.id == Question.line_id)
            .where(Line.case_id != Round.case_id)
        )
        assert session.scalar(strange) == 0


def test_answers_come_after_their_round_and_before_now(database: Database) -> None:
    play(database, class_sizes(ANSWERS, 1))
    with database.reading() as session:
        early = (
            select(func.count(Answer.id))
            .join(Question, Question.id == Answer.question_id)
            .join(Round, Round.id == Question.round_id)
            .where(Answer.answered_at <= Round.dealt_at)
        )
        assert session.scalar(early) == 0
        assert session.scalar(select(func.max(Answer.answered_at))) < cast.NOON


def test_life_goes_on_beside_it(database: Database) -> None:
    play(database, class_sizes(300, 1))
    with database.writing() as session:
        assert welcome_guest(session, code="LEALEALEAA", now=cast.NOON)


def test_erased_nothing_is_left_of_it(database: Database) -> None:
    with database.writing() as session:
        lea = welcome_guest(session, code="LEALEALEAA", now=cast.NOON)
    before = count(database)
    play(database, class_sizes(ANSWERS, 2))
    assert count(database) != before
    erase(database)
    assert count(database) == before
    with database.reading() as session:
        assert session.get(Participant, lea)
        assert session.scalar(select(func.count(Pack.id))) == len(SHIPPED)
        assert session.scalar(select(func.count(Case.id)))


def test_there_is_one_demonstration_at_a_time(database: Database) -> None:
    play(database, class_sizes(100, 1))
    with (
        database.reading() as session,
        pytest.raises(Conflict, match="--erase"),
    ):
        check_room(session, beside_people=True)


def test_the_board_recovers_what_is_known(database: Database) -> None:
    """Hold the intervals of eight boards against what their players really know."""
    sizes = class_sizes(8 * 1000, 8)
    learners = iter(play(database, sizes, seed=7))
    held: list[bool] = []
    with database.reading() as session:
        groups = session.scalars(select(Group).order_by(Group.id)).all()
        person = session.scalars(select(Person.id)).one()
        for group, size in zip(groups, sizes, strict=True):
            mine = [next(learners) for _ in size]
            compared = group_board(
                session, person=person, group=group.id
            ).board.compared
            assert compared
            before = known([learner.before for learner in mine])
            after = known([learner.after for learner in mine])
            change = compared.change
            held += [
                holds(compared.before.dials.spotting, before.area),
                holds(compared.before.dials.suspicion, before.criterion),
                holds(compared.after.dials.spotting, after.area),
                holds(compared.after.dials.suspicion, after.criterion),
                holds(change.spotting, after.area - before.area),
                holds(change.suspicion, after.criterion - before.criterion),
            ]
    # 95 % of 48 are 46; fewer than 42 come by chance once in a hundred times.
    assert len(held) == 48
    assert sum(held) >= 42


def holds(found: Estimate | None, true: float) -> bool:
    assert found
    return found.includes(true)


def test_the_same_seed_gives_the_same_answers(database: Database) -> None:
    said = []
    for _ in range(2):
        play(database, class_sizes(500, 1), seed=3)
        with database.reading() as session:
            query = select(Answer.choice, Answer.certainty).order_by(Answer.id)
            said.append([tuple(row) for row in session.execute(query)])
        erase(database)
    assert said[0] == said[1]


# ------------------------------------------------------------ as a command


def test_it_says_what_is_true_and_how_to_sign_in(data: Path) -> None:
    done = quizapp(data, "demo", "--answers", "300", "--url", "https://here.example")
    assert done.returncode == 0, done.stderr
    said = "300 answers of 5 simulated players (groups: 1, seed: 1)."
    assert said in done.stdout
    assert "before  d′ " in done.stdout
    assert "https://here.example/resets/" in done.stdout


def test_it_keeps_away_from_people(loaded_data: Path, data: Path) -> None:
    copytree(loaded_data, data)
    url = f"sqlite:///{data / 'quizapp.db'}"
    with closing(Database(url)) as opened, opened.writing() as session:
        welcome_guest(session, code="LEALEALEAA", now=datetime.now(UTC))
    refused = quizapp(data, "demo", "--answers", "100")
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    done = quizapp(data, "demo", "--answers", "100", "--yes")
    assert done.returncode == 0, done.stderr
    assert quizapp(data, "demo", "--erase").stdout == "The demonstration is erased.\n"
    assert quizapp(data, "demo", "--erase").stdout == "No demonstration is here.\n"
    with closing(Database(url)) as opened, opened.reading() as session:
        assert session.scalars(select(Participant.rejoin_code)).all() == ["LEALEALEAA"]
        assert session.scalars(select(Member.id)).all() == []


@pytest.mark.parametrize("wanted", ["0", "-5", "many"])
def test_a_number_of_answers_is_a_number(data: Path, wanted: str) -> None:
    refused = quizapp(data, "demo", f"--answers={wanted}")
    assert refused.returncode == 2
    assert "--answers" in refused.stderr
    assert not data.exists()


def test_codes_do_not_follow_from_the_seed(database: Database) -> None:
    drawn = []
    for _ in range(2):
        play(database, class_sizes(200, 1), seed=3)
        with database.reading() as session:
            codes = {*session.scalars(select(Participant.rejoin_code))}
            drawn.append(codes | {*session.scalars(select(Group.join_code))})
        erase(database)
    assert not drawn[0] & drawn[1]


def test_a_pack_that_waits_for_its_author_is_left_out(
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    waiting = tmp_path / "half-written"
    waiting.mkdir()
    monkeypatch.setenv("QUIZAPP_DATA", str(data))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("quizapp.cli.demo.shipped_packs", lambda: [waiting, *SHIPPED])
    assert main(["demo", "--answers", "200"]) == 0
    told = capsys.readouterr()
    assert "half-written was not loaded" in told.err
    assert "200 answers" in told.out
