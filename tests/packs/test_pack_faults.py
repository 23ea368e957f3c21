"""Every kind of fault: one spoilt place, its line and column, and the sentence."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.packs.faults import PackFaults
from quizapp.packs.read import read_pack
from tests.packs.winter import CASE, FILES, Spoil


def faults_in(folder: Path) -> list[str]:
    with pytest.raises(PackFaults) as refusal:
        read_pack(folder)
    assert str(refusal.value).splitlines() == list(map(str, refusal.value.faults))
    return [str(fault).removeprefix(f"{folder}/") for fault in refusal.value.faults]


IN_HEAD = {
    "unknown field": (
        ("title:", "titel:"),
        "2:1: unknown field 'titel'; did you mean 'title'?",
    ),
    "format": (("format: 1", "format: 2"), "1:9: 'format' cannot be '2'; write 1"),
    "format is true": (
        ("format: 1", "format: true"),
        "1:9: 'format' cannot be 'True'; write 1",
    ),
    "language": (
        ("language: en", "language: English!"),
        "3:11: 'language' cannot be 'English!'; write the articles' language as a "
        "tag, such as en or pt-BR",
    ),
    "authors not a list": (
        ("[The Blue Pencil authors]", "Ada"),
        "5:10: 'authors' should be a list, each entry after '- '; write a list of "
        "names, such as [Ada]",
    ),
    "authors empty": (
        ("[The Blue Pencil authors]", "[]"),
        "5:1: 'authors' has too few entries; write at least 1",
    ),
    "empty": (
        ("content_note: none", "content_note:"),
        "7:1: 'content_note' is empty; write what may upset somebody, or none if "
        "nothing does",
    ),
    "missing": (
        ("about: A ferry and what was said of it.\n", ""),
        "1:1: 'about' is missing; write one or two sentences that make a reader "
        "want to play",
    ),
    "too long": (
        ("title: The winter ferry", f"title: {'x' * 130}"),
        "2:8: 'title' has 130 characters; write 120 at the most",
    ),
    "number": (
        ("title: The winter ferry", "title: 1984"),
        "2:8: 'title' is read as a number or as true; put it in quotes",
    ),
    "twice": (
        ("format: 1", "format: 1\ntitle: A"),
        "3:1: 'title' stands twice; keep one of them",
    ),
    "anchor": (
        ("title: The", "title: &a The"),
        "2:8: '&' and '*' names are not read here; put the text in quotes",
    ),
    "alias": (
        ("title: The winter ferry", "title: *a"),
        "2:8: '&' and '*' names are not read here; put the text in quotes",
    ),
    "type": (
        ("title: The", "title: !x The"),
        "2:8: '!' types are not read here; put the text in quotes",
    ),
    "colon": (
        ("title: The", "title: No: The"),
        "2:10: a colon and a blank begin a new field; put the text in quotes",
    ),
    "tab": (
        ("title: The", "title:\n\tThe"),
        "3:1: text cannot begin so; indent with blanks, or put it in quotes",
    ),
    "open quotation": (
        ("none", '"none'),
        "8:1: a quotation mark is never closed; write the second one",
    ),
    "open bracket": (
        ("authors]", "authors"),
        "6:6: a bracket is never closed, or a comma is missing; write it",
    ),
    "not a field": (
        ("title: The", "title The"),
        "3:1: this is neither a field nor part of one; write 'name: text'",
    ),
    "second document": (
        ("content_note: none", "content_note: none\n---\na: b"),
        "8:1: a file holds one document; remove the '---'",
    ),
    "unfit character": (
        ("title: The", "title: \0The"),
        "2:8: this character cannot stand in a pack; delete it",
    ),
    "unfit escape": (
        ("title: The winter ferry", 'title: "The \\a ferry"'),
        "2:8: the text holds the unfit character U+0007; delete it",
    ),
    "reordering mark": (
        ("title: The", "title: \u202eThe"),
        "2:8: the text holds the unfit character U+202E; delete it",
    ),
    "deep": (
        ("title: The winter ferry", f"title: {'[' * 5000}"),
        "2:20: this is nested too deeply; keep to the pack's fields",
    ),
    "name missing": (
        ("title:", "[title]:"),
        "2:1: a field's name is missing; write 'name: text'",
    ),
}


@pytest.mark.parametrize(("change", "fault"), IN_HEAD.values(), ids=IN_HEAD.keys())
def test_fault_in_head(change: tuple[str, str], fault: str, spoil: Spoil) -> None:
    assert f"pack.yaml:{fault}" in faults_in(spoil("pack.yaml", *change))


IN_CASE = {
    "date": (
        ('"2026-03-04"', '"2026-02-30"'),
        "5:9: '2026-02-30' is not in the calendar; write a real date",
    ),
    "date format": (
        ('"2026-03-04"', "4 March"),
        "5:9: 'date' cannot be '4 March'; write YYYY-MM-DD, YYYY-MM, YYYY or unknown",
    ),
    "script address": (
        ("https://example.org/ferry", "javascript:alert(1)"),
        "6:12: 'address' cannot be 'javascript:alert(1)'; write an http or https "
        "address, or none for an invented article",
    ),
    "address without a site": (
        ("https://example.org/ferry", "https://:80/"),
        "6:12: 'https://:80/' names no site; write it as https://example.org/…",
    ),
    "text missing": (
        ("ferry/derived.txt", "ferry/other.txt"),
        "8:9: there is no file 'ferry/other.txt'; add it, or correct the path",
    ),
    "text outside": (
        ("ferry/derived.txt", "../winter/ferry/derived.txt"),
        "8:9: '../winter/ferry/derived.txt' leads out of the pack; write a path "
        "inside its folder",
    ),
    "text absolute": (
        ("ferry/derived.txt", "/etc/hosts"),
        "8:9: '/etc/hosts' leads out of the pack; write a path inside its folder",
    ),
    "source id": (
        ("courier:", "The Courier:"),
        "10:3: 'The Courier' cannot be 'The Courier'; write an article under each id",
    ),
    "article not a group": (
        ("sources:\n  courier:", "sources:\n  other: x\n  courier:"),
        "10:10: 'other' should hold fields of its own; write an article under each id",
    ),
    "id": (
        ("id: survey", "id: The survey"),
        "36:9: 'id' cannot be 'The survey'; write small letters, digits and hyphens",
    ),
    "id twice": (
        ("id: survey", "id: hope-to-plan"),
        "36:9: the id 'hope-to-plan' stands twice in this case; write another",
    ),
    "form": (
        ("form: A", "form: a"),
        "37:11: 'a' is none of the known words; write training, A, B",
    ),
    "kind": (
        ("[altered_quote]", "[altered_qoute]"),
        "19:13: 'altered_qoute' is none of the known words; write altered_quote",
    ),
    "kind twice": (
        ("[altered_quote]", "[altered_quote, altered_quote]"),
        "19:28: 'altered_quote' stands twice; keep one of them",
    ),
    "kinds not a list": (
        ("[altered_quote]", "altered_quote"),
        "19:12: 'kinds' cannot be 'altered_quote'; write faithful, or a list of "
        "kinds such as [altered_quote]",
    ),
    "kinds empty": (
        ("[altered_quote]", "[]"),
        "19:5: 'kinds' has too few entries; write at least 1",
    ),
    "unknown field": (
        ("kinds: [altered_quote]", "knids: [altered_quote]"),
        "19:5: unknown field 'knids'; did you mean 'kinds'?",
    ),
    "unknown field of a passage": (
        ("near: The", "nearby: The"),
        "55:9: unknown field 'nearby'; did you mean 'near'?",
    ),
    "strange field": (
        ("      others: [", "      zzz: 1\n      others: ["),
        "35:7: unknown field 'zzz'; the fields here are words, others",
    ),
    "why missing": (
        (
            "    why: Shorter, and every part of it is in the source.\n",
            "",
        ),
        "36:5: 'why' is missing; write one sentence that says what changed and why "
        "it matters",
    ),
    "why too long": (
        ("why: Shorter,", f"why: {'x' * 350}"),
        "46:10: 'why' has 389 characters; write 350 at the most",
    ),
    "true in words": (
        ("ours: true", "ours: yes"),
        "40:11: 'ours' should be true or be left out; write true where the line was "
        "written for the pack",
    ),
    "derived not a group": (
        ("derived: nothing", "derived: none"),
        "60:14: 'derived' cannot be 'none'; write 'words' with 'before' and 'after', "
        "or nothing",
    ),
    "resembles missing": (
        ("    resembles: changed_detail\n", ""),
        "36:5: 'resembles' is missing; write the kind this sound line could be "
        "mistaken for",
    ),
    "resembles empty": (
        ("resembles: changed_detail", "resembles:"),
        "39:5: 'resembles' is empty; write the kind this sound line could be "
        "mistaken for",
    ),
    "resembles too much": (
        ("form: B", "form: B\n    resembles: changed_detail"),
        "49:16: 'resembles' is for sound lines; leave it out",
    ),
    "omission with words": (
        ("derived: nothing", "derived: {words: Nobody will miss it.}"),
        "60:5: an omission has no derived words; write 'derived: nothing'",
    ),
    "no words, no omission": (
        ("[omitted_context]", "[unsupported_claim]"),
        "60:14: only an omission has no derived words; write them here",
    ),
    "omission among kinds": (
        ("[omitted_context]", "[omitted_context, changed_detail]"),
        "59:5: 'omitted_context' stands alone; write a line for each kind",
    ),
    "two kept": (
        (
            "      - source: She spoke on Monday.\n"
            "        derived: Osk spoke on Monday.\n",
            "",
        ),
        "64:5: 'kept' has 2 of three entries; write three statements of the source "
        "that the rewrite did keep",
    ),
    "kept elsewhere": (
        ("form: B", "form: B\n    kept: [{source: Nobody knew., derived: Osk}]"),
        "49:5: 'kept' is for 'omitted_context'; leave it out",
    ),
    "near missing": (
        ("        near: The boat is at risk.\n", ""),
        "53:9: 'near' is missing; write the passage to be shown instead",
    ),
    "near beside words": (
        ("before: The boat is at risk. […] She", "near: She"),
        "27:15: 'near' is for 'words: nothing'; write 'before' or 'after'",
    ),
    "before beside near": (
        ("        near: The", "        before: Nobody knew.\n        near: The"),
        "53:9: 'words: nothing' has no 'before' or 'after'; write 'near'",
    ),
    "faithful to nothing": (
        (
            "words: A survey is due in April.\n    why: Sh",
            "words: nothing\n        near: Nobody knew.\n    why: Sh",
        ),
        "43:5: no source carries this sound line; write the words that do",
    ),
    "nothing left out": (
        (
            "words: No decision will be taken before that.",
            "words: nothing\n        near: Nobody knew.",
        ),
        "61:5: an omission quotes its source; write the words left out",
    ),
    "changes missing": (
        ("[unsupported_claim]", "[changed_detail]"),
        "47:5: 'changes' is missing; 'changed_detail' needs the changed words",
    ),
    "changes on a faithful line": (
        ("form: A", "form: A\n    changes: [{derived: hull}]"),
        "38:5: a sound line has no 'changes'; leave them out",
    ),
    "change empty": (
        ("form: B", "form: B\n    changes: [{}]"),
        "49:15: this change is empty; write 'derived', 'source' or both",
    ),
    "change not found": (
        ("source: hope to keep", "source: hoped to keep"),
        "31:17: “hoped to keep” is not in the words; copy it exactly from there",
    ),
    "change found twice": (
        ("derived: plan to drop", "derived: the"),
        "30:18: “the” is in the words twice; write more words round it",
    ),
    "changes overlap": (
        (
            "- derived: plan to drop",
            "- derived: drop the\n      - derived: plan to drop",
        ),
        "30:18: “drop the” overlaps another change; make one of the two",
    ),
    "gap not found": (
        ("words: hope to keep", "words: hope to sink"),
        "34:14: “hope to sink” is not in the words; copy it exactly from there",
    ),
    "gap with one choice": (
        ("[plan to drop, wish to sell]", "[plan to drop]"),
        "35:7: 'others' has too few entries; write at least 2",
    ),
    "gap with a choice twice": (
        ("[plan to drop, wish to sell]", "[plan to drop, Hope to keep]"),
        "35:30: “Hope to keep” is a choice already; write another",
    ),
    "gap with a number": (
        ("[plan to drop, wish to sell]", "[12, wish to sell]"),
        "35:16: entry 1 of 'others' is read as a number or as true; put it in quotes",
    ),
    "article unknown": (
        ("- article: courier", "- article: herald"),
        "26:18: no source is called 'herald'; write one of: courier",
    ),
    "words not printed": (
        ("words: Nobody will miss it.", "words: Nobody will miss them."),
        "51:14: “them.” is not in the article; copy the words exactly from its text",
    ),
    "context not printed": (
        ("[…] She spoke on Monday.", "[…] She spoke at noon."),
        "27:17: “at noon.” is not in the article; copy the words exactly from its text",
    ),
    "kept not printed": (
        ("derived: The boat is in danger.", "derived: The boat is old."),
        "68:18: “old.” is not in the article; copy the words exactly from its text",
    ),
}


@pytest.mark.parametrize(("change", "fault"), IN_CASE.values(), ids=IN_CASE.keys())
def test_fault_in_case(change: tuple[str, str], fault: str, spoil: Spoil) -> None:
    assert f"ferry.yaml:{fault}" in faults_in(spoil("ferry.yaml", *change))


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        pytest.param("why: The rewrite", "wyh: The rewrite", "32:5", id="why"),
        pytest.param("kinds: [altered", "knids: [altered", "19:5", id="kinds"),
        pytest.param(
            "derived:\n      words: >-",
            "derivd:\n      words: >-",
            "20:5",
            id="derived",
        ),
    ],
)
def test_misspelt_field_has_one_fault(
    right: str, wrong: str, place: str, spoil: Spoil
) -> None:
    fields = wrong.split(":", maxsplit=1)[0], right.split(":", maxsplit=1)[0]
    sentence = "unknown field '{}'; did you mean '{}'?".format(*fields)
    assert faults_in(spoil("ferry.yaml", right, wrong)) == [
        f"ferry.yaml:{place}: {sentence}"
    ]


def test_all_faults_of_all_files_come_at_once(spoil: Spoil) -> None:
    spoil("pack.yaml", "format: 1", "format: 2")
    spoil("ferry.yaml", "form: training", "form: C")
    spoil("ferry.yaml", "source: hope to keep", "source: hoped to keep")
    folder = spoil("ferry.yaml", "article: courier", "article: herald")
    places = [fault.split(": ")[0] for fault in faults_in(folder)]
    assert places == [
        "ferry.yaml:18:11",
        "ferry.yaml:26:18",
        "ferry.yaml:31:17",
        "pack.yaml:1:9",
    ]


IN_FOLDER = {
    "no head": ("pack.yaml", None, "there is no file 'pack.yaml'; add it"),
    "empty head": ("pack.yaml", b"", "the file is empty"),
    "list head": ("pack.yaml", b"- a", "the file should hold fields of its own"),
    "not UTF-8": ("pack.yaml", b"title: \xff", "'pack.yaml' is not UTF-8"),
    "large": ("ferry.yaml", b"#" * 2_000_001, "'ferry.yaml' is larger than 2 MB"),
    "no case": ("ferry.yaml", None, "there is no case"),
    "yml": ("other.yml", b"a: b", "a case's file ends in .yaml"),
    "case name": ("My Case.yaml", b"a: b", "'My Case' cannot be an id"),
    "empty text": ("ferry/derived.txt", b" ", "'ferry/derived.txt' is empty"),
    "text not UTF-8": (
        "ferry/derived.txt",
        b"\xff",
        "'ferry/derived.txt' is not UTF-8",
    ),
    "unfit text": ("ferry/derived.txt", b"a\x00", "holds the unfit character U+0000"),
}


@pytest.mark.parametrize(
    ("name", "content", "sentence"), IN_FOLDER.values(), ids=IN_FOLDER.keys()
)
def test_fault_in_folder(
    name: str, content: bytes | None, sentence: str, folder: Path
) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    assert sentence in "\n".join(faults_in(folder))


def test_folder_that_is_missing_or_a_file(folder: Path) -> None:
    for path in (folder / "nowhere", folder / "pack.yaml"):
        assert faults_in(path) == [
            f"{path}:1:1: {path} is not a folder; name the folder of a pack"
        ]


def test_folder_name_is_an_id(folder: Path) -> None:
    moved = folder.rename(folder.with_name("My Pack"))
    assert "'My Pack' cannot be an id" in faults_in(moved)[0]


def test_link_out_of_the_pack_is_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (folder / "ferry/derived.txt").unlink()
    (folder / "ferry/derived.txt").symlink_to(secret)
    assert "is a link out of the pack" in faults_in(folder)[0]


def test_laughing_file_is_refused_at_once(folder: Path) -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    (folder / "pack.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert len(faults_in(folder)) == 1


@given(st.binary(max_size=80) | st.text("ab:-[]{}#&*!|>'\"%@\n\t ,?0~", max_size=80))
def test_whatever_the_file_holds_it_is_refused_in_sentences(
    content: bytes | str,
) -> None:
    with TemporaryDirectory() as name:
        path = Path(name, "pack", "pack.yaml")
        path.parent.mkdir()
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(PackFaults):
            read_pack(path.parent)


@given(st.data())
def test_whatever_is_cut_from_a_case_is_refused_or_read(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(CASE)))
    end = data.draw(st.integers(start, min(len(CASE), start + 40)))
    junk = data.draw(st.text(":-[]{}#x'\"\n ~1", max_size=4))
    with TemporaryDirectory() as name:
        folder = Path(name, "pack")
        (folder / "ferry").mkdir(parents=True)
        for file, text in FILES.items():
            (folder / file).write_text(text, encoding="utf-8")
        spoilt = CASE[:start] + junk + CASE[end:]
        (folder / "ferry.yaml").write_text(spoilt, encoding="utf-8")
        with suppress(PackFaults):
            read_pack(folder)
