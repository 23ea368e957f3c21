"""`quizapp demo`: fill a database with simulated groups, or erase them again."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from random import Random, SystemRandom

from quizapp.cli.database import upgraded_database
from quizapp.cli.load import load_or_say
from quizapp.cli.person import add_url, offered_link
from quizapp.cli.prepare import shipped_packs
from quizapp.cli.subparsers import Subparsers
from quizapp.config import read_config
from quizapp.db.session import Database
from quizapp.game.simulated_class import Learner, Stock, class_sizes, make_learner
from quizapp.game.simulation import Reader, known
from quizapp.services import demo, demo_play, links
from quizapp.services.accounts import NO_PASSWORD
from quizapp.services.counting import count_all_ahead
from quizapp.wording import gettext

MOST_ANSWERS = 10_000_000
ANSWERS_AT_ONCE = 10_000  # in one transaction, so that others need not wait long


def add_parser(commands: Subparsers) -> None:
    """Add `demo` to the command line."""
    parser = commands.add_parser(
        "demo", help=gettext("fill a database with simulated groups, or erase them")
    )
    parser.add_argument(
        "--answers",
        type=_count,
        default=20_000,
        metavar="N",
        help=gettext("how many answers they give (default: 20000)"),
    )
    parser.add_argument(
        "--groups",
        type=_count,
        metavar="G",
        help=gettext("how many groups (default: as many as make classes of thirty)"),
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help=gettext("the same seed makes the same players and answers"),
    )
    parser.add_argument(
        "--yes", action="store_true", help=gettext("even where people are here already")
    )
    parser.add_argument(
        "--erase", action="store_true", help=gettext("erase the demonstration")
    )
    add_url(parser)
    parser.set_defaults(run=run)


def _count(given: str) -> int:
    """Read a number above 0; argparse turns a ValueError into its own message."""
    count = int(given)
    if not 0 < count <= MOST_ANSWERS:
        raise ValueError(given)
    return count


def run(args: argparse.Namespace) -> int:
    """Fill the database or erase the demonstration in it; return 0."""
    with upgraded_database(read_config(os.environ)) as database:
        if args.erase:
            erase(database)
        else:
            _fill(database, args)
    return 0


def erase(database: Database) -> None:
    """Erase the demonstration, a group at a time."""
    found = False
    while _erased_one(database):
        found = True
    database.scrub()
    none = gettext("No demonstration is here.")
    print(gettext("The demonstration is erased.") if found else none)


def _erased_one(database: Database) -> bool:
    with database.writing() as session:
        return demo.erase_next(session)


def _fill(database: Database, args: argparse.Namespace) -> None:
    with database.reading() as session:
        demo.check_room(session, beside_people=args.yes)
    for pack in shipped_packs():
        load_or_say(database, pack)
    now = datetime.now(UTC)
    person = begin(database, now=now)
    sizes = class_sizes(args.answers, args.groups)
    learners = fill(database, person=person, sizes=sizes, seed=args.seed, now=now)
    count_all_ahead(database, now=datetime.now(UTC))
    with database.writing() as session:
        link = offered_link(session, person, args.url, links.WELCOME_LASTS)
    print(_said(sizes, learners, args.seed))
    print(gettext("Sign in as %(email)s.") % {"email": demo.EMAIL}, link)


def begin(database: Database, *, now: datetime) -> int:
    """Make the instructor of the demonstration; return their number."""
    with database.writing() as session:
        return demo.make_instructor(
            session,
            password=NO_PASSWORD,
            rng=SystemRandom(),
            now=now,
        )


def fill(
    database: Database,
    *,
    person: int,
    sizes: Sequence[Sequence[int]],
    seed: int,
    now: datetime,
) -> list[Learner]:
    """Make the groups and let everybody play; return who they are."""
    rng = Random(seed)
    with database.reading() as session:
        stocks = demo_play.stocks(session, rng=rng)
    everybody: list[Learner] = []
    for place, size in enumerate(sizes, start=1):
        stock = stocks[place % len(stocks)]
        learners = [make_learner(n, answers, rng) for n, answers in enumerate(size)]
        _fill_group(database, person, place, stock, learners, rng, now)
        everybody += learners
        _say_progress(place, len(sizes))
    return everybody


def _fill_group(  # noqa: PLR0913, PLR0917  a group is these
    database: Database,
    person: int,
    place: int,
    stock: Stock,
    learners: Sequence[Learner],
    rng: Random,
    now: datetime,
) -> None:
    secret = SystemRandom()
    with database.writing() as session:
        group = demo.make_group(
            session, person=person, place=place, stock=stock, rng=secret, now=now
        )
    for some in _batches(learners):
        with database.writing() as session:
            demo_play.add_learners(
                session,
                some,
                group=group,
                deals=stock.deals,
                rng=rng,
                secret=secret,
                now=now,
            )


def _batches(learners: Sequence[Learner]) -> Iterator[list[Learner]]:
    """Yield a few learners at a time, as many as a transaction takes."""
    batch: list[Learner] = []
    answers = 0
    for learner in learners:
        if batch and answers + learner.answers > ANSWERS_AT_ONCE:
            yield batch
            batch, answers = [], 0
        batch.append(learner)
        answers += learner.answers
    if batch:
        yield batch


def _say_progress(done: int, of: int) -> None:
    if done % 25 == 0 or done == of:
        text = gettext("%(done)s of %(of)s groups have played")
        print(text % {"done": done, "of": of}, file=sys.stderr)


def _said(
    sizes: Sequence[Sequence[int]], learners: Sequence[Learner], seed: int
) -> str:
    before = [learner.before for learner in learners]
    after = [learner.after for learner in learners]
    return gettext(
        "%(answers)s answers of %(members)s simulated players (groups: %(groups)s, "
        "seed: %(seed)s).\n"
        "What is true of them all, for the boards to find:\n"
        "  before  %(before)s\n"
        "  after   %(after)s"
    ) % {
        "answers": sum(map(sum, sizes)),
        "members": len(learners),
        "groups": len(sizes),
        "seed": seed,
        "before": _truth(before),
        "after": _truth(after),
    }


def _truth(readers: Sequence[Reader]) -> str:
    figures = known(readers)
    return gettext("d′ %(d).2f, spotting %(area).3f, suspicion %(c)+.2f") % {
        "d": sum(reader.d for reader in readers) / len(readers),
        "area": figures.area,
        "c": figures.criterion,
    }
