"""One article, cut once: paragraphs, lines, words, quotations with speakers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from quizapp.compare.language import Language
from quizapp.compare.reading.capitals import Cut, Found, find_names
from quizapp.compare.reading.dialogue import find_answers
from quizapp.compare.reading.doubled import AS_IS, Respelt
from quizapp.compare.reading.folding import (
    bare_form,
    close_up,
    fold_accents,
    fold_capitals,
    fold_marks,
)
from quizapp.compare.reading.kinship import Groups, read_kinship
from quizapp.compare.reading.numbers import read_number
from quizapp.compare.reading.quotes import Quotation, find_quotations
from quizapp.compare.reading.text import (
    Span,
    cut_paragraphs,
    cut_sentences,
    cut_words,
    join_lines,
)


class Sort(IntEnum):
    """What a word is for the typed comparison."""

    FUNCTION = 0
    CONTENT = 1
    NAME = 2
    NUMBER = 3


class Word(NamedTuple):
    """A word: its place, its folded form, its stem, its sense and its sort.

    Words of one sense may stand for each other, those of one `kin` may carry each
    other (see `kinship.py`); `stem` is the canonical value for a number.
    """

    start: int
    end: int
    form: str
    stem: str
    sense: str
    sort: Sort
    kin: Groups


def telling_words(words: Iterable[Word]) -> list[Word]:
    """Return the words that tell something: all but those of grammar."""
    return [word for word in words if word.sort is not Sort.FUNCTION]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or headline: its place, its paragraph and its words."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]
    headline: bool
    boilerplate: bool

    @property
    def span(self) -> Span:
        """Return the place of the line."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Article:
    """A text and everything cut from it.

    `firsts` counts the words before every line, and before the end; `answers` are the
    paragraphs of an interview that somebody says without marks.
    """

    text: str
    folded: str
    paragraphs: tuple[Span, ...]
    lines: tuple[Line, ...]
    words: tuple[Word, ...]
    firsts: tuple[int, ...]
    quotations: tuple[Quotation, ...]
    answers: tuple[Span, ...]
    names: frozenset[str]

    def quotations_in(self, span: Span) -> tuple[Quotation, ...]:
        """Return the quotations that share a code point with `span`."""
        starts, ends = self._quoted
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        return self.quotations[first:last]

    def is_capital(self, word: Word) -> bool:
        """Say whether a word begins with a capital."""
        return self.text[word.start].isupper()

    def is_said(self, word: Word) -> bool:
        """Say whether a word is direct speech: quoted, or part of an answer."""
        place = Span(word.start, word.end)
        said = any(quoted.span.holds(place) for quoted in self.quotations_in(place))
        return said or any(answer.holds(place) for answer in self.answers)

    def words_of(self, first: int, last: int) -> tuple[Word, ...]:
        """Return the words of the lines from `first` to `last`, both included."""
        return self.words[self.firsts[first] : self.firsts[last + 1]]

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Return the words that lie wholly inside `span`."""
        starts, ends = self._worded
        first, last = bisect_left(starts, span.start), bisect_right(ends, span.end)
        return self.words[first:last]

    @cached_property
    def _quoted(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the quotations start and end."""
        spans = [quotation.span for quotation in self.quotations]
        return [span.start for span in spans], [span.end for span in spans]

    @cached_property
    def _worded(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the words start and end."""
        return [word.start for word in self.words], [word.end for word in self.words]


def read_article(text: str, language: Language, respelt: Respelt = AS_IS) -> Article:
    """Cut `text` once into everything a comparison needs.

    A form in `respelt` goes by another one; its place stays.

    >>> from quizapp.compare.language import find_language
    >>> article = read_article("Rain fell. Ann left.", find_language("en"))
    >>> [line.span.cut(article.text) for line in article.lines]
    ['Rain fell.', 'Ann left.']
    """
    paragraphs = cut_paragraphs(text)
    plain = _fold(text, paragraphs, language)
    folded = fold_capitals(plain)
    cuts = _cut_lines(plain, paragraphs, language)
    names = _respell(find_names(plain, folded, cuts, language), respelt)
    pages = _find_boilerplate(folded, paragraphs, language)
    title = _find_headline(text, paragraphs, pages)
    answers = find_answers(text, folded, paragraphs, language)
    lines = tuple(
        Line(
            span.start,
            span.end,
            number,
            _words(folded, found, names, language, respelt),
            number in title,
            number in pages,
        )
        for number, span, found in cuts
    )
    return Article(
        text,
        folded,
        paragraphs,
        lines,
        tuple(word for line in lines for word in line.words),
        tuple(accumulate((len(line.words) for line in lines), initial=0)),
        find_quotations(text, plain, _unmark(plain, paragraphs, answers), language),
        answers,
        names,
    )


def _fold(text: str, paragraphs: Sequence[Span], language: Language) -> str:
    """Fold everything but capitals, one code point for one."""
    spelt = fold_accents(fold_marks(text), language)
    return close_up(join_lines(spelt, paragraphs), paragraphs)


def _respell(names: Iterable[str], respelt: Respelt) -> frozenset[str]:
    return frozenset([respelt.get(name, name) for name in names])


def _unmark(
    plain: str, paragraphs: Sequence[Span], answers: Sequence[Span]
) -> Sequence[Span]:
    """Begin an answer behind its label, where a mark stands before that: `"ASH: We`."""
    behind = {answer.end: answer for answer in answers}
    return [
        behind.get(span.end, span) if plain[span.start] == '"' else span
        for span in paragraphs
    ]


def _find_boilerplate(
    folded: str, paragraphs: Sequence[Span], language: Language
) -> frozenset[int]:
    return frozenset(
        number
        for number, span in enumerate(paragraphs)
        if span.end - span.start < 400
        and _is_boilerplate(span.cut(folded), language.boilerplate)
    )


def _is_boilerplate(line: str, pattern: re.Pattern[str] | None) -> bool:
    bare = line.strip(" •*|-–").strip()
    if not any(letter.isalnum() for letter in bare):
        return True
    return pattern is not None and pattern.match(bare) is not None


def _find_headline(
    text: str, paragraphs: Sequence[Span], pages: frozenset[int]
) -> frozenset[int]:
    """Find the first paragraphs of the story that end without a full stop."""
    story = [n for n in range(len(paragraphs)) if n not in pages]
    heads: set[int] = set()
    for number in story[:2]:
        line = paragraphs[number].cut(text)
        if len(line) > 180 or line.rstrip("'\"’”)").endswith((".", "!", "…", ":")):
            break
        heads.add(number)
    return frozenset(heads) if len(story) > len(heads) else frozenset()


def _cut_lines(plain: str, paragraphs: Sequence[Span], language: Language) -> list[Cut]:
    return [
        (number, span, _find_words(plain, span, language))
        for number, paragraph in enumerate(paragraphs)
        for span in cut_sentences(plain, paragraph, language)
    ]


def _find_words(plain: str, span: Span, language: Language) -> list[Found]:
    """Find the words of a line; a number with a hyphen, `forty-one`, is one of them.

    Left out is what only leads over from the line before: `In addition, rain fell.`
    """
    numerals, words = language.pairs("numbers"), list[Found]()
    for match in cut_words(plain, span.start, span.end):
        start, end = match.span()
        if words and plain[words[-1][1] : start] == "-":
            whole = plain[words[-1][0] : end]
            if whole.lower() in numerals:
                words[-1] = words[-1][0], end, whole
                continue
        words.append((start, end, match.group()))
    return words[_leads_over(plain, words, language) :]


def _leads_over(plain: str, words: Sequence[Found], language: Language) -> int:
    """Return how many words a line begins with that carry nothing of it."""
    forms = tuple(word.lower() for _start, _end, word in words[:5])
    for phrase in language.phrases("connectives").get(forms[0], ()) if forms else ():
        if forms[: len(phrase)] == phrase:
            _start, end, _word = words[len(phrase) - 1]
            return len(phrase) if plain.startswith(",", end) else 0
    return 0


def _words(
    folded: str,
    found: Sequence[Found],
    names: frozenset[str],
    language: Language,
    respelt: Respelt,
) -> tuple[Word, ...]:
    """Give every word of one line its stem, sense and sort."""
    look_up, expand = language.entry, language.expansions
    cut: list[tuple[int, int, str, str, str, Sort]] = []
    for start, end, word in found:
        form = bare_form(folded[start:end])
        form = respelt.get(form, form)
        stem, sense, is_plain, may_count = look_up(form)
        before, after = folded[max(0, start - 6) : start], folded[end : end + 24]
        if may_count and (number := read_number(form, after, language, before)):
            cut.append((start, end, form, number, number, Sort.NUMBER))
            continue
        # `won't` is no form of `win`: a contraction may need its other half.
        if folded[end : end + 1] == "'" and (
            whole := expand.get(folded[start : end + 2])
        ):
            stem, sense, _is_plain, _may_count = look_up(whole)
        if form in names and word[0].isupper():
            cut.append((start, end, form, stem, stem, Sort.NAME))
        else:
            sort = Sort.FUNCTION if is_plain else Sort.CONTENT
            cut.append((start, end, form, stem, sense, sort))
    stems = [f"{w[3]}%" if w[2].endswith("%") else w[3] for w in cut]
    kin = read_kinship(language).groups(stems)
    return tuple([Word(*word, own) for word, own in zip(cut, kin, strict=True)])
