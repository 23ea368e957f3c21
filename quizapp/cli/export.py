"""`quizapp packs export`: a pack's questions for other programs."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from quizapp.cli.subparsers import Subparsers
from quizapp.errors import BadInput
from quizapp.packs.archive import without_proposals, zipped
from quizapp.packs.exchange.gift import gift
from quizapp.packs.exchange.item import Exported, items_of
from quizapp.packs.exchange.moodle import moodle_xml
from quizapp.packs.exchange.qti import qti_files
from quizapp.packs.pack import Pack
from quizapp.packs.read import read_pack
from quizapp.web.kinds import kind_words
from quizapp.wording import gettext, ngettext


def add_parser(actions: Subparsers) -> None:
    """Add `export` to the actions of `packs`."""
    export = actions.add_parser(
        "export", help=gettext("write a pack's questions for another program")
    )
    export.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help=gettext("the folder of a pack, such as questions/winter-ferry"),
    )
    export.add_argument(
        "--to",
        choices=tuple(WRITERS),
        required=True,
        help=gettext("the format; docs/packs.md says what reads it"),
    )
    export.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=gettext("the file to write"),
    )
    export.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file and say what is in it; return 0."""
    pack = without_proposals(read_pack(args.folder))
    kinds = {kind: words.name for kind, words in kind_words().items()}
    exported = items_of(pack, kinds)
    content = WRITERS[args.to](pack, exported)
    try:
        with args.out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        text = gettext("%(file)s exists already; choose a file that does not")
        raise BadInput(text % {"file": args.out}) from None
    for sentence in _said(args.out, exported):
        print(sentence)
    print(exported.notice)
    if pack.content_note not in ("", "none"):
        print(gettext("Tell whoever plays: %(note)s") % {"note": pack.content_note})
    return 0


def _gift(_pack: Pack, exported: Exported) -> bytes:
    return gift(exported).encode()


def _moodle(_pack: Pack, exported: Exported) -> bytes:
    return moodle_xml(exported).encode()


def _qti(pack: Pack, exported: Exported) -> bytes:
    files: Mapping[str, str] = qti_files(
        exported, slug=pack.slug, title=pack.title, language=pack.language
    )
    return zipped(files)


WRITERS = {"gift": _gift, "moodle": _moodle, "qti": _qti}


def _said(file: Path, exported: Exported) -> list[str]:
    items, left_out = len(exported.items), exported.left_out
    said = [
        ngettext("%(file)s: %(n)s question.", "%(file)s: %(n)s questions.", items)
        % {"file": file, "n": items}
    ]
    if left_out:
        said.append(
            ngettext(
                "Left out: %(n)s question in which words are marked; this format has "
                "no such questions.",
                "Left out: %(n)s questions in which words are marked; this format has "
                "no such questions.",
                left_out,
            )
            % {"n": left_out}
        )
    return said
