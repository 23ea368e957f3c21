"""A good pack read: values, text in one paragraph, digest."""

from pathlib import Path

from quizapp.compare.kinds import Kind
from quizapp.game.line import Change, Excerpt, Form, Gap, Kept, Passage
from quizapp.packs.digest import digest_of
from quizapp.packs.pack import Article
from quizapp.packs.read import read_pack


def test_head_is_read(folder: Path) -> None:
    pack = read_pack(folder)
    assert (pack.slug, pack.title, pack.language) == (
        "winter",
        "The winter ferry",
        "en",
    )
    assert (pack.licence, pack.authors) == ("CC-BY-4.0", ("The Blue Pencil authors",))
    assert (pack.content_note, pack.proposed) == ("none", 0)
    assert [case.slug for case in pack.cases] == ["ferry"]


def test_articles_are_read(folder: Path) -> None:
    case = read_pack(folder).cases[0]
    assert case.derived.address == "https://example.org/ferry"
    assert (case.derived.text or "").startswith("“We plan")
    courier = case.sources["courier"]
    assert isinstance(courier, Article)
    assert courier.address is None


def test_altered_quote_is_read(folder: Path) -> None:
    line = read_pack(folder).cases[0].lines[0]
    assert (line.key, line.form) == ("hope-to-plan", Form.TRAINING)
    assert (line.kinds, line.resembles) == ((Kind.ALTERED_QUOTE,), Kind.ALTERED_QUOTE)
    assert line.derived == Excerpt(
        "“We plan to drop the early boat,” Maren Osk told the council.",
        after="A survey is due in April.",
    )
    assert line.changes == (Change("plan to drop", "hope to keep"),)
    assert line.gap == Gap("hope to keep", ("plan to drop", "wish to sell"))


def test_faithful_line_is_read(folder: Path) -> None:
    line = read_pack(folder).cases[0].lines[1]
    assert line.faithful
    assert line.ours
    assert line.resembles is Kind.CHANGED_DETAIL


def test_line_without_source_shows_what_is_near(folder: Path) -> None:
    line = read_pack(folder).cases[0].lines[2]
    near = Excerpt("The boat is at risk.")
    assert line.passages == (Passage("courier", near, carries=False),)


def test_omission_is_read(folder: Path) -> None:
    line = read_pack(folder).cases[0].lines[3]
    assert line.derived is None
    assert len(line.kept) == 3
    assert line.kept[1] == Kept("The boat is at risk.", "The boat is in danger.")


def test_proposed_lines_are_counted(folder: Path) -> None:
    path = folder / "ferry.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("form: A", "form: A\n    proposed: true"), "utf-8")
    pack = read_pack(folder)
    assert pack.proposed == 1
    assert pack.cases[0].proposed == ("survey",)


def test_digest_changes_with_any_file(folder: Path) -> None:
    before = digest_of(folder)
    assert read_pack(folder).digest == before
    (folder / "ferry/courier.txt").write_text("other", encoding="utf-8")
    changed = digest_of(folder)
    (folder / "ferry/courier.txt").rename(folder / "ferry/renamed.txt")
    assert len({before, changed, digest_of(folder)}) == 3


def test_digest_leaves_hidden_files_out(folder: Path) -> None:
    before = digest_of(folder)
    (folder / ".swap").write_text("x", encoding="utf-8")
    assert digest_of(folder) == before


def test_unquoted_dates_and_words_stay_text(folder: Path) -> None:
    path = folder / "ferry.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('"2026-03-04"', "2026-03-04").replace("wish to sell", "no")
    path.write_text(text, encoding="utf-8")
    case = read_pack(folder).cases[0]
    assert case.derived.date == "2026-03-04"
    assert case.lines[0].gap is not None
    assert case.lines[0].gap.others[1] == "no"
