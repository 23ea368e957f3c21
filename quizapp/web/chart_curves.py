"""The two curves of a board: the ROC with its cuts, and reliability."""

from collections.abc import Iterable, Iterator, Sequence

from quizapp.game.board import Measured
from quizapp.game.calibration import STATED, Level
from quizapp.web.chart_places import Box, around, covered, first_free
from quizapp.web.charts import (
    WIDTH,
    Axis,
    Chart,
    Shape,
    Words,
    circle,
    through,
    upright,
)
from quizapp.web.figures import percent, written
from quizapp.web.reveal import certainty_words
from quizapp.wording import gettext

_LEFT, _RIGHT, _TOP, _FOOT = 50, 340, 28, 320
_PLAIN = 2  # of the five cuts the one between the two verdicts
_DOT = 8  # the radius of the large point, with its outline
_LOWEST = 0.3  # where the axis of reliability begins


def roc_chart(now: Measured, before: Measured | None) -> Chart:
    """Draw hits over false alarms at all five cuts; the large point is the verdict."""
    x, y = Axis(0, 1, _LEFT, _RIGHT), Axis(0, 1, _FOOT, _TOP)
    shapes = [
        *(Shape(upright(x.at(s), _FOOT, _TOP), "grid") for s in (0, 0.5, 1)),
        *(Shape(f"M{_LEFT} {y.at(s)}H{_RIGHT}", "grid") for s in (0, 0.5, 1)),
        Shape(f"M{_LEFT} {_FOOT}L{_RIGHT} {_TOP}", "axis dash"),
    ]
    words = [
        *(Words(x.at(s), _FOOT + 18, percent(s), "s m") for s in (0, 0.5, 1)),
        *(Words(_LEFT - 8, y.at(s) + 4, percent(s), "s e") for s in (0, 0.5, 1)),
        Words(_RIGHT, _FOOT + 36, gettext("sound lines flagged →"), "s e"),
        Words(0, 11, gettext("↑ parting lines caught"), "s"),
    ]
    told, named, points = [], [], []
    for measured, was in ((before, True), (now, False)):
        if measured is not None and measured.cuts:
            drawn = [(x.at(f), y.at(h)) for f, h in measured.cuts]
            points += drawn
            shapes += _curve([(_LEFT, _FOOT), *drawn, (_RIGHT, _TOP)], was=was)
            named.append(_names(measured, drawn[_PLAIN], was, before is not None))
            told.append(_said(measured, was, before is not None))
    words += _placed([*named, _guessing(x, y)], points, words)
    title = gettext("Hits over false alarms at five cuts")
    return Chart(_FOOT + 42, title, " ".join(told), tuple(shapes), tuple(words))


def _curve(points: Sequence[tuple[float, float]], *, was: bool) -> list[Shape]:
    looks = "was" if was else "now"
    cuts = points[1:-1]
    return [
        Shape(through(points), f"{looks} dash" if was else looks),
        *(
            Shape(circle(x, y, 7 if at == _PLAIN else 4), f"{looks} dot")
            for at, (x, y) in enumerate(cuts)
        ),
    ]


def _called(was: bool, compared: bool) -> str:
    if was:
        return gettext("before")
    return gettext("after") if compared else gettext("now")


def _names(
    measured: Measured, at: tuple[float, float], was: bool, compared: bool
) -> Iterator[Words]:
    """Offer places for a curve's name: beside its large point, then further away."""
    said = f"{_called(was, compared)} {written(measured.area or 0)}"
    (x, y), bold = at, "s" if was else "b"
    for away in range(0, _FOOT, 12):
        above, below = y - 9 - away, y + 16 + away
        for height in (below, above) if was else (above, below):
            right, left = (
                Words(x + 11, height, said, bold),
                Words(x - 11, height, said, f"{bold} e"),
            )
            yield from (left, right) if height == above else (right, left)


def _guessing(x: Axis, y: Axis) -> Iterator[Words]:
    """Offer places along the diagonal, right under it and over it."""
    said = gettext("guessing, 0.50")
    for at in sorted(range(4, 100, 4), key=lambda at: abs(at - 64)):
        share = at / 100
        yield Words(x.at(share), y.at(share - 0.08), said, "s")
        yield Words(x.at(share) - 6, y.at(share) - 6, said, "s e")


