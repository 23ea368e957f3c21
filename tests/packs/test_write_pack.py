"""What is written reads back as the same values, and writes as the same bytes."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.errors import BadInput
from quizapp.game.line import Change, Excerpt, Form, Gap, Kept, Line, Passage
from quizapp.packs.archive import pack_archive, read_archive
from quizapp.packs.emit import emit
from quizapp.packs.pack import Article, Case, Pack
from quizapp.packs.plain import tidy, unfit
from quizapp.packs.read import read_pack
from quizapp.packs.rules import NEED_CHANGES
from quizapp.packs.write import pack_files, write_files

# Letters, and everything that means something to YAML or to this format.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(
    list(" :#-'\"\\{}[],&*!|>%@`?~=<.…“”\xa0\u200d0eé")
)
# fmt: off
ODD = [
    "no", "yes", "true", "null", "~", "12", "1e3", "0x1f", ".inf", "---", "...",
    "2026-03-04", "[a]", "{a:b}", "none", "nothing", "-", "?", ":", "#", "!x", "&a",
    "*a", "|", ">", "%TAG", "@a", "`a", "'a'", '"a"', "a:b", "a:", "#", "<<",
]
# fmt: on


# Hypothesis looks a strategy over before it first draws: for a new one at every text
# that took longer than the texts.
@cache
def texts(longest: int) -> st.SearchStrategy[str]:
    free = st.text(CHARACTERS, min_size=1, max_size=longest)
    odd = st.lists(st.sampled_from(ODD), min_size=1, max_size=longest // 12)
    return (
        (free | odd.map(" ".join))
        .map(tidy)
        .filter(
            lambda text: (
                0 < len(text) <= longest
                and not unfit(text)
                and text not in {"nothing", "none"}
            )
        )
    )


SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
DATES = st.dates().map(str) | st.sampled_from(["unknown", "2026", "2026-03"])
ADDRESSES = st.sampled_from([None, "https://example.org/a?b=#c", "http://a.example"])


CONTEXT = st.just("") | texts(60)
EXCERPTS_NEARBY = texts(80).map(Excerpt)


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    words = draw(texts(150))
    return Excerpt(words, before=draw(CONTEXT), after=draw(CONTEXT))


@st.composite
def lines(draw: st.DrawFn, key: str, articles: list[str]) -> Line:
    sort = draw(st.sampled_from(["faithful", "discrepant", "omission"]))
    kinds = {
        "faithful": (),
        "omission": (Kind.OMITTED_CONTEXT,),
        "discrepant": draw(KINDS),
    }[sort]
    derived = None if sort == "omission" else draw(excerpts())
    first = Passage(draw(st.sampled_from(articles)), draw(excerpts()))
    nearby = st.builds(
        Passage,
        st.sampled_from(articles),
        EXCERPTS_NEARBY,
        carries=st.just(False),
    )
    changes: tuple[Change, ...] = ()
    if derived and (set(kinds) & NEED_CHANGES or (kinds and draw(st.booleans()))):
        changes = (Change(derived.words, first.excerpt.words),)
    return Line(
        key=key,
        form=draw(st.sampled_from(Form)),
        kinds=kinds,
        resembles=kinds[0] if kinds else draw(st.sampled_from(Kind)),
        derived=derived,
        passages=(first, *draw(st.lists(nearby, max_size=2))),
        why=draw(texts(120)),
        changes=changes,
        gap=draw(gaps(first.excerpt.words)),
        kept=tuple(draw(st.lists(KEPT, min_size=3, max_size=4)))
        if sort == "omission"
        else (),
        headline=draw(st.booleans()),
        ours=draw(st.booleans()),
    )


CHOICE = [kind for kind in Kind if kind is not Kind.OMITTED_CONTEXT]
KINDS = st.lists(st.sampled_from(CHOICE), min_size=1, unique=True).map(tuple)
KEPT = st.builds(Kept, texts(50), texts(50))


def gaps(words: str) -> st.SearchStrategy[Gap | None]:
    others = st.lists(
        texts(30).filter(lambda other: other.casefold() != words.casefold()),
        min_size=2,
        max_size=3,
        unique_by=str.casefold,
    )
    return st.none() | st.builds(Gap, st.just(words), others.map(tuple))


ARTICLES = st.builds(Article, texts(40), DATES, ADDRESSES, texts(100), text=st.none())


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sources = draw(st.dictionaries(SLUGS, ARTICLES, min_size=1, max_size=3))
    keys = draw(st.lists(SLUGS, min_size=1, max_size=4, unique=True))
    drawn = tuple(draw(lines(key, list(sources))) for key in keys)
    return Case(
        slug=draw(SLUGS.filter(lambda slug: slug != "pack")),
        title=draw(texts(60)),
        about=draw(texts(200)),
        derived=draw(ARTICLES),
        sources=sources,
        lines=drawn,
        proposed=tuple(line.key for line in drawn if draw(st.booleans())),
    )


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    drawn = draw(st.lists(cases(), min_size=1, max_size=2, unique_by=lambda c: c.slug))
    return Pack(
        slug="drawn",
        digest="",
        title=draw(texts(60)),
        language=draw(st.sampled_from(["en", "no", "pt-BR"])),
        licence=draw(texts(30)),
        authors=tuple(draw(st.lists(texts(30), min_size=1, max_size=3))),
        about=draw(texts(200)),
        content_note=draw(texts(200)),
        cases=tuple(sorted(drawn, key=lambda case: f"{case.slug}.yaml")),
    )


def written(pack: Pack, folder: Path) -> Pack:
    """Write and read `pack`, without the digest of what was written."""
    write_files(pack_files(pack), folder)
    return replace(read_pack(folder), digest="")


# Drawing a pack costs four times what is done with it: one way back is not drawn
# apart from the other.
@given(packs())
def test_a_pack_reads_back_the_same_from_a_folder_and_an_archive(pack: Pack) -> None:
    with TemporaryDirectory() as folder:
        again = written(pack, Path(folder, "drawn"))
    assert again == pack
    assert pack_files(again) == pack_files(pack)
    archive = pack_archive(pack)
    again = read_archive(archive)
    assert replace(again, digest="") == pack
    assert pack_archive(again) == archive


@given(texts(400))
def test_lines_are_short_where_words_are(text: str) -> None:
    longest = max(map(len, text.split(" ")))
    for line in emit({"a": {"b": [{"c": text}]}}).splitlines():
        assert len(line) <= max(96, longest + 20)


def test_articles_are_written_beside_their_case(folder: Path, tmp_path: Path) -> None:
    pack = replace(read_pack(folder), digest="")
    assert written(pack, tmp_path / "again" / "winter") == pack
    assert (tmp_path / "again/winter/ferry/sources/courier.txt").is_file()


STYLES = {
    "plain": ("She said no.", "a: She said no.\n"),
    "quoted word": ("no", 'a: "no"\n'),
    "quoted number": ("12", 'a: "12"\n'),
    "quoted date": ("2026-03-04", 'a: "2026-03-04"\n'),
    "quoted colon": ('He: "a\\b"', 'a: "He: \\"a\\\\b\\""\n'),
    "quotation": ("“We hope,” she said.", "a: “We hope,” she said.\n"),
    "folded": (
        "word " * 25 + "end",
        f"a: >-\n  {'word ' * 17}word\n  {'word ' * 7}end\n",
    ),
}


@pytest.mark.parametrize(("text", "yaml"), STYLES.values(), ids=STYLES.keys())
def test_style(text: str, yaml: str) -> None:
    assert emit({"a": text}) == yaml


def test_existing_folder_is_never_written_over(folder: Path) -> None:
    with pytest.raises(BadInput, match="exists already"):
        write_files({"pack.yaml": "x"}, folder)
