"""Names with letters that English lacks, written with and without them: one name."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

SOURCE = """{name} asks for a new bridge

The engineer Tove {name} asked the council for a new bridge over the Lune on Monday. The
old one was closed in March, when a crack was found in its northern pier.

“We have mended it nine times, and it will not carry a bus again,” {name} said. “I asked
Mayor {name} for a date, and was given none.”

The council owns the bridge with the Lune Valley Railway. It has set aside £60,000 for
the piers, and will meet in May.
"""
DERIVED = """{name} wants a new bridge

The engineer Tove {name} asked the council on Monday for a new bridge over the Lune. The
old one was closed in March, when a crack was found in its northern pier.

“We have mended it nine times, and it will not carry a bus again,” Tove {name} said. “I
asked Mayor {other} for a date, and was given none.”

The council has set aside £60,000 for the piers, which {name} calls too little.
"""
ONE = [
    ("Müller", "Mueller"),
    ("Müller", "Muller"),
    ("Jäger", "Jaeger"),
    ("Böttcher", "Boettcher"),
    ("Weißkopf", "Weisskopf"),
    ("Groß", "Gross"),
    ("Bø", "Boe"),
    ("Þór", "Thor"),
    ("Müller-Lüdtke", "Mueller-Luedtke"),
    ("Đoković", "Djokovic"),
    ("Đoković", "Dokovic"),
    ("Đinđić", "Djindjic"),
    ("Ødegård", "Odegaard"),
    ("Ødegård", "Oedegaard"),
    ("Ødegård", "Odegard"),
    ("Ærøskov", "Aeroskov"),
    ("Þórsson", "Thorsson"),
    ("Guðmundsdóttir", "Gudmundsdottir"),
    ("Wałęsa", "Walesa"),
    ("Yıldırım", "Yildirim"),
]
TWO = [
    ("Müller", "Möller"),
    ("Müller", "Moeller"),
    ("Mueller", "Moeller"),
    ("Ødegård", "Overgaard"),
    ("Đoković", "Dragovic"),
    ("Þórsson", "Larsson"),
]


def found(source: str, told: str, quoted: str = "") -> set[Kind]:
    """Return what is found where a story tells the name so, and quotes it so."""
    derived = DERIVED.format(name=told, other=quoted or told)
    report = compare([SOURCE.format(name=source)], derived)
    return {one.kind for one in report.discrepancies}


@pytest.mark.parametrize(("name", "plain"), ONE)
def test_a_name_written_without_its_letters_is_one_name(name: str, plain: str) -> None:
    assert found(name, plain) == found(name, name)


@pytest.mark.parametrize(("name", "plain"), ONE)
def test_a_name_written_with_letters_that_its_source_lacks_is_one_name(
    name: str, plain: str
) -> None:
    assert found(plain, name) == found(name, name)


@pytest.mark.parametrize(("name", "plain"), ONE)
def test_a_name_written_in_both_ways_is_no_contradiction(name: str, plain: str) -> None:
    assert found(name, name, plain) == found(name, name)
    assert found(plain, plain, name) == found(name, name)


@pytest.mark.parametrize(("name", "other"), TWO)
def test_another_name_is_flagged_still(name: str, other: str) -> None:
    assert found(name, other) - found(name, name)


def test_two_letters_are_one_only_where_a_text_has_the_letter() -> None:
    assert found("Mueller", "Muller") - found("Mueller", "Mueller")
