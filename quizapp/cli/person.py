"""`quizapp person`: accounts, for whoever runs the server."""

import argparse
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from secrets import token_urlsafe

from sqlalchemy.orm import Session

from quizapp.cli.database import upgraded_database
from quizapp.cli.subparsers import Subparsers
from quizapp.config import read_config
from quizapp.errors import BadInput
from quizapp.game.account import read_email, read_name
from quizapp.game.rejoin import make_code
from quizapp.game.role import Role
from quizapp.game.secret import BYTES
from quizapp.services import accounts, holdings, links, people, second_factors
from quizapp.wording import gettext, ngettext

Run = Callable[[Session, argparse.Namespace], str]


def add_parser(commands: Subparsers) -> None:
    """Add `person` and its actions to the command line."""
    person = commands.add_parser("person", help=gettext("accounts and roles"))
    actions = person.add_subparsers(required=True, metavar=gettext("ACTION"))
    add = _action(actions, "add", _add, gettext("make an account"))
    add.add_argument(
        "--name", required=True, help=gettext("the name as others here may see it")
    )
    _add_role(add, Role.PLAYER)
    add_url(add)
    promote = _action(actions, "promote", _promote, gettext("change a role"))
    _add_role(promote, Role.INSTRUCTOR)
    reset = _action(actions, "reset", _reset, gettext("make a link to a new password"))
    add_url(reset)
    off = gettext("turn off the second factor of whoever lost the phone")
    _action(actions, "second-factor-off", _second_factor_off, off)
    remove = _action(actions, "remove", _remove, gettext("remove an account"))
    remove.add_argument("--yes", action="store_true", help=gettext("do it"))
    listed = actions.add_parser("list", help=gettext("list everybody"))
    listed.set_defaults(run=run, act=_list)


def run(args: argparse.Namespace) -> int:
    """Do one thing in the database and say what came of it; return 0."""
    with upgraded_database(read_config(os.environ)) as database:
        with database.writing() as session:
            said = args.act(session, args)
        database.scrub()
    print(said)
    return 0


def _action(
    actions: Subparsers, name: str, act: Run, words: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=words)
    parser.add_argument(
        "email", metavar="EMAIL", help=gettext("the address they sign in with")
    )
    parser.set_defaults(run=run, act=act)
    return parser


def _add_role(parser: argparse.ArgumentParser, default: Role) -> None:
    parser.add_argument(
        "--role",
        choices=[role.value for role in Role],
        default=default.value,
        help=gettext("what they may do (default: %(role)s)") % {"role": default.value},
    )


def add_url(parser: argparse.ArgumentParser) -> None:
    """Add `--url`, which links begin with."""
    parser.add_argument(
        "--url",
        default="http://127.0.0.1:8000",
        help=gettext("the address that the server has for others"),
    )


def _add(session: Session, args: argparse.Namespace) -> str:
    who = accounts.register(
        session,
        email=read_email(args.email),
        name=read_name(args.name),
        password=accounts.NO_PASSWORD,
        code=make_code(SystemRandom()),
        now=datetime.now(UTC),
        role=Role(args.role),
    )
    return offered_link(session, who.number, args.url, links.WELCOME_LASTS)


def _promote(session: Session, args: argparse.Namespace) -> str:
    who = people.person_called(session, email=read_email(args.email))
    people.set_role(session, who.number, role=Role(args.role))
    return gettext("%(email)s: %(role)s") % {"email": who.email, "role": args.role}


def _reset(session: Session, args: argparse.Namespace) -> str:
    who = people.person_called(session, email=read_email(args.email))
    return offered_link(session, who.number, args.url, links.RESET_LASTS)


def _second_factor_off(session: Session, args: argparse.Namespace) -> str:
    who = people.person_called(session, email=read_email(args.email))
    if not second_factors.turn_off(session, who.number):
        return gettext("%(email)s has no second factor.") % {"email": who.email}
    return gettext(
        "%(email)s signs in with the password alone now, and is signed out everywhere."
    ) % {"email": who.email}


def _remove(session: Session, args: argparse.Namespace) -> str:
    who = people.person_called(session, email=read_email(args.email))
    goes = _what_goes(who.email, holdings.holdings_of(session, who.number))
    if not args.yes:
        raise BadInput(goes + gettext(". All of it goes: say --yes to do it."))
    holdings.erase_person(session, who.number, now=datetime.now(UTC))
    return gettext("Removed. %(goes)s") % {"goes": goes}


def _what_goes(email: str, held: holdings.Holdings) -> str:
    rounds = ngettext("%(n)s round", "%(n)s rounds", held.rounds)
    places = ngettext(
        "%(n)s place in a group", "%(n)s places in groups", held.memberships
    )
    groups = ngettext("%(n)s group", "%(n)s groups", held.groups)
    members = ngettext("%(n)s member", "%(n)s members", held.members)
    packs = ngettext("%(n)s pack", "%(n)s packs", held.packs)
    return gettext(
        "%(email)s: %(rounds)s, %(places)s; nobody else keeps "
        "%(groups)s with %(members)s, and %(packs)s"
    ) % {
        "email": email,
        "rounds": rounds % {"n": held.rounds},
        "places": places % {"n": held.memberships},
        "groups": groups % {"n": held.groups},
        "members": members % {"n": held.members},
        "packs": packs % {"n": held.packs},
    }


def _list(session: Session, _args: argparse.Namespace) -> str:
    rows = people.list_people(session)
    if not rows:
        return gettext("Nobody has an account yet.")
    return "\n".join(
        f"{row.email}\t{row.role}\t{row.joined_at.date()}\t{row.name}" for row in rows
    )


def offered_link(session: Session, person: int, url: str, lasts: timedelta) -> str:
    """Make a link that sets a password; return the sentence that shows it."""
    secret = token_urlsafe(BYTES)
    until = links.offer_reset(
        session,
        person=person,
        secret=secret,
        made_by=None,
        now=datetime.now(UTC),
        lasts=lasts,
    )
    return gettext(
        "This link sets the password, once, until %(until)s:\n%(url)s/resets/%(secret)s"
    ) % {
        "until": until.strftime("%Y-%m-%d %H:%M UTC"),
        "url": url.rstrip("/"),
        "secret": secret,
    }
