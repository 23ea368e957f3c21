"""The page of a comparison: the rewrite marked, each proposal linked both ways."""

from html.parser import HTMLParser

from quizapp.compare.engine import compare
from quizapp.compare.report_page import report_html

SOURCE = (
    "Town may close its pool\n\nHexley council may close the pool in April, it said. "
    "It denies that it let the roof rot.\n\n“We kept it open with buckets,” said Ms "
    "Pell."
)
DERIVED = (
    "Town may close its pool\n\nHexley council will close the pool in April. The roof "
    "rots.\n\n“We kept it open with tape,” said Ms Pell.\n\nFollow us on Facebook"
)


class Reader(HTMLParser):
    """Collects what a page links to, its anchors, and its words by element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [given["href"] or ""] if "href" in given else []
        self.anchors += [given["id"] or ""] if "id" in given else []
        self._open += [] if tag in ("meta", "link") else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            self.words.setdefault(tag, []).append(data)


def read(derived: str) -> Reader:
    return Reader(report_html(compare([SOURCE], derived), [SOURCE], derived))


def test_every_proposal_and_its_place_in_the_rewrite_lead_to_each_other() -> None:
    found = compare([SOURCE], DERIVED).discrepancies
    page = read(DERIVED)
    told = range(1, 1 + sum(one.derived is not None for one in found))
    assert len(told) > 1
    assert {f"#f{n}" for n in told} | {f"#t{n}" for n in told} == set(page.links)
    assert {link[1:] for link in page.links} <= set(page.anchors)
    assert sum(anchor.startswith("f") for anchor in page.anchors) == len(found)


def test_the_whole_rewrite_stands_on_the_page_with_the_changed_words_marked() -> None:
    page = read(DERIVED)
    shown = " ".join("".join(page.words["main"]).split())
    for paragraph in ("Town may close its pool", "The roof rots.", "Follow us on"):
        assert paragraph in shown
    assert "tape" in page.words["mark"]


def test_what_looks_like_html_is_words() -> None:
    hostile = (
        DERIVED + "\n\n<script>alert(1)</script> </style> & “<b>bold</b>” he said."
    )
    page = read(hostile)
    assert "<script>alert(1)</script> </style> & “<b>bold</b>”" in "".join(
        page.words["body"]
    )
    assert "script" not in page.words


def test_a_page_without_proposals_says_so() -> None:
    page = read(SOURCE)
    assert "No discrepancy proposed." in "".join(page.words["body"])
    assert not page.links
