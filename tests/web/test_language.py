"""A translated page is shown to whoever prefers its language."""

from contextvars import copy_context
from datetime import date
from gettext import NullTranslations
from html import unescape
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from quizapp.web import language
from quizapp.web.dates import printed_date, short_date
from quizapp.web.tongues import tongues
from quizapp.wording import use
from tests.web.conftest import MakeApp


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Translate one sentence into German."""
    catalogue = Catalog(locale="de")
    catalogue.add("Pick a case", "Wähle einen Fall")
    place = tmp_path / "locale" / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.mo").open("wb") as opened:
        write_mo(opened, catalogue)
    monkeypatch.setattr(language, "PACKAGE", tmp_path)


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("asked", "heading", "lang"),
    [
        pytest.param("de-CH, en;q=0.5", "Wähle einen Fall", "de", id="german"),
        pytest.param("fr, en;q=0.5", "Pick a case", "en", id="english next best"),
        pytest.param("fr", "Pick a case", "en", id="neither"),
        pytest.param("", "Pick a case", "en", id="nothing asked"),
        pytest.param("\x7f;;q=,", "Pick a case", "en", id="garbage"),
    ],
)
def test_the_page_speaks_the_language_asked_for(
    serve: MakeApp, loaded_template: Path, asked: str, heading: str, lang: str
) -> None:
    client = serve(f"sqlite:///{loaded_template}").test_client()
    page = client.get("/", headers={"Accept-Language": asked}).text
    assert heading in unescape(page)
    assert f'<html lang="{lang}">' in page


def test_dates_and_languages_are_said_in_the_reader_s_words() -> None:
    words = {
        "March": "März",
        "Dec": "Dez",
        "German": "Deutsch",
        "%(day)s %(month)s %(year)s": "%(day)s. %(month)s %(year)s",
    }

    class German(NullTranslations):
        def gettext(self, message: str) -> str:
            return words.get(message, message)

    def said() -> tuple[str, str, str]:
        use(German())
        return (
            printed_date("2023-03-11"),
            short_date(date(2026, 12, 4)),
            dict(tongues())["de"],
        )

    assert copy_context().run(said) == (
        "11.\N{NO-BREAK SPACE}März 2023",
        "4.\N{NO-BREAK SPACE}Dez 2026",
        "Deutsch",
    )
