"""What may stand in an address: anything else is no page, before it reaches a query."""

from collections.abc import Callable

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import BaseConverter, IntegerConverter, Map, Rule

Written = tuple[str, str]


class SlugConverter(BaseConverter):
    """The name of a pack or case: small letters, digits, hyphens."""

    regex = "[a-z0-9][a-z0-9-]{0,79}"


class CountConverter(IntegerConverter):
    """The number of a round or of a place in it, from 1, written in one way only."""

    regex = "[1-9][0-9]{0,5}"

    def __init__(self, url_map: Map) -> None:
        """Keep to numbers that every database can hold."""
        super().__init__(url_map, min=1, max=999_999)


class LateRule(Rule):
    """A route that learns to write its address when it is first written.

    Werkzeug compiles two functions a route when the app is built: most of what that
    costs, and most of them are never used.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., Written]:
        late = super()._compile_builder
        made: list[Callable[..., Written]] = []

        def build(rule: Rule, **values: object) -> Written:
            if not made:
                made.append(late(append_unknown))
            return made[0](rule, **values)

        return build


def attach_addresses(app: Flask) -> None:
    """Let routes say `<slug:pack>` and `<count:number>`; forgive a slash at the end."""
    app.url_rule_class = LateRule
    app.url_map.converters.update(slug=SlugConverter, count=CountConverter)
    app.before_request(_without_slash)


def _without_slash() -> ResponseReturnValue | None:
    """Lead from `/kinds/` to `/kinds`; where one is lacking, Werkzeug leads to it."""
    asks = request.method in ("GET", "HEAD") and request.path.endswith("/")
    if not asks or not isinstance(request.routing_exception, NotFound):
        return None
    try:
        adapter = current_app.url_map.bind_to_environ(request.environ)
        endpoint, parts = adapter.match(request.path.removesuffix("/"), method="GET")
    except HTTPException:
        return None
    query = request.query_string.decode(errors="replace")
    return redirect(url_for(endpoint, **parts) + (query and f"?{query}"), 308)
