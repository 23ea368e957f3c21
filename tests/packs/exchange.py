"""Items to export, drawn and shipped, and readers of what was written of them."""

from html.parser import HTMLParser
from pathlib import Path

from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.packs.exchange.item import Exported, Item, Quoted, items_of
from quizapp.packs.exchange.markup import plain
from quizapp.packs.pack import Pack
from quizapp.packs.read import read_pack
from quizapp.resources import folder

SHIPPED = sorted(head.parent for head in folder("questions").glob("*/pack.yaml"))
KINDS = {kind: f"kind {kind}" for kind in Kind}

# Every sign that means something in one of the formats comes often.
SIGNS = st.text(
    alphabet="\\~=#{}:%&<>\"'/[]$_- \nab\u201c\u202e\U0001f58d\x00", max_size=30
)
# Characters for private use are what the reader of GIFT hides signs behind.
ANY = st.text(st.characters(exclude_categories=("Co", "Cs")), max_size=30)
TEXTS = st.one_of(SIGNS, ANY).filter(lambda text: plain(text) != "")


@st.composite
def items(draw: st.DrawFn) -> Item:
    choices = draw(st.lists(TEXTS, min_size=2, max_size=4))
    quoted = st.builds(Quoted, TEXTS, st.just(""), TEXTS, st.one_of(st.just(""), TEXTS))
    return Item(
        id=f"bp-{draw(st.integers(0, 2**64 - 1)):016x}",
        name=draw(TEXTS),
        category=("A pack", draw(TEXTS), "Training"),
        quoted=tuple(draw(st.lists(quoted, max_size=2))),
        question=draw(TEXTS),
        choices=tuple(choices),
        right=draw(st.integers(0, len(choices) - 1)),
        feedback=tuple(draw(st.lists(TEXTS, min_size=1, max_size=2))),
    )


def exported(*found: Item, notice: str = "A notice.") -> Exported:
    return Exported(found, 0, notice)


def shipped(path: Path) -> tuple[Pack, Exported]:
    pack = read_pack(path)
    return pack, items_of(pack, KINDS)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_in(html: str) -> str:
    """Return what somebody reads of a piece of HTML."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


def words_of(item: Item) -> str:
    """Return what somebody should read of an item's passages and its question."""
    said = ""
    heading = None
    for quoted in item.quoted:
        if quoted.heading != heading:
            heading = quoted.heading
            said += plain(heading)
        pieces = (quoted.before, quoted.words, quoted.after)
        said += " ".join(filter(None, map(plain, pieces)))
    return said + plain(item.question)
