"""A case on the desk, put there through the services: Ines brought a ferry's story.

The small case is written by hand, proposals and all, so that it stays as it is
whatever the engine finds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.db.models import Origin, State
from quizapp.db.session import Database
from quizapp.desk.content import content_of
from quizapp.desk.proposal import Cut, Finding, Proposal, Proposed, Row, SourceSpan
from quizapp.desk.propose import propose
from quizapp.desk.soundness import fault_of
from quizapp.game.line import Change, Excerpt, Form, Kept, Line, Passage
from quizapp.services import desk_cases, desk_packs
from quizapp.services.desk_cases import ArticleOnDesk, LineOnDesk
from quizapp.services.desk_packs import Described

Articles = tuple[dict[str, str], str]
FERRY = Path(__file__).parents[1] / "questions" / "winter-ferry" / "ferry"
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SLUG = "early-boat"
COURIER = (
    "Early boat stays for now, ferry chief says",
    "The early boat will sail until the autumn, harbour master Ida Marsk told the "
    "council on Tuesday.",
    "“We hope to keep the early boat, but we cannot run it for ever on an engine this "
    "old,” she said.",
    "The 5.40 sailing carries some 60 people on a weekday, according to the ferry "
    "company.",
    "The engine dates from 1987 and has been overhauled twice.",
    "No date has been set for a decision, and the council must be heard first.",
    "A public meeting is on 12 March at the school in Lindmere.",
    "There will be coffee, the council promises.",
)
REWRITE = (
    "Early boat to go",
    "The early boat will sail until the autumn, harbour master Ida Marsk told the "
    "council on Tuesday.",
    "“We plan to drop the early boat, because we cannot run it for ever on an engine "
    "this old,” she said.",
    "Some 70 people take the 5.40 sailing on a weekday.",
    "Its engine, overhauled twice, dates from 1987.",
    "Once again those who start work early must pay a shameful price for years of "
    "neglect.",
    "People can have their say at the school in Lindmere on 12 March.",
)
# For each sentence of the rewrite, the one of the source that carries it.
CARRIED_BY = (0, 1, 2, 3, 4, None, 6)
LEFT_OUT = 5


def small() -> Articles:
    """Return two short articles, made up."""
    return {"courier": "\n\n".join(COURIER)}, "\n\n".join(REWRITE)


def ferry() -> Articles:
    """Return the shipped pack's articles: two sources and a derived one."""
    read = {path.stem: path.read_text(encoding="utf-8") for path in FERRY.glob("*.txt")}
    return {key: read[key] for key in ("courier", "radio")}, read["derived"]


def lay_pack(database: Database, person: int) -> int:
    """Make a pack of this person's; return its number."""
    described = Described("Harbour 2", "en", "CC-BY-4.0", ("Ines",), "A ferry.", "none")
    with database.writing() as session:
        return desk_packs.make_pack(
            session, person=person, slug="harbour", described=described, now=NOON
        )


def lay_case(
    database: Database,
    person: int,
    pack: int,
    articles: Articles | None = None,
    *,
    excerpts: bool = False,
) -> str:
    """Bring articles and lay out what is proposed for them; return the case's slug.

    Without articles it is the small case.
    """
    sources, derived = articles or small()
    proposal = propose(sources, derived, language="en") if articles else by_hand()
    with database.writing() as session:
        slug = desk_cases.bring_case(
            session,
            person=person,
            pack=pack,
            slug=SLUG,
            title="The early boat",
            about="A harbour master speaks to the council.",
            articles=list(_articles(sources, derived, excerpts=excerpts)),
            now=NOON,
        )
        desk_cases.lay_out(
            session,
            person=person,
            pack=pack,
            case=slug,
            reading=None if excerpts else _reading(proposal),
            lines=_lines(proposal, excerpts=excerpts),
            now=NOON,
        )
    return slug


def by_hand() -> Proposal:
    """Return what is proposed for the small case: five lines, two sound ones."""
    spans = tuple(_spans(COURIER))
    return Proposal(
        "en", tuple(_rows()), tuple(_found()), tuple(_sound()), {"courier": Cut(spans)}
    )


def _spans(sentences: tuple[str, ...]) -> Iterator[Span]:
    start = 0
    for sentence in sentences:
        yield Span(start, start + len(sentence))
        start += len(sentence) + 2


