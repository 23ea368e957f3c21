"""What question analysis says of a line, and in which order lines are listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.items import FEWEST, Advice, Item
from quizapp.services.line_analysis import AnalysedLine, Analysis
from quizapp.web.charts import Shape
from quizapp.web.figures import interval, signed
from quizapp.wording import gettext, ngettext

__all__ = [
    "advice_words",
    "analysis_headline",
    "asked",
    "by_chance",
    "choice_bars",
    "count_right",
    "format_words",
    "interval",
    "listed",
    "read_order",
    "signed",
]
URGENT = (Advice.KEY_DOUBTFUL, Advice.NOT_BELIEVED, Advice.TELLS_NOTHING)


class Sort(StrEnum):
    """By what the lines are listed."""

    ADVICE = "advice"
    LINE = "line"
    RIGHT = "right"
    DISCRIMINATION = "discrimination"
    CERTAINTY = "certainty"
    SEEN = "seen"
    N = "n"


@dataclass(frozen=True, slots=True)
class Order:
    """By what, and whether from the largest down."""

    by: Sort = Sort.ADVICE
    down: bool = False


def read_order(by: str, direction: str) -> Order:
    """Read an order from an address; anything unknown is the usual one."""
    known = {sort.value: sort for sort in Sort}
    return Order(known.get(by, Sort.ADVICE), direction == "down")


def asked(analysis: Analysis, args: Mapping[str, str]) -> dict[str, Any]:
    """Return what the table of lines shows, as an address asks for it."""
    order = read_order(args.get("sort", ""), args.get("order", ""))
    pack = args.get("pack", "") if args.get("pack") in analysis.packs else ""
    return {
        "analysis": analysis,
        "lines": listed(analysis, order, pack),
        "order": order,
        "pack": pack,
    }


def listed(
    analysis: Analysis, order: Order, pack: str = ""
) -> tuple[AnalysedLine, ...]:
    """Return the lines of a pack, or of all, in an order; what cannot be told last."""
    lines = [line for line in analysis.lines if pack in ("", line.pack)]
    lines.sort(key=lambda line: (line.words, line.item.format))
    value = _VALUES[order.by]
    told = [line for line in lines if value(line) is not None]
    told.sort(key=lambda line: value(line) or 0, reverse=order.down)
    return (*told, *(line for line in lines if value(line) is None))


def _urgency(line: AnalysedLine) -> float:
    """Return how soon a line should be looked at: what may be wrong comes first."""
    places = (*URGENT, Advice.TOO_EASY, Advice.FINE, None)
    return places.index(line.item.advice)


def _right(line: AnalysedLine) -> float | None:
    return line.item.facility.value if line.item.enough and line.item.facility else None


def _discrimination(line: AnalysedLine) -> float | None:
    found = line.item.discrimination
    return found.value if line.item.enough and found else None


_VALUES: Mapping[Sort, Callable[[AnalysedLine], float | None]] = {
    Sort.ADVICE: _urgency,
    Sort.LINE: lambda line: 0.0,
    Sort.RIGHT: _right,
    Sort.DISCRIMINATION: _discrimination,
    Sort.CERTAINTY: lambda line: line.item.certainty,
    Sort.SEEN: lambda line: line.item.seen_before / line.item.n,
    Sort.N: lambda line: line.item.n,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What to do about a line: in short, and the next step."""

    short: str
    step: str
    urgent: bool


def advice_words(item: Item) -> Told:
    """Say what to do about a line, and what the next step is."""
    if item.advice is None:
        missing = gettext("%(n)d of the %(needed)d needed; nothing to decide yet.")
        return Told(
            gettext("Too few answers."),
            missing % {"n": item.n, "needed": FEWEST},
            False,
        )
    short, step = _advice()[item.advice]
    return Told(short, step, item.advice in URGENT)


