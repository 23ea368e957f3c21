"""The two dials: where the pencil needle points, and what is said beside it.

Geometry only; `templates/macros/dial.html` draws it. Lengths are in the units of
the drawing's view box, angles in degrees clockwise from upright. A figure beyond
its scale is drawn at the scale's end; label and sentence give it as it is.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from quizapp.game.discernment import Estimate
from quizapp.web.figures import written
from quizapp.wording import gettext, ngettext

_PIVOT_X, _PIVOT_Y = 130, 124
_ARC, _BAND = 100, 91
_REACH = 72
_TICK, _LONG_TICK = 5, 9
_THINNEST = 2

_GUESSING = 0.5


@dataclass(frozen=True, slots=True)
class _Scale:
    """The figures an arc stands for, from its left end to its right."""

    start: float
    end: float
    steps: int

    def angle(self, value: float) -> float:
        share = (value - self.start) / (self.end - self.start)
        return _REACH * (2 * min(1.0, max(0.0, share)) - 1)


_SPOTTING = _Scale(0.5, 1.0, 10)
_SUSPICION = _Scale(-1.5, 1.5, 12)


@dataclass(frozen=True, slots=True)
class DialFigure:
    """One dial ready to draw; without an estimate there is too little to tell.

    `left`, `right` and `middle` are the words of the scale, `label` all of it in
    words for those who do not see it.
    """

    scale: _Scale
    estimate: Estimate | None
    label: str
    left: str
    right: str
    middle: str = ""

    @property
    def arc_path(self) -> str:
        """The scale itself."""
        return _arc(_ARC, -_REACH, _REACH)

    @property
    def tick_path(self) -> str:
        """A tick a step; those at the ends and in the middle are long."""
        steps, strokes = self.scale.steps, []
        for step in range(steps + 1):
            angle = _REACH * (2 * step / steps - 1)
            length = _LONG_TICK if step % (steps / 2) == 0 else _TICK
            strokes.append(f"M{_point(_ARC, angle)}L{_point(_ARC + length, angle)}")
        return "".join(strokes)

    @property
    def needle_angle(self) -> float | None:
        """Where the needle points; None without an estimate."""
        return (
            round(self.scale.angle(self.estimate.value), 1) if self.estimate else None
        )

    @property
    def band_path(self) -> str | None:
        """The interval; one beyond the scale stays as a sliver at its end."""
        if self.estimate is None:
            return None
        first = min(self.scale.angle(self.estimate.low), _REACH - _THINNEST)
        last = max(self.scale.angle(self.estimate.high), first + _THINNEST)
        return _arc(_BAND, first, last)


def spotting_dial(estimate: Estimate | None, lines_missing: int = 0) -> DialFigure:
    """Return the dial of an AUC, from 0.5 (guessing) to 1.

    >>> spotting_dial(Estimate(0.86, 0.74, 0.98, 20, 20)).needle_angle
    31.7
    """
    return DialFigure(
        _SPOTTING,
        estimate,
        _spotting_label(estimate, lines_missing),
        left=gettext("guessing"),
        right=gettext("always"),
    )


def suspicion_dial(estimate: Estimate | None, lines_missing: int = 0) -> DialFigure:
    """Return the dial of a criterion c, from −1.5 (too suspicious) to 1.5.

    >>> suspicion_dial(Estimate(2.1, 1.2, 3.0, 20, 20)).needle_angle
    72.0
    """
    return DialFigure(
        _SUSPICION,
        estimate,
        _suspicion_label(estimate, lines_missing),
        left=gettext("too suspicious"),
        right=gettext("too trusting"),
        middle=gettext("even"),
    )


def spotting_sentence(estimate: Estimate | None, lines_missing: int = 0) -> str:
    """Say what an AUC means for the reader, and whether it may be chance.

    >>> spotting_sentence(None, 7)
    'Too few lines to tell: it takes at least 7 more.'
    """
    if estimate is None:
        return _too_few(lines_missing)
    finding = _spotting_finding(estimate.value)
    if not estimate.includes(_GUESSING):
        return finding
    chance = gettext("The band still reaches guessing, so this may be chance.")
    return f"{finding} {chance}"


def suspicion_sentence(estimate: Estimate | None, lines_missing: int = 0) -> str:
    """Say which way the reader leans, and whether it may be chance.

    >>> suspicion_sentence(Estimate(-0.26, -0.70, 0.19, 20, 20))
    'You lean a little towards doubt. The band still touches the middle, \
so this may be chance.'
    """
    if estimate is None:
        return _too_few(lines_missing)
    if estimate.includes(0):
        return _unsure_lean(estimate.value)
    return f"{_lean(estimate.value)} {_what_it_costs(estimate.value)}"


def spotting_figures(estimate: Estimate) -> str:
    """Return the AUC and its interval as the small line under the sentence.

    >>> spotting_figures(Estimate(0.86, 0.74, 0.98, 20, 20))
    'AUC 0.86, likely between 0.74 and 0.98'
    """
    said = gettext("AUC %(value)s, likely between %(low)s and %(high)s")
    return said % _written_all(estimate)


def suspicion_figures(estimate: Estimate) -> str:
    """Return c and its interval as the small line under the sentence.

    >>> suspicion_figures(Estimate(-0.26, -0.70, 0.19, 20, 20))
    'c −0.26, likely between −0.70 and 0.19'
    """
    said = gettext("c %(value)s, likely between %(low)s and %(high)s")
    return said % _written_all(estimate)


def _spotting_label(estimate: Estimate | None, lines_missing: int) -> str:
    if estimate is None:
        return f"{gettext('Spotting')}. {_too_few(lines_missing)}"
    if estimate.value < _GUESSING:
        said = gettext(
            "Spotting %(value)s, below the scale from 0.5, guessing, to 1, always; "
            "it may lie between %(low)s and %(high)s"
        )
    else:
        said = gettext(
            "Spotting %(value)s on a scale from 0.5, guessing, to 1, always; "
            "it may lie between %(low)s and %(high)s"
        )
    return said % _written_all(estimate)


def _suspicion_label(estimate: Estimate | None, lines_missing: int) -> str:
    if estimate is None:
        return f"{gettext('Suspicion')}. {_too_few(lines_missing)}"
    if abs(estimate.value) > _SUSPICION.end:
        said = gettext(
            "Suspicion %(value)s, beyond the scale from −1.5, too suspicious, "
            "to 1.5, too trusting; it may lie between %(low)s and %(high)s"
        )
    else:
        said = gettext(
            "Suspicion %(value)s on a scale from −1.5, too suspicious, to 1.5, "
            "too trusting; it may lie between %(low)s and %(high)s"
        )
    return said % _written_all(estimate)


def _too_few(lines_missing: int) -> str:
    if not lines_missing:
        return gettext("Too few lines to tell.")
    said = ngettext(
        "Too few lines to tell: it takes at least %(number)d more.",
        "Too few lines to tell: it takes at least %(number)d more.",
        lines_missing,
    )
    return said % {"number": lines_missing}


def _spotting_finding(area: float) -> str:
    if area == 1:
        return gettext(
            "You trusted every sound line more than any line that parts from its "
            "source."
        )
    # Never "100 in 100" for a reader who has confused a pair.
    times = min(99, round(100 * area))
    if times < 50:
        said = gettext(
            "You tend to trust the wrong line: shown one sound line and one that "
            "parts from its source, you would tell them apart about %(times)d times "
            "in 100. Guessing gets 50."
        )
    else:
        said = gettext(
            "Shown one sound line and one that parts from its source, you would "
            "tell them apart about %(times)d times in 100."
        )
    return said % {"times": times}


def _unsure_lean(c: float) -> str:
    if abs(c) < 0.1:
        return gettext(
            "You lean neither towards doubt nor towards trust, as far as these "
            "lines can tell."
        )
    seems = gettext("You seem to lean towards doubt.")
    if c > 0:
        seems = gettext("You seem to lean towards trust.")
    chance = gettext("The band still touches the middle, so this may be chance.")
    return f"{_lean(c) if abs(c) < 0.5 else seems} {chance}"


def _lean(c: float) -> str:
    doubts = (
        gettext("You lean a little towards doubt."),
        gettext("You lean clearly towards doubt."),
        gettext("You lean strongly towards doubt."),
    )
    trusts = (
        gettext("You lean a little towards trust."),
        gettext("You lean clearly towards trust."),
        gettext("You lean strongly towards trust."),
    )
    degree = (abs(c) >= 0.5) + (abs(c) >= 1)
    return doubts[degree] if c < 0 else trusts[degree]


def _what_it_costs(c: float) -> str:
    if c < 0:
        return gettext(
            "You flag sound lines more readily than you miss lines that part from "
            "their source."
        )
    return gettext(
        "You miss lines that part from their source more readily than you flag "
        "sound ones."
    )


def _written_all(estimate: Estimate) -> dict[str, str]:
    return {
        "value": written(estimate.value),
        "low": written(estimate.low),
        "high": written(estimate.high),
    }


def _arc(radius: float, first: float, last: float) -> str:
    return f"M{_point(radius, first)}A{radius} {radius} 0 0 1 {_point(radius, last)}"


def _point(radius: float, angle: float) -> str:
    turn = radians(angle)
    return f"{_PIVOT_X + radius * sin(turn):.1f} {_PIVOT_Y - radius * cos(turn):.1f}"
