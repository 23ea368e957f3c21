"""From checked entries to the pack's values."""

from collections.abc import Mapping

from quizapp.game.line import Change, Excerpt, Gap, Kept, Line, Passage
from quizapp.packs.model import (
    ArticleEntry,
    CaseEntry,
    LineEntry,
    PackEntry,
    PassageEntry,
)
from quizapp.packs.pack import Article, Case, Pack
from quizapp.packs.rules import kinds_of


def build_pack(
    entry: PackEntry, cases: tuple[Case, ...], *, slug: str, digest: str
) -> Pack:
    """Return the pack that `entry` heads."""
    return Pack(
        slug=slug,
        digest=digest,
        title=entry.title,
        language=entry.language,
        licence=entry.licence,
        authors=tuple(entry.authors),
        about=entry.about,
        content_note=entry.content_note,
        cases=cases,
    )


def build_case(entry: CaseEntry, slug: str, texts: Mapping[str | None, str]) -> Case:
    """Return the case; `texts` has complete articles by id, the derived under None."""
    return Case(
        slug=slug,
        title=entry.title,
        about=entry.about,
        derived=_article(entry.derived, texts.get(None)),
        sources={
            key: _article(article, texts.get(key))
            for key, article in entry.sources.items()
        },
        lines=tuple(map(build_line, entry.lines)),
        proposed=tuple(line.id for line in entry.lines if line.proposed),
    )


def build_line(entry: LineEntry) -> Line:
    """Return the line; a faithful one resembles what its entry says."""
    kinds = tuple(kinds_of(entry))
    derived = entry.derived
    return Line(
        key=entry.id,
        form=entry.form,
        kinds=kinds,
        resembles=entry.resembles or kinds[0],
        derived=None
        if derived == "nothing"
        else Excerpt(derived.words, derived.before, derived.after),
        passages=tuple(map(_passage, entry.sources)),
        why=entry.why,
        changes=tuple(Change(each.derived, each.source) for each in entry.changes),
        gap=Gap(entry.gap.words, tuple(entry.gap.others)) if entry.gap else None,
        kept=tuple(Kept(each.source, each.derived) for each in entry.kept),
        headline=entry.headline,
        ours=entry.ours,
    )


def _passage(entry: PassageEntry) -> Passage:
    if entry.words == "nothing":
        return Passage(entry.article, Excerpt(entry.near), carries=False)
    return Passage(entry.article, Excerpt(entry.words, entry.before, entry.after))


def _article(entry: ArticleEntry, text: str | None) -> Article:
    address = None if entry.address == "none" else entry.address
    return Article(entry.outlet, entry.date, address, entry.headline, text)
