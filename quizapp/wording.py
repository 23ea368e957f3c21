"""The words on screen: gettext, in the language chosen for this request.

Everything a person reads goes through `gettext` or `ngettext`; the edge (a web
request, a command) says once, with `use`, which translations apply.
"""

from contextvars import ContextVar
from gettext import NullTranslations

# Marks words for translation; they are translated when they are said.
N_ = str

_chosen: ContextVar[NullTranslations | None] = ContextVar("translations", default=None)
_english = NullTranslations()


def use(translations: NullTranslations) -> None:
    """Take `translations` for everything said from here on in this context."""
    _chosen.set(translations)


def gettext(message: str) -> str:
    """Return `message` in the chosen language, or as it stands."""
    return (_chosen.get() or _english).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of the message that fits `number` in the chosen language."""
    return (_chosen.get() or _english).ngettext(singular, plural, number)
