"""Lines as items: which questions, in which order, and what they show."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.packs.exchange.item import Item, formats_asked, item_id, items_of
from tests import cast
from tests.packs.exchange import KINDS, SHIPPED, shipped


def named(path: Path) -> str:
    return path.name


def items(*lines: cast.Line) -> dict[str, Item]:
    found = items_of(cast.pack_of(lines or cast.LINES), KINDS)
    return {item.id: item for item in found.items}


def of(key: str, fmt: Format) -> str:
    return item_id(cast.PACK, cast.CASE, key, fmt)


def test_a_discrepant_line_becomes_a_question_in_every_format_but_marking() -> None:
    found = items()
    for fmt in (Format.JUDGE, Format.SPOT, Format.NAME, Format.RESTORE):
        assert of("altered0", fmt) in found
    assert of("altered0", Format.MARK) not in found


def test_what_is_left_out_is_counted() -> None:
    pack = cast.pack_of()
    marked = [x for x in cast.LINES if Format.MARK in formats_asked(x)]
    assert items_of(pack, KINDS).left_out == len(marked) > 0


def test_faithful_lines_are_judged_and_the_source_carries_them() -> None:
    item = items()[of("sound0", Format.JUDGE)]
    assert item.choices[item.right] == "The source carries it"
    parting = items()[of("claimed0", Format.JUDGE)]
    assert parting.choices[parting.right] == "It does not"


def test_lines_of_a_test_are_judged_and_nothing_else() -> None:
    tested = [item for item in items().values() if item.category[2] != "Training"]
    assert {item.id for item in tested} == {
        of(line.key, Format.JUDGE) for line in cast.TESTED
    }


def test_a_test_line_never_hides_a_line_of_the_training() -> None:
    tested = {line.derived.words for line in cast.TESTED if line.derived}
    spots = [x for x in items().values() if "Two of these lines" in x.question]
    assert spots
    assert not any(tested & set(item.choices) for item in spots)


def test_the_right_choice_of_each_format_is_the_line_s_own() -> None:
    found = items()
    spot = found[of("altered1", Format.SPOT)]
    assert "altered1" in spot.choices[spot.right]
    name = found[of("altered1", Format.NAME)]
    assert name.choices[name.right] == "kind altered_quote"
    restore = found[of("altered1", Format.RESTORE)]
    assert restore.choices[restore.right] == "hope to keep"
    assert any(quoted.words == "_____" for quoted in restore.quoted)
    missing = found[of("omitted", Format.MISSING)]
    assert missing.choices[missing.right] == "The omitted boat may yet stay."
    assert len(missing.quoted) == 3


def test_before_the_answer_the_rewrite_has_no_outlet_and_after_it_has() -> None:
    item = items()[of("altered0", Format.JUDGE)]
    read = " ".join(quoted.heading + quoted.before for quoted in item.quoted)
    assert "Lindmere Courier, 2026-03-03, https://example.org/boat" in read
    assert "Coastline Daily" not in read + item.question + item.name
    assert item.feedback == (
        "Reason given for altered0.",
        "The rewrite: Coastline Daily, 2026-03-04.",
    )


def test_a_line_written_for_the_pack_is_not_put_into_an_outlet_s_mouth() -> None:
    ours = replace(cast.sound("ours"), ours=True)
    item = items(ours)[of("ours", Format.JUDGE)]
    assert item.feedback[-1] == "The line was written for this exercise."


def test_nothing_before_the_answer_names_the_line() -> None:
    for item in items(cast.altered("tell-tale"), *cast.SOUND).values():
        assert "tell-tale" not in item.name + item.id


def test_exporting_twice_gives_the_same() -> None:
    assert items_of(cast.pack_of(), KINDS) == items_of(cast.pack_of(), KINDS)


def test_a_changed_line_keeps_its_id() -> None:
    changed = replace(cast.sound("one"), why="Another reason.")
    assert set(items(cast.sound("one"))) == set(items(changed))


@pytest.mark.parametrize("path", SHIPPED, ids=named)
def test_every_line_of_a_shipped_pack_is_exported_at_least_once(path: Path) -> None:
    pack, found = shipped(path)
    assert len({item.id for item in found.items}) == len(found.items)
    ids = {item.id for item in found.items}
    for case in pack.cases:
        for line in case.lines:
            formats = formats_asked(line)
            known = {item_id(pack.slug, case.slug, line.key, f) for f in formats}
            assert known & ids, line.key


@pytest.mark.parametrize("path", SHIPPED, ids=named)
def test_no_article_is_exported_as_a_whole(path: Path) -> None:
    pack, found = shipped(path)
    for case in pack.cases:
        for article in (case.derived, *case.sources.values()):
            if article.text is None:
                continue
            whole = " ".join(article.text.split())
            longest = max(
                len(q.before + q.words + q.after)
                for item in found.items
                for q in item.quoted
            )
            assert longest < len(whole) / 2


def test_forms_come_one_after_the_other() -> None:
    found = [item.category[2] for item in items_of(cast.pack_of(), KINDS).items]
    assert found == sorted(found, key=["Training", "Test A", "Test B"].index)
    assert len(Form) == len(set(found))
