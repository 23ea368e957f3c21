"""Discernment: how well a reader tells lines apart, and which way the reader leans.

Two figures, never one. *Spotting* is discrimination: the area under the ROC
curve (AUC) of the certainty ratings, and d′. *Suspicion* is response bias: the
criterion c, negative where the reader is too suspicious, positive where too
trusting. A discrepant line is the signal, calling a line discrepant the
response: H is the share of discrepant lines called discrepant, F the share of
faithful lines called discrepant.

Every interval is for 95 % and takes the judgements as independent, which fits
one reader on different lines; for a group, resample the participants instead.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

CERTAINTIES = (1, 2, 3)

ENOUGH = 10
"""Lines of either sort, faithful and discrepant, it takes to tell one person anything.

Below it the interval swallows the finding: by simulation, a reader with an AUC
of 0.89 is still not told from one who guesses in 35 % of draws at 5 + 5 lines,
12 % at 8 + 8 and 5 % at 10 + 10; the interval of c is then about 1.2 wide, two
fifths of the dial. One threshold for both dials, so that they appear together.
"""

_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(0.975)
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader said to one line, and what the line is; certainty is 1, 2 or 3."""

    faithful: bool
    called_faithful: bool
    certainty: int

    def __post_init__(self) -> None:
        """Refuse a certainty outside the scale with ValueError."""
        if self.certainty not in CERTAINTIES:
            raise ValueError(f"certainty is 1, 2 or 3, not {self.certainty!r}")

    @property
    def rating(self) -> int:
        """The verdict and its certainty as one scale: 1 surely faithful … 6 surely not.

        >>> Judgement(faithful=True, called_faithful=True, certainty=3).rating
        1
        >>> Judgement(faithful=True, called_faithful=False, certainty=1).rating
        4
        """
        return 4 - self.certainty if self.called_faithful else 3 + self.certainty

    @property
    def right(self) -> bool:
        """True where the verdict fits the line."""
        return self.faithful == self.called_faithful


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its 95 % interval, and the lines of both sorts it rests on."""

    value: float
    low: float
    high: float
    n_faithful: int
    n_discrepant: int

    def includes(self, value: float) -> bool:
        """Return True where `value` lies in the interval."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Dials:
    """One person's two figures; both are None while there are too few lines to tell.

    `lines_missing` is the smallest number of further lines after which they show;
    it takes more where those lines are not of the sort that is missing.
    """

    spotting: Estimate | None
    suspicion: Estimate | None
    lines_missing: int = 0


def dials(judgements: Collection[Judgement]) -> Dials:
    """Return both figures of one person, or how many lines are missing (see ENOUGH).

    >>> dials([Judgement(True, True, 2)] * 12 + [Judgement(False, True, 1)] * 3)
    Dials(spotting=None, suspicion=None, lines_missing=7)
    """
    missing = sum(max(0, ENOUGH - n) for n in _sorts(judgements))
    if missing:
        return Dials(None, None, missing)
    return Dials(auc(judgements), criterion(judgements))


def auc(judgements: Collection[Judgement]) -> Estimate | None:
    """Return the area under the empirical ROC curve; None without lines of both sorts.

    It is the probability that a discrepant line is rated further from faithful
    than a faithful one, ties counted half (Bamber 1975; Hanley & McNeil 1982).

    The interval is `auc_interval`'s, not DeLong's, which fails at the sizes of a
    round: simulated on the six-point scale with 10 + 10 lines, a 95 % interval
    covers the true area in 52–93 % of draws with DeLong's variance, in 50–97 %
    with DeLong's on the logit scale, and in 95–97 % with this one (5 + 5 to
    40 + 40 lines and areas from 0.5 to 0.99: 95–98 %; readers who use only one
    certainty: up to 99 %).

    >>> auc([Judgement(True, True, 1), Judgement(False, False, 1)]).value
    1.0
    """
    n_faithful, n_discrepant = _sorts(judgements)
    if not n_faithful or not n_discrepant:
        return None
    value = roc_area(
        [j.rating for j in judgements if j.faithful],
        [j.rating for j in judgements if not j.faithful],
    )
    low, high = auc_interval(value, n_faithful, n_discrepant)
    return Estimate(value, low, high, n_faithful, n_discrepant)


def roc_area(without: Iterable[float], having: Iterable[float]) -> float:
    """Return the share of pairs in which the second rating is higher, ties half.

    Both must hold at least one rating.

    >>> roc_area([1, 2, 3], [3, 4])
    0.9166666666666666
    """
    lower, upper = Counter(without), Counter(having)
    wins = sum(
        m * n * ((b > a) + 0.5 * (b == a))
        for a, m in lower.items()
        for b, n in upper.items()
    )
    return wins / (lower.total() * upper.total())


