"""The cast and their material.

Ines, the instructor, brings the pack. Lea, the learner, plays it. Otto is an
outsider: he has no business in Lea's rounds.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from quizapp.compare.kinds import Kind
from quizapp.game.line import Change, Excerpt, Form, Gap, Kept, Line, Passage
from quizapp.game.question import Stocked
from quizapp.packs.pack import Article, Case, Pack

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
PACK, CASE = "winter", "ferry"


def sound(key: str, form: Form = Form.TRAINING) -> Line:
    """Return a faithful line."""
    return _line(
        key,
        form,
        words=f"The {key} boat sails at noon, Osk said.",
        source=f"“The {key} boat sails at noon,” she said.",
    )


def altered(key: str, form: Form = Form.TRAINING) -> Line:
    """Return an altered quotation; it can be put in every format about one line."""
    line = _line(
        key,
        form,
        kind=Kind.ALTERED_QUOTE,
        words=f"“We plan to drop the {key} boat,” Osk told the council.",
        source=f"“We hope to keep the {key} boat,” she told the council.",
    )
    gap = Gap("hope to keep", ("plan to drop", "wish to sell"))
    return replace(line, changes=(Change("plan to drop", "hope to keep"),), gap=gap)


def claimed(key: str, form: Form = Form.TRAINING) -> Line:
    """Return a claim that no source carries."""
    line = _line(
        key,
        form,
        kind=Kind.UNSUPPORTED_CLAIM,
        words=f"Nobody will miss the {key} boat, islanders say.",
        source=f"“The {key} boat is at risk,” she said.",
    )
    return replace(line, passages=(replace(line.passages[0], carries=False),))


def omitted(key: str, form: Form = Form.TRAINING) -> Line:
    """Return what the rewrite left out, beside four statements that it kept."""
    line = _line(
        key, form, kind=Kind.OMITTED_CONTEXT, source=f"The {key} boat may yet stay."
    )
    kept = tuple(
        Kept(f"The {key} boat is {n} years old.", f"{n} years has the {key} boat.")
        for n in ("ten", "twenty", "thirty", "forty")
    )
    return replace(line, derived=None, kept=kept)


def headline(key: str, form: Form = Form.TRAINING) -> Line:
    """Return a headline that promises more than the story."""
    line = _line(
        key,
        form,
        kind=Kind.HEADLINE_MISMATCH,
        words=f"The {key} boat is lost",
        source=f"The {key} boat may stay",
    )
    return replace(line, headline=True, changes=(Change("is lost", "may stay"),))


def _line(
    key: str, form: Form, *, source: str, kind: Kind | None = None, words: str = ""
) -> Line:
    return Line(
        key=key,
        form=form,
        kinds=(kind,) if kind else (),
        resembles=kind or Kind.ALTERED_QUOTE,
        derived=Excerpt(words, before=f"It is March for the {key}."),
        passages=(Passage("courier", Excerpt(source, after="A survey is due.")),),
        why=f"Reason given for {key}.",
    )


SOUND = tuple(sound(f"sound{n}") for n in range(9))
PARTING = (
    *(altered(f"altered{n}") for n in range(4)),
    *(claimed(f"claimed{n}") for n in range(4)),
    headline("headline"),
)
TESTED = (
    sound("form-a-sound", Form.A),
    altered("form-a-altered", Form.A),
    sound("form-b-sound", Form.B),
    altered("form-b-altered", Form.B),
)
LINES = (*SOUND, *PARTING, omitted("omitted"), *TESTED)


def pack_of(lines: Iterable[Line] = LINES, *, digest: str = "1") -> Pack:
    """Return the pack that Ines brings: one case of these lines."""
    return Pack(
        slug=PACK,
        digest=digest,
        title="The winter ferry",
        language="en",
        licence="CC-BY-4.0",
        authors=("Ines",),
        about="A ferry and what was said of it.",
        content_note="none",
        cases=(case_of(tuple(lines)),),
    )


def case_of(lines: tuple[Line, ...]) -> Case:
    """Return a case of these lines."""
    return Case(
        slug=CASE,
        title="The early boat",
        about="A harbour master speaks to the council.",
        derived=Article("Coastline Daily", "2026-03-04", None, "The boat is lost"),
        sources={
            "courier": Article(
                "Lindmere Courier", "2026-03-03", "https://example.org/boat", "A boat"
            )
        },
        lines=lines,
    )


def stocked(lines: Iterable[Line]) -> list[Stocked]:
    """Lay lines in stock, numbered from 1, none of them seen."""
    return [Stocked(number, line) for number, line in enumerate(lines, start=1)]
