"""JSON schemas of the two kinds of file, for editors that complete and check."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from quizapp.packs.model import CaseEntry, PackEntry

SCHEMAS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {"packs.schema.json": PackEntry, "case.schema.json": CaseEntry}
)


def schema_text(name: str) -> str:
    """Return the content of docs/`name`, one of SCHEMAS."""
    schema = _readable(SCHEMAS[name].model_json_schema())
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(draft | schema, indent=2, ensure_ascii=False) + "\n"


def _readable(node: Any) -> Any:
    """Return `node` as an editor should show it.

    Machine-made titles go; so does null, as an optional field is left out, never
    empty. Of a description, the first line is for readers.
    """
    if isinstance(node, list):
        return [_readable(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _field(key, value) for key, value in node.items()}
    if kept.get("default", 0) in (None, "", []):
        del kept["default"]
    if isinstance(kept.get("title"), str):
        del kept["title"]
    if isinstance(description := kept.get("description"), str):
        kept["description"] = description.splitlines()[0]
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    choices = [each for each in kept.pop("anyOf", ()) if each != {"type": "null"}]
    return kept | (choices[0] if len(choices) == 1 else {})


def _field(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: _readable(each) for name, each in value.items()}
    return _readable(value)
