"""Kind by kind: a mark that is not there is missed in words."""

import pytest

from quizapp.compare.kinds import Kind
from quizapp.game.by_kind import KindTold
from quizapp.game.proportion import Figure
from quizapp.web.chart_kinds import kinds_chart

FIGURE = Figure(0.8, 0.7, 0.9, 30)


@pytest.mark.parametrize(
    ("hits", "alarms", "said"),
    [
        (FIGURE, FIGURE, []),
        (None, FIGURE, ["caught: too few answers"]),
        (FIGURE, None, ["flagged: too few answers"]),
        (None, None, ["too few answers"]),
    ],
    ids=["both", "flagged alone", "caught alone", "neither"],
)
def test_a_kind_with_too_few_answers_says_which(
    hits: Figure | None, alarms: Figure | None, said: list[str]
) -> None:
    told = KindTold(Kind.HEADLINE_MISMATCH, 24, 30, 24, 30, hits, alarms)
    chart = kinds_chart([told])
    words = [each.text for each in chart.words]
    assert [text for text in words if "few" in text] == said
    dots = [shape for shape in chart.shapes if "dot" in shape.looks]
    assert len(dots) - 2 == sum(figure is not None for figure in (hits, alarms))
