"""docs/security.md accounts for every requirement, and names tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are
# numbered from 1, those of level 3 after them.
ASVS = {
    1: {1: 2, 2: 9, 3: 11, 4: 3, 5: 2},
    2: {1: 3, 2: 3, 3: 4, 4: 1},
    3: {2: 2, 3: 4, 4: 6, 5: 5, 7: 2},
    4: {1: 3, 2: 1, 3: 2, 4: 4},
    5: {1: 1, 2: 3, 3: 2, 4: 3},
    6: {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4},
    7: {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2},
    8: {1: 2, 2: 3, 3: 1, 4: 1},
    9: {1: 3, 2: 4},
    10: {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3},
    11: {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1},
    12: {1: 3, 2: 2, 3: 4},
    13: {1: 1, 2: 5, 3: 2, 4: 5},
    14: {1: 2, 2: 4, 3: 3},
    15: {1: 3, 2: 3, 3: 7},
    16: {1: 1, 2: 5, 3: 4, 4: 3, 5: 3},
    17: {1: 1, 2: 4, 3: 2},
}
NUMBER = re.compile(r"\b\d{1,2}\.\d\.\d{1,2}\b")


def part(name: str) -> list[list[str]]:
    """Return the cells of the table under a heading."""
    text = PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]


def all_numbers() -> list[str]:
    return [
        f"{chapter}.{section}.{number}"
        for chapter, sections in ASVS.items()
        for section, count in sections.items()
        for number in range(1, count + 1)
    ]


MET = part("Met")


@cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def test_there_are_two_hundred_and_fifty_three() -> None:
    assert len(all_numbers()) == 253
    assert "253 requirements" in PAGE


def test_every_requirement_stands_in_one_place() -> None:
    elsewhere = [
        number for row in part("Does not apply") for number in NUMBER.findall(row[1])
    ]
    told = [row[0] for row in MET] + elsewhere + [row[0] for row in part("Not met")]
    assert sorted(told) == sorted(set(told)), "one stands twice"
    assert set(told) == set(all_numbers())


def test_whatever_is_not_met_says_what_is_missing() -> None:
    assert all(len(row[1]) > 12 for row in part("Not met"))


@pytest.mark.parametrize("row", MET, ids=lambda row: row[0])
def test_a_line_names_a_test_that_exists(row: list[str]) -> None:
    number, asked, how, test = row
    assert NUMBER.fullmatch(number)
    assert asked
    assert how
    path, _, name = test.strip("`").partition("::")
    assert name in functions_in(path)


def test_every_link_within_the_page_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, re.M)
    places = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= places


def test_every_test_file_that_the_page_names_is_there() -> None:
    for path in set(re.findall(r"`(tests/[\w/]+\.py)", PAGE)):
        assert (ROOT / path).exists(), path
