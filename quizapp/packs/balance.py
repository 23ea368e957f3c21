"""What makes a pack easy to see through: warnings for its author, never faults."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from quizapp.game.line import Form, Line
from quizapp.packs.pack import Pack
from quizapp.wording import N_, gettext

FEWEST_FAITHFUL = 0.4
MOST_FAITHFUL = 0.6
FEWEST_FOR_A_PATTERN = 6


def warnings(pack: Pack) -> tuple[str, ...]:
    """Return sentences about the pack's balance; none where nothing stands out."""
    lines = [line for case in pack.cases for line in case.lines]
    found = [*_share(lines), *_forms(lines)]
    for case in pack.cases:
        found += (f"{case.slug}: {sign}" for sign in _telling(case.lines))
    return tuple(found)


def warnings_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return sentences about the balance of one case's lines."""
    return (*_share(lines), *_forms(lines), *_telling(lines))


def is_even(sound: int, lines: int) -> bool:
    """Say whether about half of a case's lines are sound, so that its page may say so.

    >>> is_even(15, 37), is_even(0, 8)
    (True, False)
    """
    return FEWEST_FAITHFUL * lines <= sound <= MOST_FAITHFUL * lines


def _share(lines: Sequence[Line]) -> Iterator[str]:
    if not lines:
        return
    share = sum(line.faithful for line in lines) / len(lines)
    if share < FEWEST_FAITHFUL:
        text = gettext("only {share:.0%} of the lines are sound; half is best")
        yield text.format(share=share)
    if share > MOST_FAITHFUL:
        text = gettext("{share:.0%} of the lines are sound; half is best")
        yield text.format(share=share)


def _forms(lines: Sequence[Line]) -> Iterator[str]:
    kinds = {
        form: Counter(
            (line.faithful, line.resembles) for line in lines if line.form is form
        )
        for form in (Form.A, Form.B)
    }
    if kinds[Form.A] != kinds[Form.B]:
        yield gettext("forms A and B differ in their kinds; match line with line")


def _telling(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what tells faithful lines from the others without reading them."""
    faithful = [line for line in lines if line.derived and line.faithful]
    others = [line for line in lines if line.derived and not line.faithful]
    if min(len(faithful), len(others)) < FEWEST_FOR_A_PATTERN:
        return
    yield from _length(faithful, others)
    for name, has in _SIGNS:
        share = sum(map(has, faithful)) / len(faithful)
        other = sum(map(has, others)) / len(others)
        if abs(share - other) > 0.35:
            text = gettext(
                "{share:.0%} of sound lines, but {other:.0%} of the others, have {name}"
            )
            yield text.format(share=share, other=other, name=gettext(name))


def _length(faithful: Sequence[Line], others: Sequence[Line]) -> Iterator[str]:
    length, other = (median(map(length_of, lines)) for lines in (faithful, others))
    if not 0.75 <= length / other <= 1.33:
        text = gettext(
            "sound lines have {length:g} words, the others {other:g} (medians)"
        )
        yield text.format(length=length, other=other)


def length_of(line: Line) -> int:
    """Return the number of derived words, none for an omission."""
    return len(line.derived.words.split()) if line.derived else 0


def has_quotation(line: Line) -> bool:
    """Say whether the derived words have quotation marks in them."""
    return line.derived is not None and any(
        mark in line.derived.words for mark in '“"«„'
    )


def _has_context(line: Line) -> bool:
    return line.derived is not None and bool(line.derived.before or line.derived.after)


_SIGNS: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    (N_("quotation marks"), has_quotation),
    (N_("context"), _has_context),
)
