"""What a board finds, in plain words: the headline and a sentence for every figure."""

from quizapp.game.board import Board, Measured
from quizapp.game.change import MARGIN, Change, Lean
from quizapp.game.discernment import Estimate
from quizapp.game.draws import FEWEST
from quizapp.web.figures import interval, signed, written
from quizapp.web.kinds import kind_words
from quizapp.wording import gettext, ngettext

GUESSING = 0.5  # the area of whoever cannot tell the lines apart
ROUGH = 10  # people; below it intervals hold the truth less often than 95 in 100


def too_few(measured: Measured) -> str:
    """Say that nothing can be told yet, and of how much."""
    if not measured.lines:
        return gettext("Nobody has judged a line this way yet.")
    people = ngettext("%(num)d person", "%(num)d people", measured.people)
    lines = ngettext("%(num)d line judged", "%(num)d lines judged", measured.lines)
    said = gettext("Too few answers to tell yet: %(people)s, %(lines)s.")
    if measured.people < FEWEST:
        said = gettext("Few people, so no intervals: %(people)s, %(lines)s.")
    elif not measured.cuts:
        said = gettext(
            "All lines were of one sort, and telling apart takes two, sound and "
            "altered: %(people)s, %(lines)s."
        )
    return said % {
        "people": people % {"num": measured.people},
        "lines": lines % {"num": measured.lines},
    }


def is_rough(measured: Measured) -> bool:
    """Return whether so few people make its intervals narrower than they promise."""
    return FEWEST <= measured.people < ROUGH


def few_people(measured: Measured) -> str:
    """Say why a figure has no interval; nothing where it has one."""
    if measured.dials.spotting is not None:
        return ""
    if measured.people < FEWEST:
        return gettext("few people")
    return gettext("too few lines")


def spotting_moved(found: Estimate) -> str:
    """Say what became of spotting."""
    size = {"by": written(abs(found.value))}
    if found.low > 0:
        return gettext("Spotting rose by %(by)s") % size
    if found.high < 0:
        return gettext("Spotting fell by %(by)s") % size
    return gettext("No change in spotting can be told yet")


def suspicion_moved(change: Change) -> str:
    """Say what became of suspicion, within a sentence."""
    return {
        Lean.STAYED: gettext("suspicion stayed"),
        Lean.DOUBT: gettext("they grew more suspicious"),
        Lean.TRUST: gettext("they grew less suspicious"),
        Lean.OPEN: gettext("whether suspicion stayed is open"),
        Lean.UNTOLD: gettext("too few to tell about suspicion"),
    }[change.lean]


def spotting_change(change: Change) -> str:
    """Say how sure the change in spotting is."""
    found = change.spotting
    if found is None:
        return gettext("It takes five people in each test to tell a change.")
    ends = {"low": signed(found.low), "high": signed(found.high)}
    if found.low > 0 or found.high < 0:
        said = gettext(
            "The change lies between %(low)s and %(high)s, so it is not nought."
        )
    else:
        said = gettext(
            "The change lies between %(low)s and %(high)s: it may be nought, and "
            "it may be as much as that either way."
        )
    return said % ends


def suspicion_change(change: Change) -> str:
    """Say what the change in c allows to say, and what it does not rule out."""
    found = change.suspicion
    if found is None:
        if change.spotting is not None:
            return no_lean()
        return gettext("It takes five people in each test to tell a change.")
    figures = {
        "value": signed(found.value),
        "low": signed(found.low),
        "high": signed(found.high),
        "margin": written(MARGIN),
        "doubt": written(abs(min(0.0, found.low))),
        "trust": written(max(0.0, found.high)),
    }
    return _lean_said(change.lean) % figures


def no_lean() -> str:
    """Say why the change of a lean cannot be told although enough took part."""
    return gettext(
        "In one of the two everybody judged alike, all rightly for instance. That "
        "leaves nothing to lean by."
    )


def _lean_said(lean: Lean) -> str:
    moved = gettext("The change in c, %(value)s, lies between %(low)s and %(high)s")
    if lean is Lean.STAYED:
        rest = gettext(
            "that is within %(margin)s either way, the margin set beforehand, so they "
            "are no more suspicious than before."
        )
    elif lean is Lean.DOUBT:
        rest = gettext("they now call more lines discrepant, sound ones among them.")
    elif lean is Lean.TRUST:
        rest = gettext("they now let more lines pass, parting ones among them.")
    else:
        rest = gettext(
            "it does not rule out that they grew more suspicious by %(doubt)s or more "
            "trusting by %(trust)s. It would have to stay within %(margin)s."
        )
    return f"{moved}: {rest}"


def group_spotting(now: Measured) -> str:
    """Say what the group's area means."""
    found = now.dials.spotting
    if found is None:
        said = gettext("The area is %(value)s, over all their lines together.")
        return _alone(now, said, now.area)
    said = gettext(
        "Given one sound line and one that parts from its source, they rate the right "
        "one higher in %(times)d of 100 pairs. Guessing gets 50."
    ) % {"times": min(99, round(100 * found.value))}
    if found.includes(GUESSING):
        said += " " + gettext("The band reaches guessing, so this may be chance.")
    return said


