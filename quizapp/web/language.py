"""The language of the page: the best the browser asks for among those translated."""

from gettext import GNUTranslations, NullTranslations

from babel import negotiate_locale
from flask import Flask, g, request

from quizapp.resources import PACKAGE
from quizapp.wording import use

ENGLISH = "en"


def attach_language(app: Flask) -> None:
    """Choose a language for every request; templates say it with `language()`."""
    translations = {ENGLISH: NullTranslations(), **_translated()}

    def choose() -> None:
        wanted = list(request.accept_languages.values())
        best = negotiate_locale(wanted, translations, sep="-") or ENGLISH
        g.language = best
        use(translations[best])

    app.before_request(choose)
    app.jinja_env.globals["language"] = lambda: g.get("language", ENGLISH)


def _translated() -> dict[str, NullTranslations]:
    """Return every compiled catalogue, by language (`quizapp/locale/*/LC_MESSAGES`)."""
    found: dict[str, NullTranslations] = {}
    for path in sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/messages.mo")):
        with path.open("rb") as opened:
            found[path.parts[-3]] = GNUTranslations(opened)
    return found
