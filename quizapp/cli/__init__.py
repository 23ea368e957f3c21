"""The command line: `quizapp COMMAND`; `quizapp COMMAND --help` explains each."""

import argparse
import sys
from collections.abc import Sequence

from quizapp import __version__
from quizapp.cli import load, packs, serve
from quizapp.errors import QuizappError
from quizapp.wording import gettext

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status, 2 where its input cannot be used."""
    parsed = _parser().parse_args(arguments)
    try:
        status: int = parsed.run(parsed)
    except QuizappError as refusal:
        print(f"quizapp: {refusal}", file=sys.stderr)
        return BAD_INPUT
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quizapp",
        description=gettext("Blue Pencil: spot what changes between source and story."),
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar=gettext("COMMAND"))
    serve.add_parser(commands)
    load.add_parser(packs.add_parser(commands))
    return parser
