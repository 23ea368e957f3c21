"""Kind by kind: how often parting lines were caught, and sound ones like it flagged."""

from collections.abc import Sequence

from quizapp.game.by_kind import KindTold
from quizapp.game.proportion import Figure
from quizapp.web.charts import (
    WIDTH,
    Axis,
    Chart,
    Shape,
    Words,
    circle,
    level,
    triangle,
    upright,
)
from quizapp.web.figures import in_hundred, percent
from quizapp.web.kinds import kind_words
from quizapp.wording import gettext

_LEFT, _RIGHT, _ROW, _TOP = 8, WIDTH - 8, 44, 30


def kinds_chart(kinds: Sequence[KindTold]) -> Chart:
    """Draw a circle for hits and a triangle for false alarms, with pale intervals."""
    axis = Axis(0, 1, _LEFT, _RIGHT)
    foot = _TOP + _ROW * len(kinds) + 2
    ticks = (0, 0.25, 0.5, 0.75, 1)
    shapes = [Shape(upright(axis.at(t), foot, _TOP), "grid") for t in ticks]
    shapes += [Shape(circle(10, 11, 5), "now dot"), *_alarm_key()]
    words = [
        Words(20, 15, gettext("caught"), "b"),
        Words(102, 15, gettext("sound lines flagged"), "s"),
        *(Words(axis.at(t), foot + 15, percent(t), _anchor(t)) for t in ticks),
    ]
    for at, told in enumerate(kinds):
        shapes += _marks(told, axis, _TOP + _ROW * at)
        words += _names(told, _TOP + _ROW * at)
    title = gettext("Caught beside wrongly flagged, kind by kind")
    said = " ".join(_told(told) for told in kinds)
    return Chart(foot + 20, title, said, tuple(shapes), tuple(words))


def _anchor(tick: float) -> str:
    return "s" if tick == 0 else "s e" if tick == 1 else "s m"


def _alarm_key() -> list[Shape]:
    return [Shape(triangle(90, 11, 6), "was dot")]


def _marks(told: KindTold, axis: Axis, top: float) -> list[Shape]:
    shapes = []
    if told.hits:
        shapes += _ends(told.hits, axis, top + 25, "now ci")
    if told.alarms:
        shapes += _ends(told.alarms, axis, top + 36, "was ci")
        at = axis.at(told.alarms.value)
        shapes.append(Shape(triangle(at, top + 36, 6), "was dot"))
    if told.hits:
        at = axis.at(told.hits.value)
        shapes.append(Shape(circle(at, top + 25, 5.5), "now dot"))
    return shapes


def _ends(found: Figure, axis: Axis, y: float, looks: str) -> list[Shape]:
    return [Shape(level(y, axis.at(found.low), axis.at(found.high)), looks)]


def _names(told: KindTold, top: float) -> list[Words]:
    drawn = told.hits or told.alarms
    named = [Words(0, top + 14, kind_words()[told.kind].name, "" if drawn else "s")]
    if few := _too_few(told):
        named.append(Words(WIDTH, top + 14, few, "s e"))
    return named


def _too_few(told: KindTold) -> str:
    """Say which mark of a row is missing, and why; nothing where both are there."""
    if told.hits:
        return "" if told.alarms else gettext("flagged: too few answers")
    if told.alarms:
        return gettext("caught: too few answers")
    return gettext("too few answers")


def _told(told: KindTold) -> str:
    few = gettext("too few answers")
    return gettext("%(kind)s: caught %(hits)s, sound lines flagged %(alarms)s.") % {
        "kind": kind_words()[told.kind].name,
        "hits": in_hundred(told.hits) if told.hits else few,
        "alarms": in_hundred(told.alarms) if told.alarms else few,
    }
