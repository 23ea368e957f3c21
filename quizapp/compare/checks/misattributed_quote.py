"""A quotation of the source, given to another speaker."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Change, Discrepancy, Place
from quizapp.compare.judging.unnamed import going_on, is_newcomer
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.quotation_match import Echo, QuotedPiece
from quizapp.compare.reading.article import Article
from quizapp.compare.reading.names import are_strangers
from quizapp.compare.reading.quotes import Quotation
from quizapp.compare.reading.text import Span
from quizapp.compare.wording import quote, quote_said
from quizapp.wording import gettext

# Fewer words may be said by two people; see docs/engine.md.
_WORDS, _EXACT, _LONG, _ALIKE, _SPOKEN = 5, 4, 8, 0.75, 0.8
_NEAR = 60  # letters between a speaker and what he or she speaks for


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the pieces whose words match while both named speakers differ."""
    # Mentions that were given somebody else's words, with their paragraph.
    wrong: set[tuple[Span, int]] = set()
    before: QuotedPiece | None = None
    for line in case.lines:
        for piece in line.pieces:
            mine, before = going_on(piece, before, case), piece
            if piece.echo is None or not _is_same(piece, piece.echo):
                continue
            said = piece.echo.quotation
            source = case.sources[piece.echo.article]
            if said is None or not _is_another(mine, said, source, case):
                continue
            # What is carried over is judged as what stands beside the speaker was.
            if mine.speaker is None:
                continue
            place = mine.speaker, line.line.paragraph
            sure = _are_he_and_she(mine, said, source, case)
            if not sure and _is_told_elsewhere(case, piece, mine.name):
                continue
            if mine.near or place in wrong or _is_carried(piece, said, line, case):
                wrong.add(place)
                yield _report(case, piece, mine, said)


def _is_carried(piece: QuotedPiece, said: Quotation, line: Judged, case: Case) -> bool:
    """A whole sentence, letter by letter, in a paragraph that names its speaker.

    As the source does.
    """
    mine, echo = piece.quotation, piece.echo
    long = len(piece.words) >= _LONG and echo is not None and echo.alike >= 1
    named = not mine.by_pronoun and not said.by_pronoun and said.speaker is not None
    paragraph = case.derived.paragraphs[line.line.paragraph]
    return long and named and bool(mine.speaker and paragraph.holds(mine.speaker))


def _is_told_elsewhere(case: Case, piece: QuotedPiece, name: tuple[str, ...]) -> bool:
    """Say whether any source gives the very same words to the same speaker."""
    letters = case.derived.folded[piece.words[0].start : piece.words[-1].end]
    return any(
        letters in said.span.cut(source.folded)
        and said.name
        and name
        and not are_strangers(name, said.name, case.respelt)
        for source in case.sources
        for said in source.quotations
    )


def _is_same(piece: QuotedPiece, echo: Echo) -> bool:
    exact = len(piece.words) >= _EXACT and echo.alike >= 1
    long = len(piece.words) >= _WORDS or exact
    return long and echo.alike >= _ALIKE and echo.spoken >= _SPOKEN


def _is_another(mine: Quotation, said: Quotation, source: Article, case: Case) -> bool:
    """Strangers of whom neither speaks for the other; or somebody for nobody known."""
    if _are_he_and_she(mine, said, source, case):
        return True
    if are_strangers(mine.name, said.name, case.respelt):
        if " ".join((*mine.name, *said.name)) in source.folded:
            return False  # `Jodie` for `Ms Marchetti`
        return not _speaks_for(mine, said, source, case.language)
    if is_newcomer(mine, said, source, case):
        return True
    if said.by_pronoun and not said.name:
        return _is_new(mine, said, source)
    return _is_nameless(said, source, case.language) and _speaks(mine, source, case)


def _is_nameless(said: Quotation, source: Article, language: Language) -> bool:
    """`Said a police officer`: nobody whom the source has named before."""
    if said.name or said.by_pronoun or said.speaker is None:
        return False
    first = source.words_in(said.speaker)[:1]
    return any(word.form in language.words("single") for word in first)


