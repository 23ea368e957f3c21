"""What depends on a language, read from one folder of word lists."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import local
from types import MappingProxyType
from typing import NamedTuple

# Phrases by their first word, the longest first.
Phrases = Mapping[str, Sequence[tuple[str, ...]]]

_LISTS = Path(__file__).with_name("languages")


def _lines(code: str, name: str) -> tuple[str, ...]:
    """Read one list; a language that lacks it has an empty one."""
    path = _LISTS / code / f"{name}.txt"
    if not path.is_file():
        return ()
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("# "))


def _words(code: str, name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(code, name) for word in line.split())


def _phrases(code: str, name: str) -> Phrases:
    """Phrases as tuples of words; apostrophes part words, as they do in a text."""
    cut = {tuple(re.split(r"[\s'’-]+", line)) for line in _lines(code, name)}
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(cut, key=lambda words: (-len(words), words)):
        found.setdefault(words[0], []).append(words)
    return MappingProxyType(found)


def _pairs(code: str, name: str) -> Mapping[str, str]:
    cut = (line.split("=") for line in _lines(code, name))
    return MappingProxyType({word.strip(): to.strip() for word, to in cut})


class Entry(NamedTuple):
    """What a language knows of a folded form.

    Words of one sense may stand for each other; a plain word carries grammar only; one
    that may count can be a number.
    """

    stem: str
    sense: str
    is_plain: bool
    may_count: bool


class Stemming(local):
    """A stemmer for every thread, `own`: none may be used by two at once."""

    def __init__(self, name: str) -> None:
        """Take the name of a Snowball algorithm; called anew in every thread."""
        from Stemmer import Stemmer  # noqa: PLC0415 - only comparing needs its megabyte

        self.own = Stemmer(name, 0)  # it keeps no words

    def stem(self, word: str) -> str:
        """Reduce a folded word to its stem."""
        stem: str = self.own.stemWord(word)
        return stem


@dataclass(frozen=True)
class Language:
    """The word lists of one language; all empty where the language is unknown."""

    code: str
    known: bool

    def words(self, name: str) -> frozenset[str]:
        """Return the list `name` as single words."""
        return _cached_words(self.code, name)

    def phrases(self, name: str) -> Phrases:
        """Return the list `name` as phrases, one a line."""
        return _cached_phrases(self.code, name)

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the list `name` line by line, as it stands."""
        return _cached_lines(self.code, name)

    def pairs(self, name: str) -> Mapping[str, str]:
        """Return the list `name` of lines `word = value`."""
        return _cached_pairs(self.code, name)

    @cached_property
    def boilerplate(self) -> re.Pattern[str] | None:
        """How lines begin that belong to the page, not to the story."""
        patterns = (f"(?:{line})" for line in _lines(self.code, "boilerplate"))
        merged = "|".join(patterns)
        return re.compile(merged) if merged else None

    @cached_property
    def joints(self) -> re.Pattern[str] | None:
        """Where a clause of its own begins; the first group is what opens it."""
        words = "|".join(map(re.escape, _lines(self.code, "joints")))
        return re.compile(rf"[,;]? ((?:{words})\b)") if words else None

    @cached_property
    def halves(self) -> re.Pattern[str] | None:
        """What follows a time of day: `pm`, `in the evening`; none where nothing does.

        Two letters may have a stop behind each.
        """
        halves = sorted(self.pairs("halves"))
        words = "|".join(h if " " in h else rf"{h[0]}\.? ?{h[1:]}" for h in halves)
        return re.compile(rf" ?(?:{words})\b") if words else None

    @cached_property
    def scales(self) -> Mapping[str, float]:
        """Factors such as *million*, by word."""
        return {word: float(by) for word, by in self.pairs("scales").items()}

    @cached_property
    def expansions(self) -> Mapping[str, str]:
        """One form for several: contractions, spellings, irregular forms."""
        return {**self.pairs("irregular"), **self.pairs("expansions")}

    @cached_property
    def saying(self) -> frozenset[str]:
        """Verbs of saying, those that doubt what is said among them."""
        return self.words("cues") | self.words("claims")

    @cached_property
    def negating(self) -> frozenset[str]:
        """Negations, and the forms that are short for one."""
        plain = self.words("negations")
        return plain | {w for w, to in self.expansions.items() if to in plain}

    @cached_property
    def limiting(self) -> frozenset[str]:
        """Words that begin what limits a line: it denies, doubts or is only said."""
        return self.negating | self.saying | self.phrases("denials").keys()

    @cached_property
    def senses(self) -> Mapping[str, str]:
        """One representative for all stems that may stand for each other."""
        senses: dict[str, str] = {}
        for line in _lines(self.code, "synonyms"):
            stems = [self.root(word.strip()) for word in line.split(",")]
            for stem in stems:
                senses.setdefault(stem, stems[0])
        return senses

    @cached_property
    def opposites(self) -> frozenset[tuple[str, str]]:
        """Pairs of stems that turn a meaning round, in both orders."""
        pairs = (line.split()[:2] for line in _lines(self.code, "antonyms"))
        stems = [(self.root(a), self.root(b)) for a, b in pairs]
        return frozenset(stems) | frozenset((b, a) for a, b in stems)

    @cached_property
    def stem(self) -> Callable[[str], str]:
        """Reduce a folded word to its stem."""
        name = "".join(_lines(self.code, "stemmer"))
        if not name:
            return str
        return Stemming(name).stem

    @cached_property
    def entry(self) -> Callable[[str], Entry]:
        """Look up a folded form; remembers the last 65,536 forms."""
        numerals, plain = self.pairs("numbers"), self.words("stopwords")
        root, senses = self.root, self.senses

        def look_up(form: str) -> Entry:
            stem, may_count = root(form), form in numerals or not form.isalpha()
            is_plain = form in plain or len(form) == 1
            return Entry(stem, senses.get(stem, stem), is_plain, may_count)

        return lru_cache(maxsize=65536)(look_up)

    @cached_property
    def root(self) -> Callable[[str], str]:
        """Reduce a folded word to the stem of the form it stands for."""
        expand, stem = self.expansions, self.stem
        return lambda form: stem(expand.get(form, form))

    def steps(self, name: str) -> Mapping[str, int]:
        """Return the words of the list `name` with the number of their line."""
        return _cached_steps(self.code, name)

    @cached_property
    def respell(self) -> Callable[[str], str]:
        """Spell a folded form in one way where two are right."""
        spellings = tuple(self.pairs("spellings").items())

        def respell(form: str) -> str:
            word = f"{form}$"
            for one, other in spellings:
                word = word.replace(one, other)
            return word.removesuffix("$")

        return lru_cache(maxsize=4096)(respell)

    def groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the list `name` as groups of words or phrases, one group a line."""
        rows = (line.split(",") for line in _lines(self.code, name))
        return tuple(tuple(word.strip() for word in row) for row in rows)


@lru_cache(maxsize=256)
def _cached_lines(code: str, name: str) -> tuple[str, ...]:
    return _lines(code, name)


@lru_cache(maxsize=256)
def _cached_steps(code: str, name: str) -> Mapping[str, int]:
    rows = enumerate(_lines(code, name))
    return {word.strip(): n for n, row in rows for word in row.split(",")}


@lru_cache(maxsize=256)
def _cached_words(code: str, name: str) -> frozenset[str]:
    return _words(code, name)


@lru_cache(maxsize=256)
def _cached_phrases(code: str, name: str) -> Phrases:
    return _phrases(code, name)


@lru_cache(maxsize=256)
def _cached_pairs(code: str, name: str) -> Mapping[str, str]:
    return _pairs(code, name)


@lru_cache(maxsize=16)
def find_language(code: str) -> Language:
    """Return the language of `code`; an unknown one has empty lists.

    >>> find_language("en").known, find_language("tlh").known
    (True, False)
    """
    plain = code.lower().replace("_", "-").split("-")[0]
    known = plain.isalpha() and plain.isascii() and bool(_lines(plain, "stopwords"))
    return Language(plain if known else "", known)
