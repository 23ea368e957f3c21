"""What a person decides about a line: a new sound line comes out, or a sentence."""

from dataclasses import dataclass, replace

from quizapp.compare.kinds import Kind
from quizapp.desk.proposal import SourceSpan
from quizapp.desk.reopen import place_of
from quizapp.desk.soundness import checked
from quizapp.desk.words import Ticks, changes_between
from quizapp.errors import BadInput
from quizapp.game.line import Change, Excerpt, Form, Gap, Line, Passage
from quizapp.packs.draft_desk import Desk
from quizapp.packs.draft_faithful import faithful_why
from quizapp.packs.draft_findings import with_changes
from quizapp.packs.excerpting import clean
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be different; None leaves a thing as it is.

    `kinds`: the one that misleads most first; none of them makes the line faithful.
    `resembles` counts for faithful lines only. `ticks` are all the changed words.
    """

    kinds: tuple[Kind, ...] | None = None
    resembles: Kind | None = None
    ticks: Ticks | None = None
    why: str | None = None
    form: Form | None = None
    headline: bool | None = None


def edited(line: Line, edit: Edit) -> Line:
    """Return `line` as a person decided; raise BadInput where it would be unsound."""
    made = line
    if edit.kinds is not None:
        made = _of_kinds(made, edit.kinds, edit.why)
    if edit.resembles and made.faithful:
        made = replace(made, resembles=edit.resembles)
    if edit.ticks is not None:
        made = replace(made, changes=_changes(made, edit.ticks))
    if edit.why is not None:
        made = replace(made, why=clean(edit.why))
    if edit.form is not None:
        made = replace(made, form=edit.form)
    if edit.headline is not None:
        made = replace(made, headline=edit.headline)
    return checked(made)


def as_faithful(line: Line) -> Line:
    """Return a rejected discrepancy as a faithful line that resembles its kind."""
    return edited(line, Edit(kinds=()))


def beside(
    desk: Desk, line: Line, source: SourceSpan | None, *, carries: bool = True
) -> Line:
    """Return `line` with another passage beside it: whole sentences of a source.

    `carries` is False where the passage is only near the topic; with None the one
    that is shown stays, but carries nothing. Changed words that the passage lacks are
    unticked.
    Raise BadInput where the line would be unsound, Conflict for no such passage.
    """
    if source is None:
        shown = line.passages[0]
        passage = Passage(shown.article, Excerpt(shown.excerpt.words), carries=False)
    else:
        passage = desk.passage(place_of(desk, source), carries=carries)
    answers = passage.excerpt.words if passage.carries else ""
    bare = replace(line, passages=(passage,), changes=(), gap=None)
    return checked(with_changes(bare, _left(line, answers)))


def without_gap(line: Line) -> Line:
    """Return `line` without a gap, so that it is not asked as `restore`."""
    return replace(line, gap=None)


def with_gap(line: Line, words: str, others: tuple[str, ...]) -> Line:
    """Return `line` with a gap; raise BadInput where it does not fit the source."""
    choices = tuple(filter(None, map(clean, others)))
    return checked(replace(line, gap=Gap(clean(words), choices)))


def _of_kinds(line: Line, kinds: tuple[Kind, ...], why: str | None) -> Line:
    if not kinds:
        if line.derived is None:
            text = gettext("what was left out cannot be sound; reject it instead")
            raise BadInput(text)
        return replace(
            line, kinds=(), changes=(), kept=(), gap=None, why=faithful_why()
        )
    if line.faithful and why is None:
        raise BadInput(gettext("say in one sentence what changed and why it matters"))
    headline = line.headline or Kind.HEADLINE_MISMATCH in kinds
    return replace(line, kinds=kinds, resembles=kinds[0], headline=headline)


def _changes(line: Line, ticks: Ticks) -> tuple[Change, ...]:
    if line.derived is None:
        if ticks != Ticks():
            raise BadInput(gettext("what was left out has no changed words"))
        return ()
    passage = line.passages[0]
    if not passage.carries and ticks.source:
        text = gettext(
            "no words of the source answer this line; choose a passage first"
        )
        raise BadInput(text)
    source = passage.excerpt.words if passage.carries else ""
    return changes_between(line.derived.words, source, ticks)


def _left(line: Line, source: str) -> list[Change]:
    """Return the changes as they are beside a passage of these words."""
    changes = [
        Change(each.derived, each.source if source.count(each.source) == 1 else "")
        for each in line.changes
    ]
    return [change for change in changes if change.derived or change.source]
