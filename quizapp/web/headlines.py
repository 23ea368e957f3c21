"""What a board says first: its finding in one sentence, then in lines of a hundred."""

from quizapp.game.board import Board
from quizapp.game.change import Lean
from quizapp.game.discernment import Estimate
from quizapp.web import findings
from quizapp.wording import gettext


def headline(board: Board) -> str:
    """Say the finding in one sentence: the change where there is one, else what is."""
    compared = board.compared
    if compared and compared.change.spotting and compared.change.suspicion:
        return _changed(compared.change.spotting, compared.change.lean)
    now = board.now
    if now.dials.spotting is None or now.dials.suspicion is None:
        return findings.too_few(now)
    said = gettext("They tell lines apart %(times)d times in 100, and %(lean)s.")
    return said % {
        "times": min(99, round(100 * now.dials.spotting.value)),
        "lean": findings.leans(now.dials.suspicion),
    }


def _changed(spotting: Estimate, lean: Lean) -> str:
    if spotting.low > 0:
        told = gettext("They have become better at telling lines apart")
    elif spotting.high < 0:
        told = gettext("They have become worse at telling lines apart")
    else:
        told = gettext("Whether they tell lines apart better now is open")
    return f"{told}{_grown()[lean]}"


def _grown() -> dict[Lean, str]:
    return {
        Lean.STAYED: gettext(", and no more suspicious."),
        Lean.DOUBT: gettext(", and more suspicious."),
        Lean.TRUST: gettext(", and less suspicious."),
        Lean.OPEN: gettext("; whether more suspicious, too, is open."),
        Lean.UNTOLD: gettext("; too few to tell about suspicion."),
    }


def in_numbers(board: Board) -> str:
    """Say what the change means in lines of a hundred; nothing without a change."""
    compared = board.compared
    if compared is None or compared.change.spotting is None:
        return ""
    before, after = compared.before, compared.after
    if not (before.cuts and after.cuts):
        return ""
    (alarms, hits), (alarms_now, hits_now) = before.cuts[2], after.cuts[2]
    said = gettext(
        "Of 100 altered lines they caught %(caught)d before and %(caught_now)d after; "
        "of 100 sound ones they wrongly flagged %(flagged)d before and "
        "%(flagged_now)d after."
    )
    return said % {
        "caught": round(100 * hits),
        "caught_now": round(100 * hits_now),
        "flagged": round(100 * alarms),
        "flagged_now": round(100 * alarms_now),
    }
