"""The words on screen: gettext, in the language chosen for this request.

Everything a person reads goes through `gettext` or `ngettext`; the edge (a web
request, a command) says once, with `use`, which translations apply.
"""

from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

# Marks words for translation; they are translated when they are said.
N_ = str

_chosen: ContextVar[NullTranslations | None] = ContextVar("translations", default=None)
_file: ContextVar[Path | None] = ContextVar("file", default=None)
_english = NullTranslations()


def use(translations: NullTranslations, file: Path | None = None) -> None:
    """Take `translations` for everything said from here on in this context.

    `file` is the compiled catalogue that they were read from.
    """
    _chosen.set(translations)
    _file.set(file)


def used_file() -> Path | None:
    """Return the catalogue in use, for another process to read; None of English."""
    return _file.get()


def read_file(file: Path) -> NullTranslations:
    """Read a compiled catalogue (`.mo`)."""
    with file.open("rb") as opened:
        return GNUTranslations(opened)


def gettext(message: str) -> str:
    """Return `message` in the chosen language, or as it stands."""
    return (_chosen.get() or _english).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of the message that fits `number` in the chosen language."""
    return (_chosen.get() or _english).ngettext(singular, plural, number)
