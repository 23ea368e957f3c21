"""`quizapp report`: the dashboard's numbers on the command line."""

import csv
import json
from contextlib import closing
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import select, update

from quizapp.cli.demo import begin, fill
from quizapp.db.models import Answer, Group, Member, Person, Round
from quizapp.db.session import Database
from quizapp.game.simulated_class import class_sizes
from quizapp.services.dashboards import ShownBoard, group_board
from quizapp.services.erasing import erase_group
from quizapp.services.line_analysis import Analysis, analyse_group
from tests import cast
from tests.cli.running import quizapp


@pytest.fixture(scope="module")
def played(loaded_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with one group of simulated players."""
    data = tmp_path_factory.mktemp("played") / "data"
    copytree(loaded_data, data)
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database:
        person = begin(database, now=cast.NOON)
        sizes = class_sizes(1500, 1)
        fill(database, person=person, sizes=sizes, seed=2, now=cast.NOON)
    return data


def looked_at(data: Path, beside: bool | None = None) -> tuple[ShownBoard, Analysis]:
    with (
        closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database,
        database.reading() as session,
    ):
        person = session.scalars(select(Person.id)).one()
        shown = group_board(session, person=person, group=1, beside=beside)
        return shown, analyse_group(session, person=person, group=1)


def figures(data: Path, *words: str) -> dict[tuple[str, str, str], dict[str, object]]:
    done = quizapp(data, "report", "1", "--format", "json", *words)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["figures"]
    return {(row["part"], row["about"], row["figure"]): row for row in rows}


def test_the_numbers_are_those_of_the_dashboard(played: Path) -> None:
    shown, analysis = looked_at(played)
    found = figures(played)
    now = shown.board.now.dials
    assert now.spotting
    assert now.suspicion
    for name, estimate in (("spotting", now.spotting), ("suspicion", now.suspicion)):
        row = found["now", "", name]
        told = (estimate.value, estimate.low, estimate.high)
        assert [row["value"], row["low"], row["high"]] == [round(x, 4) for x in told]
    compared = shown.board.compared
    assert compared
    assert compared.change.spotting
    changed = found["change", "trained", "spotting"]
    assert changed["value"] == round(compared.change.spotting.value, 4)
    facilities = [row for (part, _, name), row in found.items() if name == "facility"]
    assert len(facilities) == len(analysis.lines)
    for told in shown.board.kinds:
        row = found["kind", told.kind.value, "hits"]
        assert row["value"] == (round(told.hits.value, 4) if told.hits else None)


def test_the_other_way_of_reading_can_be_asked_for(played: Path) -> None:
    shown, _ = looked_at(played, beside=False)
    found = figures(played, "--source", "hidden")
    assert found["now", "", "people"]["value"] == shown.board.now.people


def test_csv_has_the_same_rows_as_json(played: Path) -> None:
    done = quizapp(played, "report", "1", "--format", "csv")
    rows = list(csv.DictReader(StringIO(done.stdout)))
    assert len(rows) == len(figures(played))
    [spotting] = [r for r in rows if (r["part"], r["figure"]) == ("now", "spotting")]
    assert float(spotting["low"]) < float(spotting["value"]) < float(spotting["high"])


def test_a_person_can_read_it(played: Path) -> None:
    said = quizapp(played, "report", "1").stdout
    assert said.startswith("Demo: class 1, ")
    assert "22 of 22 members have played" in said
    for heading in ("Now", "Kind by kind", "Tests", "Line by line"):
        assert f"\n{heading}\n" in said
    assert "too few answers to tell" in said


def test_statements_name_nobody(played: Path) -> None:
    home = "https://school.example/pencil"
    done = quizapp(played, "report", "1", "--format", "xapi", "--home", f"{home}/")
    statements = json.loads(done.stdout)
    with (
        closing(Database(f"sqlite:///{played / 'quizapp.db'}")) as database,
        database.reading() as session,
    ):
        assert len(statements) == len(session.scalars(select(Answer.id)).all())
        nicknames = session.scalars(select(Member.nickname)).all()
    assert len({s["id"] for s in statements}) == len(statements)
    assert {s["actor"]["account"]["homePage"] for s in statements} == {home}
    assert len({s["actor"]["account"]["name"] for s in statements}) == len(nicknames)
    assert not any(nickname in done.stdout for nickname in nicknames)


def test_a_home_is_an_address(played: Path) -> None:
    refused = quizapp(played, "report", "1", "--format", "xapi", "--home", "here")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "--home" in refused.stderr


def test_a_group_that_is_not_here_is_refused(played: Path) -> None:
    refused = quizapp(played, "report", "99")
    assert refused.returncode == 2
    assert "groups list" in refused.stderr


def test_of_an_erased_group_nothing_is_reported(played: Path, data: Path) -> None:
    copytree(played, data)
    with (
        closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database,
        database.writing() as session,
    ):
        person = session.scalars(select(Person.id)).one()
        group = session.scalars(select(Group.id)).one()
        erase_group(session, person=person, group=group, now=cast.NOON)
    refused = quizapp(data, "report", "1")
    assert refused.returncode == 2
    assert "erased" in refused.stderr


# --------------------------------------------------------------- few people


def group_of(loaded_data: Path, data: Path, people: int, answers: int) -> Path:
    """Return a data folder with one group of so many simulated players."""
    copytree(loaded_data, data)
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database:
        person = begin(database, now=cast.NOON)
        sizes = [[answers] * people]
        fill(database, person=person, sizes=sizes, seed=2, now=cast.NOON)
    return data


@pytest.mark.parametrize("style", ["text", "json", "csv", "xapi"])
def test_of_four_people_nothing_leaves_their_board(
    loaded_data: Path, data: Path, style: str
) -> None:
    """Whoever runs the server need not teach the group."""
    refused = quizapp(
        group_of(loaded_data, data, 4, 60), "report", "1", "--format", style
    )
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "Fewer than five" in refused.stderr


def test_of_five_people_a_report_is_made(loaded_data: Path, data: Path) -> None:
    assert "now" in {part for part, _, _ in figures(group_of(loaded_data, data, 5, 60))}


def test_no_figure_of_a_report_rests_on_fewer_than_five(
    loaded_data: Path, data: Path
) -> None:
    """Of eight members three read with the source hidden."""
    group_of(loaded_data, data, 8, 100)
    with (
        closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database,
        database.writing() as session,
    ):
        five = session.scalars(
            select(Member.participant_id).order_by(Member.id).limit(5)
        ).all()
        session.execute(
            update(Round).where(Round.participant_id.in_(five)).values(beside=True)
        )
    found = figures(data, "--source", "hidden")
    assert found["now", "", "people"]["value"] == 3
    assert found["now", "", "spotting"]["value"] is None
    assert found["now", "", "suspicion"]["value"] is None
    assert not [key for key in found if key[2] == "brier" or key[0] == "certainty"]
    parts = [row for row in found.values() if row["part"] == "source"]
    counted = {row["about"]: row["n"] for row in parts if row["figure"] == "people"}
    assert counted["hidden"] == 3
    assert all(
        row["value"] is None
        for row in parts
        if row["about"] == "hidden" and row["figure"] != "people"
    )
