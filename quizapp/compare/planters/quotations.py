"""Plant in direct speech: other words, marks where none were, another speaker."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from quizapp.compare.judging.reports import find_cues
from quizapp.compare.language import Language
from quizapp.compare.planters.edit import Edit, is_quoted, like, span_of, story_lines
from quizapp.compare.planters.figures import other_figure
from quizapp.compare.reading.article import Article, Line, Sort, Word
from quizapp.compare.reading.quotes import Quotation

_SAID, _TOLD = 6, 8  # words of a quotation, and of a told line, that are enough


def alter_quote(article: Article, language: Language, chance: Random) -> Iterator[Edit]:
    """Put another word into a quotation of six words or more.

    A figure or a word with a known opposite makes the best practice, a noun the next
    best; where the article has none of these, any word will do.
    """
    sound, rough = list[Edit](), list[Edit]()
    strangers = [w for w in language.lines("plantwords") if w not in article.folded]
    for quotation in article.quotations:
        words = article.words_in(quotation.inner)
        content = [w for w in words if w.sort is Sort.CONTENT and len(w.form) > 3]
        if len(words) < _SAID:
            continue
        if turned := list(_turned(article, words, language, chance)):
            sound.append(chance.choice(turned))
        elif strangers and content:
            nouns = _nouns(words, content, language)
            edit = span_of(chance.choice(nouns or content)), chance.choice(strangers)
            (sound if nouns else rough).append(Edit(*edit))
    yield from sound or rough


def _nouns(
    words: Sequence[Word], content: Sequence[Word], language: Language
) -> list[Word]:
    """Return the content words behind an article or a possessive."""
    before = language.words("subjects")
    behind = {b.start for a, b in pairwise(words) if a.form in before}
    return [word for word in content if word.start in behind]


def _turned(
    article: Article, words: Sequence[Word], language: Language, chance: Random
) -> Iterator[Edit]:
    opposites = _opposites(language)
    for word in words:
        was = article.text[word.start : word.end]
        if word.sort is Sort.CONTENT and word.form in opposites:
            yield Edit(span_of(word), like(was, opposites[word.form]))
        elif figure := other_figure(article, word, chance):
            yield Edit(span_of(word), figure)


def _opposites(language: Language) -> dict[str, str]:
    """Return one opposite for every word of the list of antonyms, either way round."""
    pairs = [line.split()[:2] for line in language.lines("antonyms")]
    return {word: other for a, b in pairs for word, other in ((b, a), (a, b))}


def manufacture_quote(
    article: Article, language: Language, chance: Random
) -> Iterator[Edit]:
    """Put marks round a told line of eight words or more that reports nobody."""
    for frame in language.lines("plantspeech"):
        for line in story_lines(article):
            if _is_told(article, line, language):
                words = line.span.cut(article.text).rstrip(".")
                yield Edit(line.span, frame.format(words))


def _is_told(article: Article, line: Line, language: Language) -> bool:
    ends = article.text[line.end - 1 : line.end] == "."
    long = len(line.words) >= _TOLD and not is_quoted(article, line.span)
    return ends and long and not find_cues(line, article, language)


def misattribute(
    article: Article, _language: Language, _chance: Random
) -> Iterator[Edit]:
    """Give a quotation to another speaker named in the article.

    Where it can be had, one without a next one that goes on without a name: that
    would change its speaker too.
    """
    said = [q for q in article.quotations if _is_attributed(article, q)]
    goes_on = [a for a, b in pairwise(article.quotations) if b.by_pronoun or not b.near]
    edits = [
        (q in goes_on, edit) for q in said for edit in _strangers(article, q, said)
    ]
    alone = [edit for carried, edit in edits if not carried]
    yield from alone or (edit for _carried, edit in edits)


def _strangers(
    article: Article, quotation: Quotation, said: Sequence[Quotation]
) -> Iterator[Edit]:
    strangers = {
        other.speaker.cut(article.text)
        for other in said
        if other.speaker and not set(quotation.name) & set(other.name)
    }
    for stranger in sorted(strangers):
        if mention := quotation.speaker:
            yield Edit(mention, stranger, quotation.span)


def _is_attributed(article: Article, quotation: Quotation) -> bool:
    named = bool(quotation.name) and not quotation.by_pronoun
    long = len(article.words_in(quotation.inner)) >= _SAID
    return named and quotation.near and long
