"""A case of the desk as values: its articles, its reading table, its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from quizapp.compare.reading.text import Span
from quizapp.db.models import State
from quizapp.desk.content import proposal_of, proposed_of
from quizapp.desk.proposal import Proposal, Proposed, SourceSpan
from quizapp.desk.reopen import reopen
from quizapp.errors import Conflict, NotFound
from quizapp.game.line import Line
from quizapp.packs.draft_desk import Desk
from quizapp.services.desk_cases import ArticleOnDesk, LineOnDesk, OpenCase
from quizapp.wording import gettext


@dataclass(frozen=True, eq=False)
class Opened:
    """A line as it is stored, and what it says; that is read when it is asked for."""

    stored: LineOnDesk

    @cached_property
    def proposed(self) -> Proposed:
        """The line with its places in the articles."""
        return proposed_of(self.stored.content)

    @cached_property
    def derived(self) -> Span | None:
        """Its sentences in the derived article, without reading the rest."""
        return _span(self.stored.content.get("derived"))

    @cached_property
    def source(self) -> SourceSpan | None:
        """Its sentences in a source, without reading the rest."""
        given = self.stored.content.get("source")
        if not given:
            return None
        return SourceSpan(given["article"], given["start"], given["end"])

    @property
    def faithful(self) -> bool:
        """True where the sources carry the line, without reading the rest."""
        return not self.stored.content["line"]["kinds"]

    @property
    def key(self) -> str:
        """The name of the line within its case."""
        return self.stored.key

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.proposed.line

    @property
    def waits(self) -> bool:
        """True where somebody has to decide."""
        return self.stored.state is State.PROPOSED

    @property
    def is_offer(self) -> bool:
        """True for a line that could be used and waits for nobody."""
        return self.stored.state is State.OFFERED

    @property
    def was_suspected(self) -> bool:
        """True for a faithful line in which the engine had found something."""
        return self.line.faithful and bool(self.proposed.findings)


def _span(given: Mapping[str, int] | None) -> Span | None:
    return Span(given["start"], given["end"]) if given else None


@dataclass(frozen=True, eq=False)
class Reading:
    """A case that lies open. A long one is read only as far as it is asked for."""

    case: OpenCase
    lines: tuple[Opened, ...]

    @property
    def is_whole(self) -> bool:
        """True where the articles are here, not only excerpts of them."""
        return self.case.reading is not None and all(self.texts.values())

    @cached_property
    def proposal(self) -> Proposal | None:
        """The reading table; None where there are only excerpts."""
        if not self.is_whole:
            return None
        bare = {**(self.case.reading or {}), "lines": [], "sound": []}
        return proposal_of({"language": self.case.language, **bare})

    @cached_property
    def articles(self) -> Mapping[str, ArticleOnDesk]:
        """The articles by their keys."""
        return {article.key: article for article in self.case.articles}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts of the articles by their keys, empty where there is none."""
        return {key: article.text or "" for key, article in self.articles.items()}

    @property
    def derived(self) -> str:
        """The text of the derived article."""
        return self.case.derived.text or ""

    def line(self, key: str) -> Opened:
        """Return the line of this name. Raises `NotFound`."""
        for line in self.lines:
            if line.key == key:
                return line
        raise NotFound(gettext("There is no such line on your desk."))

    @cached_property
    def desk(self) -> Desk:
        """The desk to work on. Raises `Conflict` where there are only excerpts."""
        if self.proposal is None:
            raise Conflict(
                gettext(
                    "Only excerpts of these articles are here, so that no other "
                    "sentence can be chosen."
                )
            )
        found = tuple(each.proposed for each in self.lines if each.proposed.findings)
        sources = {each.key: each.text or "" for each in self.case.sources}
        return reopen(sources, self.derived, replace(self.proposal, lines=found))


def read_case(case: OpenCase) -> Reading:
    """Lay out what a case holds."""
    return Reading(case, tuple(map(Opened, case.lines)))
