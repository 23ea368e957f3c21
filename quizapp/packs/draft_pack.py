"""A draft as the files of a pack, with notes for the person who decides."""

import re
import unicodedata
from collections.abc import Iterable

from quizapp.errors import BadInput
from quizapp.packs.digest import HEAD
from quizapp.packs.draft import Draft
from quizapp.packs.fields import LANGUAGE, SLUG
from quizapp.packs.pack import Pack
from quizapp.packs.write import pack_files
from quizapp.wording import gettext


def draft_files(draft: Draft, slug: str, language: str) -> dict[str, str]:
    """Return the text of each file by its name; notes are comments on top.

    Raise BadInput where the folder's name or the language cannot be used.
    """
    if not SLUG.fullmatch(slug):
        text = gettext("'{name}' cannot be a pack; use small letters, digits, hyphens")
        raise BadInput(text.format(name=slug))
    if not LANGUAGE.fullmatch(language):
        text = gettext("'{tag}' is no language tag; write one such as en or pt-BR")
        raise BadInput(text.format(tag=language))
    files = pack_files(_pack(draft, slug, language))
    name = f"{draft.case.slug}.yaml"
    return files | {
        HEAD: _comments(_for_the_head()) + files[HEAD],
        name: _comments([*_for_the_case(), *draft.notes]) + files[name],
    }


def slugs_of(names: Iterable[str]) -> list[str]:
    """Return an id for each name, no two alike.

    >>> slugs_of(["The Courier", "the courier", "Été", "…"])
    ['the-courier', 'the-courier-2', 'ete', 'article']
    """
    found: list[str] = []
    for name in names:
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        words = re.findall("[a-z0-9]+", letters.lower())
        slug = "-".join(words)[:50].strip("-") or "article"
        number = 1
        while (unique := slug if number == 1 else f"{slug}-{number}") in found:
            number += 1
        found.append(unique)
    return found


def _pack(draft: Draft, slug: str, language: str) -> Pack:
    return Pack(
        slug=slug,
        digest="",
        title=draft.case.title,
        language=language,
        licence="CC-BY-4.0",
        authors=(gettext("Write your name"),),
        about=gettext("Say here what makes a reader want to play."),
        content_note="none",
        cases=(draft.case,),
    )


def _for_the_head() -> list[str]:
    return [gettext("A draft: write title, licence, authors, about and content note.")]


def _for_the_case() -> list[str]:
    return [
        gettext(
            "A draft by the engine: read, correct or delete every line, then remove"
        ),
        gettext("its 'proposed: true'. Write the articles' outlets, dates, addresses."),
    ]


def _comments(notes: Iterable[str]) -> str:
    return "".join(f"# {' '.join(note.split())}\n" for note in notes)
