"""The desk's addresses, and the views that answer there.

The views are loaded when an instructor first comes to one. They bring the packs' reader
and the comparison along: twelve megabytes that most workers never need.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from flask import Flask

from quizapp.web.limits import takes_uploads
from quizapp.web.login import instructor

GET, POST = "GET", "POST"
DESK = "/desk"
PACK = f"{DESK}/<count:pack>"
CASE = f"{PACK}/<slug:case>"
LINE = f"{CASE}/lines/<slug:key>"
# A module of `pages` and a function in it, by address.
ADDRESSES = (
    (GET, f"{DESK}/", "desk.show_all"),
    (GET, f"{DESK}/import", "desk.show_import"),
    (POST, f"{DESK}/import", "desk.bring_in"),
    (GET, f"{DESK}/bring", "desk_bring.show"),
    (POST, f"{DESK}/bring", "desk_bring.bring"),
    (GET, f"{PACK}/bring", "desk_bring.show_add"),
    (POST, f"{PACK}/bring", "desk_bring.add"),
    (GET, f"{PACK}/", "desk_packs.show"),
    (GET, f"{PACK}/describe", "desk_packs.show_describe"),
    (POST, f"{PACK}/describe", "desk_packs.describe"),
    (POST, f"{PACK}/share", "desk_packs.share"),
    (POST, f"{PACK}/leave", "desk_packs.leave"),
    (POST, f"{PACK}/remove", "desk_packs.remove"),
    (GET, f"{PACK}/export", "desk_packs.export"),
    (POST, f"{PACK}/try", "desk_publish.try_out"),
    (GET, f"{PACK}/publish", "desk_publish.show"),
    (POST, f"{PACK}/publish", "desk_publish.publish"),
    (POST, f"{PACK}/withdraw", "desk_publish.withdraw"),
    (GET, f"{PACK}/versions/<count:number>", "desk_publish.export"),
    (GET, f"{CASE}/", "desk_lines.show"),
    (POST, f"{CASE}/undo", "desk_lines.undo"),
    (POST, f"{CASE}/offers", "desk_offers.take"),
    (GET, f"{CASE}/texts", "desk_texts.show"),
    (POST, f"{CASE}/texts", "desk_texts.look_over"),
    (GET, f"{CASE}/describe", "desk_cases.show_describe"),
    (POST, f"{CASE}/describe", "desk_cases.describe"),
    (POST, f"{CASE}/remove", "desk_cases.remove"),
    (GET, f"{CASE}/add", "desk_line_new.show"),
    (POST, f"{CASE}/add", "desk_line_new.add"),
    (GET, LINE, "desk_line.show"),
    (POST, LINE, "desk_line.change"),
    (POST, f"{LINE}/<any(accept,faithful,reject,wait):verdict>", "desk_lines.decide"),
)
# Where articles and archives are sent to.
UPLOADS = {
    "desk.bring_in",
    "desk_bring.bring",
    "desk_bring.add",
    "desk_texts.look_over",
}

View = Callable[..., Any]


def attach_desk(app: Flask) -> None:
    """Give the app the desk's addresses."""
    for method, address, name in ADDRESSES:
        view = _loaded_late(name)
        app.add_url_rule(
            address,
            name,
            takes_uploads(view) if name in UPLOADS else view,
            methods=[method],
        )


def view_of(name: str) -> View:
    """Return the view of that name, `module.function`; loads its module."""
    page, function = name.split(".")
    view: View = getattr(import_module(f"quizapp.web.pages.{page}"), function)
    return view


def _loaded_late(name: str) -> View:
    def view(**given: object) -> Any:
        instructor()  # nobody else needs it loaded
        return view_of(name)(**given)

    return view
