"""Page furniture is found by the comparison's own eye."""

from quizapp.compare.language import find_language
from quizapp.compare.reading.text import Span
from quizapp.documents.furniture import find_furniture
from tests.documents.samples import STORY, TEXT


def test_a_story_has_no_furniture() -> None:
    assert find_furniture(TEXT, find_language("en")) == ()


def test_furniture_is_named_by_its_place_in_the_text() -> None:
    text = "\n\n".join(("Advertisement", STORY[0], "* * *", STORY[1], "Read more"))
    spans = find_furniture(text, find_language("en"))
    assert [span.cut(text) for span in spans] == ["Advertisement", "* * *", "Read more"]
    assert spans[0] == Span(0, len("Advertisement"))


def test_in_an_unknown_language_only_lines_without_a_letter_are_furniture() -> None:
    text = f"Advertisement\n\n* * *\n\n{STORY[0]}"
    spans = find_furniture(text, find_language("tlh"))
    assert [span.cut(text) for span in spans] == ["* * *"]
