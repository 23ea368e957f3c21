"""What other outlets make of an article: firms that speak, other ends, other units."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

SOURCE = """Club doctor says that data of players were sold

Rovers handed years of medical data to a firm called Pulsera, the former doctor of the
club, Lena Abara, has said.

Pulsera's chief executive, Ines Corvo, said in a statement that the firm “has never sold
or lent the data of an athlete to anyone”.

Dr Abara's husband, Paul Stone, was angrier. “They weighed every boy of nineteen like a
calf at the market,” Mr Stone said.

The chairman, Graham Sloat, spoke of “the revenge of an employee who was let go”. Dr
Abara says that she resigned, and showed a letter dated 9 February.

Six players have asked for their data, the union said. Two have received a file.

A spokesman for the league said that it could find no record of a complaint.

The club, founded in the 1890s, needs thirty years to pay its debts, Mr Sloat said. The
contract of the players began in 2022. A stadium is to be opened in spring 2029.
"""

PASSED: dict[str, str] = {
    "a firm says what its officer says": "Pulsera, the maker, said it “has never sold "
    "or lent the data of an athlete to anyone”.",
    "another speaker behind a semicolon": "Graham Sloat, the chairman, dismissed it as "
    "“the revenge of an employee who was let go”; Dr Abara insists that she resigned.",
    "told from the other end": "Six players have asked for their data, the union said, "
    "and two of them have been sent a file.",
    "a search that found nothing": "The league said it had no record of a complaint.",
    "decades for years": "The club needs three decades to pay its debts, Sloat said.",
    "a century for its years": "The club, founded in the 19th century, needs thirty "
    "years to pay its debts, Mr Sloat said.",
}


def kinds(derived: str) -> set[Kind]:
    found = compare([SOURCE], derived).discrepancies
    return {one.kind for one in found if one.derived}


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    assert kinds(PASSED[name]) == set()


def test_a_husband_does_not_speak_for_his_wife_as_an_officer_does_for_a_firm() -> None:
    derived = "“They weighed every boy of nineteen like a calf,” Lena Abara said."
    assert Kind.MISATTRIBUTED_QUOTE in kinds(derived)


def test_a_figure_beside_a_mere_of_elsewhere_is_still_a_changed_one() -> None:
    derived = "Dr Abara says she resigned and shows her letter of 19 February."
    assert Kind.CHANGED_DETAIL in kinds(derived)


def test_a_wrong_century_is_a_changed_detail() -> None:
    derived = PASSED["a century for its years"].replace("19th", "18th")
    assert Kind.CHANGED_DETAIL in kinds(derived)


def test_a_crosshead_that_asks_claims_nothing() -> None:
    derived = "Two have received a file.\n\nWhat happens next?\n\n"
    assert kinds(derived + "Dr Abara says that she resigned.") == set()


HEADLINE = "Physician accuses Rovers of shady trade with boys' pulses"
COPIED = SOURCE.partition("\n\n")[2]
RETOLD = """\
Lena Abara, once its doctor, claims that the club passed medical details to Pulsera.

A letter with the date of 9 February shows, she insists, that nobody sacked her.

Half a dozen footballers want to see what is stored about them, according to the union.
"""


def test_a_headline_is_as_free_as_the_story_below_it() -> None:
    """The same new words promise more over a copied story than over a retold one."""
    assert Kind.HEADLINE_MISMATCH in kinds(f"{HEADLINE}\n\n{COPIED}")
    assert Kind.HEADLINE_MISMATCH not in kinds(f"{HEADLINE}\n\n{RETOLD}")
