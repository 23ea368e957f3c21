"""Figures as they are written: decimals with a true minus, shares, intervals."""

from quizapp.game.discernment import Estimate
from quizapp.game.proportion import Figure
from quizapp.wording import gettext


def written(value: float) -> str:
    """Write two decimals with a true minus, and no minus before a nought.

    >>> written(-0.126), written(-0.001)
    ('−0.13', '0.00')
    """
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def signed(value: float) -> str:
    """Write two decimals with their sign.

    >>> signed(0.12), signed(-0.05), signed(0.001)
    ('+0.12', '−0.05', '0.00')
    """
    said = written(value)
    return said if said.startswith("−") or said == "0.00" else f"+{said}"


def percent(value: float) -> str:
    """Write a share of a hundred.

    >>> percent(0.666)
    '67\xa0%'
    """
    return f"{round(100 * value)}\N{NO-BREAK SPACE}%"


def interval(found: Estimate | Figure) -> str:
    """Write an interval.

    >>> interval(Figure(0.5, 0.25, 0.75, 9))
    '0.25 to 0.75'
    """
    ends = {"low": written(found.low), "high": written(found.high)}
    return gettext("%(low)s to %(high)s") % ends


def in_hundred(found: Figure) -> str:
    """Write a share with its interval, both of a hundred.

    >>> in_hundred(Figure(0.5, 0.25, 0.75, 9))
    '50 (25 to 75)'
    """
    said = gettext("%(share)d (%(low)d to %(high)d)")
    return said % {
        "share": round(100 * found.value),
        "low": round(100 * found.low),
        "high": round(100 * found.high),
    }
