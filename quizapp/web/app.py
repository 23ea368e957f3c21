"""The app, put together from its parts."""

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from quizapp.config import Config
from quizapp.db.session import Database
from quizapp.game.rejoin import show_code
from quizapp.resources import folder
from quizapp.web.addresses import attach_addresses
from quizapp.web.assets import attach_assets
from quizapp.web.cookies import PatientCookies
from quizapp.web.dates import printed_date, short_date
from quizapp.web.desk_addresses import attach_desk
from quizapp.web.drawing import attach_live
from quizapp.web.errors import attach_errors
from quizapp.web.headers import add_headers, cookie_name
from quizapp.web.health import attach_health
from quizapp.web.heap import attach_heap
from quizapp.web.kinds import kind_words
from quizapp.web.language import attach_language
from quizapp.web.limits import attach_limits
from quizapp.web.login import attach_login
from quizapp.web.metrics import attach_metrics
from quizapp.web.observing import Observed, attach_observing
from quizapp.web.pages import (
    account,
    assignments,
    boards,
    cases,
    debrief,
    entrance,
    groups,
    home,
    hosting,
    join,
    kinds,
    links,
    people,
    phones,
    roster,
    rounds,
    second_factor,
    takeaway,
    you,
)
from quizapp.web.passwords import attach_passwords
from quizapp.web.proxies import attach_proxies
from quizapp.web.retry import attach_retry
from quizapp.web.sending import attach_sending
from quizapp.web.sessions import attach_database
from quizapp.web.throttle import attach_throttle
from quizapp.web.tongues import tongue, tongues
from quizapp.wording import gettext, ngettext

# The largest form is sixty ticked words; nobody has to send more than this.
LARGEST_FORM = 64 * 1024
WORKSHOPS = (hosting, phones, debrief, takeaway)
PLAY = (home, cases, rounds, you, kinds)
ACCOUNTS = (entrance, account, second_factor, links, people)
GROUPS = (join, groups, roster, assignments, boards)


def create_app(config: Config) -> Flask:
    """Build the app for one database. The tables must be there already."""
    app = Observed(__name__, template_folder=str(folder("templates")))
    app.static_folder = str(folder("static"))
    app.config.update(_settings(config))
    app.session_interface = PatientCookies()
    opened = Database(config.database_url)
    attach_database(app, opened)
    attach_live(app, opened)
    tell = attach_metrics(app, opened) if config.metrics else None
    attach_observing(app, believed=config.proxies > 0, tell=tell)
    attach_health(app, opened)
    attach_proxies(app, proxies=config.proxies, hosts=config.hosts)
    for attach in (
        *(attach_addresses, attach_language, attach_login, attach_passwords),
        *(attach_throttle, attach_limits, attach_heap, attach_sending),
    ):
        attach(app)
    CSRFProtect(app)
    attach_errors(app)
    attach_retry(app)
    # Runs last-in first-out: the assets say how long they keep before it is decided.
    app.after_request(add_headers)
    attach_assets(app)
    _prepare_templates(app)
    _attach_pages(app)
    return app


def _attach_pages(app: Flask) -> None:
    for page in (*PLAY, *ACCOUNTS, *GROUPS, *WORKSHOPS):
        app.register_blueprint(page.pages)
    attach_desk(app)


def _settings(config: Config) -> dict[str, object]:
    return {
        # The library would take it from FLASK_DEBUG: here nothing turns it on.
        "DEBUG": False,
        "SECRET_KEY": config.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "SESSION_COOKIE_NAME": cookie_name(secure=config.secure_cookies),
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.secure_cookies,
        # A page left open overnight still takes its answer.
        "WTF_CSRF_TIME_LIMIT": None,
        "SECOND_FACTOR": config.second_factor,
    }


def _prepare_templates(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(printed_date=printed_date, short_date=short_date)
    env.filters["show_code"] = show_code
    env.globals.update(kind_words=kind_words, tongue=tongue, tongues=tongues)
