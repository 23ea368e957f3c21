"""A pack from a file, laid on the desk as it is: every line of it stays decided."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.apart import Stopped, run_apart
from quizapp.db.models import Origin, State
from quizapp.desk.check import LONGEST_SLUG
from quizapp.desk.content import content_of
from quizapp.desk.proposal import Proposed
from quizapp.errors import BadInput
from quizapp.game.line import Line
from quizapp.packs.pack import Article, Case, Pack
from quizapp.packs.unpacking import unpacked
from quizapp.services import desk_cases, desk_packs
from quizapp.services.desk_cases import DERIVED, ArticleOnDesk, LineOnDesk
from quizapp.services.desk_packs import Described
from quizapp.wording import gettext as _

# A pack of five hundred lines takes a second.
SECONDS, MEGABYTES = 20, 1000


def read_apart(archive: bytes) -> Pack:
    """Return the pack in an archive, read in a process that may fail alone.

    Raises `BadInput`, or `PackFaults` with everything that is wrong in its files.
    """
    try:
        answer = run_apart(
            "quizapp.packs.unpacking", archive, seconds=SECONDS, megabytes=MEGABYTES
        )
    except Stopped:
        sentence = _(
            "This pack takes too long or too much memory to read. Leave some of its "
            "cases out, and import them as another pack."
        )
        raise BadInput(sentence) from None
    return unpacked(answer)


def check_names(pack: Pack) -> None:
    """Raise `BadInput` where a name of the pack cannot be kept here."""
    for name in (pack.slug, *(case.slug for case in pack.cases)):
        if len(name) > LONGEST_SLUG:
            sentence = _("The name “%(name)s” is too long. Keep it to 60 letters.")
            raise BadInput(sentence % {"name": name[:LONGEST_SLUG] + "…"})
    if any(DERIVED in case.sources for case in pack.cases):
        raise BadInput(_("A source cannot be called “derived”. Give it another id."))


def lay_on_desk(session: Session, pack: Pack, *, person: int, now: datetime) -> int:
    """Lay a pack on a person's desk; return its number there."""
    described = Described(
        pack.title,
        pack.language,
        pack.licence,
        pack.authors,
        pack.about,
        pack.content_note,
    )
    number = desk_packs.make_pack(
        session, person=person, slug=pack.slug, described=described, now=now
    )
    for case in pack.cases:
        _lay_case(session, case, person=person, pack=number, now=now)
    return number


def _lay_case(
    session: Session, case: Case, *, person: int, pack: int, now: datetime
) -> None:
    articles = [(DERIVED, case.derived), *case.sources.items()]
    slug = desk_cases.bring_case(
        session,
        person=person,
        pack=pack,
        slug=case.slug,
        title=case.title,
        about=case.about,
        articles=[_article(key, article) for key, article in articles],
        now=now,
    )
    waiting = frozenset(case.proposed)
    desk_cases.lay_out(
        session,
        person=person,
        pack=pack,
        case=slug,
        reading=None,
        lines=[_line(line, decided=line.key not in waiting) for line in case.lines],
        now=now,
    )


def _article(key: str, article: Article) -> ArticleOnDesk:
    return ArticleOnDesk(
        key,
        article.outlet,
        article.date,
        article.address,
        article.headline,
        article.text,
        printed=article.text is not None,
    )


def _line(line: Line, *, decided: bool) -> LineOnDesk:
    state = State.ACCEPTED if decided else State.PROPOSED
    content = content_of(Proposed(line, None, None, 1.0))
    return LineOnDesk(line.key, state, Origin.IMPORT, content, 1, None, None)
