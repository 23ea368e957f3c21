"""A language is a folder of lists: German proves it, and an unknown one falls back."""

import re
from concurrent.futures import ThreadPoolExecutor
from gettext import NullTranslations
from pathlib import Path
from random import Random

import pytest

from quizapp import wording
from quizapp.compare.engine import compare
from quizapp.compare.inject import Planted, plant
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Stemming, find_language
from quizapp.compare.reading.article import read_article

LANGUAGES = Path(__file__).parents[2] / "quizapp" / "compare" / "languages"
LISTS = sorted(LANGUAGES.glob("*/*.txt"))

SOURCE = """Fähre nach Ulva könnte im Winter ausfallen

Die Fähre zwischen Tarn und der Insel Ulva könnte ab November ausfallen, sagte die \
Reederei Calder am Dienstag. Sie hat in zwei Jahren 240.000 Euro verloren.

„Wir können kein leeres Boot durch die Dunkelheit fahren“, sagte Rhona Keir, die \
Direktorin der Reederei. „Lieber hören wir auf.“

Fischer behaupten, die Reederei habe das alte Boot verrotten lassen. Die Reederei \
bestreitet das.

»Mein Vater ruderte die Post bei Sturm hinüber, und die Briefe blieben trocken«, sagte \
Callum Oyster, der den Laden betreibt.

Auf Ulva wohnen rund 180 Menschen. Die Schule hat 14 Kinder.

Das Boot ist bei der letzten Prüfung durchgefallen, sagte der Rat am Montag.

Im vergangenen Jahr fuhren 21.300 Menschen mit der Fähre, obwohl sie oft ausfiel. Der \
Rat entscheidet am 17. Oktober, ob er die Überfahrt bezahlt.
"""

FAITHFUL = """Fähre nach Ulva könnte im Winter ausfallen

Ab November könnte die Fähre zwischen Tarn und der Insel Ulva ausfallen, sagte die \
Reederei Calder am Dienstag. In zwei Jahren hat sie 240.000 Euro verloren.

‚Wir können kein leeres Boot durch die Dunkelheit fahren‘, sagte Rhona Keir, die \
Direktorin der Reederei.

Fischer behaupten, die Reederei habe das alte Boot verrotten lassen, was die Reederei \
bestreitet.

Callum Oyster, der den Laden betreibt, sagte: „Mein Vater ruderte die Post bei Sturm \
hinüber.“

Mehr als 21.000 Menschen fuhren im letzten Jahr mit der Fähre, obwohl sie oft ausfiel. \
Am 17. Oktober entscheidet der Rat, ob er die Überfahrt bezahlt.
"""

MUST_FLAG = {
    Kind.ALTERED_QUOTE: "„Wir können kein volles Boot durch die Dunkelheit fahren“, "
    "sagte Rhona Keir.",
    Kind.MANUFACTURED_QUOTE: "„Die Schule hat 14 Kinder, und auf Ulva wohnen 180 "
    "Menschen“, sagte Callum Oyster.",
    Kind.MISATTRIBUTED_QUOTE: "»Mein Vater ruderte die Post bei Sturm hinüber«, sagte "
    "Rhona Keir.",
    Kind.UNSOURCED_QUOTE: "‚Ich habe seit Ostern nur Rüben gegessen‘, sagte ein "
    "Rentner.",
    Kind.CHANGED_DETAIL: "Im vergangenen Jahr fuhren 23.100 Menschen mit der Fähre.",
    Kind.SHIFTED_CERTAINTY: "Die Fähre zwischen Tarn und der Insel Ulva wird ab "
    "November ausfallen, sagte die Reederei Calder am Dienstag.",
    Kind.STRIPPED_ATTRIBUTION: "Die Reederei habe das alte Boot verrotten lassen.",
    Kind.UNSUPPORTED_CLAIM: "Eine Bäckerei aus dem Nachbarort backte dafür Kuchen.",
    Kind.UNSUPPORTED_EDITORIAL: "Das ist ein schändliches Schauspiel voller Feigheit.",
    Kind.HEADLINE_MISMATCH: "Tausende fliehen vor Vulkan am Bahnhof\n\nDie Schule hat "
    "14 Kinder.",
    Kind.OMITTED_CONTEXT: "Fischer behaupten, die Reederei habe das alte Boot "
    "verrotten lassen.",
    Kind.INTERNAL_INCONSISTENCY: "Der Laden, den Callum Oyster betreibt, hat auch im "
    "Winter geöffnet. Mehr wollte Callum Oytser dazu nicht sagen.",
}