def group_suspicion(now: Measured) -> str:
    """Say which way the group leans."""
    found = now.dials.suspicion
    if found is None:
        said = gettext("c is %(value)s, over all their lines together.")
        return _alone(now, said, now.lean)
    return gettext("As a group, they %(lean)s.") % {"lean": leans(found)}


def _alone(now: Measured, said: str, value: float | None) -> str:
    """Say a figure without its interval, where none can be backed."""
    if now.people >= FEWEST or value is None:
        return gettext("It takes five people and ten lines judged of either sort.")
    few = gettext("Few people, so no interval can be backed and no needle is drawn.")
    return f"{said % {'value': written(value)}} {few}"


def leans(found: Estimate) -> str:
    """Say which way a group leans, within a sentence."""
    if found.includes(0):
        if max(abs(found.low), abs(found.high)) <= MARGIN:
            return gettext("lean neither towards doubt nor towards trust")
        return gettext("show no lean that can be told from chance")
    strong = abs(found.value) >= 0.5
    if found.value < 0:
        return (
            gettext("lean clearly towards doubt")
            if strong
            else gettext("lean a little towards doubt")
        )
    return (
        gettext("lean clearly towards trust")
        if strong
        else gettext("lean a little towards trust")
    )


def pairing(change: Change) -> str:
    """Say whether people are compared with themselves; nothing without a change."""
    if change.spotting is None:
        return ""
    said = (
        ngettext(
            "Paired: the same %(num)d person in both tests.",
            "Paired: the same %(num)d people in both tests.",
            change.people,
        )
        if change.paired
        else ngettext(
            "Not paired: too few took both tests; %(num)d person took one of them.",
            "Not paired: too few took both tests; %(num)d people took one of them.",
            change.people,
        )
    )
    return said % {"num": change.people}


def forms_order(board: Board) -> str:
    """Say in which order the two forms came, and what that means."""
    compared = board.compared
    if compared is None:
        return ""
    taken = compared.taken
    counts = {"a": taken.a_first, "b": taken.b_first}
    if taken.counterbalanced:
        return (
            gettext(
                "%(a)d took form A first and %(b)d form B, so a harder form does not "
                "pass for a change."
            )
            % counts
        )
    if not taken.a_first + taken.b_first:
        return gettext("Nobody has taken both forms yet.")
    return (
        gettext(
            "%(a)d took form A first and %(b)d form B: so uneven, a harder form "
            "can pass for a change. Let half begin with the other one."
        )
        % counts
    )


def spotting_of(measured: Measured) -> str:
    """Write the area with its interval, or what can be said without one."""
    return _told(measured, measured.dials.spotting, measured.area)


def suspicion_of(measured: Measured) -> str:
    """Write c with its interval, or what can be said without one."""
    return _told(measured, measured.dials.suspicion, measured.lean)


def _told(measured: Measured, found: Estimate | None, alone: float | None) -> str:
    if found is not None:
        return f"{written(found.value)} ({interval(found)})"
    few = few_people(measured)
    if alone is not None and measured.people < FEWEST:
        return f"{written(alone)}, {few}"
    return few


def next_steps(board: Board, *, other: bool) -> tuple[str, ...]:
    """Say what an instructor can do with what the board finds, at most three things."""
    steps = []
    if not board.now.lines:
        steps.append(gettext("Give them a pack, or open a workshop for the group."))
    # The tests of a group have their source beside.
    if board.compared is None and board.beside:
        steps.append(
            gettext(
                "Give them a test before and a test after: then this page can say "
                "what changed."
            )
        )
    steps += [*worst_kind(board), *leaning(board)]
    if board.now.lines and board.beside and not other:
        steps.append(next_reading(board))
    return tuple(steps[:3])


def next_reading(board: Board) -> str:
    """Say how to read next: hidden is harder, and not for whoever may be guessing."""
    spotting = board.now.dials.spotting
    if spotting and spotting.low <= GUESSING:
        return gettext(
            "Play another round with the source beside, and talk about the answers: "
            "so far this may be guessing."
        )
    return gettext("Play the next round with the source hidden.")


def worst_kind(board: Board) -> list[str]:
    """Say which kind to talk about; nothing where fewer than two can be told."""
    told = [kind for kind in board.kinds if kind.gap is not None]
    if len(told) < 2:
        return []
    worst = kind_words()[told[-1].kind]
    said = gettext("Talk about %(kind)s once more: it is told worst. %(means)s")
    return [said % {"kind": worst.article, "means": worst.means}]


def leaning(board: Board) -> list[str]:
    """Say what to do about a lean; nothing where none can be told."""
    lean = board.now.dials.suspicion
    if lean and lean.high < 0:
        return [gettext("Praise a sound line accepted: they flag too many.")]
    if lean and lean.low > 0:
        return [gettext("Ask of every line: who says so? They let too many pass.")]
    return []
