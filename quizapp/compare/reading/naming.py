"""A noun phrase cut into words, and the name it gives somebody."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from quizapp.compare.language import Language
from quizapp.compare.reading.text import Span

# A letter, so that a sentence may begin with it; none that English prose uses.
MASK = "\u0294"
BREAKS = frozenset('.;:!?()\u0294"-')  # what ends a noun phrase
_TOKEN = re.compile(r"\u0294+|[^\W_]+(?:[.'-][^\W_\u0294]+)*|[,;:()\"-]|[.!?]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A mention and the name it stands for; both may be missing."""

    mention: Span | None = None
    name: tuple[str, ...] = ()
    near: bool = False
    pronoun: bool = False

    def carried(self) -> "Speaker":
        """Return this speaker for words that stand further on."""
        return Speaker(self.mention, self.name, False, self.pronoun)

    def standing_for(self, name: tuple[str, ...]) -> "Speaker":
        """Return this mention with the last name given, if it is a pronoun."""
        return Speaker(self.mention, name, self.near, True) if self.pronoun else self


class Token(NamedTuple):
    """A word or a mark, and where it stands (code points)."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Say whether this is a word, no mark and no mask."""
        return self.text[0].isalnum() and self.text[0] != MASK


def cut_tokens(masked: str, span: Span, most: int | None = None) -> list[Token]:
    """Cut the first words and marks of a span, without what stands in brackets."""
    found = _TOKEN.finditer(masked, span.start, span.end)
    tokens = (Token(match.group(), match.start(), match.end()) for match in found)
    return list(islice(_plain(tokens), most))


def _plain(tokens: Iterable[Token]) -> Iterator[Token]:
    """Leave out brackets with what they hold, and stops after abbreviations."""
    depth = 0
    waiting: Token | None = None
    for token in tokens:
        if waiting is not None and waiting.text != ".":
            yield waiting
        waiting = None
        depth += (token.text == "(") - (token.text == ")" and depth > 0)
        if depth == 0 and token.text not in "()":
            waiting = token
    if waiting is not None:
        yield waiting


def read_speaker(tokens: Sequence[Token], language: Language) -> Speaker | None:
    """Read a noun phrase, a name or a pronoun, None where it can be nobody."""
    tokens = _phrase(tokens, language)
    if not tokens:
        return None
    head = tokens[0].text.lower()
    if head in language.words("calendar"):
        return None
    pronoun = len(tokens) == 1 and head in language.words("pronouns")
    capital = any(token.text[0].isupper() for token in tokens)
    if not (pronoun or capital or head in language.words("subjects")):
        return None
    name = () if pronoun else _name(tokens, language)
    return Speaker(Span(tokens[0].start, tokens[-1].end), name, True, pronoun)


def _phrase(tokens: Sequence[Token], language: Language) -> Sequence[Token]:
    """Return who is named behind words that begin no noun phrase, else all.

    Of `In an interview Ann Ash` it is `Ann Ash`, of `However` and `for Ann Ash` nobody.
    """
    small = language.words("stopwords")
    begins = language.words("subjects") | language.words("determiners")
    begins |= language.words("pronouns") | language.words("titles")
    words = [token.text.lower() for token in tokens]
    if len(words) == 1 and words[0] in begins - language.words("pronouns"):
        return ()
    if not words or words[0] not in small - begins - language.expansions.keys():
        return tokens
    first = len(tokens)
    while first > 1 and tokens[first - 1].text[0].isupper():
        first -= 1
    named = first > 1 and words[first - 1] not in language.words("aftersubject")
    return tokens[first:] if named else ()


def _name(tokens: Sequence[Token], language: Language) -> tuple[str, ...]:
    """Return the capitals at the end; possessives and titles are no part of it."""
    no_name = language.words("titles") | language.words("stopwords")
    no_name |= language.words("trails")  # `Later Ann Ash said`
    run: list[str] = []
    of, possessives = language.words("belongings"), tuple(language.words("possessives"))
    ends = [n for n, token in enumerate(tokens) if token.text in of]
    if ends and ends[0]:  # `Ann Ash of the Otters`, `the mayor of Hexley`
        tokens = tokens[: ends[0]]
    no_name -= _called(tokens, language)
    for token in reversed(tokens):
        word = token.text.lower()
        if not token.text[0].isupper() or word.endswith(possessives):
            break
        if word.strip(".") not in no_name | language.words("calendar"):
            run.append(word)
    led = tokens[0].text.lower() in language.words("subjects")
    if led and "nouns" in language.words("capitals"):
        run = run[:-1]  # `die Direktorin` is nobody's name
    return tuple(reversed(run))


def _called(tokens: Sequence[Token], language: Language) -> frozenset[str]:
    """Return the word that a title makes a name: `king` in `Mr King`."""
    titles = language.words("titles") & language.words("stopwords")
    before = [token.text.lower().rstrip(".") for token in tokens[-2:-1]]
    called = bool(before) and before[0] in titles
    return frozenset({tokens[-1].text.lower()} if called else ())


def strip_subject(tokens: list[Token], language: Language) -> list[Token]:
    """Drop what leads into a subject (`But`, `that`) or trails it (`also`)."""
    start, end = 0, len(tokens)
    while end and tokens[end - 1].text.lower() in language.words("trails"):
        end -= 1
    for number, token in enumerate(tokens[:end]):
        if token.text.lower() in language.words("leads"):
            start = number + 1
    return tokens[start:end]


def until_verb(tokens: list[Token], language: Language) -> list[Token]:
    """Drop what a name is said to do: `Ann Ash could only`, `Dr Ash does not`."""
    common, verbs = language.words("stopwords"), language.words("trails")
    for number, (before, token) in enumerate(pairwise(tokens), 1):
        named = before.text[0].isupper() and before.text.lower() not in common
        if named and token.text in verbs:
            return tokens[:number]
    return tokens
