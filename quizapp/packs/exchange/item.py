"""A pack's lines as multiple-choice questions that any other program can hold.

Before the answer an item shows what the game shows: the sources' passages with
outlet, date and address, and the rewrite without its outlet, because a line may have
been written for the pack. Ids and orders follow from names alone, so that exporting
twice gives the same file and importing twice replaces instead of doubling.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from quizapp.compare.kinds import Kind
from quizapp.game.format import CARRIES, Format
from quizapp.game.line import Excerpt, Form, Line
from quizapp.game.question import FOILS_IN_SPOT, Question, Stocked, ask, formats_of
from quizapp.packs.exchange.wording import (
    asks,
    form_name,
    format_name,
    notice_of,
    printed,
    rewrite_heading,
    source_heading,
    verdicts,
)
from quizapp.packs.pack import Case, Pack
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage to read; `words` are those asked about, empty where none stand out."""

    heading: str
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question with one right choice; `right` is its place among `choices`.

    `category` leads from the pack to the form. `shuffles` is False where the order of
    the choices means something. `feedback` is one paragraph a string.
    """

    id: str
    name: str
    category: tuple[str, ...]
    quoted: tuple[Quoted, ...]
    question: str
    choices: tuple[str, ...]
    right: int
    feedback: tuple[str, ...]
    shuffles: bool = True


@dataclass(frozen=True, slots=True)
class Exported:
    """The items of a pack, and how many questions no multiple choice can hold.

    `notice` says whose the pack is and under which licence.
    """

    items: tuple[Item, ...]
    left_out: int
    notice: str


def items_of(pack: Pack, kinds: Mapping[Kind, str]) -> Exported:
    """Return an item for every line in every format that offers choices.

    Lines of a test form are judged, or asked for where they were left out, and
    nothing else, as in the game. `kinds` says how each kind is called.
    """
    found = [
        item
        for case in pack.cases
        for form in Form
        for item in _Desk(pack, case, kinds).items(form)
    ]
    marking = sum(
        Format.MARK in formats_asked(line) for case in pack.cases for line in case.lines
    )
    return Exported(tuple(found), marking, notice_of(pack))


def formats_asked(line: Line) -> Sequence[Format]:
    """Return the formats in which a line is asked about, in a fixed order."""
    possible = formats_of(line)
    if line.form is not Form.TRAINING:
        possible &= {Format.JUDGE, Format.MISSING}
    if line.headline:
        possible -= {Format.SPOT}  # a headline among sentences would stand out
    return [fmt for fmt in Format if fmt in possible]


def item_id(pack: str, case: str, line: str, fmt: Format) -> str:
    """Return an id that lasts as long as the names do, and gives nothing away.

    >>> item_id("winter-ferry", "ferry", "hope-to-plan", Format.JUDGE)
    'bp-6e828e2779cd1a9d'
    """
    named = "/".join((pack, case, line, fmt))
    return f"bp-{sha256(named.encode()).hexdigest()[:16]}"


class _Desk:
    """One case, and its lines made into items."""

    def __init__(self, pack: Pack, case: Case, kinds: Mapping[Kind, str]) -> None:
        self._pack, self._case, self._kinds = pack, case, kinds
        self._lines = dict(enumerate(case.lines))

    def items(self, form: Form) -> Iterator[Item]:
        for number, line in self._lines.items():
            for fmt in formats_asked(line):
                if line.form is form and fmt is not Format.MARK:
                    yield from self._item(number, line, fmt)

    def _item(self, number: int, line: Line, fmt: Format) -> Iterator[Item]:
        known = item_id(self._pack.slug, self._case.slug, line.key, fmt)
        rng = Random(known)  # the same choices in the same order each time
        foils = self._foils(rng) if fmt is Format.SPOT else []
        if fmt is Format.SPOT and len(foils) < FOILS_IN_SPOT:
            return
        question = ask(fmt, Stocked(number, line), foils=foils, rng=rng)
        is_verdict = fmt is Format.JUDGE
        yield Item(
            id=known,
            # A line's key may tell what is wrong with it, so it is not in the name.
            name=f"{self._case.title} · {format_name(fmt)} · {known[-6:]}",
            category=(self._pack.title, self._case.title, form_name(line.form)),
            quoted=tuple(self._quoted(line, question)),
            question=asks(fmt),
            choices=verdicts() if is_verdict else self._choices(question),
            right=int(question.key != CARRIES) if is_verdict else _place(question),
            feedback=self._feedback(line),
            shuffles=not is_verdict,
        )

    def _foils(self, rng: Random) -> list[Stocked]:
        sound = [
            Stocked(number, line)
            for number, line in self._lines.items()
            if line.faithful and not line.headline and line.form is Form.TRAINING
        ]
        return rng.sample(sound, min(FOILS_IN_SPOT, len(sound)))

    def _choices(self, question: Question) -> tuple[str, ...]:
        if question.format is Format.SPOT:
            lines = (self._lines[int(number)] for number in question.options)
            return tuple(line.derived.words for line in lines if line.derived)
        if question.format is Format.NAME:
            return tuple(self._kinds[Kind(str(kind))] for kind in question.options)
        return tuple(map(str, question.options))

    def _quoted(self, line: Line, question: Question) -> Iterator[Quoted]:
        fmt = question.format
        if fmt is Format.MISSING:
            yield from _kept(line, question)
            return
        if fmt is Format.RESTORE:
            yield self._gapped(line)
        elif fmt is Format.SPOT:
            offered = [self._lines[int(number)] for number in question.options]
            yield from self._sources(offered)
            return
        else:
            yield from self._sources([line])
        if line.derived:
            yield _asked(rewrite_heading(line.headline), line.derived)

    def _sources(self, lines: Sequence[Line]) -> Iterator[Quoted]:
        """Yield every passage of these lines once, in their order."""
        met = dict.fromkeys(p for line in lines for p in line.passages)
        for passage in met:
            article = self._case.sources[passage.article]
            text = passage.excerpt.in_context
            yield Quoted(source_heading(article), before=text)

    def _gapped(self, line: Line) -> Quoted:
        passage = line.passages[0]
        text, gap = passage.excerpt.in_context, line.gap.words if line.gap else ""
        at = text.find(passage.excerpt.words) + passage.excerpt.words.find(gap)
        heading = source_heading(self._case.sources[passage.article])
        return Quoted(heading, text[:at], "_____", text[at + len(gap) :])

    def _feedback(self, line: Line) -> tuple[str, ...]:
        if line.ours:
            return line.why, gettext("The line was written for this exercise.")
        where = gettext("The rewrite: {article}.")
        return line.why, where.format(article=printed(self._case.derived))


def _asked(heading: str, derived: Excerpt) -> Quoted:
    return Quoted(heading, derived.before, derived.words, derived.after)


def _kept(line: Line, question: Question) -> Iterator[Quoted]:
    """Yield what the rewrite has, sorted, so that its order tells nothing."""
    offered = set(question.options)
    for words in sorted(k.derived for k in line.kept if k.source in offered):
        yield Quoted(gettext("The rewrite has"), before=words)


def _place(question: Question) -> int:
    if not isinstance(question.key, int):
        raise TypeError(f"{question.format} has no single right choice")
    return question.key
