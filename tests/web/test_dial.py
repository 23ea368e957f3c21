import re

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quizapp.game.discernment import Estimate
from quizapp.resources import folder
from quizapp.web.dial import (
    DialFigure,
    spotting_dial,
    spotting_figures,
    spotting_sentence,
    suspicion_dial,
    suspicion_figures,
    suspicion_sentence,
)


def of(value: float, low: float, high: float) -> Estimate:
    return Estimate(value, low, high, 20, 20)


@pytest.mark.parametrize(
    ("figure", "angle", "band"),
    [
        (
            spotting_dial(of(0.86, 0.74, 0.98)),
            31.7,
            "M125.4 33.1A91 91 0 0 1 213.3 87.3",
        ),
        (
            suspicion_dial(of(-0.26, -0.7, 0.19)),
            -12.5,
            "M79.6 48.2A91 91 0 0 1 144.4 34.2",
        ),
        (spotting_dial(of(0.41, 0.2, 0.6)), -72.0, "M43.5 95.9A91 91 0 0 1 67.7 57.7"),
        (spotting_dial(of(0.1, 0.0, 0.3)), -72.0, "M43.5 95.9A91 91 0 0 1 44.5 92.9"),
        (suspicion_dial(of(2.4, 1.7, 3.1)), 72.0, "M215.5 92.9A91 91 0 0 1 216.5 95.9"),
        (
            suspicion_dial(of(-2.4, -3.1, -1.7)),
            -72.0,
            "M43.5 95.9A91 91 0 0 1 44.5 92.9",
        ),
    ],
    ids=[
        "spotting",
        "suspicion",
        "half below",
        "below",
        "too trusting",
        "too suspicious",
    ],
)
def test_needle_and_band_stay_on_the_dial(
    figure: DialFigure, angle: float, band: str
) -> None:
    assert figure.needle_angle == angle
    assert figure.band_path == band


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (
            spotting_dial(of(0.86, 0.74, 0.98)).label,
            "Spotting 0.86 on a scale from 0.5, guessing, to 1, always; "
            "it may lie between 0.74 and 0.98",
        ),
        (
            spotting_dial(of(0.41, 0.2, 0.6)).label,
            "Spotting 0.41, below the scale from 0.5, guessing, to 1, always; "
            "it may lie between 0.20 and 0.60",
        ),
        (
            suspicion_dial(of(-2.4, -3.1, -1.7)).label,
            "Suspicion −2.40, beyond the scale from −1.5, too suspicious, to 1.5, "
            "too trusting; it may lie between −3.10 and −1.70",
        ),
        (
            suspicion_dial(None, 7).label,
            "Suspicion. Too few lines to tell: it takes at least 7 more.",
        ),
        (spotting_dial(None).label, "Spotting. Too few lines to tell."),
        (
            suspicion_figures(of(-0.001, -0.5, 0.5)),
            "c 0.00, likely between −0.50 and 0.50",
        ),
        (spotting_figures(of(1, 0.8, 1)), "AUC 1.00, likely between 0.80 and 1.00"),
    ],
)
def test_the_figures_are_told_as_they_are(label: str, words: str) -> None:
    assert label == words


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (of(0.86, 0.74, 0.98), "you would tell them apart about 86 times in 100."),
        (of(0.997, 0.95, 1), "about 99 times in 100."),
        (of(1, 0.8, 1), "more than any line that parts from its source."),
        (of(0.6, 0.4, 0.8), "still reaches guessing, so this may be chance."),
        (of(0.2, 0.1, 0.4), "about 20 times in 100. Guessing gets 50."),
        (of(0.498, 0.3, 0.7), "about 50 times in 100. The band still reaches"),
    ],
)
def test_spotting_in_a_sentence(estimate: Estimate, words: str) -> None:
    assert words in spotting_sentence(estimate)


@pytest.mark.parametrize(
    ("estimate", "start", "end"),
    [
        (of(0.04, -0.4, 0.5), "You lean neither", "lines can tell."),
        (of(-0.26, -0.7, 0.19), "You lean a little towards doubt.", "may be chance."),
        (of(0.6, -0.1, 1.3), "You seem to lean towards trust.", "may be chance."),
        (of(-0.6, -1.3, 0.1), "You seem to lean towards doubt.", "may be chance."),
        (of(-0.7, -1.1, -0.3), "You lean clearly towards doubt. You flag", "source."),
        (of(1.8, 1.1, 2.5), "You lean strongly towards trust. You miss", "sound ones."),
        (of(0.08, 0.02, 0.14), "You lean a little towards trust. You", "sound ones."),
    ],
)
def test_suspicion_in_a_sentence(estimate: Estimate, start: str, end: str) -> None:
    sentence = suspicion_sentence(estimate)
    assert sentence.startswith(start)
    assert sentence.endswith(end)


def test_a_sentence_counts_what_is_missing() -> None:
    words = "Too few lines to tell: it takes at least 7 more."
    assert spotting_sentence(None, 7) == suspicion_sentence(None, 7) == words


def drawn(figure: DialFigure) -> str:
    loader = FileSystemLoader(folder("templates"))
    shelf = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    page = '{% from "macros/dial.html" import dial %}{{ dial(figure) }}'
    return shelf.from_string(page).render(figure=figure)


def test_a_dial_is_one_picture_with_its_words() -> None:
    svg = drawn(suspicion_dial(of(-0.26, -0.7, 0.19)))
    assert 'role="img" aria-label="Suspicion −0.26 on a scale' in svg
    assert "rotate(-12.5)" in svg
    assert 'class="band" d="M79.6 48.2A91' in svg
    assert re.findall(r">([^<>]+)</text>", svg) == [
        "too suspicious",
        "too trusting",
        "even",
    ]
    assert "style" not in svg


def test_too_few_lines_draw_neither_needle_nor_band() -> None:
    svg = drawn(spotting_dial(None, 7))
    assert (
        'aria-label="Spotting. Too few lines to tell: it takes at least 7 more."' in svg
    )
    assert "stroke-dasharray" in svg
    assert "rotate" not in svg
    assert 'class="band"' not in svg
