"""The languages that articles may be in, by their names."""

from quizapp.compare.language import find_language
from quizapp.wording import N_
from quizapp.wording import gettext as _

OTHER = "other"
_NAMES = {
    "en": N_("English"),
    "ar": N_("Arabic"),
    "cs": N_("Czech"),
    "da": N_("Danish"),
    "de": N_("German"),
    "el": N_("Greek"),
    "es": N_("Spanish"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "hu": N_("Hungarian"),
    "it": N_("Italian"),
    "nl": N_("Dutch"),
    "nb": N_("Norwegian Bokmål"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sv": N_("Swedish"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "zh": N_("Chinese"),
}
OFFERED = tuple(_NAMES)


def tongues() -> tuple[tuple[str, str], ...]:
    """Return tag and name of each language to choose from, those known best first."""
    named = [(tag, tongue(tag)) for tag in OFFERED]
    named.sort(key=lambda pair: (not find_language(pair[0]).known, pair[1]))
    return (*named, (OTHER, _("another; write its tag below")))


def tongue(tag: str) -> str:
    """Return a language's name, or its tag where nobody has named it.

    >>> tongue("de"), tongue("xx-one")
    ('German', 'xx-one')
    """
    return _(_NAMES[tag]) if tag in _NAMES else tag


def chosen(tag: str) -> dict[str, str]:
    """Return the fields of the choice for a language."""
    if tag in OFFERED:
        return {"language": tag, "tag": ""}
    return {"language": OTHER, "tag": tag}


def typed_tongue(fields: dict[str, str]) -> str:
    """Return the tag that was chosen or typed."""
    choice = fields.get("language", "")
    return fields.get("tag", "") if choice == OTHER else choice
