"""Quotations and their speakers, in every way newspapers mark them."""

import pytest

from quizapp.compare.language import find_language
from quizapp.compare.reading.article import read_article

ENGLISH = find_language("en")

# id: (text, the quoted words with their speaker)
CASES: dict[str, tuple[str, list[tuple[str, str | None]]]] = {
    "curly double": ("“We won,” said Ann Ash.", [("We won,", "Ann Ash")]),
    "straight double": ('"We won," Ann Ash said.', [("We won,", "Ann Ash")]),
    "straight single": (
        "'It's the dogs' dinner,' Ann Ash said.",
        [("It's the dogs' dinner,", "Ann Ash")],
    ),
    "curly single": ("‘We won,’ said Ann Ash.", [("We won,", "Ann Ash")]),
    "guillemets": ("«We won», Ann Ash said.", [("We won", "Ann Ash")]),
    "nested": (
        "“He said ‘never’ and left,” Ann Ash said.",
        [("He said ‘never’ and left,", "Ann Ash")],
    ),
    "split": (
        "“We won,” said Ann Ash, “and we lost.”",
        [("We won,", "Ann Ash"), ("and we lost.", "Ann Ash")],
    ),
    "speaker before": ("Ann Ash told us: “We won.”", [("We won.", "Ann Ash")]),
    "fragment": ("The mayor called it “a farce”.", [("a farce", "The mayor")]),
    "according": ("According to Ann Ash, it was “a farce”.", [("a farce", "Ann Ash")]),
    "before a headline's colon": (
        "Ash: the tunnel ‘will never open’\n\nThe tunnel is late.",
        [("will never open", "Ash")],
    ),
    "a headline all in capitals": (
        "Ann Ash Calls Tunnel Plan ‘a Disgrace’ In Rare Speech\n\nIt is late.",
        [("a Disgrace", "Ann Ash")],
    ),
    "a label before a headline's colon": (
        "Opinion: the tunnel ‘will never open’\n\nThe tunnel is late.",
        [("will never open", None)],
    ),
    "no cue in a name": ("Mr Reading Was “there” too.", [("there", None)]),
    "in an interview": (
        "In a radio interview Ann Ash said it was “a farce”.",
        [("a farce", "Ann Ash")],
    ),
    "however": (
        "However, Ann Ash's brief said that was not so and dismissed it as “a farce”.",
        [("a farce", "Ann Ash's brief")],
    ),
    "quoted as saying": (
        "Bo Tull left, said Cy Marl. “We won,” Ann Ash was quoted as saying.",
        [("We won,", "Ann Ash")],
    ),
    "who quotes whom": (
        "Bo Tull left, said Cy Marl. The paper quoted Ann Ash as saying: “We won.”",
        [("We won.", "Ann Ash")],
    ),
    "heard to say": (
        "Bo Tull left, said Cy Marl. “We won,” Ann Ash was heard to say.",
        [("We won,", "Ann Ash")],
    ),
    "went on to say": (
        "Bo Tull left, said Cy Marl. “We won,” Ann Ash went on to say.",
        [("We won,", "Ann Ash")],
    ),
    "according, straight marks": (
        '"We won," according to Ann Ash.',
        [("We won,", "Ann Ash")],
    ),
    "branded": (
        "Bo Tull left, said Cy Marl. Ann Ash branded the vote “a farce”.",
        [("a farce", "Ann Ash")],
    ),
    "nobody before the colon": ("A lesson of the day: “Win.”", [("Win.", None)]),
    "in apposition": (
        "Ann Ash, who leads the club, said it was “a farce”.",
        [("a farce", "Ann Ash")],
    ),
    "carried over": (
        "“We won,” said Ann Ash. “Nobody saw it.”",
        [("We won,", "Ann Ash"), ("Nobody saw it.", "Ann Ash")],
    ),
    "over paragraphs": (
        "“We won,” said Ann Ash. “It rained.\n\n“Nobody saw it.”",
        [
            ("We won,", "Ann Ash"),
            ("It rained.", "Ann Ash"),
            ("Nobody saw it.", "Ann Ash"),
        ],
    ),
    "named at the end of paragraphs": (
        "Ben Birch said that it rained.\n\n“We won.\n\n“It was dry,” said Ann Ash.",
        [("We won.", "Ann Ash"), ("It was dry,", "Ann Ash")],
    ),
    "nested in the same marks": (
        'The mayor said "Ann told me "never" and left".',
        [('Ann told me "never" and left', "The mayor")],
    ),
    "nested and both closed at once": (
        'Ann Ash said: "They call me “loud” or “shrill.”"',
        [("They call me “loud” or “shrill.”", "Ann Ash")],
    ),
    "nested before it runs on": (
        'Ann Ash said: "We saw “Cats” there. It rained.\n\n"It was “wet”, too."',
        [
            ("We saw “Cats” there. It rained.", "Ann Ash"),
            ("It was “wet”, too.", "Ann Ash"),
        ],
    ),
    "a transcript with a mark before every turn": (
        '"ASH: Well, he said “never” and left.\n\n"ELM: When?\n\n'
        '"ASH: In May.\n\n"ELM: Why?\n\n"ASH: Who knows?\n\n"ELM: He does."',
        [("never", "he")],
    ),
    "never closed before the next": (
        'Ann Ash said: "We won. "It rained," Ann Ash added. "Really."',
        [("We won.", "Ann Ash"), ("It rained,", "Ann Ash"), ("Really.", "Ann Ash")],
    ),
    "no space": (
        "“We won,”said Ann Ash.“It rained.”",
        [("We won,", "Ann Ash"), ("It rained.", "Ann Ash")],
    ),
    "spaces inside": ("“ We won , ” said Ann Ash.", [("We won ,", "Ann Ash")]),
    "French": ("« We won », Ann Ash said.", [("We won", "Ann Ash")]),
    "French, hard spaces": (
        "«\u00a0We won\u202f», Ann Ash said. «\u00a0Twice\u00a0»",
        [("We won", "Ann Ash"), ("Twice", "Ann Ash")],
    ),
    "Swedish": ("”We won”, said Ann Ash.", [("We won", "Ann Ash")]),
    "corner brackets": ("Ann Ash said:「We won」", [("We won", "Ann Ash")]),
    "full width": ("＂We won,＂ said Ann Ash.", [("We won,", "Ann Ash")]),
    "ornaments": ("❝We won,❞ said Ann Ash.", [("We won,", "Ann Ash")]),
    "a second verb that may be of saying": (
        "Ann Ash said she had written, asking for a test, and called it “a farce”.",
        [("a farce", "Ann Ash")],
    ),
    "two apostrophes for a mark": (
        "''We won,'' said Ann Ash. ''They said 'never,' ''",
        [("We won,", "Ann Ash"), ("They said 'never,' ", "Ann Ash")],
    ),
    "two apostrophes, over paragraphs": (
        "Ann Ash said: ''We won.\n\n''It rained.''",
        [("We won.", "Ann Ash"), ("It rained.", "Ann Ash")],
    ),
    "doubled marks": ('""We won,"" said Ann Ash.', [("We won,", "Ann Ash")]),
    "a title": ("Ann Ash said she saw the film “Iron Rain” and CNN’s “Big Day.”", []),
    "a title with its noun in it": ("Ann Ash came to the “Big Day Show” again.", []),
    "a title that a day begins with": ("On “Big Day,” Ann Ash wore red.", []),
    "a byname": ("State Del. Marcia \"Cia\" Ash saw Robert C. 'Bob' Elm leave.", []),
    "no byname in a headline": (
        "Ash “Never” Saw Elm, Court Told",
        [("Never", None)],
    ),
    "no byname": ("The “Yes” Campaign carried the day.", [("Yes", None)]),
    "a note of the stage": (
        "“We won.\n\n“(Laughter.)\n\n“Go.”",
        [("We won.", None), ("Go.", None)],
    ),
    "a title before its noun": ("Ann Ash was on the “Big Day” radio show.", []),
    "a title in an episode": ("Ann Ash called it an episode of “Big Day”.", []),
    "words with capitals that somebody says": (
        "Ann Ash said of the film: “Iron Rain!”",
        [("Iron Rain!", "Ann Ash")],
    ),
    "in a headline": ("Ash's ‘Total Farce’ Costs Club", [("Total Farce", None)]),
    "never closed": (
        'Ann Ash said: "We won, while it rained.',
        [("We won", "Ann Ash")],
    ),
    "nested, the marks set apart": (
        "\"They call it 'outreach,' \" said Ann Ash.",
        [("They call it 'outreach,'", "Ann Ash")],
    ),
    "a value of the page": ('<tweet author="annash">We won, Ann Ash said.', []),
    "apostrophes only": ("The Ashes' dog won't eat in the '90s.", []),
    "a pronoun": ("Ann Ash left. “We won,” she said.", [("We won,", "she")]),
}


@pytest.mark.parametrize("name", CASES)
def test_quotation(name: str) -> None:
    text, wanted = CASES[name]
    found = [
        (q.inner.cut(text), q.speaker.cut(text) if q.speaker else None)
        for q in read_article(text, ENGLISH).quotations
    ]
    assert found == wanted


def test_a_pronoun_stands_for_the_last_one_who_spoke() -> None:
    text = "Ann Ash said that it rained. “We won,” she said."
    assert read_article(text, ENGLISH).quotations[0].name == ("ann", "ash")
