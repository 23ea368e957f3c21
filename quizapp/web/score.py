"""What the screens of a room show besides its line: marks so far, and how it went."""

from dataclasses import dataclass

from quizapp.game.workshop import Board
from quizapp.services import debriefs, seats
from quizapp.services import standings as marks
from quizapp.services.debriefs import AskedLine
from quizapp.services.rooms import Room, Split
from quizapp.web.sessions import database
from quizapp.wording import gettext, ngettext

SHOWN = 4  # lines on the wall at the end


@dataclass(frozen=True, slots=True)
class TeamWords:
    """A team's number and name, and its marks a head."""

    team: int
    name: str
    mean: str


@dataclass(frozen=True, slots=True)
class LookedBack:
    """What a room did, as its wall says it at the end.

    `caught` and `stood` count right votes on parting and on sound lines, the last of
    each person; `lines` begins with what was missed most.
    """

    people: int
    alone: tuple[int, int]
    again: tuple[int, int]
    caught: tuple[int, int]
    stood: tuple[int, int]
    lines: tuple[AskedLine, ...]


def seats_sent_out(room: Room) -> str:
    """Name the seats that were taken away, so that their phones know it."""
    with database().reading() as session:
        return " ".join(map(str, seats.sent_out(session, room=room.number)))


def standings(room: Room) -> tuple[TeamWords, ...]:
    """Return the teams' means after an answer; none where there are no teams."""
    if room.board is not Board.TEAMS:
        return ()
    with database().reading() as session:
        means = marks.team_means(session, room=room.number, position=room.position)
    return tuple(
        TeamWords(
            mean.team,
            gettext("Team %(n)s") % {"n": mean.team},
            _signed(mean.mean),
        )
        for mean in means
    )


def own_board(room: Room, participant: int) -> str:
    """Say somebody's own marks so far; nothing unless the room shows them."""
    if room.board is not Board.OWN:
        return ""
    with database().reading() as session:
        own = marks.own_marks(
            session,
            room=room.number,
            position=room.position,
            participant=participant,
        )
    words = ngettext(
        "So far: %(marks)s marks on %(n)s line",
        "So far: %(marks)s marks on %(n)s lines",
        own.lines,
    )
    return words % {"marks": f"{own.marks}".replace("-", "−"), "n": own.lines}


def words_taken(split: Split) -> dict[int, int]:
    """Count for each word of the line how many put the pencil to it."""
    counts: dict[int, int] = {}
    for (choice, _), people in split.items():
        for word in choice if isinstance(choice, tuple) else ():
            counts[word] = counts.get(word, 0) + people
    return counts


def looked_back(room: Room) -> LookedBack:
    """Sum up what the room did."""
    with database().reading() as session:
        seen = debriefs.look_back_together(session, code=room.code)
    return LookedBack(
        people=seen.seats,
        alone=seen.right_of_twice(1),
        again=seen.right_of_twice(2),
        caught=_right(seen.lines, faithful=False),
        stood=_right(seen.lines, faithful=True),
        lines=debriefs.missed_most(seen)[:SHOWN],
    )


def _right(lines: tuple[AskedLine, ...], *, faithful: bool) -> tuple[int, int]:
    meant = [line for line in lines if line.line.faithful is faithful]
    right = sum(line.right(line.last_turn) for line in meant)
    return right, sum(line.voted(line.last_turn) for line in meant)


def _signed(mean: float) -> str:
    return f"{mean:.1f}".replace("-", "−")
