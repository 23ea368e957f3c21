"""What drafting works on: articles in sentences, and what was found in them."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.compare.discrepancy import Place
from quizapp.compare.engine import ComparedLine, Comparison
from quizapp.compare.language import find_language
from quizapp.compare.reading.article import read_article
from quizapp.compare.reading.text import Span
from quizapp.game.line import Excerpt, Kept, Passage
from quizapp.packs.excerpting import Sentences, cut_article

# From this support on, a line is proposed as faithful or as kept.
WELL_SUPPORTED = 0.7


@dataclass(frozen=True, slots=True)
class Desk:
    """The articles cut into sentences, and what the comparison says of them.

    `spoilt` are the derived sentences in which something was found, `headlines`
    those that stand above the story.
    """

    sources: Mapping[str, Sentences]
    keys: tuple[str, ...]
    derived: Sentences
    lines: tuple[ComparedLine, ...]
    spoilt: frozenset[Span] = frozenset()
    headlines: frozenset[Span] = frozenset()

    def source(self, place: Place) -> Sentences:
        """Return the source that `place` is in."""
        return self.sources[self.keys[place.article]]

    def whole(self, place: Place) -> Place:
        """Return the place of the whole sentences at `place`."""
        words = self.source(place).covering(place.span)
        return Place(place.article, words.start, words.end)

    def passage(self, place: Place, *, carries: bool = True) -> Passage:
        """Return the whole sentences at `place`, as what answers a line.

        Where the source does not carry the line they stand without context.
        """
        excerpt = self.source(place).excerpt(self.whole(place).span)
        shown = excerpt if carries else Excerpt(excerpt.words)
        return Passage(self.keys[place.article], shown, carries)

    def nearest(self, words: Span) -> Place:
        """Return the place that is likest to the derived line at `words`."""
        lines = self.lines
        number = bisect_right(lines, words.start, key=_end)
        found = lines[number].source if number < len(lines) else None
        return found or Place(0, 0, 1)

    def carried(self) -> list[ComparedLine]:
        """Return the lines that a source carries, the best carried first.

        Those in which something was found come last.
        """
        lines = [
            line
            for line in self.lines
            if line.source and not line.boilerplate and line.support >= WELL_SUPPORTED
        ]
        return sorted(
            lines, key=lambda line: (self.is_spoilt(line), -line.support, line.start)
        )

    def is_spoilt(self, line: ComparedLine) -> bool:
        """Say whether something was found in `line`."""
        return Span(line.start, line.end) in self.spoilt

    def kept(self, compared: ComparedLine) -> Kept:
        """Return what the source says and the line that keeps it."""
        passage = self.passage(compared.source or Place(0, 0, 1))
        words = Span(compared.start, compared.end)
        return Kept(passage.excerpt.words, self.derived.cut(words))


def _end(line: ComparedLine) -> int:
    return line.end


def open_desk(
    sources: Mapping[str, str], derived: str, comparison: Comparison, language: str
) -> Desk:
    """Cut the articles; `sources` are in the order they were compared in."""
    spoken = find_language(language)
    lines = comparison.lines
    furniture = (number for number, line in enumerate(lines) if line.boilerplate)
    spans = tuple(Span(line.start, line.end) for line in lines)
    story = Sentences(derived, spans, frozenset(furniture))
    found = [each.derived for each in comparison.discrepancies if each.derived]
    return Desk(
        {key: cut_article(text, spoken) for key, text in sources.items()},
        tuple(sources),
        story,
        lines,
        frozenset(sentence for span in found for sentence in story.touched(span)),
        frozenset(n.span for n in read_article(derived, spoken).lines if n.headline),
    )
