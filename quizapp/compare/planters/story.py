"""Plant what shows only in the whole story: headline, omission, contradiction."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from quizapp.compare.judging.shade import find_phrases
from quizapp.compare.language import Language
from quizapp.compare.planters.edit import Edit, is_quoted, span_of, story_lines
from quizapp.compare.reading.article import Article, Line, Sort, Word
from quizapp.compare.reading.names import are_two_spellings
from quizapp.compare.reading.quotes import Quotation
from quizapp.compare.reading.text import Span

_LEFT = 4  # words that make a line after a clause was cut off


def swap_headline(
    article: Article, language: Language, _chance: Random
) -> Iterator[Edit]:
    """Give the story a headline that promises something else."""
    first = next((n for n in article.lines if n.headline and not n.boilerplate), None)
    if first:
        yield from (Edit(first.span, h) for h in language.lines("plantheadlines"))


def leave_out(article: Article, language: Language, _chance: Random) -> Iterator[Edit]:
    """Take away a told denial, doubt or limit: a line of a paragraph, or a clause."""
    told = [n for n in story_lines(article) if not is_quoted(article, n.span)]
    for line in told:
        yield from _clauses(article, line, language)
    for before, line in pairwise(article.lines):
        together = before.paragraph == line.paragraph and not before.boilerplate
        # As a line of its own a bare `but` or `only` limits too little.
        weak = language.words("contrasts")
        loose = together and line in told and not _goes_on(article, line)
        if loose and _limits(line.words, language, weak):
            yield Edit(Span(before.end, line.end), "", before.span)


def _goes_on(article: Article, line: Line) -> bool:
    """The next quotation names no speaker, and may carry on the one of this line."""
    later = (q for q in article.quotations if q.span.start >= line.end)
    following = next(later, None)
    return following is not None and (following.by_pronoun or not following.near)


def _clauses(article: Article, line: Line, language: Language) -> Iterator[Edit]:
    """Cut off what follows a joint: `…, although the numbers were small`."""
    joints = language.joints
    stop = len(line.span.cut(article.text).rstrip(".!?")) + line.start
    for joint in joints.finditer(article.folded, line.start, stop) if joints else ():
        cut = Span(joint.start(), stop)
        kept = [word for word in line.words if word.end <= cut.start]
        lost = [word for word in line.words if cut.start <= word.start]
        # `Ash, who took no part, agreed`: the sentence goes on behind the clause.
        ends = "," not in article.text[joint.start(1) : stop]
        if len(kept) >= _LEFT and ends and _limits(lost, language):
            yield Edit(cut, "")


def _limits(
    words: Sequence[Word], language: Language, weak: frozenset[str] = frozenset()
) -> bool:
    """Say whether words deny, doubt or limit; those in `weak` do not count."""
    denials = find_phrases(words, language, "denials")
    negations = language.words("negations")
    return any(word.form not in weak for word in denials) or any(
        word.form in negations or word.stem in negations for word in words
    )


def contradict(article: Article, language: Language, chance: Random) -> Iterator[Edit]:
    """Spell a name in two ways, else leave a quotation without its closing mark."""
    respelt = list(_respelt(article, language, chance))
    yield from respelt or _unclosed(article)


def _respelt(article: Article, language: Language, chance: Random) -> Iterator[Edit]:
    dates = language.words("calendar")
    mentions: dict[str, list[Word]] = defaultdict(list)
    for line in story_lines(article):
        for word in line.words:
            if word.sort is Sort.NAME and word.form not in dates:
                mentions[word.form].append(word)
    for form, words in mentions.items():
        spellings = _spellings(article, form)
        for before, word in pairwise(words):
            # Behind a mark a capital means nothing, so that no name is recognised.
            inside = article.text[word.start - 2 : word.start - 1].isalnum()
            if spellings and inside:
                letters = list(article.text[word.start : word.end])
                at = chance.choice(spellings)
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
                yield Edit(span_of(word), "".join(letters), span_of(before))


def _spellings(article: Article, form: str) -> list[int]:
    """Return where two letters can change places and make no word of the story."""
    given = {word.form for word in article.words}
    found = []
    for at in range(1, len(form) - 1):
        other = form[:at] + form[at + 1] + form[at] + form[at + 2 :]
        if other not in given and are_two_spellings(form, other):
            found.append(at)
    return found


def _unclosed(article: Article) -> Iterator[Edit]:
    """Drop the closing mark of a quotation that stands alone in its paragraph."""
    for number, paragraph in enumerate(article.paragraphs):
        inside = article.quotations_in(paragraph)
        ahead = article.paragraphs[number + 1 : number + 2]
        runs_on = any(article.folded[span.start] == '"' for span in ahead)
        if len(inside) == 1 and not runs_on and _is_closed(article, inside[0]):
            end = inside[0].span.end
            yield Edit(Span(end - 1, end), "")


def _is_closed(article: Article, quotation: Quotation) -> bool:
    marks = article.folded[quotation.span.start], article.folded[quotation.span.end - 1]
    nested = '"' in quotation.inner.cut(article.folded)
    return quotation.balanced and marks == ('"', '"') and not nested
