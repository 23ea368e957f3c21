"""Numbers as values: `£2.35m`, `2,350,000` and `2.35 million` are one."""

import math
import re
from functools import lru_cache

from quizapp.compare.language import Language

_FIGURE = re.compile(r"([£$€₹¥]?)(\d+(?:[.,:]\d+)*)([^\W\d_]{0,2})(%?)$")
_NEXT = re.compile(r"[ -]([^\W\d_]+)")
_HOURS = 24
_YEAR_TO = re.compile(r"\b(1[5-9]|20)(\d\d)[-/]$")
_LEADING = re.compile(r"^0(?=\d)")  # `07:00` is 7am
_UP_TO = re.compile(r" ?(-|[^\W\d_]+) ?[£$€₹¥]?(\d+(?:[.,]\d+)*)[ -]?([^\W\d_]+)")


def read_number(form: str, following: str, language: Language, before: str = "") -> str:
    """Return the canonical value of a folded word, or an empty string.

    `following` is the text after it, for *million* and the like, `before` what it
    follows, for the second year of *1998-99*.

    >>> from quizapp.compare.language import find_language
    >>> read_number("£2.35m", "", find_language("en"))
    '#2350000'
    >>> read_number("six", " to two", find_language("en"))
    '#6'
    >>> read_number("18", " to 30 million", find_language("en"))
    '#18000000'
    >>> read_number("4.12", " p.m. on", find_language("en"))
    '#16:12'
    >>> read_number("07:30", " on", find_language("en"))
    '#7:30'
    >>> read_number("99", " war", find_language("en"), "in 1998-")
    '#1999'
    """
    figure = None if form.isalpha() else _FIGURE.match(form)
    if figure is None:
        word = language.pairs("numbers").get(form)
        return _scaled(float(word), "", following, language) if word else ""
    digits, suffix = figure.group(2), figure.group(3)
    year = _YEAR_TO.search(before) if len(digits) == len(form) == 2 else None
    if year and digits > year.group(2):
        digits = year.group(1) + digits
    value = _value(digits)
    if _is_clock(value, following, before, language):
        return f"#{digits}:00"
    if not suffix and language.halves and (half := language.halves.match(following)):
        suffix = half.group().strip()
        suffix = suffix if suffix in language.pairs("halves") else _letters(suffix)
    if suffix in language.pairs("halves"):
        return _time(digits, int(language.pairs("halves")[suffix]))
    if value is None:
        return f"#{_LEADING.sub('', digits.replace('.', ':'))}"
    return _scaled(value, suffix, following, language)


def _is_clock(
    value: float | None, following: str, before: str, language: Language
) -> bool:
    """`At 18 hours`: what newsrooms say where a clock has 24."""
    ahead = _NEXT.match(following)
    shown = ahead is not None and ahead.group(1) in language.words("clock")
    at = before.endswith(tuple(f"{word} " for word in language.words("ats")))
    return shown and at and value is not None and value < _HOURS


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _time(digits: str, later: int) -> str:
    """Return a time of day as a clock of 24 hours shows it; noon comes after 11am."""
    hour, *minutes = digits.replace(".", ":").split(":")
    hours = int(hour) % 12 + later if hour.isdigit() else hour
    return f"#{hours}:{minutes[0] if minutes else '00'}"


def read_figure(form: str) -> float | None:
    """Return what the digits of a folded word say, None where they are no number.

    >>> read_figure("£2,350m"), read_figure("six")
    (2350.0, None)
    """
    figure = _FIGURE.match(form)
    return _value(figure.group(2)) if figure else None


def _value(digits: str) -> float | None:
    """Read figures; a comma before three digits parts thousands."""
    plain = re.sub(r",(?=\d{3}(?!\d))", "", digits)
    plain = plain.replace(",", ".")
    if plain.count(".") > 1 or ":" in plain:
        return None
    return _finite(float(plain))


def _finite(value: float) -> float | None:
    """Four hundred digits are no number that anything can be reckoned with."""
    return value if math.isfinite(value) else None


def _scaled(value: float, suffix: str, following: str, language: Language) -> str:
    scale = 1.0
    if suffix and suffix not in language.words("ordinals"):
        scale = language.scales.get(suffix, 1.0)
    else:
        ahead = _NEXT.match(following)
        word = ahead.group(1) if ahead else ""
        scale = language.scales.get(word, 1.0) if len(word) > 1 else 1.0
        if scale == 1.0:
            scale = _shared(value, following, language)
    return f"#{value * scale:.12g}"


def _shared(value: float, following: str, language: Language) -> float:
    """Return the scale of the second number of a range: `18 to 30 million`."""
    ahead = _UP_TO.match(following)
    if ahead is None or ahead.group(1) not in language.words("ranges"):
        return 1.0
    other = _value(ahead.group(2))
    return language.scales.get(ahead.group(3), 1.0) if other and value < other else 1.0


@lru_cache(maxsize=16384)
def number_value(stem: str) -> float | None:
    """Return the value of a canonical number, None for a time of day and the like.

    >>> number_value("#4983"), number_value("#18:30")
    (4983.0, None)
    """
    try:
        return _finite(float(stem.removeprefix("#")))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def is_fair_rounding(
    derived: str, source: str, *, may_be_year: bool = True, way: str = ""
) -> bool:
    """Say whether `derived` is an honestly rounded `source`, both canonical.

    A number that may be a year is not rounded; `1,987` is none. The `way` is what
    the writer says of it, where the exact one lies: `near`, `below` or `above`; then
    the nearest ten, hundred and so on will do.

    >>> is_fair_rounding("#5000", "#4983"), is_fair_rounding("#4938", "#4983")
    (True, False)
    >>> is_fair_rounding("#50", "#46"), is_fair_rounding("#50", "#46", way="below")
    (False, True)
    """
    rough, exact = number_value(derived), number_value(source)
    if rough is None or exact is None or rough == exact:
        return False
    if exact != int(exact) and exact > 1.5:
        return abs(rough - exact) <= 0.5 and _digits(derived) < _digits(source)
    if exact < 20:
        return False
    if may_be_year and _is_year(exact):
        return False
    allowed = 0.06 * exact
    if way and (way == "near" or (way == "below") is (exact < rough)):
        allowed = max(allowed, min(0.1 * exact, _last_place(rough) / 2))
    near = abs(rough - exact) <= allowed
    return near and _digits(derived) < _digits(source)


def _last_place(value: float) -> float:
    """Return what one more of the last digit that is no nought adds: 10 for 350."""
    noughts = len(f"{value:.12g}") - len(f"{value:.12g}".rstrip("0"))
    return 10.0**noughts if value == int(value) else 0.0


def _digits(stem: str) -> int:
    return len(stem.strip("#").replace(".", "").strip("0"))


def _is_year(value: float) -> bool:
    return 1500 <= value <= 2100 and value == int(value)
