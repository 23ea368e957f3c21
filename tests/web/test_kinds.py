"""The page of the kinds: each has a meaning and an example of its own."""

import pytest

from quizapp.compare.kinds import Kind
from quizapp.web.kind_examples import kind_examples
from quizapp.web.kinds import kind_words
from tests.web.visitor import Visitor


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_an_example_that_marks_what_parts(kind: Kind) -> None:
    example = kind_examples()[kind]
    before, parting, after = example.rewrite
    assert before + parting + after != example.source
    # What is left out stands nowhere in the rewrite.
    assert bool(parting) is (kind is not Kind.OMITTED_CONTEXT)


def test_the_page_shows_them_all(lea: Visitor) -> None:
    page = lea.get("/kinds").text
    assert page.count('class="example"') == len(Kind)
    for words in kind_words().values():
        assert words.name in page
    assert '<mark class="parted">1978</mark>' in page