MUST_PASS = {
    Kind.ALTERED_QUOTE: "Rhona Keir sagte: «Wir können kein leeres Boot … fahren».",
    Kind.MANUFACTURED_QUOTE: "Callum Oyster sagte: „Die Briefe blieben trocken.“",
    Kind.MISATTRIBUTED_QUOTE: "»Mein Vater ruderte die Post bei Sturm hinüber«, sagte "
    "Oyster.",
    Kind.UNSOURCED_QUOTE: "„Lieber hören wir auf“, sagte sie.",
    Kind.CHANGED_DETAIL: "Am 17. Oktober entscheidet der Rat, ob er die Überfahrt "
    "bezahlt.",
    Kind.SHIFTED_CERTAINTY: "Die Fähre dürfte ab November ausfallen, sagte die "
    "Reederei Calder am Dienstag.",
    Kind.STRIPPED_ATTRIBUTION: "Fischer behaupten, die Reederei habe das alte Boot "
    "verrotten lassen.",
    Kind.UNSUPPORTED_CLAIM: "Im letzten Jahr beförderte die Fähre 21.300 Menschen.",
    Kind.UNSUPPORTED_EDITORIAL: "Auf Ulva wohnen rund 180 Menschen.",
    Kind.HEADLINE_MISMATCH: "Fähre könnte ausfallen\n\nDie Schule hat 14 Kinder.",
    Kind.OMITTED_CONTEXT: "Fischer behaupten, die Reederei habe das alte Boot "
    "verrotten lassen. Die Reederei bestreitet das. Viele fuhren mit der Fähre, obwohl "
    "sie oft ausfiel.",
    Kind.INTERNAL_INCONSISTENCY: "Das sagte Callum Oyster. Den Laden betreibt Oyster.",
}


def kinds(derived: str, language: str = "de") -> set[Kind]:
    found = compare([SOURCE], derived, language=language).discrepancies
    return {one.kind for one in found}


@pytest.mark.parametrize("kind", Kind)
def test_a_german_discrepancy_is_flagged(kind: Kind) -> None:
    assert kind in kinds(MUST_FLAG[kind])


@pytest.mark.parametrize("kind", Kind)
def test_a_faithful_german_line_is_left_alone(kind: Kind) -> None:
    assert kind not in kinds(MUST_PASS[kind])


@pytest.mark.parametrize("derived", [SOURCE, FAITHFUL], ids=["copy", "rewrite"])
def test_a_faithful_german_article_has_no_discrepancy(derived: str) -> None:
    found = compare([SOURCE], derived, language="de")
    assert [one for one in found.discrepancies if one.derived] == []
    assert found.notes == ()


@pytest.mark.parametrize("marks", ["„“", "»«", "‚‘", "«»", "“”", '""', "›‹", "‹›"])
def test_german_speech_and_its_speaker_are_found_in_any_marks(marks: str) -> None:
    derived = f"{marks[0]}Lieber hören wir auf{marks[1]}, sagte Rhona Keir am Abend."
    (said,) = [
        said
        for said in compare([SOURCE], derived, language="de").quotations
        if said.article is None
    ]
    assert said.span.cut(derived).strip(marks) == "Lieber hören wir auf"
    assert said.speaker is not None
    assert said.speaker.cut(derived) == "Rhona Keir"


def test_a_german_noun_is_no_name_for_its_capital() -> None:
    article = read_article(SOURCE, find_language("de"))
    assert {"rhona", "keir", "callum", "oyster", "calder", "ulva"} <= article.names
    nouns = {"fähre", "boot", "reederei", "briefe", "kinder", "prüfung", "winter"}
    assert not nouns & article.names


def test_a_german_role_is_not_another_speaker() -> None:
    derived = "„Lieber hören wir auf“, sagte die Chefin der Reederei."
    assert Kind.MISATTRIBUTED_QUOTE not in kinds(derived)
    derived = "„Wir können kein leeres Boot fahren“, so die Leitung."
    assert Kind.MISATTRIBUTED_QUOTE not in kinds(derived)


def test_whoever_is_reported_may_stand_behind_a_german_preposition() -> None:
    derived = "Laut Calder „hören wir lieber auf“."
    (said,) = [
        said
        for said in compare([SOURCE], derived, language="de").quotations
        if said.article is None
    ]
    assert said.speaker is not None
    assert said.speaker.cut(derived) == "Calder"


def test_a_day_of_the_month_ends_no_german_sentence() -> None:
    derived = "Der Rat entscheidet am 17. Oktober, ob er die Überfahrt bezahlt."
    assert len(compare([SOURCE], derived, language="de").lines) == 1


