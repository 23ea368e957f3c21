"""QTI 2.1: the package holds together, and its items say what the lines say.

The order of elements is that of the specification's information model.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from quizapp.packs.exchange import qti
from quizapp.packs.exchange.item import Exported, Item
from quizapp.packs.exchange.markup import plain
from tests.packs.exchange import SHIPPED, exported, items, shipped, words_of

NCNAME = re.compile(r"[A-Za-z_][\w.-]*")
ORDER = {
    "assessmentItem": (
        "responseDeclaration",
        "outcomeDeclaration",
        "itemBody",
        "responseProcessing",
        "modalFeedback",
    ),
    "responseDeclaration": ("correctResponse",),
    "itemBody": ("p", "blockquote", "choiceInteraction"),
    "choiceInteraction": ("prompt", "simpleChoice"),
    "responseProcessing": ("responseCondition",),
    "responseElse": ("setOutcomeValue",),
    "responseCondition": ("responseIf", "responseElse"),
    "responseIf": ("match", "setOutcomeValue"),
    "match": ("variable", "correct"),
    "modalFeedback": ("p",),
    "blockquote": ("p",),
    "assessmentTest": ("testPart",),
    "testPart": ("assessmentSection",),
    "assessmentSection": ("rubricBlock", "assessmentItemRef"),
    "manifest": ("metadata", "organizations", "resources"),
    "resource": ("file", "dependency"),
}
MIXED = {"itemBody"}  # blocks in any order, the interaction last


def files_of(found: Exported) -> Mapping[str, str]:
    return qti.qti_files(found, slug="winter", title="The winter", language="en")


def bare(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def parsed(text: str, namespace: str) -> ET.Element:
    root = ET.fromstring(text)
    for element in root.iter():
        assert element.tag.startswith(f"{{{namespace}}}"), element.tag
        children = [bare(child) for child in element]
        allowed = ORDER.get(bare(element))
        if allowed and bare(element) not in MIXED:
            assert children == sorted(children, key=allowed.index)
        elif allowed:
            assert set(children) <= set(allowed)
            assert children[-1] == allowed[-1]
    return root


def item_in(files: Mapping[str, str], known: str) -> ET.Element:
    return parsed(files[f"items/{known}.xml"], qti.ITEMS)


def find(root: ET.Element, name: str) -> ET.Element:
    [found] = root.iter(f"{{{qti.ITEMS}}}{name}")
    return found


def said(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def assert_same(root: ET.Element, item: Item) -> None:
    assert root.get("identifier") == item.id
    assert NCNAME.fullmatch(item.id)
    assert root.get("title") == plain(item.name)
    body = find(root, "itemBody")
    read = [*body[:-1], find(root, "prompt")]
    assert "".join(map(said, read)).replace(" ", "") == words_of(item).replace(" ", "")
    choices = list(root.iter(f"{{{qti.ITEMS}}}simpleChoice"))
    assert list(map(said, choices)) == list(map(plain, item.choices))
    right = find(find(root, "correctResponse"), "value").text
    assert [c.get("identifier") for c in choices].index(right) == item.right
    for feedback in root.iter(f"{{{qti.ITEMS}}}modalFeedback"):
        assert list(map(said, feedback)) == list(map(plain, item.feedback))


@given(items())
def test_any_text_comes_back(item: Item) -> None:
    assert_same(item_in(files_of(exported(item)), item.id), item)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_pack_comes_back(path: Path) -> None:
    _, found = shipped(path)
    files = files_of(found)
    for item in found.items:
        assert_same(item_in(files, item.id), item)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_everything_the_manifest_and_the_test_name_is_there(path: Path) -> None:
    _, found = shipped(path)
    files = files_of(found)
    manifest = parsed(files[qti.MANIFEST], qti.PACKAGE)
    test = parsed(files[qti.TEST], qti.ITEMS)
    resources = list(manifest.iter(f"{{{qti.PACKAGE}}}resource"))
    assert {r.get("href") for r in resources} == set(files) - {qti.MANIFEST}
    names = [str(r.get("identifier")) for r in resources]
    assert len(set(names)) == len(names)
    assert all(NCNAME.fullmatch(name) for name in names)
    needed = manifest.iter(f"{{{qti.PACKAGE}}}dependency")
    assert {d.get("identifierref") for d in needed} == set(names) - {"test"}
    asked = list(test.iter(f"{{{qti.ITEMS}}}assessmentItemRef"))
    assert [a.get("identifier") for a in asked] == [item.id for item in found.items]
    assert all(str(a.get("href")) in files for a in asked)


def test_the_right_choice_earns_one_and_everybody_is_told_why() -> None:
    item = Item("bp-1", "n", ("p",), (), "q", ("a", "b"), 1, ("w",))
    processing = find(item_in(files_of(exported(item)), "bp-1"), "responseProcessing")
    [condition] = processing
    outcomes = [
        [value.text for value in branch.findall(".//{*}baseValue")]
        for branch in condition
    ]
    assert outcomes == [["1", "feedback_correct"], ["0", "feedback_wrong"]]


def test_either_way_the_why_is_shown() -> None:
    item = Item("bp-1", "n", ("p",), (), "q", ("a", "b"), 1, ("because",))
    root = item_in(files_of(exported(item)), "bp-1")
    told = {f.get("identifier"): said(f) for f in root.iter() if f.get("showHide")}
    assert told == {"feedback_correct": "because", "feedback_wrong": "because"}
