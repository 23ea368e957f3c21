"""The kinds in words: a name, and one sentence that says what it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.compare.kinds import Kind
from quizapp.wording import gettext as _


@dataclass(frozen=True, slots=True)
class KindWords:
    """How a kind is called on screen; `article` is the name within a sentence."""

    name: str
    article: str
    means: str


def kind_words() -> Mapping[Kind, KindWords]:
    """Return the words for every kind, in the language chosen."""
    return {**_of_quotations(), **_of_statements(), **_of_the_whole()}


def _of_quotations() -> dict[Kind, KindWords]:
    return {
        Kind.ALTERED_QUOTE: KindWords(
            _("Altered quotation"),
            _("an altered quotation"),
            _("Both put these words in quotation marks; the rewrite changes them."),
        ),
        Kind.MANUFACTURED_QUOTE: KindWords(
            _("Manufactured quotation"),
            _("a manufactured quotation"),
            _("The rewrite puts into quotation marks what the source does not quote."),
        ),
        Kind.MISATTRIBUTED_QUOTE: KindWords(
            _("Misattributed quotation"),
            _("a misattributed quotation"),
            _("The words are quoted rightly and given to the wrong person."),
        ),
        Kind.UNSOURCED_QUOTE: KindWords(
            _("Quotation without a source"),
            _("a quotation without a source"),
            _("The rewrite quotes words that stand nowhere in the sources."),
        ),
    }


def _of_statements() -> dict[Kind, KindWords]:
    return {
        Kind.CHANGED_DETAIL: KindWords(
            _("Changed detail"),
            _("a changed detail"),
            _("A name, a number, a date or a place is not the source’s."),
        ),
        Kind.SHIFTED_CERTAINTY: KindWords(
            _("Shifted certainty"),
            _("shifted certainty"),
            _("A “may” became a “will”, or a claim a fact – or the other way round."),
        ),
        Kind.STRIPPED_ATTRIBUTION: KindWords(
            _("Missing attribution"),
            _("a missing attribution"),
            _("The rewrite states as fact what the source reports somebody saying."),
        ),
        Kind.UNSUPPORTED_CLAIM: KindWords(
            _("Unsupported claim"),
            _("an unsupported claim"),
            _("The rewrite adds a fact the sources do not contain. It may be true."),
        ),
        Kind.UNSUPPORTED_EDITORIAL: KindWords(
            _("Unsupported editorial"),
            _("an unsupported editorial line"),
            _("The rewrite judges, urges or foretells in its own voice."),
        ),
    }


def _of_the_whole() -> dict[Kind, KindWords]:
    return {
        Kind.HEADLINE_MISMATCH: KindWords(
            _("Headline mismatch"),
            _("a headline mismatch"),
            _("The headline promises what neither story says."),
        ),
        Kind.OMITTED_CONTEXT: KindWords(
            _("Omitted context"),
            _("omitted context"),
            _("The rewrite leaves out a denial, a doubt or a limit the source gives."),
        ),
        Kind.INTERNAL_INCONSISTENCY: KindWords(
            _("Contradiction within"),
            _("a contradiction within"),
            _("The rewrite contradicts itself: two spellings, two figures for one."),
        ),
    }