def _is_new(mine: Quotation, said: Quotation, source: Article) -> bool:
    """The source has not named this speaker yet where it says `she`."""
    named = {part for word in mine.name for part in word.split("-")}
    before = {word.form for word in source.words if word.start < said.span.start}
    return bool(named) and named.isdisjoint(before)


def _speaks(mine: Quotation, source: Article, case: Case) -> bool:
    """Say whether a source lets the same speaker say something else."""
    return any(
        said.name
        and mine.name
        and not are_strangers(mine.name, said.name, case.respelt)
        for said in source.quotations
    )


def _speaks_for(
    mine: Quotation, said: Quotation, source: Article, language: Language
) -> bool:
    """What a firm's officer says, the firm says: `Calder's director, Ann Ash`."""
    if said.speaker is None:
        return False
    start, end = said.speaker.start, said.speaker.end
    line = next(n for n in source.lines if n.end > start)
    words = [w for w in line.words if start - _NEAR < w.start < end + _NEAR]
    forms = [w.form for w in words if not source.is_said(w)]
    theirs = [at for at, form in enumerate(forms) if form in said.name]
    firm = [at for at, form in enumerate(forms) if form in mine.name]
    if not theirs or not firm:
        return False
    ends = (theirs[-1], firm[0]) if theirs[0] < firm[0] else (firm[-1], theirs[0])
    between = set(forms[ends[0] + 1 : ends[1]])
    officers, cues = language.words("officers"), language.words("cues")
    return bool(between & officers) and between.isdisjoint(cues)


def _are_he_and_she(
    mine: Quotation, said: Quotation, source: Article, case: Case
) -> bool:
    """`Mr Ash said` for `she said`: whoever the pronoun stands for, it is not he."""
    if mine.speaker is None or said.speaker is None:
        return False
    ways = case.language.pairs("genders")
    here, there = (
        {ways[word.form] for word in article.words_in(place) if word.form in ways}
        for article, place in ((case.derived, mine.speaker), (source, said.speaker))
    )
    return bool(here and there) and here.isdisjoint(there)


def _confidence(mine: Quotation, said: Quotation, source: Article, case: Case) -> float:
    """A pronoun may point elsewhere than the last name."""
    if _are_he_and_she(mine, said, source, case):
        return 0.9
    if mine.by_pronoun or (said.by_pronoun and _is_nearer(mine, said, source)):
        return 0.4
    return 0.9 if said.near else 0.7


def _is_nearer(mine: Quotation, said: Quotation, source: Article) -> bool:
    """Where the source says only `she`, it named this speaker last."""
    before = source.folded[: said.span.start]
    last, other = (
        max(map(before.rfind, name), default=-1) for name in (mine.name, said.name)
    )
    return last > other


def _printed(quotation: Quotation, article: Article) -> str:
    """Return a name as the article prints it, else how the speaker is called."""
    name = " ".join(quotation.name)
    at = article.folded.find(name) if name else -1
    if at < 0:
        return name.title() or quote(article, quotation.speaker)
    return article.text[at : at + len(name)]


def _report(
    case: Case, piece: QuotedPiece, mine: Quotation, said: Quotation
) -> Discrepancy:
    echo = piece.echo
    assert echo is not None  # `said` was found by it
    source, run = case.sources[echo.article], echo.alignment.source_run
    words = {
        "derived": _printed(mine, case.derived),
        "source": _printed(said, source),
        "words": quote_said(case.derived, piece.span),
    }
    why = gettext(
        "In the source %(source)s says %(words)s; the rewrite lets %(derived)s say it."
    )
    return Discrepancy(
        Kind.MISATTRIBUTED_QUOTE,
        _confidence(mine, said, source, case),
        piece.span,
        Place(echo.article, run[0].start, run[-1].end),
        (Change(mine.speaker, said.speaker),) if source else (),
        why % words,
    )
