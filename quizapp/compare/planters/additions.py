"""Plant a made-up sentence behind a line of the story."""

from collections.abc import Iterator
from random import Random

from quizapp.compare.language import Language
from quizapp.compare.planters.edit import Edit, Planter, is_quoted, story_lines
from quizapp.compare.reading.article import Article, Line
from quizapp.compare.reading.text import Span


def _has_room(article: Article, line: Line) -> bool:
    """Behind told words; in a wrapped paragraph at its end, so that it stays one."""
    paragraph = article.paragraphs[line.paragraph]
    wrapped = "\n" in paragraph.cut(article.text) and line.end < paragraph.end
    return not wrapped and not is_quoted(article, line.span)


def add_line(name: str) -> Planter:
    """Make a planter that adds a sentence of the language's list `name`."""

    def planter(article: Article, language: Language, chance: Random) -> Iterator[Edit]:
        fresh = [s for s in language.lines(name) if s not in article.text]
        for line in story_lines(article):
            ends = article.text[line.end - 1 : line.end] == "."
            if fresh and ends and _has_room(article, line):
                yield Edit(Span(line.end, line.end), " " + chance.choice(fresh))

    return planter
