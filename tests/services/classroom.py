"""A group that Ines teaches, and what is done in it through the services."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.rejoin import make_code
from quizapp.services import groups, members, roster
from quizapp.services.groups import ShownGroup, Wanted
from quizapp.services.members import Asking
from quizapp.services.roster import ListedMember, Merged
from tests import cast
from tests.services.playing import Player
from tests.services.teachers import make_instructor

TODAY = cast.NOON.date()
UNTIL = date(2026, 7, 31)
NOBODY = Asking(None, None)
WANTED = Wanted("10b", "en", UNTIL)


@dataclass
class Classroom:
    """Ines's group, and its members by their nicknames."""

    database: Database
    ines: int
    number: int
    rng: Random = field(default_factory=lambda: Random(5))

    def look(self) -> ShownGroup:
        with self.database.reading() as session:
            return groups.find_group(session, person=self.ines, group=self.number)

    @property
    def code(self) -> str:
        code = self.look().join_code
        assert code
        return code

    def join(
        self,
        nickname: str,
        asking: Asking = NOBODY,
        *,
        rejoin_code: str = "",
        now: datetime = cast.NOON,
    ) -> Player:
        """Bring somebody into the group; return them as a player."""
        with self.database.writing() as session:
            number = members.join_group(
                session,
                code=self.code,
                nickname=nickname,
                asking=asking,
                rejoin_code=rejoin_code or make_code(self.rng),
                now=now,
            )
        return Player(self.database, number, self.rng)

    def roster(self) -> dict[str, ListedMember]:
        with self.database.reading() as session:
            listed = roster.roster(session, person=self.ines, group=self.number)
        return {member.nickname: member for member in listed}

    def merge(self, nickname: str, other: str) -> Merged:
        listed = self.roster()
        return self.merge_numbers(listed[nickname].number, listed[other].number)

    def merge_numbers(self, member: int, other: int) -> Merged:
        with self.database.writing() as session:
            return roster.merge_members(
                session,
                person=self.ines,
                group=self.number,
                member=member,
                other=other,
            )

    def see(self, player: Player, days: int) -> None:
        """Let a member be seen so many days later."""
        with self.database.writing() as session:
            row = session.get_one(models.Participant, player.number)
            row.last_seen_on = TODAY + timedelta(days=days)


def opened(database: Database, email: str = "ines@example.org") -> Classroom:
    """Make a group for an instructor who is made on the way."""
    with database.reading() as session:
        known = select(models.Person.id).where(models.Person.email == email)
        ines = session.scalar(known)
    if ines is None:
        ines = make_instructor(database, email).number
    with database.writing() as session:
        number = groups.make_group(
            session, person=ines, wanted=WANTED, rng=Random(3), now=cast.NOON
        )
    return Classroom(database, ines, number)
