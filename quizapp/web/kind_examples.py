"""An example of every kind, all from one small invented story about a town clock.

None of it stands in a pack, so nothing here gives a question away.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.compare.kinds import Kind
from quizapp.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Example:
    """What a source has and what became of it; `rewrite` is cut at what parts."""

    source: str
    rewrite: tuple[str, str, str]


def kind_examples() -> Mapping[Kind, Example]:
    """Return an example for every kind, in the language chosen."""
    pairs = {**_of_quotations(), **_of_statements(), **_of_the_whole()}
    return {kind: Example(had, cut(has)) for kind, (had, has) in pairs.items()}


def cut(words: str) -> tuple[str, str, str]:
    """Cut a line into what stands before, within and after its square brackets.

    >>> cut("It stopped in [1978].")
    ('It stopped in ', '1978', '.')
    """
    before, _bracket, rest = words.partition("[")
    parting, _bracket, after = rest.partition("]")
    return before, parting, after


def _of_quotations() -> dict[Kind, tuple[str, str]]:
    return {
        Kind.ALTERED_QUOTE: (
            _("“I hope to hear it strike again,” Ms Reed said."),
            _("“I [expect] to hear it strike again,” Ms Reed said."),
        ),
        Kind.MANUFACTURED_QUOTE: (
            _("Ms Reed would like the clock to be lit at night."),
            _("[“Light the clock at night,”] Ms Reed said."),
        ),
        Kind.MISATTRIBUTED_QUOTE: (
            _("“Nobody looks up any more,” the baker said."),
            _("“Nobody looks up any more,” [the mayor] said."),
        ),
        Kind.UNSOURCED_QUOTE: (
            _("Some who live on the square have complained."),
            _("[“It robs us of our sleep,”] one who lives on the square said."),
        ),
    }


def _of_statements() -> dict[Kind, tuple[str, str]]:
    return {
        Kind.CHANGED_DETAIL: (
            _("The clock stopped in 1987."),
            _("The clock stopped in [1978]."),
        ),
        Kind.SHIFTED_CERTAINTY: (
            _("The repair may take a year."),
            _("The repair [will] take a year."),
        ),
        Kind.STRIPPED_ATTRIBUTION: (
            _("The tower is safe, according to the builder."),
            _("[The tower is safe.]"),
        ),
        Kind.UNSUPPORTED_CLAIM: (
            _("Two firms have made an offer."),
            _("Two firms have made an offer[, one of them from abroad]."),
        ),
        Kind.UNSUPPORTED_EDITORIAL: (
            _("The council voted for the repair."),
            _("The council [came to its senses and] voted for the repair."),
        ),
    }


def _of_the_whole() -> dict[Kind, tuple[str, str]]:
    return {
        Kind.HEADLINE_MISMATCH: (
            _("The council will talk about the clock in May."),
            _("[Council gives up the clock]"),
        ),
        Kind.OMITTED_CONTEXT: (
            _("One report calls the tower unsafe; a second found no fault."),
            _("One report calls the tower unsafe."),
        ),
        Kind.INTERNAL_INCONSISTENCY: (
            _("All four faces of the clock will be cleaned."),
            _("The clock has four faces … All [three] will be cleaned."),
        ),
    }
