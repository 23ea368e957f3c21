"""What a person says about packs and articles, read as a pack can hold it.

Every function takes what was typed and returns it tidied; it raises `BadInput` with a
sentence where no pack could hold it. What may wait until publishing may be empty.
"""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from quizapp.errors import BadInput
from quizapp.packs.fields import (
    LANGUAGE,
    Address,
    Date,
    Label,
    Language,
    Paragraph,
    Title,
    Words,
)
from quizapp.packs.plain import tidy, without_unfit
from quizapp.wording import gettext

UNKNOWN, NONE = "unknown", "none"
MOST_AUTHORS = 20

_TITLE = TypeAdapter[str](Title)
_LABEL = TypeAdapter[str](Label)
_DATE = TypeAdapter[str](Date)
_ADDRESS = TypeAdapter[str](Address)
_WORDS = TypeAdapter[str](Words)
_PARAGRAPH = TypeAdapter[str](Paragraph)
_LANGUAGE = TypeAdapter[str](Language)


def plain(typed: str) -> str:
    """Return what was typed as one tidy line.

    >>> plain(" The\\n ferry\\x00 ")
    'The ferry'
    """
    return tidy(without_unfit(typed).replace("\ufffd", ""))


def title(typed: str) -> str:
    """Read a title, which must be there."""
    if not plain(typed):
        raise BadInput(gettext("Give it a title, so that you find it again."))
    sentence = gettext("Keep the title to 120 characters.")
    return _read(_TITLE, typed, sentence)


def outlet(typed: str) -> str:
    """Read where an article appeared; may be empty for now."""
    return _read(_LABEL, typed, gettext("Keep the name to 200 characters."))


def date(typed: str) -> str:
    """Read when an article appeared; empty means unknown."""
    sentence = gettext(
        "Write the date as 2026-03-04, or only 2026-03 or 2026, or leave it empty."
    )
    return _read(_DATE, typed, sentence) or UNKNOWN


def address(typed: str) -> str | None:
    """Read a web address; empty, or “none”, means that there is none."""
    sentence = gettext("Copy the whole address, as in https://example.org/story.")
    given = _read(_ADDRESS, typed, sentence)
    return None if given in ("", NONE) else given


def headline(typed: str) -> str:
    """Read a headline; may be empty for now."""
    return _read(_WORDS, typed, gettext("That is too long for a headline."))


def about(typed: str) -> str:
    """Read what a pack or case is about; may be empty for now."""
    return _read(_PARAGRAPH, typed, gettext("Keep it to 800 characters."))


def content_note(typed: str) -> str:
    """Read what may upset somebody; empty means that nothing does."""
    return about(typed) or NONE


def licence(typed: str) -> str:
    """Read a licence, which must be there."""
    if not plain(typed):
        raise BadInput(gettext("Name a licence, such as CC-BY-4.0."))
    return _read(_LABEL, typed, gettext("Keep the name to 200 characters."))


def authors(typed: str) -> tuple[str, ...]:
    """Read names, one a line; there must be one."""
    sentence = gettext("Keep each name to 200 characters.")
    names = [_read(_LABEL, line, sentence) for line in typed.splitlines()]
    given = tuple(name for name in names if name)
    if not given:
        raise BadInput(gettext("Name at least one author, one a line."))
    if len(given) > MOST_AUTHORS:
        raise BadInput(gettext("Name twenty authors at the most."))
    return given


def language(typed: str) -> str:
    """Read a language tag, which must be there.

    >>> language(" pt-BR ")
    'pt-BR'
    """
    sentence = gettext("Choose a language, or write its tag, such as en or pt-BR.")
    if not LANGUAGE.fullmatch(plain(typed)):
        raise BadInput(sentence)
    return _read(_LANGUAGE, typed, sentence)


def _read(kind: TypeAdapter[Any], typed: str, sentence: str) -> str:
    given = plain(typed)
    if not given:
        return ""
    try:
        read: str = kind.validate_python(given)
    except ValidationError:
        raise BadInput(sentence) from None
    return read
