"""Everything that must be true of a case's file."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError

from quizapp.errors import BadInput
from quizapp.packs.document import Document
from quizapp.packs.faults import Fault
from quizapp.packs.model import CaseEntry, LineEntry
from quizapp.packs.plain import Plain, Where
from quizapp.packs.printed import (
    Contents,
    article_in,
    excerpts,
    folded,
    missing_piece,
)
from quizapp.packs.rules import line_findings
from quizapp.packs.sentences import shape_faults
from quizapp.wording import gettext

# What stands in for a field that is wrong in shape, while rules that do not read
# it are applied to the rest of the line.
_STAND_INS: dict[str, Plain] = {
    "id": "x",
    "form": "training",
    "kinds": "faithful",
    "derived": {"words": "x"},
    "sources": [{"article": "x", "words": "x"}],
    "why": "x",
}


def case_faults(document: Document, contents: Contents) -> list[Fault]:
    """Return every fault of a case: of shape, within its lines, and between them."""
    shape = list(shape_faults(document, CaseEntry))
    faults = [fault for _, fault in shape]
    if isinstance(document.value, dict):
        lines = list(_sound_lines(document.value, [where for where, _ in shape]))
        for index, line, doubtful in lines:
            for where, message in line_findings(line, doubtful):
                faults.append(document.fault(("lines", index, *where), message))
        faults += _repeated_ids(document, lines)
        faults += _printed_faults(document, document.value, lines, contents)
    return faults


_Sound = tuple[int, LineEntry, frozenset[str]]


def _sound_lines(case: dict[str, Plain], wrong: list[Where]) -> Iterator[_Sound]:
    """Yield index, line and doubtful fields; stand-ins fill what is doubtful."""
    lines = case.get("lines")
    for index, line in enumerate(lines if isinstance(lines, list) else ()):
        inside = [where for where in wrong if where[:2] == ("lines", index)]
        if isinstance(line, dict):
            shapeless = frozenset(str(where[2]) for where in inside if len(where) > 2)
            doubtful = shapeless | (_STAND_INS.keys() - line.keys())
            kept = {key: value for key, value in line.items() if key not in doubtful}
            try:
                entry = LineEntry.model_validate(_STAND_INS | kept)
            except ValidationError:
                continue
            yield index, entry, doubtful


def _repeated_ids(document: Document, lines: Iterable[_Sound]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, line, doubtful in lines:
        if line.id in seen and "id" not in doubtful:
            text = gettext("the id '{id}' stands twice in this case; write another")
            yield document.fault(("lines", index, "id"), text.format(id=line.id))
        seen.update({line.id} - ({line.id} if "id" in doubtful else set()))


def _printed_faults(
    document: Document, case: dict[str, Plain], lines: list[_Sound], contents: Contents
) -> Iterator[Fault]:
    """Yield faults of the articles named, and of excerpts that are not in them."""
    articles, faults = _articles(document, case, contents)
    yield from faults
    known = case.get("sources")
    for index, line, doubtful in lines:
        if "sources" not in doubtful and isinstance(known, dict):
            yield from _unknown_articles(document, index, line, list(known))
        for where, rest in _unprinted(line, articles):
            if where[0] not in doubtful:
                text = gettext("“{rest}” is not in the article; {remedy}")
                remedy = gettext("copy the words exactly from its text")
                yield document.fault(
                    ("lines", index, *where), text.format(rest=rest[:80], remedy=remedy)
                )


def _unprinted(
    line: LineEntry, articles: Mapping[str | None, str]
) -> Iterator[tuple[Where, str]]:
    """Yield the place of each excerpt that its article lacks, from where it does."""
    for article, where, text in excerpts(line):
        if article in articles and (rest := missing_piece(text, articles[article])):
            yield where, rest


def _unknown_articles(
    document: Document, index: int, line: LineEntry, known: list[str]
) -> Iterator[Fault]:
    for number, passage in enumerate(line.sources):
        if passage.article not in known:
            text = gettext("no source is called '{name}'; write one of: {known}")
            yield document.fault(
                ("lines", index, "sources", number, "article"),
                text.format(name=passage.article, known=", ".join(known)),
            )


def _articles(
    document: Document, case: dict[str, Plain], contents: Contents
) -> tuple[dict[str | None, str], list[Fault]]:
    """Return the folded complete articles by id, and faults of their files."""
    found: dict[str | None, str] = {}
    faults: list[Fault] = []
    for key, where, article in _entries(case):
        name, headline = article.get("text"), article.get("headline")
        if not isinstance(name, str) or not name:
            continue
        try:
            found[key] = folded(article_in(contents, name), str(headline or ""))
        except BadInput as error:
            faults.append(document.fault((*where, "text"), str(error)))
    return found, faults


def _entries(
    case: dict[str, Plain],
) -> Iterator[tuple[str | None, Where, dict[str, Plain]]]:
    derived, sources = case.get("derived"), case.get("sources")
    if isinstance(derived, dict):
        yield None, ("derived",), derived
    for key, source in sources.items() if isinstance(sources, dict) else ():
        if isinstance(source, dict):
            yield key, ("sources", key), source


def texts_of(entry: CaseEntry, contents: Contents) -> dict[str | None, str]:
    """Return the complete articles a sound case prints, the derived under None."""
    named = {None: entry.derived.text} | {
        key: article.text for key, article in entry.sources.items()
    }
    return {key: article_in(contents, name) for key, name in named.items() if name}
