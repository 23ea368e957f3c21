"""Where words fit in a chart: in its frame, on no point and on no other words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.web.charts import Words

# A letter at the larger of the two sizes of the style sheet, bold and wide.
_LETTER, _ABOVE, _BELOW = 8.1, 10, 3


@dataclass(frozen=True, slots=True)
class Box:
    """What something covers, from the left upper corner to the right lower."""

    left: float
    top: float
    right: float
    foot: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two cover something together.

        >>> Box(0, 0, 9, 9).meets(Box(8, 8, 20, 20))
        True
        >>> Box(0, 0, 9, 9).meets(Box(9, 0, 20, 9))
        False
        """
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.foot and other.top < self.foot

    def holds(self, other: "Box") -> bool:
        """Tell whether the other lies within this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.foot <= self.foot


def around(x: float, y: float, radius: float) -> Box:
    """Return what a circle covers."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def covered(words: Words) -> Box:
    """Return what words cover at most: how wide they are is for the browser to say."""
    width, looks = _LETTER * len(words.text), words.looks.split()
    before = width if "e" in looks else width / 2 if "m" in looks else 0
    left = words.x - before
    return Box(left, words.y - _ABOVE, left + width, words.y + _BELOW)


def first_free(places: Iterable[Words], taken: Sequence[Box], frame: Box) -> Words:
    """Return the first of `places` in the frame that meets nothing, else the first."""
    tried = list(places)
    for words in tried:
        box = covered(words)
        if frame.holds(box) and not any(map(box.meets, taken)):
            return words
    return tried[0]
