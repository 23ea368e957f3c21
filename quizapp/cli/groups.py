"""`quizapp groups list, expire`: the groups of a server, and the erasing clock."""

import argparse
import os
from datetime import UTC, datetime

from quizapp.cli.database import upgraded_database
from quizapp.cli.subparsers import Subparsers
from quizapp.config import read_config
from quizapp.db.session import Database
from quizapp.services.erasing import expire_groups
from quizapp.services.groups import ShownGroup, every_group
from quizapp.wording import gettext, ngettext


def add_parser(subparsers: Subparsers) -> None:
    """Add `groups` and its actions to the command line."""
    groups = subparsers.add_parser(
        "groups", help=gettext("list groups, and erase those whose date has come")
    )
    actions = groups.add_subparsers(required=True, metavar=gettext("action"))
    listing = actions.add_parser("list", help=gettext("list every group"))
    listing.set_defaults(run=run, action=_list)
    expiring = actions.add_parser(
        "expire",
        help=gettext("erase what is personal in every group whose date has come"),
    )
    expiring.set_defaults(run=run, action=_expire)


def run(args: argparse.Namespace) -> int:
    """Do what the arguments ask for; return 0."""
    with upgraded_database(read_config(os.environ)) as database:
        args.action(database)
    return 0


def _list(database: Database) -> None:
    with database.reading() as session:
        groups = every_group(session)
    for group in groups:
        print(_said(group))
    if not groups:
        print(gettext("No group is here yet."))


def _said(group: ShownGroup) -> str:
    words = {
        "number": group.number,
        "name": group.name,
        "members": ngettext("%(n)d member", "%(n)d members", group.members)
        % {"n": group.members},
        "day": group.retention_on.isoformat(),
    }
    if group.erased_at is None:
        return gettext("%(number)d  %(name)s: %(members)s, erased on %(day)s") % words
    words["day"] = group.erased_at.date().isoformat()
    return gettext("%(number)d  %(name)s: erased on %(day)s, counts kept") % words


def _expire(database: Database) -> None:
    with database.writing() as session:
        erased = expire_groups(session, now=datetime.now(UTC))
    database.scrub()
    for name in erased:
        print(gettext("%(name)s: erased, counts kept") % {"name": name})
    if not erased:
        print(gettext("No group’s date has come."))
