"""The curves of a board: words lie on no point and on no other words."""

import re
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.board import Measured
from quizapp.game.calibration import STATED, Level
from quizapp.game.resampling import Counts
from quizapp.web.chart_curves import reliability_chart, roc_chart
from quizapp.web.chart_places import around, covered
from quizapp.web.charts import Chart

SIX = st.lists(st.integers(0, 9), min_size=6, max_size=6).filter(any)
COUNTS = st.builds(lambda s, p: Counts(tuple(s), tuple(p)), SIX, SIX)
CHANCE = Counts((1, 2, 3, 3, 2, 1), (1, 2, 3, 3, 2, 1))
GOOD = Counts((6, 3, 1, 1, 0, 0), (0, 1, 1, 2, 3, 6))
NUMBER = r"(-?[\d.]+)"


def measured(counts: Counts) -> Measured:
    """Return what a chart reads of a part of a board."""
    cuts = Measured.cuts.fget(SimpleNamespace(counts=counts))  # type: ignore[attr-defined]
    return cast("Measured", SimpleNamespace(cuts=cuts, area=0.5))


def overlaps(chart: Chart) -> list[str]:
    """Name the words of a chart that lie on a point or on other words."""
    dots = [shape.path for shape in chart.shapes if "dot" in shape.looks]
    found = [re.match(rf"M{NUMBER} {NUMBER}a{NUMBER}", path) for path in dots]
    circles = [tuple(map(float, dot.groups())) for dot in found if dot]
    points = [around(left + radius, y, radius + 1) for left, y, radius in circles]
    assert len(points) == len(dots) > 0
    boxes = [(words.text, covered(words)) for words in chart.words]
    over = [text for text, box in boxes if any(map(box.meets, points))]
    for at, (text, box) in enumerate(boxes):
        over += [text for _, other in boxes[:at] if box.meets(other)]
    return over


@pytest.mark.parametrize("before", [None, CHANCE, GOOD])
@pytest.mark.parametrize("now", [CHANCE, GOOD])
def test_the_words_of_the_curves_lie_free(now: Counts, before: Counts | None) -> None:
    chart = roc_chart(measured(now), measured(before) if before else None)
    assert overlaps(chart) == []
    assert "guessing, 0.50" in [words.text for words in chart.words]


@given(now=COUNTS, before=st.none() | COUNTS)
def test_the_words_of_any_curves_lie_free(now: Counts, before: Counts | None) -> None:
    chart = roc_chart(measured(now), measured(before) if before else None)
    assert overlaps(chart) == []


def sure(*right: int) -> Measured:
    """Return what the chart of certainty reads where of ten each so many were right."""
    levels = [
        Level(certainty, stated, count, 10, 0.3, 1.0)
        for (certainty, stated), count in zip(STATED.items(), right, strict=True)
    ]
    return cast("Measured", SimpleNamespace(levels=levels, lines=30))


@given(st.tuples(*[st.integers(4, 10)] * 3), st.tuples(*[st.integers(4, 10)] * 3))
def test_before_and_after_are_both_read_where_they_agree(
    now: tuple[int, ...], before: tuple[int, ...]
) -> None:
    chart = reliability_chart(sure(*now), sure(*before))
    boxes = [covered(w) for w in chart.words if w.text in ("before", "after")]
    assert len(boxes) == 2
    assert not boxes[0].meets(boxes[1])


@pytest.mark.parametrize("before", [None, (4, 6, 8)])
def test_what_the_dashed_line_is_lies_on_no_interval(
    before: tuple[int, ...] | None,
) -> None:
    chart = reliability_chart(sure(9, 9, 9), sure(*before) if before else None)
    bars = [shape.path for shape in chart.shapes if "ci" in shape.looks]
    ends = [re.match(rf"M{NUMBER} {NUMBER}V{NUMBER}", path) for path in bars]
    lowest = max(float(y) for bar in ends if bar for y in bar.groups()[1:])
    told = [words for words in chart.words if words.text.startswith("dashed")]
    assert [covered(words).top > lowest for words in told] == [True]
    assert covered(told[0]).foot <= chart.height


@pytest.mark.parametrize(
    "chart",
    [roc_chart(measured(GOOD), None), reliability_chart(sure(9, 9, 9), None)],
    ids=["roc", "reliability"],
)
def test_the_words_of_the_curves_begin_in_their_chart(chart: Chart) -> None:
    assert [words.text for words in chart.words if covered(words).left < 0] == []


@pytest.mark.parametrize("before", [(4, 6, 8), (9, 9, 9)])
def test_the_names_of_the_levels_stand_clear_of_their_points(
    before: tuple[int, ...],
) -> None:
    chart = reliability_chart(sure(9, 9, 9), sure(*before))
    dots = [shape.path for shape in chart.shapes if "now dot" in shape.looks]
    found = [re.match(rf"M{NUMBER} {NUMBER}a{NUMBER}", path) for path in dots]
    circles = [tuple(map(float, dot.groups())) for dot in found if dot]
    ends = max(left + 2 * radius for left, _, radius in circles)
    names = [w.x for w in chart.words if w.text in ("before", "after")]
    assert [x >= ends + 3 for x in names] == [True, True]
