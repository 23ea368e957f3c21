"""Practice lines: made for the exercise, and said to be, where a kind is rare."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from quizapp.compare.discrepancy import Place
from quizapp.compare.kinds import Kind
from quizapp.compare.practice import PracticeLine, Wanted, practice_lines
from quizapp.compare.reading.text import Span
from quizapp.desk.add import SURE
from quizapp.desk.proposal import Proposal, Proposed
from quizapp.desk.reopen import reopen
from quizapp.desk.rows import named
from quizapp.desk.soundness import fault_of
from quizapp.desk.words import stretches
from quizapp.errors import BadInput
from quizapp.game.correction import WORD
from quizapp.game.line import Change, Excerpt, Form, Line, Passage
from quizapp.packs.draft_desk import Desk
from quizapp.packs.excerpting import clean, shorten
from quizapp.packs.rules import NEED_CHANGES
from quizapp.wording import gettext

# Some lines cannot stand in a pack; one of these can, as a rule.
_TRIES = 8


def practice_line(
    sources: Mapping[str, str],
    derived: str,
    proposal: Proposal,
    kind: Kind,
    chance: Random,
) -> Proposed:
    """Return a made-up line of `kind` for a person to decide.

    All chance comes from `chance`. Raise BadInput where the articles offer no place
    for one, or where only the articles themselves could (left-out context).
    """
    if kind is Kind.OMITTED_CONTEXT:
        raise BadInput(gettext("what is left out cannot be made up; choose a sentence"))
    desk = reopen(sources, derived, proposal)
    made = practice_lines(
        list(sources.values()),
        derived,
        chance=chance,
        wanted=Wanted(_TRIES, frozenset({kind})),
        language=proposal.language,
    )
    for each in made:
        proposed = _proposed(desk, each, chance)
        if proposed.fault is None:
            return proposed
    text = gettext("these articles have no line that this kind could be made of")
    raise BadInput(text)


def _proposed(desk: Desk, made: PracticeLine, chance: Random) -> Proposed:
    origin = _origin(desk, made)
    context, place = _surroundings(desk, origin, made.source, chance)
    passage = desk.passage(place, carries=made.source is not None)
    words = clean(made.text)
    line = Line(
        key="practice",
        form=Form.TRAINING,
        kinds=(made.kind,),
        resembles=made.kind,
        derived=replace(context, words=words),
        passages=(passage,),
        why=_why(made),
        changes=_changes(made, words, passage),
        headline=made.kind is Kind.HEADLINE_MISMATCH,
        ours=True,
    )
    source = named(desk, place) if made.source else None
    return Proposed(line, origin, source, SURE, fault=fault_of(line))


def _surroundings(
    desk: Desk, origin: Span | None, source: Place | None, chance: Random
) -> tuple[Excerpt, Place]:
    """Return the context of a line, and the place of the passage beside it.

    A new sentence is put after one that is carried well, or its missing context
    would give it away.
    """
    if origin:
        return desk.derived.excerpt(origin), source or desk.nearest(origin)
    carried = desk.carried()
    if not carried:
        return Excerpt(""), source or desk.nearest(Span(0, 1))
    line = chance.choice(carried)
    before = desk.derived.excerpt(Span(line.start, line.end))
    place = source or line.source or desk.nearest(Span(line.start, line.end))
    return Excerpt("", before.words, before.after), place


def _origin(desk: Desk, made: PracticeLine) -> Span | None:
    """Return the derived sentences that the line was made of, if they stand once."""
    before, after = made.text[: made.changed.start], made.text[made.changed.end :]
    words = f"{before}{made.before}{after}".strip()
    article = desk.derived.article
    if not words or article.count(words) != 1:
        return None
    start = article.index(words)
    return desk.derived.covering(Span(start, start + len(words)))


def _changes(made: PracticeLine, words: str, passage: Passage) -> tuple[Change, ...]:
    """Return the changed words, unless the change is the greater part of the line."""
    source = clean(made.before)
    answered = passage.carries and passage.excerpt.words.count(source) == 1
    theirs = source if answered else ""
    found = list(WORD.finditer(made.text))
    ticked = [
        number
        for number, word in enumerate(found)
        if Span(*word.span()).overlaps(made.changed)
    ]
    if 2 * len(ticked) > len(found) and made.kind not in NEED_CHANGES:
        return ()
    pieces = [span.cut(words) for span in stretches(words, ticked)]
    if not pieces:
        return (Change("", theirs),) if theirs else ()
    return (Change(pieces[0], theirs), *(Change(piece, "") for piece in pieces[1:]))


def _why(made: PracticeLine) -> str:
    after, before = (
        shorten(words, 90).strip('“”"«» ') for words in (made.after, made.before)
    )
    if before and after:
        text = gettext("Made for practice: “{after}” stands in place of “{before}”.")
    elif after:
        text = gettext("Made for practice: no source says “{after}”.")
    else:
        text = gettext("Made for practice: “{before}” was taken out.")
    return text.format(after=after, before=before)
