"""What pydantic finds, in words for people who write packs."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeAlias

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quizapp.compare.kinds import Kind
from quizapp.game.line import Form
from quizapp.packs.document import Document
from quizapp.packs.faults import Fault
from quizapp.packs.model import (
    ArticleEntry,
    CaseEntry,
    ChangeEntry,
    ExcerptEntry,
    GapEntry,
    KeptEntry,
    LineEntry,
    PackEntry,
    PassageEntry,
)
from quizapp.packs.plain import Where
from quizapp.wording import gettext, ngettext

Say: TypeAlias = Callable[[ErrorDetails, Where], str]

_OF_CASE: MappingProxyType[str, type[BaseModel]] = MappingProxyType(
    {"derived": ArticleEntry, "sources": ArticleEntry}
)
_OF_LINE: MappingProxyType[str, type[BaseModel]] = MappingProxyType(
    {
        "derived": ExcerptEntry,
        "sources": PassageEntry,
        "changes": ChangeEntry,
        "gap": GapEntry,
        "kept": KeptEntry,
    }
)


def shape_faults(
    document: Document, model: type[BaseModel]
) -> Iterator[tuple[Where, Fault]]:
    """Yield what in `document` does not fit `model`, each with its place."""
    try:
        model.model_validate(document.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        misspelt = set(_meant_places(details, model))
        for detail in details:
            where = _plain_where(detail["loc"])
            if detail["type"] != "missing" or where not in misspelt:
                named = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
                message = _sentence(detail, where, model)
                yield where, document.fault(where, message, name=named)


def _meant_places(
    details: list[ErrorDetails], model: type[BaseModel]
) -> Iterator[Where]:
    """Yield the places of fields that were meant by misspelt names."""
    for detail in details:
        where = _plain_where(detail["loc"])
        if detail["type"] == "extra_forbidden":
            meant = _meant(str(where[-1]), _owner(model, where))
            if meant:
                yield (*where[:-1], meant)


def _plain_where(loc: Where) -> Where:
    """Drop pydantic's own signposts from a place."""
    return tuple(step for step in loc if step not in {"<word>", "<fields>", "[key]"})


def _owner(root: type[BaseModel], where: Where) -> type[BaseModel]:
    """Return the model whose field `where` is."""
    if root is PackEntry:
        return root
    if where[:1] == ("lines",):
        inner = where[2:]
        return _OF_LINE[str(inner[0])] if _nested(inner, _OF_LINE) else LineEntry
    return _OF_CASE[str(where[0])] if _nested(where, _OF_CASE) else CaseEntry


def _nested(where: Where, models: MappingProxyType[str, type[BaseModel]]) -> bool:
    depth = 3 if where[:1] not in {("derived",), ("gap",)} else 2
    return len(where) >= depth and where[0] in models


def _sentence(detail: ErrorDetails, where: Where, root: type[BaseModel]) -> str:
    owner = _owner(root, where)
    match detail["type"]:
        case "said":
            return detail["msg"]
        case "extra_forbidden":
            return _unknown(str(where[-1]), owner)
        case "enum":
            return _not_among(detail)
        case kind if kind in _SIZES:
            return _SIZES[kind](detail, where)
    if _is_unquoted(detail):
        text = gettext("{name} is read as a number or as true; put it in quotes")
        return text.format(name=_name(where))
    return gettext("{what}; write {instead}").format(
        what=_what(detail).format(name=_name(where), value=_shown(detail["input"])),
        instead=_advice(where, owner),
    )


def _what(detail: ErrorDetails) -> str:
    """Return what is wrong, with `{name}` and `{value}` to be filled in."""
    kind, value = detail["type"], detail["input"]
    if kind != "missing" and (value is None or kind == "string_too_short"):
        return gettext("{name} is empty")
    return _wrong_shapes().get(kind, gettext("{name} cannot be {value}"))


def _is_unquoted(detail: ErrorDetails) -> bool:
    value = detail["input"]
    return detail["type"] == "string_type" and isinstance(value, int | float)


def _wrong_shapes() -> dict[str, str]:
    fields = gettext("{name} should hold fields of its own")
    return {
        "missing": gettext("{name} is missing"),
        "model_type": fields,
        "dict_type": fields,
        "list_type": gettext("{name} should be a list, each entry after '- '"),
        "bool_type": gettext("{name} should be true or be left out"),
        "string_type": gettext("{name} should be text"),
    }


def _advice(where: Where, owner: type[BaseModel]) -> str:
    names = [step for step in where if step in owner.model_fields]
    if not names:
        return gettext("the fields that docs/packs.md names")
    advice = owner.model_fields[str(names[-1])].description
    return gettext(advice) if advice else ""


def _name(where: Where) -> str:
    if not where:
        return gettext("the file")
    if isinstance(where[-1], str):
        return f"'{where[-1]}'"
    return gettext("entry {number} of '{name}'").format(
        number=where[-1] + 1, name=where[-2] if len(where) > 1 else ""
    )


def _shown(value: object) -> str:
    text = str(value)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


def _meant(name: str, owner: type[BaseModel]) -> str | None:
    return next(iter(get_close_matches(name, owner.model_fields, n=1)), None)


def _unknown(name: str, owner: type[BaseModel]) -> str:
    if meant := _meant(name, owner):
        return gettext("unknown field '{name}'; did you mean '{meant}'?").format(
            name=name, meant=meant
        )
    return gettext("unknown field '{name}'; the fields here are {known}").format(
        name=name, known=", ".join(owner.model_fields)
    )


def _not_among(detail: ErrorDetails) -> str:
    value = str(detail["input"])
    known = [*Kind] if detail["loc"][-1] != "form" else [*Form]
    close = get_close_matches(value, known, n=1)
    return gettext("{value} is none of the known words; write {known}").format(
        value=_shown(value), known=close[0] if close else ", ".join(known)
    )


def _too_long(detail: ErrorDetails, where: Where) -> str:
    return gettext("{name} has {number} characters; write {most} at the most").format(
        name=_name(where),
        number=len(str(detail["input"])),
        most=detail.get("ctx", {})["max_length"],
    )


def _too_many(detail: ErrorDetails, where: Where) -> str:
    most = detail.get("ctx", {})["max_length"]
    return ngettext(
        "{name} has too many entries; write {most} at the most",
        "{name} has too many entries; write {most} at the most",
        most,
    ).format(name=_name(where), most=most)


def _too_few(detail: ErrorDetails, where: Where) -> str:
    least = detail.get("ctx", {})["min_length"]
    return ngettext(
        "{name} has too few entries; write at least {least}",
        "{name} has too few entries; write at least {least}",
        least,
    ).format(name=_name(where), least=least)


_SIZES: MappingProxyType[str, Say] = MappingProxyType(
    {
        "string_too_long": _too_long,
        "too_long": _too_many,
        "too_short": _too_few,
    }
)
