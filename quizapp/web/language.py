"""The language of the page: the best the browser asks for among those translated."""

from gettext import NullTranslations
from pathlib import Path

from babel import negotiate_locale
from flask import Flask, current_app, g, request

from quizapp.resources import PACKAGE
from quizapp.web.tongues import tongue
from quizapp.wording import read_file, use

ENGLISH = "en"
KEY = "languages"


def attach_language(app: Flask) -> None:
    """Choose a language for every request; templates say it with `language()`."""
    translations = {ENGLISH: (NullTranslations(), None), **_translated()}

    def choose() -> None:
        wanted = list(request.accept_languages.values())
        best = negotiate_locale(wanted, translations, sep="-") or ENGLISH
        g.language = best
        use(*translations[best])

    app.extensions[KEY] = tuple(translations)
    app.before_request(choose)
    app.jinja_env.globals["language"] = lambda: g.get("language", ENGLISH)


def known_languages() -> dict[str, str]:
    """Return the languages that the pages can speak, by tag."""
    return {tag: tongue(tag) for tag in current_app.extensions[KEY]}


def _translated() -> dict[str, tuple[NullTranslations, Path | None]]:
    """Return every compiled catalogue, by language (`quizapp/locale/*/LC_MESSAGES`)."""
    files = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/messages.mo"))
    return {file.parts[-3]: (read_file(file), file) for file in files}
