"""What an article only reports: direct speech and the reach of a cue verb."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.judging.shade import find_phrases
from quizapp.compare.language import Language
from quizapp.compare.reading.article import Article, Line, Sort, Word
from quizapp.compare.reading.text import Span

_LATER = 1  # words behind a cue that trails: `said yesterday`
_SUBJECT = 4  # words of who says it, in an aside
_DAY = 3  # words of when it was said: `early on Monday`


@dataclass(frozen=True, slots=True)
class Report:
    """A stretch that somebody says, and the cue that says so."""

    span: Span
    cue: Word


def find_cues(line: Line, article: Article, language: Language) -> list[Word]:
    """Return the verbs of saying in a line, outside its quotations.

    A word after an article or a possessive is a noun: `the report`.
    """
    cues, determiners = language.saying, language.words("determiners")
    found: list[Word] = []
    for number, word in enumerate(line.words):
        if _is_trailing(line, number, article, language):
            found.append(word)
        if word.form not in cues or _is_quoted(word, article):
            continue
        if word.sort is Sort.NAME:  # Wexler State University
            continue
        before = line.words[number - 1].form if number else ""
        if before not in determiners and not _takes_no_clause(line, number, language):
            found.append(word)
    return found


def _is_trailing(line: Line, number: int, article: Article, language: Language) -> bool:
    """`The dam leaks, records show`: the verb ends the sentence, behind a comma."""
    word = line.words[number]
    if number + 1 < len(line.words) or word.form not in language.words("trailing"):
        return False
    comma = article.folded.rfind(",", line.start, word.start)
    who = [w for w in line.words if comma < w.start < word.start]
    return comma >= 0 and 0 < len(who) <= _SUBJECT + 1 and not _is_quoted(word, article)


def reported_in(line: Line, article: Article, language: Language) -> tuple[Word, ...]:
    """Return the words of a line that it leaves to somebody, in whatever way."""
    frames = language.words("frames")
    framed = any(word.form in frames for word in line.words)
    framed = framed or _is_reckoned(line.words, language)
    if framed or find_phrases(line.words, language, "attributions"):
        return line.words
    reports = find_reports(line, article, language)
    return tuple(word for report in reports for word in article.words_in(report.span))


def _is_reckoned(words: Sequence[Word], language: Language) -> bool:
    """`A spokesman put the cost of a night at about £5m`: he reckons so."""
    verbs = (n for n, w in enumerate(words) if w.form in language.words("reckoning"))
    after = words[next(verbs, len(words)) :]
    return any(
        word.form in language.words("ats")
        and any(w.sort is Sort.NUMBER for w in after[number + 1 : number + 3])
        for number, word in enumerate(after)
    )


def trails(cue: Word, line: Line, article: Article, language: Language) -> bool:
    """Say whether a cue behind plain news only tells whose it is: `…, the board said.`

    Nobody is named there, but in the sentence that opens a story: `…, Ann Ash said on
    Monday`. An honest rewrite may leave that out.
    """
    comma = article.folded.rfind(",", line.start, cue.start)
    after = [w for w in line.words if w.start > cue.end and w.sort is not Sort.FUNCTION]
    who = [word for word in line.words if comma < word.start < cue.start]
    named = any(
        word.sort is Sort.NAME or word.form in language.words("pronouns")
        for word in who
    )
    story = (n for n in article.lines if not (n.headline or n.boilerplate))
    plain = not named or line is next(story, None)
    shows = cue.form in language.words("trailing")  # `…, records show`
    return comma > 0 and plain and not shows and len(after) <= _LATER


def _takes_no_clause(line: Line, number: int, language: Language) -> bool:
    """`They found three cracks`, `told at a meeting`, `it was declared safe`."""
    word, after = line.words[number], line.words[number + 1 : number + 3]
    led = line.words[max(0, number - 2) : number]
    if any(before.form in language.words("comparisons") for before in led):
        return True
    passive = number > 0 and _is_passive(line.words[number - 1], language)
    if word.form in language.words("thatcues"):
        return len(after) > 1 and after[0].form not in language.words("clauses")
    if passive and word.form in language.words("namings"):
        return True
    if passive and word.form in language.words("told"):
        return bool(after) and after[0].form not in language.words("clauses")
    return False


def _is_passive(before: Word, language: Language) -> bool:
    return before.form in language.words("passives")


def _is_quoted(word: Word, article: Article) -> bool:
    return bool(article.quotations_in(Span(word.start, word.start + 1)))


def find_reports(line: Line, article: Article, language: Language) -> Iterator[Report]:
    """Yield what every cue of a line reports: after it, or before it.

    >>> from quizapp.compare.reading.article import read_article
    >>> from quizapp.compare.language import find_language
    >>> english = find_language("en")
    >>> article = read_article("The roof leaks badly, Ann Ash said.", english)
    >>> [r.span for r in find_reports(article.lines[0], article, english)]
    [Span(start=0, end=20)]
    """
    for cue in find_cues(line, article, language):
        after = [word for word in line.words if word.start > cue.end]
        comma = article.folded.rfind(",", line.start, cue.start)
        trailing = len(after) <= 6 and not _is_apart(line, cue, comma, language)
        if _is_led(cue, language) or trailing or _is_aside(line, cue, comma, article):
            yield Report(_before(line, cue, comma), cue)
        # `"We won," said Ash, who …`: what follows the speaker is not reported.
        trails = article.folded[line.start : cue.start].rstrip()[-1:] in ("'", '"')
        asks = bool(after) and after[0].form in language.words("requesting")
        tells = not (trails or asks or _is_led(cue, language))
        dated = _is_dated(line, cue, comma, article, language)
        if len(after) > 3 and tells and not dated:
            yield Report(Span(cue.end, _end(line, cue, article, language)), cue)


def _end(line: Line, cue: Word, article: Article, language: Language) -> int:
    """Return where what a cue reports ends: where somebody else's clause begins.

    `It is thought to leak, although Ann Ash said it did not`.
    """
    later = [
        other for other in find_cues(line, article, language) if other.start > cue.end
    ]
    contrasts = language.words("contrasts")
    for word in line.words:
        apart = article.folded[word.start - 2 : word.start] == ", "
        if word.start > cue.end and apart and word.form in contrasts:
            clause = [w for w in line.words if w.start >= word.end]
            own = clause and clause[0].form not in language.words("clauses")
            if own and any(other.start > word.start for other in later):
                return word.start
    return line.end


def _is_aside(line: Line, cue: Word, comma: int, article: Article) -> bool:
    """`It rained, Ann Ash said, and the roof leaks`: what stands before is hers too."""
    between = [w for w in line.words if comma < w.start < cue.start]
    commas = comma >= line.start and article.folded[cue.end : cue.end + 1] == ","
    return commas and 0 < len(between) <= _SUBJECT


def _is_dated(
    line: Line, cue: Word, comma: int, article: Article, language: Language
) -> bool:
    """`It rained, Ann Ash said on Monday, after she left`: that is no word of hers."""
    between = [w for w in line.words if comma < w.start < cue.start]
    stop = article.folded.find(",", cue.end, line.end)
    if comma < 0 or stop < 0 or len(between) > _SUBJECT:
        return False
    said = [w for w in line.words if cue.end < w.start < stop]
    behind = next((w.form for w in line.words if w.start > stop), "")
    return len(said) <= _DAY and behind in language.words("afters")


def _is_led(cue: Word, language: Language) -> bool:
    """`according to` leads to whoever is reported; a verb would follow them."""
    return cue.form in language.phrases("accordings")


def _is_apart(line: Line, cue: Word, comma: int, language: Language) -> bool:
    """`It rained, although Ash said it was dry`: the cue has a clause of its own."""
    opens = language.words("leads") | language.words("relatives")
    return any(w.form in opens for w in line.words if comma < w.start < cue.start)


def _before(line: Line, cue: Word, comma: int) -> Span:
    """The clause before `, she said`; `According to her, …` reports what follows."""
    if cue.start == line.words[0].start:
        return Span(cue.end, line.end)
    return Span(line.start, comma) if comma > 0 else Span(line.start, cue.start)


def reported_words(
    article: Article, lines: Iterator[Line], language: Language
) -> Iterator[tuple[Span, Word | None]]:
    """Yield every reported stretch of some lines, direct speech included."""
    for line in lines:
        for quotation in article.quotations_in(line.span):
            yield quotation.span, None
        for report in find_reports(line, article, language):
            yield report.span, report.cue
