"""The languages that articles may be in, by their names."""

from babel import Locale, UnknownLocaleError

from quizapp.compare.language import find_language
from quizapp.wording import gettext as _

OTHER = "other"
OFFERED = (
    *("en", "ar", "cs", "da", "de", "el", "es", "fi", "fr", "hu", "it", "nl", "nb"),
    *("pl", "pt", "ro", "ru", "sv", "tr", "uk", "zh"),
)


def tongues(shown_in: str) -> tuple[tuple[str, str], ...]:
    """Return tag and name of each language to choose from, those known best first."""
    named = [(tag, tongue(tag, shown_in)) for tag in OFFERED]
    named.sort(key=lambda pair: (not find_language(pair[0]).known, pair[1]))
    return (*named, (OTHER, _("another; write its tag below")))


def tongue(tag: str, shown_in: str) -> str:
    """Return a language's name, or its tag where nobody has named it.

    >>> tongue("de", "en"), tongue("xx-one", "en")
    ('German', 'xx-one')
    """
    try:
        return str(Locale.parse(shown_in, sep="-").languages.get(tag, tag))
    except (UnknownLocaleError, ValueError):
        return tag


def chosen(tag: str) -> dict[str, str]:
    """Return the fields of the choice for a language."""
    if tag in OFFERED:
        return {"language": tag, "tag": ""}
    return {"language": OTHER, "tag": tag}


def typed_tongue(fields: dict[str, str]) -> str:
    """Return the tag that was chosen or typed."""
    choice = fields.get("language", "")
    return fields.get("tag", "") if choice == OTHER else choice
