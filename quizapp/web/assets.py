"""Static files under addresses that change with their content."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request, url_for

YEAR = 365 * 24 * 3600
HOUR = 3600


def attach_assets(app: Flask) -> None:
    """Let templates say `asset("app.css")`; browsers keep such a file for a year."""
    folder = Path(app.static_folder or "")
    prints = {f.name: _print_of(f) for f in folder.iterdir() if f.is_file()}

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=prints[name])

    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)


def _print_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code < 400:
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = YEAR if "v" in request.args else HOUR
    return response
