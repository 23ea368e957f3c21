"""The complete articles of a pack, and whether its excerpts are in them."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from quizapp.errors import BadInput
from quizapp.packs.model import LineEntry
from quizapp.packs.plain import Where, tidy, unfit
from quizapp.wording import gettext

LARGEST = 2_000_000
CUT = "[…]"


# Gives the bytes of a pack's file by its name; raises BadInput where it cannot.
Contents: TypeAlias = Callable[[str], bytes]


def refuse_outside(name: str) -> None:
    """Raise BadInput where `name` leads out of the pack."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
        text = gettext("'{name}' leads out of the pack; write a path inside its folder")
        raise BadInput(text.format(name=name))


def no_file(name: str) -> BadInput:
    """Return the refusal of a file that does not exist."""
    text = gettext("there is no file '{name}'; add it, or correct the path")
    return BadInput(text.format(name=name))


def file_inside(folder: Path, name: str) -> Path:
    """Return the path of the pack's file `name`.

    Raise BadInput where it leads out of the pack or no such file exists.
    """
    refuse_outside(name)
    path = folder / PurePosixPath(name)
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            text = gettext("'{name}' is a link out of the pack; put the file itself in")
            raise BadInput(text.format(name=name))
        if path.is_file():
            return path
    except (OSError, ValueError):
        pass
    raise no_file(name)


def content_inside(folder: Path, name: str) -> bytes:
    """Return the bytes of the pack's file `name`; raise BadInput if it has none."""
    path = file_inside(folder, name)
    try:
        if path.stat().st_size > LARGEST:
            text = gettext("'{name}' is larger than 2 MB; make it smaller")
            raise BadInput(text.format(name=name))
        return path.read_bytes()
    except OSError:
        text = gettext("'{name}' cannot be read; look at its permissions")
        raise BadInput(text.format(name=name)) from None


def text_in(contents: Contents, name: str) -> str:
    """Return what the pack's file `name` holds; raise BadInput if it is not text."""
    try:
        return contents(name).decode("utf-8-sig")
    except UnicodeDecodeError:
        text = gettext("'{name}' is not UTF-8; save it as UTF-8 text")
        raise BadInput(text.format(name=name)) from None


def article_in(contents: Contents, name: str) -> str:
    """Return the article in the pack's file `name`; raise BadInput if it is none."""
    article = text_in(contents, name)
    if not article.strip():
        text = gettext("'{name}' is empty; put the article's text in it")
        raise BadInput(text.format(name=name))
    if code := unfit(article):
        text = gettext("'{name}' holds the unfit character {code}; delete it")
        raise BadInput(text.format(name=name, code=code))
    return article


def excerpts(line: LineEntry) -> Iterator[tuple[str | None, Where, str]]:
    """Yield article id (None: the derived one), place and text of each excerpt."""
    if line.derived != "nothing" and not line.ours:
        for name in ("before", "words", "after"):
            yield None, ("derived", name), getattr(line.derived, name)
    for index, passage in enumerate(line.sources):
        for name in ("before", "words", "after", "near"):
            if (text := getattr(passage, name)) != "nothing":
                yield passage.article, ("sources", index, name), text
    for index, kept in enumerate(line.kept):
        yield None, ("kept", index, "derived"), kept.derived
        yield line.sources[0].article, ("kept", index, "source"), kept.source


def missing_piece(excerpt: str, folded: str) -> str | None:
    """Return the part of `excerpt` from where it leaves `folded`, or None.

    `folded` is a tidied article; pieces round a cut are looked for one by one.

    >>> missing_piece("She came. […] He left.", "She came. It rained. He left.")
    >>> missing_piece("She came at noon.", "She came. It rained. He left.")
    'at noon.'
    """
    for piece in map(str.strip, excerpt.split(CUT)):
        if piece not in folded:
            return _parting(piece, folded)
    return None


def _parting(piece: str, folded: str) -> str:
    """Return `piece` from the first word that no longer stands in `folded`."""
    words = piece.split(" ")
    fits, fails = 0, len(words)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if " ".join(words[:middle]) in folded:
            fits = middle
        else:
            fails = middle
    return " ".join(words[fits:])


def folded(article: str, headline: str) -> str:
    """Return what excerpts are looked for in: headline and text, blanks folded."""
    return tidy(f"{headline}\n{article}")
