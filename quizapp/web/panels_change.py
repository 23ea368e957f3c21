"""Before and after: what became of spotting, of suspicion and of every kind."""

from quizapp.game.board import Board, Compared, Measured
from quizapp.game.by_kind import KindChanged, KindTold
from quizapp.game.occasion import Occasion
from quizapp.game.proportion import Figure
from quizapp.web import findings
from quizapp.web.dial_panels import SPOTTING, SUSPICION, sides_chart, sides_table
from quizapp.web.figures import in_hundred, interval, signed
from quizapp.web.kinds import kind_words
from quizapp.web.panel import Panel, Table
from quizapp.wording import gettext


def changes(compared: Compared | None, board: Board) -> list[Panel]:
    """Return the panels of both dials before and after; none without a test."""
    if compared is None:
        return []
    change = compared.change
    how = (findings.pairing(change), findings.forms_order(board))
    spotting, suspicion = (change.spotting, change.suspicion)
    moved = (
        findings.spotting_moved(spotting) if spotting else _untold(gettext("Spotting"))
    )
    leaned = findings.suspicion_moved(change)
    sides = _sides(compared)
    return [
        Panel(
            "change-spotting",
            moved,
            (findings.spotting_change(change), *how),
            sides_chart(gettext("Spotting before and after"), sides, SPOTTING),
            sides_table(sides, SPOTTING, spotting),
        ),
        Panel(
            "change-suspicion",
            leaned[:1].upper() + leaned[1:],
            (findings.suspicion_change(change), *_compared_half(compared)),
            sides_chart(gettext("Suspicion before and after"), sides, SUSPICION),
            sides_table(sides, SUSPICION, suspicion),
        ),
    ]


def _untold(what: str) -> str:
    return gettext("%(what)s: too few tests to tell") % {"what": what}


def _sides(compared: Compared) -> list[tuple[str, Measured]]:
    """Return every test by name, in the order of the days."""
    names = {
        Occasion.DELAYED1: gettext("two days later"),
        Occasion.DELAYED2: gettext("two weeks later"),
        Occasion.DELAYED3: gettext("four weeks later"),
    }
    return [
        (gettext("before"), compared.before),
        (gettext("after"), compared.after),
        *((names[when], measured) for when, measured in compared.delayed),
    ]


def _compared_half(compared: Compared) -> tuple[str, ...]:
    """Say what changed for those who train later; nothing where nobody does."""
    later = compared.later
    if later is None:
        return ()
    if later.spotting is None or later.suspicion is None:
        return (gettext("Too few of those who train later took both tests."),)
    said = gettext(
        "Those who train later changed in spotting by %(spotting)s (%(first)s) and in "
        "c by %(suspicion)s (%(second)s) without training."
    )
    return (
        said
        % {
            "spotting": signed(later.spotting.value),
            "first": interval(later.spotting),
            "suspicion": signed(later.suspicion.value),
            "second": interval(later.suspicion),
        },
    )


def kinds_changed(compared: Compared) -> list[Panel]:
    """Return the panel of what became of every kind; none where none was met twice."""
    if not compared.kinds:
        return []
    said = gettext(
        "The gap is catches minus false alarms, of a hundred lines each. Of so "
        "many kinds about one in twenty looks changed by chance alone."
    )
    head = (
        gettext("Kind"),
        gettext("Caught before"),
        gettext("after"),
        gettext("Flagged before"),
        gettext("after"),
        gettext("Change of the gap"),
    )
    rows = tuple(map(_kind_row, compared.kinds))
    moved = [k for k in compared.kinds if k.change and not _reaches_nought(k)]
    title = gettext("Kind by kind, no change can be told")
    if moved:
        names = ", ".join(kind_words()[kind.before.kind].name for kind in moved)
        title = gettext("Changed: %(kinds)s") % {"kinds": names}
    return [Panel("kinds-changed", title, (said,), None, Table(head, rows))]


def _reaches_nought(kind: KindChanged) -> bool:
    return kind.change is not None and kind.change.low <= 0 <= kind.change.high


def _kind_row(kind: KindChanged) -> tuple[str, ...]:
    few = gettext("too few answers")
    change = kind.change
    return (
        kind_words()[kind.before.kind].name,
        *(_hits(side) for side in (kind.before, kind.after)),
        *(_alarms(side) for side in (kind.before, kind.after)),
        _moved(change) if change else few,
    )


def _moved(change: Figure) -> str:
    ends = (change.value, change.low, change.high)
    value, low, high = (f"{round(100 * end):+d}".replace("-", "−") for end in ends)
    return gettext("%(value)s (%(low)s to %(high)s)") % {
        "value": value,
        "low": low,
        "high": high,
    }


def _hits(told: KindTold) -> str:
    return in_hundred(told.hits) if told.hits else f"{told.caught} / {told.parting}"


def _alarms(told: KindTold) -> str:
    return in_hundred(told.alarms) if told.alarms else f"{told.flagged} / {told.sound}"