def _placed(
    wanted: Iterable[Iterator[Words]],
    points: Iterable[tuple[float, float]],
    fixed: Iterable[Words],
) -> list[Words]:
    """Place words one after another where no point lies and no words stand."""
    taken = [*(around(*point, _DOT) for point in points), *map(covered, fixed)]
    frame, placed = Box(_LEFT, 0, WIDTH, _FOOT), []
    for places in map(list, wanted):
        if places:
            words = first_free(places, taken, frame)
            taken.append(covered(words))
            placed.append(words)
    return placed


def _said(measured: Measured, was: bool, compared: bool) -> str:
    alarms, hits = measured.cuts[_PLAIN]
    said = gettext(
        "%(when)s: %(hits)s of parting lines caught and %(alarms)s of sound lines "
        "flagged at the plain verdict; area %(area)s."
    )
    return said % {
        "when": _called(was, compared),
        "hits": percent(hits),
        "alarms": percent(alarms),
        "area": written(measured.area or 0),
    }


def reliability_chart(now: Measured, before: Measured | None) -> Chart:
    """Draw how often each certainty was right; before and after stand side by side."""
    x, y = Axis(0.45, 1, _LEFT, _RIGHT), Axis(_LOWEST, 1, _FOOT, _TOP)
    shares = (0.4, 0.6, 0.8, 1.0)
    shapes = [
        *(Shape(f"M{_LEFT} {y.at(s)}H{_RIGHT}", "grid") for s in shares),
        Shape(through([(x.at(s), y.at(s)) for s in (0.45, 1)]), "axis dash"),
    ]
    words = [
        *(Words(_LEFT - 6, y.at(s) + 4, percent(s), "s e") for s in shares),
        Words(0, 11, gettext("↑ how often they were right"), "s"),
        Words(_RIGHT, _FOOT + 50, gettext("how sure they said they were →"), "s e"),
        # Wherever it stood in the frame, a long interval could lie under it.
        Words(_RIGHT, _FOOT + 68, gettext("dashed: as right as they were sure"), "s e"),
    ]
    for certainty, name in certainty_words().items():
        stated = STATED[certainty]
        words.append(Words(x.at(stated), _FOOT + 16, name, "m"))
        words.append(Words(x.at(stated), _FOOT + 32, percent(stated), "s m"))
    told, named = [], []
    for measured, was in ((before, True), (now, False)):
        if measured is not None and measured.lines:
            aside = 0 if before is None else (-6 if was else 6)
            shapes += _levels(measured.levels, x, y, aside, was)
            named.append(_last_names(measured, x, y, was))
            told.append(_levels_said(measured.levels, _called(was, before is not None)))
    if before is not None:
        words += _placed(named, [], words)
    title = gettext("How often each certainty was right")
    return Chart(_FOOT + 74, title, " ".join(told), tuple(shapes), tuple(words))


def _levels(
    levels: Sequence[Level], x: Axis, y: Axis, aside: float, was: bool
) -> list[Shape]:
    looks = "was" if was else "now"
    told = [
        (x.at(each.stated) + aside, each.share, each)
        for each in levels
        if each.share is not None
    ]
    shapes = [
        Shape(upright(at, y.at(each.low), y.at(each.high)), f"{looks} ci")
        for at, _, each in told
    ]
    points = [(at, y.at(share)) for at, share, _ in told]
    shapes.append(Shape(through(points), f"{looks} dash" if was else looks))
    return shapes + [Shape(circle(*point, 5.5), f"{looks} dot") for point in points]


def _last_names(measured: Measured, x: Axis, y: Axis, was: bool) -> Iterator[Words]:
    """Offer places for a curve's name: at its last point, then below it and above."""
    last = measured.levels[-1]
    if last.share is None:
        return
    at, height = x.at(last.stated) + 17, y.at(last.share) + 4
    for away in range(0, _FOOT, 4):
        for moved in (height + away, height - away):
            yield Words(at, moved, _called(was, True), "s" if was else "b")


def _levels_said(levels: Sequence[Level], when: str) -> str:
    said = [
        gettext("%(name)s %(share)s right of %(n)d")
        % {"name": name, "share": percent(level.share), "n": level.n}
        for name, level in zip(certainty_words().values(), levels, strict=True)
        if level.share is not None
    ]
    return f"{when}: {', '.join(said)}."
