"""Have two articles compared, in a process that may fail alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import SystemRandom
from threading import BoundedSemaphore
from typing import Any

from quizapp.apart import NeededTooMuch, Stopped, TookTooLong, run_apart
from quizapp.compare.kinds import Kind
from quizapp.db.models import Origin, State
from quizapp.desk.content import content_of, proposal_of, proposed_of
from quizapp.desk.proposal import Proposal, Proposed
from quizapp.errors import BadInput
from quizapp.services.desk_cases import ArticleOnDesk, LineOnDesk, OpenCase
from quizapp.wording import gettext as _

# A pair of thirty thousand words takes ten seconds on a small machine.
SECONDS, MEGABYTES = 90, 2000
# More at once would take the machine from those who play; the others wait.
_TURNS = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison proposes, as the desk keeps it."""

    reading: Mapping[str, Any]
    lines: tuple[LineOnDesk, ...]


def compare_articles(articles: Sequence[ArticleOnDesk], language: str) -> Compared:
    """Return what is proposed for articles, the derived one first.

    Takes at most `SECONDS`; raises `BadInput` with a sentence.
    """
    asked = {**_texts(articles), "language": language}
    answer = _ask("quizapp.desk.worker", asked)
    proposal = proposal_of(answer["proposal"])
    # The rows and cuts are kept as a proposal without lines: those have their own.
    reading = {**answer["proposal"], "lines": [], "sound": []}
    return Compared(reading, tuple(_lines(proposal)))


def make_practice(opened: OpenCase, kind: Kind) -> Proposed:
    """Return a line of `kind`, made up of the case's articles for the exercise.

    Raises `BadInput` where they have no place for one.
    """
    texts = _texts(opened.articles)
    if opened.reading is None or not all(article.text for article in opened.articles):
        raise BadInput(
            _("Only excerpts of these articles are here; a line cannot be made up.")
        )
    found = [line.content for line in opened.lines if line.content.get("findings")]
    proposal = {**opened.reading, "lines": found}
    seed = SystemRandom().getrandbits(32)
    asked = {**texts, "proposal": proposal, "kind": kind.value, "seed": seed}
    return proposed_of(_ask("quizapp.desk.practising", asked)["line"])


def _texts(articles: Sequence[ArticleOnDesk]) -> dict[str, Any]:
    derived, *sources = articles
    return {
        "derived": derived.text or "",
        "sources": {source.key: source.text or "" for source in sources},
    }


def _ask(worker: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    payload = json.dumps(asked).encode()
    try:
        with _TURNS:
            answer = run_apart(worker, payload, seconds=SECONDS, megabytes=MEGABYTES)
    except Stopped as stopped:
        raise BadInput(_why(stopped)) from None
    read: dict[str, Any] = json.loads(answer)
    if "refused" in read:
        raise BadInput(read["refused"])
    return read


def _why(stopped: Stopped) -> str:
    if isinstance(stopped, TookTooLong):
        return _(
            "Comparing took too long and was stopped. Everything is kept: shorten "
            "the articles to what matters and try again."
        )
    if isinstance(stopped, NeededTooMuch):
        return _(
            "Comparing needed too much memory and was stopped. Everything is kept: "
            "shorten the articles to what matters and try again."
        )
    return _(
        "Comparing broke off. Everything is kept: look at the texts for anything "
        "unusual and try again."
    )


def _lines(proposal: Proposal) -> Iterator[LineOnDesk]:
    """Yield what is proposed and what is offered as sound, in the articles' order."""
    sound = list(proposal.sound)
    for line in proposal.lines:
        start = line.derived.start if line.derived else -1
        while sound and sound[0].derived and sound[0].derived.start < start:
            yield _line(sound.pop(0), State.OFFERED)
        yield _line(line, State.PROPOSED)
    yield from (_line(each, State.OFFERED) for each in sound)


def _line(proposed: Proposed, state: State) -> LineOnDesk:
    content = content_of(proposed)
    return LineOnDesk(proposed.line.key, state, Origin.ENGINE, content, 1, None, None)
