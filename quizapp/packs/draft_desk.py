"""What drafting works on: articles in sentences, and what was found in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.compare.discrepancy import Place
from quizapp.compare.engine import ComparedLine, Comparison
from quizapp.compare.language import find_language
from quizapp.compare.text import Span
from quizapp.game.line import Excerpt, Kept, Passage
from quizapp.packs.excerpting import Sentences, cut_article

# From this support on, a line is proposed as faithful or as kept.
WELL_SUPPORTED = 0.7


@dataclass(frozen=True, slots=True)
class Desk:
    """The articles cut into sentences, and what the comparison says of them."""

    sources: Mapping[str, Sentences]
    keys: tuple[str, ...]
    derived: Sentences
    comparison: Comparison

    def passage(self, place: Place) -> Passage:
        """Return the whole sentences at `place`, as what answers a line."""
        key = self.keys[place.article]
        words = self.sources[key].covering(place.span)
        return Passage(key, self.sources[key].excerpt(words))

    def nearby(self, compared: ComparedLine) -> Passage:
        """Return the source's sentences nearest to a line it does not carry."""
        place = compared.source or Place(0, 0, 1)
        words = self.passage(place).excerpt.words
        article = self.keys[place.article]
        return Passage(article, Excerpt(words), carries=False)

    def carried(self) -> list[ComparedLine]:
        """Return the lines that a source carries, the best carried first."""
        lines = [
            line
            for line in self.comparison.lines
            if line.source and not line.boilerplate and line.support >= WELL_SUPPORTED
        ]
        return sorted(lines, key=lambda line: (-line.support, line.start))

    def kept(self, compared: ComparedLine) -> Kept:
        """Return what the source says and the line that keeps it."""
        passage = self.passage(compared.source or Place(0, 0, 1))
        words = Span(compared.start, compared.end)
        return Kept(passage.excerpt.words, self.derived.cut(words))


def open_desk(
    sources: Mapping[str, str], derived: str, comparison: Comparison, language: str
) -> Desk:
    """Cut the articles; `sources` are in the order they were compared in."""
    spoken = find_language(language)
    spans = tuple(
        None if line.boilerplate else Span(line.start, line.end)
        for line in comparison.lines
    )
    return Desk(
        {key: cut_article(text, spoken) for key, text in sources.items()},
        tuple(sources),
        Sentences(derived, spans),
        comparison,
    )
