"""The command line: `quizapp COMMAND`; `quizapp COMMAND --help` explains each.

Every command is a module with `add_parser` and the function it sets as `run`. Only the
one that is asked for is imported, so that comparing does not wait for the web server.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from quizapp import __version__
from quizapp.errors import QuizappError
from quizapp.wording import gettext

BAD_INPUT = 2
COMMANDS = (
    "serve",
    "packs",
    "groups",
    "report",
    "compare",
    "engine",
    "person",
    "demo",
    "doctor",
    "backup",
    "restore",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status, 2 where its input cannot be used."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = command_line(given).parse_args(given)
    try:
        status: int = parsed.run(parsed)
        sys.stdout.flush()
    except QuizappError as refusal:
        print(f"quizapp: {refusal}", file=sys.stderr)
        return BAD_INPUT
    except OSError as fault:
        return _not_written(fault)
    return status


def _not_written(fault: OSError) -> int:
    """Say why it ended, as with a full disk; nobody listens at a closed pipe."""
    # What is still waiting must not be tried again when Python ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(fault, BrokenPipeError):
        said = gettext("it could not be finished: %(why)s")
        print(f"quizapp: {said % {'why': fault.strerror}}", file=sys.stderr)
    return BAD_INPUT


def command_line(given: Sequence[str]) -> argparse.ArgumentParser:
    """Return what reads the words given, knowing only the command that they name."""
    parser = argparse.ArgumentParser(
        prog="quizapp",
        description=gettext("Blue Pencil: spot what changes between source and story."),
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar=gettext("COMMAND"))
    for name in given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS:
        import_module(f"quizapp.cli.{name}").add_parser(commands)
    return parser
