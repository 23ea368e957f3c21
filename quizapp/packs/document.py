"""One YAML file as plain values, with the place of everything in it.

Built from parser events, so nothing is expanded, constructed or lost: repeated
fields are faults, anchors and tags are refused, and depth is bounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)
from ruamel.yaml.reader import ReaderError

from quizapp.packs.faults import Fault
from quizapp.packs.plain import Plain, Where, tidy, unfit, unquoted, without_unfit
from quizapp.packs.syntax import syntax_sentence
from quizapp.wording import gettext

DEEPEST = 12
Mark: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds and where; `value` is None where it could not be read.

    `places` has every value's mark (that of a list, of a group and of what is empty
    is its name's), and `names` the marks of the names alone, counted from 1.
    """

    path: str
    value: Plain = None
    places: Mapping[Where, Mark] = field(default_factory=dict)
    names: Mapping[Where, Mark] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def fault(self, where: Where, message: str, *, name: bool = False) -> Fault:
        """Return a fault at `where`, or at the nearest thing round it that exists."""
        marks = self.names if name else self.places
        while where and where not in marks:
            where = where[:-1]
        return Fault(self.path, *marks.get(where, (1, 1)), message)


def parse(text: str, path: str) -> Document:
    """Return the document in `text`; what cannot be read is among its faults."""
    building = _Building(path)
    try:
        value = building.document(text)
    except _UnreadableError:
        value = None
    return Document(
        path, value, building.places, building.names, tuple(building.faults)
    )


class _UnreadableError(Exception):
    """The rest of the file cannot be read; the fault has been noted."""


class _Building:
    """The state of one reading: the events to come, and what was found so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[Where, Mark] = {}
        self.names: dict[Where, Mark] = {}
        self.faults: list[Fault] = []
        self.events: Iterator[Any] = iter(())

    def document(self, text: str) -> Plain:
        self.events = self._checked(text)
        if not isinstance(event := next(self.events), DocumentStartEvent):
            self.refuse(event, gettext("the file is empty; write the fields of a pack"))
        value = self.node(next(self.events), ())
        next(self.events)
        if isinstance(event := next(self.events), DocumentStartEvent):
            self.refuse(event, gettext("a file holds one document; remove the '---'"))
        return value

    def _checked(self, text: str) -> Iterator[Any]:
        """Yield the parser's events, its errors as faults in words for people."""
        try:
            for event in YAML(typ="safe", pure=True).parse(text):
                if not isinstance(event, StreamStartEvent | DocumentEndEvent):
                    self._refuse_extras(event)
                if not isinstance(event, StreamStartEvent):
                    yield event
        except ReaderError as error:
            before = text[: error.position]
            mark = (before.count("\n") + 1, len(before) - before.rfind("\n"))
            self.unreadable(mark, syntax_sentence("unfit character"))
        except MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            mark = (at.line + 1, at.column + 1) if at else (1, 1)
            self.unreadable(mark, syntax_sentence(str(error.problem)))
        except (YAMLError, ValueError) as error:
            self.unreadable((1, 1), syntax_sentence(str(error)))

    def _refuse_extras(self, event: Any) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self.refuse(
                event,
                gettext("'&' and '*' names are not read here; put the text in quotes"),
            )
        if getattr(event, "ctag", None):
            self.refuse(
                event, gettext("'!' types are not read here; put the text in quotes")
            )

    def refuse(self, event: Any, message: str) -> None:
        """Note a fault after which nothing can be read."""
        self.unreadable(_mark(event), message)

    def unreadable(self, mark: Mark, message: str) -> None:
        self.faults.append(Fault(self.path, *mark, message))
        raise _UnreadableError

    def node(self, event: Any, where: Where) -> Plain:
        if len(where) > DEEPEST:
            self.refuse(
                event, gettext("this is nested too deeply; keep to the pack's fields")
            )
        self.places.setdefault(where, _mark(event))
        if isinstance(event, MappingStartEvent):
            return self.mapping(where)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(where)
        return self.scalar(event)

    def mapping(self, where: Where) -> Plain:
        found: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            name = self.name(event)
            inner = (*where, name)
            if name in found:
                self.faults.append(Fault(self.path, *_mark(event), _twice(name)))
                self.node(next(self.events), (*where, f"{name} again"))
                continue
            self.names[inner] = _mark(event)
            value = next(self.events)
            if not isinstance(value, ScalarEvent) or not value.value:
                self.places[inner] = _mark(event)
            found[name] = self.node(value, inner)
        return found

    def name(self, event: Any) -> str:
        if not isinstance(event, ScalarEvent) or not event.value:
            self.refuse(event, gettext("a field's name is missing; write 'name: text'"))
        return without_unfit(str(event.value))

    def sequence(self, where: Where) -> Plain:
        found: list[Plain] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.node(event, (*where, len(found))))
        return found

    def scalar(self, event: Any) -> Plain:
        text = str(event.value)
        if event.style is None:
            plain = unquoted(text)
            if not isinstance(plain, str):
                return plain
        if bad := unfit(text):
            message = gettext("the text holds the unfit character {code}; delete it")
            self.faults.append(
                Fault(self.path, *_mark(event), message.format(code=bad))
            )
        return tidy(without_unfit(text))


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _twice(name: str) -> str:
    return gettext("'{name}' stands twice; keep one of them").format(name=name)
