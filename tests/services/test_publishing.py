from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.models import DeskLine, State
from quizapp.db.session import Database
from quizapp.errors import Conflict, NotFound
from quizapp.game.audience import Audience
from quizapp.game.place import Place
from quizapp.packs.archive import pack_archive, read_archive
from quizapp.packs.read import read_pack
from quizapp.packs.write import pack_files
from quizapp.services import assignments, catalogue, desk_packs, loading, publishing
from quizapp.services.assignments import Wanted
from quizapp.services.catalogue import ShelvedCase
from quizapp.services.loading import Shelf
from quizapp.services.publishing import OnShelf, Version
from quizapp.web.unpacked import lay_on_desk
from tests import cast
from tests.cast import NOON
from tests.services.classroom import TODAY, opened
from tests.services.desks import ARTICLES, Desk, ines, on_desk, otto
from tests.services.playing import Player, count

AtOnce = Callable[[Sequence[Callable[[], str]]], list[str]]
LINES = (
    *(on_desk(cast.sound(f"s{n}")) for n in range(4)),
    *(on_desk(cast.altered(f"a{n}")) for n in range(4)),
    on_desk(cast.claimed("waits"), State.PROPOSED),
    on_desk(cast.sound("offered"), State.OFFERED),
    on_desk(cast.claimed("rejected"), State.REJECTED),
)
SHIPPED = sorted(
    path.parent
    for path in (Path(__file__).parents[2] / "questions").glob("*/pack.yaml")
)
UNDECIDED = {"waits", "offered", "rejected"}


@pytest.fixture
def desk(database: Database) -> Desk:
    """Ines's pack with eight lines decided, and three that are not."""
    made = Desk(database, ines(database))
    made.bring()
    made.lay_out(LINES)
    return made


def versions(desk: Desk) -> list[Version]:
    with desk.database.reading() as session:
        return [*publishing.versions(session, person=desk.who.number, pack=desk.number)]


def files(desk: Desk, number: int) -> dict[str, str]:
    with desk.database.reading() as session:
        return {
            **publishing.version_files(
                session, person=desk.who.number, pack=desk.number, number=number
            )
        }


def on_shelf(desk: Desk) -> OnShelf:
    with desk.database.reading() as session:
        return publishing.on_shelf(session, person=desk.who.number, pack=desk.number)


def shelf_of(desk: Desk, participant: int | None) -> list[ShelvedCase]:
    with desk.database.reading() as session:
        return [*catalogue.shelf(session, participant, today=TODAY)]


def member(desk: Desk) -> Player:
    """Give the pack to a group of Ines's; return one of its members."""
    room = opened(desk.database)
    player = room.join("Robin")
    wanted = Wanted(desk.shelf, TODAY)
    with desk.database.writing() as session:
        assignments.assign_pack(
            session, person=room.ines, group=room.number, wanted=wanted, now=NOON
        )
    return player


def decide(desk: Desk, key: str, state: State) -> None:
    with desk.database.writing() as session:
        line = session.scalars(select(DeskLine).where(DeskLine.key == key)).one()
        line.state = state.value


def test_only_what_is_decided_is_in_the_pack(desk: Desk) -> None:
    (case,) = desk.decided().cases
    assert not UNDECIDED & {line.key for line in case.lines}
    assert len(case.lines) == 8
    assert case.proposed == ()


def test_a_case_without_a_decided_line_is_left_out(desk: Desk) -> None:
    desk.bring("island")
    assert [case.slug for case in desk.decided().cases] == ["boat"]


def test_articles_come_without_their_text_unless_it_may_be_printed(desk: Desk) -> None:
    printed = tuple(replace(a, printed=a.key == "courier") for a in ARTICLES)
    desk.bring("printed", printed)
    desk.lay_out([on_desk(cast.sound("a"))], "printed")
    boat, other = desk.decided().cases
    assert boat.derived.text is boat.sources["courier"].text is None
    assert (other.derived.text, other.sources["courier"].text) == (None, "It may stay.")


def test_a_published_version_keeps_its_files(desk: Desk) -> None:
    kept = pack_files(desk.decided())
    assert desk.publish() == 1
    decide(desk, "waits", State.ACCEPTED)
    assert pack_files(desk.decided()) != kept
    assert files(desk, 1) == kept
    assert desk.publish() == 2
    assert files(desk, 1) == kept
    assert [(v.number, v.published_by) for v in versions(desk)] == [
        (2, "Ines"),
        (1, "Ines"),
    ]