def auc_interval(area: float, m: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of an area from `m` and `n` ratings, within 0 to 1.

    Newcombe's method 5 (Statistics in Medicine 2006; 25: 559–573): all areas θ
    with |area − θ| ≤ z·√V(θ), where V is Hanley & McNeil's variance at θ, with
    (m + n) / 2 in place of either size inside the brackets. It needs no variance
    from the sample, so an area of 0 or 1 has an honest interval as well.

    >>> [round(end, 2) for end in auc_interval(1.0, 10, 10)]
    [0.8, 1.0]
    """
    return _lower_end(area, m, n), 1 - _lower_end(1 - area, m, n)


def d_prime(judgements: Collection[Judgement]) -> Estimate | None:
    """Return d′ = z(H) − z(F); None below ENOUGH lines of either sort.

    With the log-linear correction (Hautus 1995): add 0.5 to the counts and 1 to
    the totals, always. The interval is value ± z·√V with the variance of
    Gourevitch & Galanter (1967; Macmillan & Creelman 2005, ch. 13), taken at the
    corrected rates. Enumerated for d′ 0–3 and c −1–0, it covers 91–99 %.
    """
    if min(_sorts(judgements)) < ENOUGH:
        return None
    hits, false_alarms = _hits(judgements), _false_alarms(judgements)
    spread = _Z * sqrt(hits.variance + false_alarms.variance)
    return _around(hits.z - false_alarms.z, spread, judgements)


def criterion(judgements: Collection[Judgement]) -> Estimate | None:
    """Return c = −(z(H) + z(F)) / 2; None without lines of both sorts.

    Negative: too suspicious; positive: too trusting; 0: sound lines flagged and
    discrepant lines missed are balanced. Correction and variance are those of
    `d_prime`, the variance of c being a quarter of that of d′ (Macmillan &
    Creelman 2005, ch. 13). Enumerated for d′ 0–3, the interval covers 94–100 %
    for c from −0.5 to 0 and at least 92 % at c = −1.

    >>> doubter = [Judgement(n < 10, n % 5 == 0, 2) for n in range(20)]
    >>> c = criterion(doubter)
    >>> f"{c.value:.2f}, {c.low:.2f} to {c.high:.2f}"
    '-0.75, -1.36 to -0.14'
    """
    if not all(_sorts(judgements)):
        return None
    hits, alarms = _hits(judgements), _false_alarms(judgements)
    counts = hits.count, hits.total, alarms.count, alarms.total
    return _around(criterion_of(*counts), criterion_spread(*counts), judgements)


def criterion_of(hits: int, discrepant: int, flagged: int, faithful: int) -> float:
    """Return c from counts: discrepant lines called so, faithful ones called so.

    With the log-linear correction, as `criterion`.

    >>> round(criterion_of(9, 10, 3, 10), 3)
    -0.312
    """
    # Plain arithmetic: a group's intervals work it out some ten thousand times.
    z = _NORMAL.inv_cdf
    return (
        -(z((hits + 0.5) / (discrepant + 1)) + z((flagged + 0.5) / (faithful + 1))) / 2
    )


def criterion_spread(hits: int, discrepant: int, flagged: int, faithful: int) -> float:
    """Return how far either way the 95 % interval of c reaches, from counts.

    >>> round(criterion_spread(9, 10, 3, 10), 2)
    0.63
    """
    variance = _Rate(hits, discrepant).variance + _Rate(flagged, faithful).variance
    return _Z * sqrt(variance) / 2


@dataclass(frozen=True, slots=True)
class _Rate:
    """How many of `total` lines were called discrepant."""

    count: int
    total: int

    @property
    def z(self) -> float:
        """The z-score of the rate with the log-linear correction."""
        return _NORMAL.inv_cdf(self._corrected)

    @property
    def variance(self) -> float:
        """The variance of `z`: p(1 − p) / (n·φ(z)²)."""
        p = self._corrected
        return p * (1 - p) / (self.total * _NORMAL.pdf(self.z) ** 2)

    @property
    def _corrected(self) -> float:
        return (self.count + 0.5) / (self.total + 1)


def _hits(judgements: Collection[Judgement]) -> _Rate:
    discrepant = [j for j in judgements if not j.faithful]
    return _Rate(sum(not j.called_faithful for j in discrepant), len(discrepant))


def _false_alarms(judgements: Collection[Judgement]) -> _Rate:
    faithful = [j for j in judgements if j.faithful]
    return _Rate(sum(not j.called_faithful for j in faithful), len(faithful))


def _around(value: float, spread: float, lines: Collection[Judgement]) -> Estimate:
    return Estimate(value, value - spread, value + spread, *_sorts(lines))


def _sorts(judgements: Collection[Judgement]) -> tuple[int, int]:
    """Return how many judgements are of faithful and of discrepant lines."""
    faithful = sum(j.faithful for j in judgements)
    return faithful, len(judgements) - faithful


def _lower_end(area: float, m: int, n: int) -> float:
    """Halve 0 … area until the smallest θ that `area` still fits is found."""
    outside, inside = 0.0, area
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        if (area - middle) ** 2 > _Z**2 * _area_variance(middle, m, n):
            outside = middle
        else:
            inside = middle
    return inside


def _area_variance(area: float, m: int, n: int) -> float:
    """Return Hanley & McNeil's variance of an area, evened out as Newcombe does."""
    others = (m + n) / 2 - 1
    spread = 1 + others * ((1 - area) / (2 - area) + area / (1 + area))
    return area * (1 - area) * spread / (m * n)
