"""What no reader sees in a text changes nothing that is found in it."""

import re
import unicodedata

import pytest

from quizapp.compare.engine import Comparison, compare
from quizapp.compare.fitting import fit
from quizapp.compare.reading.text import Span

SOURCE = """Café on Ulva may shut

The café on Ulva may shut in winter, the government announced on Tuesday, after Zoë
Müller, its owner, lost €12,500. “We are not rich,” she said. Its roof has been mended.
"""
DERIVED = """Café on Ulva to shut

The café on Ulva will shut in winter, the government announced on Tuesday, after Zoë
Müller, its owner, lost €21,500. “We are rich,” she said. The décor was a disgrace.
"""
HIDDEN = {
    "soft hyphens": lambda text: re.sub("(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", text),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "letters and marks apart": lambda text: unicodedata.normalize("NFD", text),
}


def words_found(found: Comparison, sources: list[str], derived: str) -> list[object]:
    """Return every finding, line and quotation by the words its places cut."""

    def cut(span: Span | None, text: str) -> str:
        return fit(span.cut(text)).text if span else ""

    findings = [
        (
            one.kind,
            cut(one.derived, derived),
            cut(one.source.span, sources[one.source.article]) if one.source else "",
            [cut(change.derived, derived) for change in one.changes],
            one.why,
        )
        for one in found.discrepancies
    ]
    lines = [(fit(derived[n.start : n.end]).text, n.support) for n in found.lines]
    texts = [*sources, derived]
    quotations = [
        [cut(span, texts[-1 if said.article is None else said.article])]
        for said in found.quotations
        for span in (said.span, said.speaker)
    ]
    return [findings, lines, quotations]


@pytest.mark.parametrize("sides", [(0,), (1,), (0, 1)])
@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_unseen_changes_nothing(name: str, sides: tuple[int, ...]) -> None:
    without = compare([SOURCE], DERIVED)
    assert len(without.discrepancies) > 3
    plain = words_found(without, [SOURCE], DERIVED)
    texts = [SOURCE, DERIVED]
    for side in sides:
        texts[side] = HIDDEN[name](texts[side])
    found = words_found(compare(texts[:1], texts[1]), texts[:1], texts[1])
    assert found == plain
