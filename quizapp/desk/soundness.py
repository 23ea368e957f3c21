"""What keeps a line out of a pack, said to the person at the desk."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from quizapp.errors import BadInput
from quizapp.game.line import Line
from quizapp.packs.plain import Where
from quizapp.packs.rules import Broken
from quizapp.packs.soundness import SHAPE, UNTIDY, broken_rules
from quizapp.wording import N_, gettext


def faults_of(line: Line) -> tuple[str, ...]:
    """Return everything that is wrong with `line`, each thing as one sentence."""
    return tuple(dict.fromkeys(map(_sentence, broken_rules(line))))


def fault_of(line: Line) -> str | None:
    """Return the first thing that is wrong with `line`, or None."""
    return next(map(_sentence, broken_rules(line)), None)


def checked(line: Line) -> Line:
    """Return `line` as it is; raise BadInput where it could not stand in a pack."""
    if fault := fault_of(line):
        raise BadInput(fault)
    return line


def _sentence(broken: Broken) -> str:
    if broken.rule in {SHAPE, UNTIDY}:
        return gettext(_of_shape(broken))
    return broken.say(_of_gap() if broken.where[:1] == ("gap",) else DESK_SENTENCES)


def _of_shape(broken: Broken) -> str:
    if broken.rule == UNTIDY:
        return N_("the line holds hidden characters; compare the articles again")
    return next(_matching(broken.where), N_("a part of the line is empty or too long"))


def _matching(where: Where) -> Iterator[str]:
    steps = [step for step in where if isinstance(step, str)]
    for names, sentence in _SHAPES:
        if all(name in steps for name in names):
            yield sentence


def _of_gap() -> Mapping[str, str]:
    return MappingProxyType({**DESK_SENTENCES, **_GAP_SENTENCES})


_SHAPES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("why",), N_("say why in one or two sentences, with 350 characters at the most")),
    (("gap", "others"), N_("give two or three wrong choices, none of them empty")),
    (("gap",), N_("choose fewer words for the gap")),
    (
        ("changes",),
        N_("too much is marked as changed; mark only the words that differ"),
    ),
    (("kept",), N_("one of the three kept statements is too long; choose another")),
    (("derived",), N_("the line is too long to be asked about; choose one sentence")),
    (("sources",), N_("the source passage is too long to be shown; choose less of it")),
    (("kinds",), N_("choose at least one kind, or say that the line is sound")),
    (("id",), N_("the line has no usable name; use small letters, digits, hyphens")),
)

DESK_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "kind twice": N_("one kind is chosen twice; choose each kind once"),
        "no resemblance": N_(
            "choose the kind that this sound line could be mistaken for"
        ),
        "resemblance of a discrepancy": N_(
            "only a sound line resembles a kind; choose what this line is"
        ),
        "omission among kinds": N_(
            "left-out context stands alone; make a line of its own for each other kind"
        ),
        "omission with words": N_(
            "left-out context has no words in the derived article; "
            "start from the sentence of the source that was left out"
        ),
        "line without words": N_(
            "choose the words of the derived article that this line is about"
        ),
        "too few kept": N_(
            "players choose among things left out and kept, and only {number} of three "
            "kept statements were found; accept more sound lines, or bring "
            "articles that share more"
        ),
        "kept without omission": N_(
            "only left-out context is shown among statements that were kept"
        ),
        "nothing near": N_(
            "choose a passage of the source to be shown beside this line"
        ),
        "near beside words": N_(
            "say either which words of the source answer the line, or that none do"
        ),
        "context of nothing": N_(
            "where no source has the line, only one passage is shown beside it"
        ),
        "faithful without source": N_(
            "a sound line needs the words of the source that carry it; choose them"
        ),
        "omission without source": N_(
            "choose the sentence of the source that was left out"
        ),
        "faithful with changes": N_("a sound line has no changed words; untick them"),
        "no changes": N_(
            "mark the words that were changed: this kind cannot be shown without them"
        ),
        "empty change": N_(
            "a change has no words on either side; tick some or drop it"
        ),
        "not in the words": N_(
            "“{piece}” is not in the passage shown; mark the changed words again"
        ),
        "in the words twice": N_(
            "“{piece}” stands twice in the passage; mark more words beside it"
        ),
        "changes overlap": N_(
            "“{piece}” is part of two changes; mark the words between them as well"
        ),
        "choice twice": N_("the choice “{choice}” is given twice; write another"),
    }
)
_GAP_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "not in the words": N_(
            "the gap’s words “{piece}” are not in the source passage"
        ),
        "in the words twice": N_(
            "the gap’s words “{piece}” stand twice in the source; choose more of them"
        ),
    }
)
