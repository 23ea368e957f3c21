"""What may stand in an address: anything else is no page, before it reaches a query."""

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map


class SlugConverter(BaseConverter):
    """The name of a pack or case: small letters, digits, hyphens."""

    regex = "[a-z0-9][a-z0-9-]{0,79}"


class CountConverter(IntegerConverter):
    """The number of a round or of a place in it, from 1."""

    def __init__(self, url_map: Map) -> None:
        """Keep to numbers that every database can hold."""
        super().__init__(url_map, min=1, max=999_999)


def attach_addresses(app: Flask) -> None:
    """Let routes say `<slug:pack>` and `<count:number>`."""
    app.url_map.converters.update(slug=SlugConverter, count=CountConverter)