def _advice() -> dict[Advice, tuple[str, str]]:
    return {
        Advice.KEY_DOUBTFUL: (
            gettext("The key may be wrong: better players miss it."),
            gettext("Read line and source again before anyone plays it."),
        ),
        Advice.NOT_BELIEVED: (
            gettext("The sound line nobody believes."),
            gettext("If the paraphrase is fair, keep it and talk about it."),
        ),
        Advice.TELLS_NOTHING: (
            gettext("Good and poor readers do alike on it."),
            gettext("See whether a guess is enough, or the change too slight to see."),
        ),
        Advice.TOO_EASY: (
            gettext("Too easy to tell people apart."),
            gettext("Keep it as a first example; leave it out of tests."),
        ),
        Advice.FINE: (gettext("Nothing to do."), ""),
    }


def analysis_headline(lines: tuple[AnalysedLine, ...]) -> str:
    """Say the finding: how many lines need a second look, and how many keys."""
    told = [line.item.advice for line in lines if line.item.advice]
    if not lines:
        return gettext("Nobody has answered a question yet.")
    if not told:
        return gettext("Too few answers to tell yet: it takes twenty to a line.")
    urgent = sum(advice in URGENT for advice in told)
    if not urgent:
        return gettext("No line needs a second look.")
    said = ngettext(
        "%(num)d of %(all)d lines needs a second look",
        "%(num)d of %(all)d lines need a second look",
        urgent,
    ) % {"num": urgent, "all": len(told)}
    doubtful = told.count(Advice.KEY_DOUBTFUL)
    if not doubtful:
        return f"{said}."
    keys = ngettext(
        "%(num)d may have the wrong key", "%(num)d may have the wrong key", doubtful
    )
    return f"{said}; {keys % {'num': doubtful}}."


def by_chance(lines: tuple[AnalysedLine, ...]) -> str:
    """Say how many keys would be doubted by chance alone; nothing of few lines."""
    told = sum(line.item.advice is not None for line in lines)
    expected = round(told * 0.025)
    if not expected:
        return ""
    said = ngettext(
        "Of so many lines about %(num)d key would be doubted by chance alone.",
        "Of so many lines about %(num)d keys would be doubted by chance alone.",
        expected,
    )
    return said % {"num": expected}


def format_words() -> dict[Format, str]:
    """Return what the formats are called."""
    return {
        Format.JUDGE: gettext("judged"),
        Format.SPOT: gettext("spotted among others"),
        Format.MARK: gettext("words marked"),
        Format.NAME: gettext("kind named"),
        Format.RESTORE: gettext("words restored"),
        Format.MISSING: gettext("what was left out"),
    }


_BAR, _HIGH, _BASE = 11, 28, 30
SIX = tuple(
    f"{verdict}:{sure}"
    for verdict, sure in (
        *((CARRIES, sure) for sure in (3, 2, 1)),
        *((PARTS, sure) for sure in (1, 2, 3)),
    )
)


@dataclass(frozen=True, slots=True)
class Bars:
    """The choices of a judged line as six bars; the right half is filled."""

    shapes: tuple[Shape, ...]
    carries: int
    parts: int
    told: str


def choice_bars(item: Item) -> Bars | None:
    """Return the six bars of a judged line; None for every other format."""
    if item.format is not Format.JUDGE:
        return None
    counts = [item.choices.get(name, 0) for name in SIX]
    most = max(*counts, 1)
    shapes = []
    for at, count in enumerate(counts):
        x = at * (_BAR + 2) + (6 if at > 2 else 0)
        right = (at < 3) is item.faithful
        height = max(1.0, round(_HIGH * count / most, 1))
        shapes.append(
            Shape(f"M{x} {_BASE}v{-height}h{_BAR}v{height}z", "on" if right else "off")
        )
    first = 0 if item.faithful else 3 * (_BAR + 2) + 6
    shapes.append(Shape(f"M{first} {_BASE + 4}h{3 * _BAR + 4}", "under"))
    said = gettext(
        "%(a)d certain it carries, %(b)d fairly sure, %(c)d on a hunch; on a hunch it "
        "parts %(d)d, fairly sure %(e)d, certain %(f)d"
    ) % dict(zip("abcdef", counts, strict=True))
    return Bars(tuple(shapes), sum(counts[:3]), sum(counts[3:]), said)


def count_right(item: Item) -> int:
    """Return how many got it right."""
    return round(item.facility.value * item.n) if item.facility else 0
