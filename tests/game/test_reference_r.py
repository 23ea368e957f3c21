"""Our figures beside those of R's packages, on data that R drew.

`reference/figures.R` made the data and the figures; `reference/versions.txt` says with
which versions. No R is needed to run these tests.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from quizapp.game.change import change
from quizapp.game.delong import delong, difference
from quizapp.game.discernment import (
    Judgement,
    auc,
    criterion,
    d_prime,
    roc_area,
)
from quizapp.game.draws import Draws
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.items import Item, MetLines, Trial, add_trial, analyse
from quizapp.game.proportion import Z95
from quizapp.game.resampling import group_dials

FOLDER = Path(__file__).parent / "reference"


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


R = {
    (row["package"], row["set"], row["figure"]): float(row["value"])
    for row in table("figures.csv")
}


# ---------------------------------------------------------------- areas: pROC


def ratings(name: str) -> tuple[list[int], list[int]]:
    """Return the ratings of sound lines and of parting ones in a set."""
    rows = [row for row in table("ratings.csv") if row["set"] == name]
    sides = ([], [])
    for row in rows:
        sides[int(row["parts"])].append(int(row["rating"]))
    return sides


SETS = ("ten", "uneven", "many", "blind", "upside", "sharp")


@pytest.mark.parametrize("name", SETS)
def test_areas_and_delongs_interval_are_those_of_proc(name: str) -> None:
    found = delong(*ratings(name))
    assert found is not None
    assert roc_area(*ratings(name)) == pytest.approx(R["pROC", name, "auc"])
    assert found.value == pytest.approx(R["pROC", name, "auc"])
    assert found.low == pytest.approx(R["pROC", name, "low"])
    assert found.high == pytest.approx(R["pROC", name, "high"])


@pytest.mark.parametrize("pair", ["ten many", "uneven upside", "blind sharp"])
def test_the_difference_of_two_areas_is_as_sure_as_proc_has_it(pair: str) -> None:
    first, second = pair.split()
    found = difference(ratings(first), ratings(second))
    assert found is not None
    error = (found.high - found.value) / Z95
    # pROC takes first minus second.
    assert -found.value / error == pytest.approx(R["pROC", pair, "D"])


# ------------------------------------------------- a class, people drawn anew


def judged(rating: int, *, faithful: bool) -> Judgement:
    return Judgement(faithful, rating < 4, 4 - rating if rating < 4 else rating - 3)


def the_class(when: str) -> dict[int, list[Judgement]]:
    people: dict[int, list[Judgement]] = {}
    for row in table("class.csv"):
        if row["when"] == when:
            one = judged(int(row["rating"]), faithful=row["parts"] == "0")
            people.setdefault(int(row["person"]), []).append(one)
    return people


@pytest.mark.parametrize("when", ["before", "after"])
def test_pooled_figures_are_those_of_proc_and_qnorm(when: str) -> None:
    everything = [one for mine in the_class(when).values() for one in mine]
    for found, package, figure in (
        (auc(everything), "pROC", "auc"),
        (criterion(everything), "stats", "c"),
        (d_prime(everything), "stats", "d"),
    ):
        assert found is not None
        assert found.value == pytest.approx(R[package, when, figure])


def test_a_groups_intervals_are_those_of_a_bootstrap_in_r() -> None:
    """Two bootstraps never agree to the last digit: their draws differ."""
    before, after = the_class("before"), the_class("after")
    dials = group_dials(list(before.values()), draws=Draws("1"))
    moved = change(before, after, draws=Draws("1"))
    for found, name in (
        (dials.spotting, "area before"),
        (dials.suspicion, "c before"),
        (moved.spotting, "area change"),
        (moved.suspicion, "c change"),
    ):
        assert found is not None
        width = found.high - found.low
        ends = R["bootstrap", name, "low"], R["bootstrap", name, "high"]
        assert (found.low, found.high) == pytest.approx(ends, abs=0.08 * width), name


# ------------------------------------------------- questions: psych, psychometric


def items() -> Mapping[str, Item]:
    people: list[MetLines] = []
    for row in table("right.csv"):
        lines: MetLines = {}
        for at, (line, said) in enumerate(row.items()):
            choice = PARTS if said == "1" else CARRIES
            one = Trial(line, Format.JUDGE, False, choice, 2, float(said), at)
            add_trial(lines, one)
        people.append(lines)
    return {item.line: item for item in analyse(people)}


@pytest.mark.parametrize("line", [f"line{n}" for n in range(1, 9)])
def test_questions_are_analysed_as_psych_and_psychometric_do(line: str) -> None:
    item = items()[line]
    assert item.facility is not None
    assert item.discrimination is not None
    assert item.facility.value == pytest.approx(R["psychometric", line, "Difficulty"])
    assert (item.facility.low, item.facility.high) == pytest.approx(
        (R["stats", line, "wilson low"], R["stats", line, "wilson high"])
    )
    found = item.discrimination
    assert found.value == pytest.approx(R["psych", line, "r.drop"])
    assert found.value == pytest.approx(R["psychometric", line, "Item.Tot.woi"])
    ends = R["psych", line, "low"], R["psych", line, "high"]
    assert (found.low, found.high) == pytest.approx(ends)