@pytest.mark.parametrize("kind", Kind)
def test_practice_can_be_planted_in_german(kind: Kind) -> None:
    planted = plant(SOURCE, kind, Random(1), sources=[SOURCE], language="de")
    assert isinstance(planted, Planted), planted
    assert kind in kinds(planted.text)


# ------------------------------------------------------ the reader's language


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        parts = re.split(r"(%\(\w+\)s)", message)
        return "".join(p if p.startswith("%(") else p.upper() for p in parts)


def test_why_is_said_in_the_language_of_the_reader_not_of_the_article() -> None:
    wrong = MUST_FLAG[Kind.SHIFTED_CERTAINTY]
    (found,) = [
        one
        for one in compare([SOURCE], wrong, language="de").discrepancies
        if one.kind is Kind.SHIFTED_CERTAINTY
    ]
    assert "The source says “könnte” here" in found.why
    wording.use(Shouting())
    try:
        shouted = compare([SOURCE], wrong, language="de").discrepancies
    finally:
        wording.use(NullTranslations())
    assert any("THE SOURCE SAYS “könnte” HERE" in one.why for one in shouted)


# -------------------------------------------------------- an unknown language


def test_an_unknown_language_says_so_and_compares_what_needs_no_lists() -> None:
    found = compare([SOURCE], FAITHFUL, language="tlh")
    assert "Nothing is known of the language “tlh”" in found.notes[0]
    assert len([said for said in found.quotations if said.article is None]) == 2
    assert min(line.support for line in found.lines) > 0.3


@pytest.mark.parametrize(
    ("kind", "derived"),
    [
        (Kind.ALTERED_QUOTE, "„Wir können kein leeres Haus durch die Dunkelheit "
         "fahren“, sagte Rhona Keir."),
        (Kind.UNSOURCED_QUOTE, "„Ich habe seit Ostern bloß Rüben gegessen“, sagte er."),
        (Kind.CHANGED_DETAIL, "Im vergangenen Jahr fuhren 23.100 Menschen mit der "
         "Fähre."),
        (Kind.CHANGED_DETAIL, "Im Hafen, sagte die Reederei Malder am Dienstag. Die "
         "Fähre zwischen Tarn und der Insel Elba könnte ab November ausfallen."),
        (Kind.UNSUPPORTED_CLAIM, "Eine Bäckerei backte riesige Kuchen."),
    ],
    ids=["quotation", "invented quotation", "number", "name", "support"],
)  # fmt: skip
def test_without_lists_quotations_numbers_names_and_support_still_work(
    kind: Kind, derived: str
) -> None:
    assert kind in kinds(derived, "tlh")


@pytest.mark.parametrize(
    ("number", "same"), [("fünfundvierzig", True), ("vierundfünfzig", False)]
)
def test_a_number_in_words_is_the_number(number: str, same: bool) -> None:
    found = compare(
        ["Bei dem Brand in Tarn wurden am Montag 45 Menschen verletzt."],
        f"Bei dem Brand in Tarn wurden am Montag {number} Menschen verletzt.",
        language="de",
    ).discrepancies
    assert (not found) is same


def test_every_thread_has_a_stemmer_of_its_own() -> None:
    """One keeps a word while it works on it, so two threads must not share it."""
    stemming = Stemming("english")
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(lambda: stemming.own).result()
    assert stemming.stem("running") == other.stemWord("running") == "run"
    assert other is not stemming.own


def test_a_region_is_read_as_its_language() -> None:
    assert find_language("de-AT") == find_language("de_CH") == find_language("de")


# ----------------------------------------------------------------- the lists


@pytest.mark.parametrize("path", LISTS, ids=lambda p: f"{p.parent.name} {p.stem}")
def test_every_list_says_what_it_is_for_and_can_be_read(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")
    lines = find_language(path.parent.name).lines(path.stem)
    assert lines
    if path.stem == "boilerplate":
        assert [line for line in lines if not re.compile(line)] == []
    elif not path.stem.startswith("plant"):  # what is compared is folded
        assert [line for line in lines if line != line.lower()] == []


@pytest.mark.parametrize("code", sorted({path.parent.name for path in LISTS} - {"en"}))
def test_another_language_has_no_list_that_english_lacks(code: str) -> None:
    english = {path.name for path in (LANGUAGES / "en").glob("*.txt")}
    assert {path.name for path in (LANGUAGES / code).glob("*.txt")} <= english