def test_nothing_undecided_is_published_or_on_a_shelf(desk: Desk) -> None:
    desk.publish()
    written = "".join(files(desk, 1).values())
    assert not any(f"id: {key}" in written for key in UNDECIDED)
    with desk.database.reading() as session:
        keys = set(session.scalars(select(models.Line.key)))
    assert keys
    assert not keys & UNDECIDED


def test_publishing_twice_unchanged_is_refused(desk: Desk) -> None:
    desk.publish()
    with pytest.raises(Conflict, match="Nothing has changed since version 1"):
        desk.publish()
    assert count(desk.database, models.Publication) == 1


def test_of_two_who_publish_at_once_one_is_refused(desk: Desk, at_once: AtOnce) -> None:
    def publish() -> str:
        try:
            return str(desk.publish())
        except Conflict:
            return "refused"

    assert sorted(at_once([publish, publish])) == ["1", "refused"]


def test_what_was_withdrawn_can_be_published_again(desk: Desk) -> None:
    desk.publish()
    desk.withdraw()
    assert on_shelf(desk) == OnShelf(desk.shelf, withdrawn=True, trial=None)
    assert all(version.withdrawn_at for version in versions(desk))
    assert desk.publish() == 2
    assert on_shelf(desk) == OnShelf(desk.shelf, withdrawn=False, trial=None)


def test_a_published_pack_is_for_its_groups_and_its_editors(desk: Desk) -> None:
    desk.publish()
    robin = member(desk)
    assert [case.pack for case in shelf_of(desk, robin.number)] == [desk.shelf]
    assert [case.pack for case in shelf_of(desk, desk.who.participant)] == [desk.shelf]
    assert shelf_of(desk, None) == []
    assert shelf_of(desk, otto(desk.database).participant) == []


def test_a_withdrawn_pack_is_hidden_from_members_and_their_reviews_stay(
    desk: Desk,
) -> None:
    desk.publish()
    robin = Played(member(desk), desk.shelf)
    robin.start()
    robin.play(1)
    desk.withdraw()
    assert shelf_of(desk, robin.number) == []
    assert robin.review(1).played
    with pytest.raises(NotFound):
        robin.start()


def test_a_trial_is_for_those_who_work_on_the_pack(desk: Desk) -> None:
    robin = opened(desk.database).join("Robin")
    with desk.database.writing() as session:
        loading.load_pack(
            session,
            replace(desk.decided(), slug="try-harbour"),
            now=NOON,
            shelf=Shelf(Audience.EDITORS, desk.number),
        )
    assert on_shelf(desk).trial == "try-harbour"
    assert [case.pack for case in shelf_of(desk, desk.who.participant)] == [
        "try-harbour"
    ]
    assert shelf_of(desk, robin.number) == []


def test_a_pack_that_is_removed_is_withdrawn_and_can_be_reviewed(desk: Desk) -> None:
    desk.publish()
    robin = Played(member(desk), desk.shelf)
    robin.start()
    robin.play(1)
    with desk.database.writing() as session:
        desk_packs.remove_pack(
            session, person=desk.who.number, pack=desk.number, now=NOON
        )
    assert shelf_of(desk, robin.number) == []
    assert robin.review(1).played


def test_a_stranger_neither_reads_nor_publishes_nor_withdraws(desk: Desk) -> None:
    desk.publish()
    stranger = Desk(desk.database, otto(desk.database))
    stranger.number = desk.number
    deeds: tuple[Callable[[], object], ...] = (
        stranger.decided,
        stranger.publish,
        stranger.withdraw,
        lambda: versions(stranger),
        lambda: files(stranger, 1),
        lambda: on_shelf(stranger),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(NotFound, match="no such version"):
        files(desk, 2)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_pack_goes_out_as_it_came_in(
    database: Database, folder: Path
) -> None:
    archive = pack_archive(read_pack(folder))
    me = ines(database).number
    with database.writing() as session:
        number = lay_on_desk(session, read_archive(archive), person=me, now=NOON)
    with database.reading() as session:
        pack = publishing.decided_pack(session, person=me, pack=number)
    assert pack_archive(pack) == archive


class Played(Player):
    """A player at a case of the desk."""

    def __init__(self, player: Player, pack: str) -> None:
        super().__init__(player.database, player.number, Random(2))
        self.pack = pack

    def at(self, number: int = 0, position: int = 0) -> Place:
        return Place(self.number, self.pack, "boat", number, position)
