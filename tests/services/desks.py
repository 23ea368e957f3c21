"""A pack on somebody's desk, and what is done to it through the services."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from quizapp.db.models import Origin, State
from quizapp.db.session import Database
from quizapp.desk.content import content_of
from quizapp.desk.proposal import Proposed
from quizapp.game.audience import Audience
from quizapp.game.line import Line
from quizapp.game.role import Role
from quizapp.packs.pack import Pack
from quizapp.services import desk_cases, desk_packs, loading, publishing
from quizapp.services.accounts import SignedIn
from quizapp.services.desk_cases import ArticleOnDesk, LineOnDesk, OpenCase
from quizapp.services.desk_packs import Described, PackOnDesk
from quizapp.services.loading import Shelf
from tests.cast import NOON
from tests.services.people import person

MINE = Described("Harbour", "en", "CC-BY-4.0", ("Ines",), "A boat.", "none")
ARTICLES = (
    ArticleOnDesk("derived", "Coastline Daily", "2026", None, "Lost", "It is lost."),
    ArticleOnDesk("courier", "Courier", "2026-03", None, "May stay", "It may stay."),
)


def ines(database: Database) -> SignedIn:
    """Make the instructor whose desk it is."""
    return person(database, "ines@example.org", role=Role.INSTRUCTOR)


def otto(database: Database) -> SignedIn:
    """Make an instructor who has no business at her desk."""
    return person(database, "otto@example.org", role=Role.INSTRUCTOR)


def on_desk(
    line: Line, state: State = State.ACCEPTED, origin: Origin = Origin.ENGINE
) -> LineOnDesk:
    """Return a line as it is laid out."""
    content = content_of(Proposed(line, None, None, 1.0))
    return LineOnDesk(line.key, state, origin, content, 1, None, None)


@dataclass
class Desk:
    """Ines's pack."""

    database: Database
    who: SignedIn
    number: int = field(init=False)

    def __post_init__(self) -> None:
        with self.database.writing() as session:
            self.number = desk_packs.make_pack(
                session,
                person=self.who.number,
                slug="harbour",
                described=MINE,
                now=NOON,
            )

    def seen_by(self, who: SignedIn) -> PackOnDesk:
        with self.database.reading() as session:
            return desk_packs.find_pack(session, person=who.number, pack=self.number)

    def look(self) -> PackOnDesk:
        return self.seen_by(self.who)

    def bring(
        self, slug: str = "boat", articles: tuple[ArticleOnDesk, ...] = ARTICLES
    ) -> str:
        with self.database.writing() as session:
            return desk_cases.bring_case(
                session,
                person=self.who.number,
                pack=self.number,
                slug=slug,
                title="The boat",
                about="A boat.",
                articles=articles,
                now=NOON,
            )

    def open(self, case: str = "boat") -> OpenCase:
        with self.database.reading() as session:
            return desk_cases.open_case(
                session, person=self.who.number, pack=self.number, case=case
            )

    def lay_out(self, lines: Iterable[LineOnDesk], case: str = "boat") -> None:
        with self.database.writing() as session:
            desk_cases.lay_out(
                session,
                person=self.who.number,
                pack=self.number,
                case=case,
                reading=None,
                lines=lines,
                now=NOON,
            )

    def share(self, email: str) -> str:
        with self.database.writing() as session:
            return desk_packs.share_pack(
                session, person=self.who.number, pack=self.number, email=email, now=NOON
            )

    def decided(self) -> Pack:
        with self.database.reading() as session:
            return publishing.decided_pack(
                session, person=self.who.number, pack=self.number
            )

    def publish(self) -> int:
        """Publish what is decided, and put it on the shelf for groups."""
        with self.database.writing() as session:
            me, pack = self.who.number, self.number
            value = publishing.decided_pack(session, person=me, pack=pack)
            number = publishing.publish(session, person=me, pack=pack, now=NOON)
            shelved = replace(value, slug=self.shelf)
            shelf = Shelf(Audience.GROUPS, pack)
            loading.load_pack(session, shelved, now=NOON, shelf=shelf)
        return number

    @property
    def shelf(self) -> str:
        """The slug under which the pack is played."""
        return f"harbour-{self.number}"

    def withdraw(self) -> None:
        with self.database.writing() as session:
            publishing.withdraw(
                session, person=self.who.number, pack=self.number, now=NOON
            )
