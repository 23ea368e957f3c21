"""Headers on every answer: nothing from elsewhere, nothing inline, nothing kept.

And the one of a request by which our scripts are known.
"""

from flask import Response, current_app, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types stages desk-rows",  # the two places where scripts set markup
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Two years, as browsers' own lists ask for; sent only where cookies need https.
SECURE = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def always(*, secure: bool) -> dict[str, str]:
    """Return what every answer says, whatever it is about."""
    return {**ALWAYS, **(SECURE if secure else {})}


def add_headers(response: Response) -> Response:
    """Add the headers; pages are somebody's own, so nothing on the way keeps them."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.headers.update(always(secure=secure))
    # The library writes out where it leads to; which host that is was only asked for.
    if response.location and response.location.startswith(request.host_url):
        response.location = response.location.removeprefix(request.host_url[:-1])
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def is_script() -> bool:
    """Tell whether one of our scripts asks, which takes no page for an answer."""
    return request.headers.get("X-Requested-With") == "fetch"


def cookie_name(*, secure: bool) -> str:
    """Name the cookie; over https so that no neighbouring host can set one.

    >>> cookie_name(secure=True)
    '__Host-pencil'
    """
    return "__Host-pencil" if secure else "pencil"
