"""Who asks, and under which name, where other servers stand in between.

A proxy is believed who asks and whether they came by https; which name they typed it
passes on as it is, in `Host`. docs/deploy.md says how a proxy is told so.
"""

from flask import Flask, Response
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from quizapp.wording import gettext


def attach_proxies(app: Flask, *, proxies: int, hosts: tuple[str, ...]) -> None:
    """Believe so many proxies, and answer to these names alone; to any, without one."""
    app.config["TRUSTED_HOSTS"] = list(hosts) or None
    app.register_error_handler(SecurityError, _unknown_name)
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies
        )


def _unknown_name(_error: SecurityError) -> Response:
    # A page has links in it, and there is no name to make them with.
    sentence = gettext(
        "This server does not answer to that name. Whoever runs it can add the name to "
        "QUIZAPP_HOSTS."
    )
    return Response(f"{sentence}\n", 400, mimetype="text/plain")