def _source(number: int | None) -> SourceSpan | None:
    if number is None:
        return None
    span = list(_spans(COURIER))[number]
    return SourceSpan("courier", span.start, span.end)


def _rows() -> Iterator[Row]:
    for number, span in enumerate(_spans(REWRITE)):
        carrier = CARRIED_BY[number]
        near = _source(6) if carrier is None else None
        support = 0.2 if carrier is None else 0.9
        yield Row(span, _source(carrier), near, support, headline=number == 0)
        if number == 4:
            yield Row(None, _source(LEFT_OUT))
    yield Row(None, _source(7))


def _found() -> Iterator[Proposed]:
    yield _proposed(
        _line(1, 0, Kind.HEADLINE_MISMATCH, changes=[("go", "stays")]), 0, 0.72
    )
    quoted = [("plan", "hope"), ("drop", "keep")]
    yield _proposed(_line(2, 2, Kind.ALTERED_QUOTE, changes=quoted), 2, 0.9)
    counted = [("70", "60"), ("", "according")]
    kinds = (Kind.CHANGED_DETAIL, Kind.STRIPPED_ATTRIBUTION)
    yield _proposed(_line(3, 3, *kinds, changes=counted), 3, 0.9)
    kept = tuple(Kept(COURIER[n], REWRITE[n]) for n in (1, 4))
    omitted = replace(_line(4, LEFT_OUT, Kind.OMITTED_CONTEXT), derived=None, kept=kept)
    yield _proposed(omitted, None, 0.67)
    yield _proposed(_line(5, 5, Kind.UNSUPPORTED_EDITORIAL), 5, 0.9)


def _sound() -> Iterator[Proposed]:
    for number, (place, support) in enumerate(((1, 1.0), (6, 0.77)), start=1):
        line = replace(_line(number, place), key=f"sound-{number:03}")
        yield _proposed(line, place, support)


def _line(
    number: int, place: int, *kinds: Kind, changes: Iterable[tuple[str, str]] = ()
) -> Line:
    omitted = kinds == (Kind.OMITTED_CONTEXT,)
    carrier = place if omitted else CARRIED_BY[place]
    words = COURIER[6 if carrier is None else carrier]
    return Line(
        key=f"line-{number:03}",
        form=Form.TRAINING,
        kinds=kinds,
        resembles=kinds[0] if kinds else Kind.CHANGED_DETAIL,
        derived=None if omitted else Excerpt(REWRITE[place]),
        passages=(Passage("courier", Excerpt(words), carries=carrier is not None),),
        why=f"This is why line {number} is proposed.",
        changes=tuple(Change(*change) for change in changes),
        headline=place == 0,
    )


def _proposed(line: Line, place: int | None, confidence: float) -> Proposed:
    findings = tuple(Finding(kind, confidence, line.why) for kind in line.kinds)
    carrier = LEFT_OUT if place is None else CARRIED_BY[place]
    derived = None if place is None else list(_spans(REWRITE))[place]
    fault = fault_of(line)
    return Proposed(line, derived, _source(carrier), confidence, findings, fault)


def _articles(
    sources: dict[str, str], derived: str, *, excerpts: bool
) -> Iterator[ArticleOnDesk]:
    outlets = {"courier": "Lindmere Courier", "radio": "Radio Lindmere"}
    texts = {"derived": derived, **sources}
    for key, text in texts.items():
        outlet = outlets.get(key, "Coastline Daily")
        headline = text.partition("\n")[0]
        kept = None if excerpts else text
        yield ArticleOnDesk(key, outlet, "2026-03-03", None, headline, kept)


def _reading(proposal: Proposal) -> dict[str, object]:
    return content_of(replace(proposal, lines=(), sound=()))


def _lines(proposal: Proposal, *, excerpts: bool) -> Iterator[LineOnDesk]:
    for each in proposal.lines:
        yield _on_desk(each, State.PROPOSED, excerpts=excerpts)
    for each in proposal.sound:
        yield _on_desk(each, State.OFFERED, excerpts=excerpts)


def _on_desk(each: Proposed, state: State, *, excerpts: bool) -> LineOnDesk:
    if excerpts:
        each = replace(each, derived=None, source=None)
    content = content_of(each)
    return LineOnDesk(each.line.key, state, Origin.ENGINE, content, 1, None, None)
