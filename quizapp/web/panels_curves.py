"""The ROC and the reliability of a board, with their tables."""

from quizapp.game.board import Board, Measured
from quizapp.game.calibration import Level
from quizapp.game.draws import FEWEST
from quizapp.web import findings
from quizapp.web.chart_curves import reliability_chart, roc_chart
from quizapp.web.figures import percent, written
from quizapp.web.panel import Panel, Table
from quizapp.web.reveal import certainty_words
from quizapp.wording import gettext


def _sides(board: Board) -> tuple[Measured, Measured | None]:
    """Return what is drawn filled, and what hollow: after and before, or now alone."""
    compared = board.compared
    if compared and compared.after.cuts and compared.before.cuts:
        return compared.after, compared.before
    return board.now, None


def _drawn(measured: Measured) -> bool:
    return measured.people >= FEWEST and measured.dials.spotting is not None


def _named(board: Board) -> list[tuple[str, Measured]]:
    now, before = _sides(board)
    if before is None:
        return [(gettext("now"), now)]
    return [(gettext("before"), before), (gettext("after"), now)]


def roc(board: Board) -> Panel:
    """Return the panel of hits over false alarms."""
    now, before = _sides(board)
    title = gettext("Caught, and wrongly flagged")
    if _drawn(now) and now.cuts:
        alarms, hits = now.cuts[2]
        title = gettext("%(hits)d of 100 caught, %(alarms)d of 100 wrongly flagged") % {
            "hits": round(100 * hits),
            "alarms": round(100 * alarms),
        }
    said = gettext(
        "Each point is a cut on the six-step scale, the large one the plain verdict. "
        "Up is more caught, right is more sound lines flagged."
    )
    cuts = _cut_names()
    rows = [
        (f"{when}: {cut}", percent(hits), percent(alarms), written(side.area or 0))
        for when, side in _named(board)
        for cut, (alarms, hits) in zip(cuts, side.cuts, strict=False)
    ]
    head = (gettext("Cut"), gettext("Caught"), gettext("Flagged"), gettext("Area"))
    chart = roc_chart(now, before) if _drawn(now) else None
    return Panel("roc", title, _with_few(now, said), chart, Table(head, tuple(rows)))


def _cut_names() -> tuple[str, ...]:
    return (
        gettext("certain it parts"),
        gettext("fairly sure it parts, or more"),
        gettext("the plain verdict"),
        gettext("all but fairly sure it is sound"),
        gettext("all but certain it is sound"),
    )


def _with_few(measured: Measured, said: str) -> tuple[str, ...]:
    return (said,) if _drawn(measured) else (findings.too_few(measured),)


def reliability(board: Board) -> Panel:
    """Return the panel of certainty and how right it was."""
    now, before = _sides(board)
    sure = now.levels[-1]
    title = gettext("How sure, how right")
    if _drawn(now) and sure.share is not None:
        title = gettext("“Certain” is right %(times)d times in 100") % {
            "times": round(100 * sure.share)
        }
    said = gettext(
        "Below the dashed line they are surer than right. Brier score %(brier)s over "
        "%(lines)d lines: 0 is perfect, 0.25 is a coin."
    ) % {"brier": written(now.brier or 0), "lines": now.lines}
    rows = [
        (
            f"{when}: {name}",
            percent(level.stated),
            percent(level.share) if level.share is not None else "–",
            _interval(level) if _drawn(side) else "–",
            str(level.n),
        )
        for when, side in _named(board)
        for name, level in zip(certainty_words().values(), side.levels, strict=True)
    ]
    head = (
        gettext("Certainty"),
        gettext("Read as"),
        gettext("Right"),
        gettext("Interval"),
        gettext("n"),
    )
    chart = reliability_chart(now, before) if _drawn(now) else None
    table = Table(head, tuple(rows))
    return Panel("reliability", title, _with_few(now, said), chart, table)


def _interval(level: Level) -> str:
    if level.low == level.high:
        return gettext("few people")
    return f"{percent(level.low)} – {percent(level.high)}"
