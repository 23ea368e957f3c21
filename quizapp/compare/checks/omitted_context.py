"""A denial, caveat or limit of the source that the rewrite leaves out."""

from collections.abc import Iterator

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.judging.omission import Omission, find_omissions
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case
from quizapp.compare.wording import quote
from quizapp.wording import gettext


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the source's clauses that limit a told story and are not told."""
    for omission in find_omissions(case):
        yield _report(case, omission)


def _report(case: Case, omission: Omission) -> Discrepancy:
    words = quote(case.sources[omission.place.article], omission.place.span)
    why = gettext(
        "The source adds “%(words)s”; the rewrite tells the story without it, so a "
        "reader misses the other side."
    ) % {"words": words}
    return Discrepancy(
        Kind.OMITTED_CONTEXT, omission.confidence, None, omission.place, (), why
    )
