"""Who is named beside a cue verb: `Ann Ash, the mayor, said`, `according to her`."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from quizapp.compare.language import Language
from quizapp.compare.text import Span

# A letter, so that a sentence may begin with it; none that English prose uses.
MASK = "\u0294"
_TOKEN = re.compile(r"\u0294+|[^\W_]+(?:[.'-][^\W_\u0294]+)*|[,;:()\"-]|[.!?]")
_LETTERS = re.compile(r"[^\W_]+")
_BREAKS = frozenset('.;:!?()\u0294"-')
_HEAD = 8  # words in which a sentence names its subject
_NAME = 4  # words of a name
_REACH = 14  # words between a quotation and its cue verb
_AFTER = 40  # words behind a quotation that are looked at
_BESIDE = 1_000  # code points: farther off nobody is named beside a quotation


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


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum() and self.text[0] != MASK


@dataclass(frozen=True, slots=True)
class Finder:
    """Find the mention that goes with a cue verb in one masked text."""

    masked: str
    language: Language

    def last(
        self, segments: Iterable[Span], speaker: Speaker
    ) -> Speaker:
        """Return who spoke last: `speaker`, unless the sentences since name another."""
        for segment in segments:
            if found := self.first(segment):
                speaker = found.standing_for(speaker.name).carried()
        return speaker

    def topic(
        self, segments: Iterable[Span], speaker: Speaker, known: Container[str]
    ) -> Speaker:
        """Return for whom a pronoun stands: who spoke last, or whom a sentence is about.

        `known` are the words of the names of all who spoke so far. `Her team found` is
        still about her.
        """
        for segment in segments:
            found = self.first(segment) or self._topic(segment, known)
            if found and not self._is_hers(found):
                speaker = found.standing_for(speaker.name).carried()
        return speaker

    def _is_hers(self, found: Speaker) -> bool:
        if found.name or found.pronoun or found.mention is None:
            return False
        words = found.mention.cut(self.masked).lower().split()
        return not self._list("pronouns").isdisjoint(words)

    def _topic(self, segment: Span, known: Container[str]) -> Speaker | None:
        """Read whom a sentence begins with: `Ann Ash, a juror, did not vote`."""
        parts: list[list[_Token]] = [[]]
        for token in self._tokens(segment.start, segment.end, _REACH):
            if token.text[0] in _BREAKS:
                break
            if token.text == ",":
                parts.append([])
            else:
                parts[-1].append(token)
        is_role, name, rest = self._cut_name(parts[0])
        aside = parts[1] if len(parts) > 1 and not rest else []
        if not name and len(parts) > 1:
            is_role, name, rest = self._cut_name(parts[1])
        found = self._speaker(name)
        if found is None or not found.name:
            return None
        if name[0].text.lower() in self._list("titles") or found.name[-1] in known:
            return found
        person = is_role or (bool(aside) and self._is_person(aside[0]))
        return found if person and len(found.name) > 1 else None

    def _is_person(self, opening: _Token) -> bool:
        """An aside about somebody: `Ann Ash, 61,`, `Ann Ash, a juror,`."""
        word = opening.text.lower()
        return word.isdigit() or word in self._list("subjects") | {"who"}

    def _cut_name(
        self, tokens: Sequence[_Token]
    ) -> tuple[bool, Sequence[_Token], Sequence[_Token]]:
        """Cut the name out of `The juror Ann Ash voted`: behind a role, and the rest."""
        start = 0
        if tokens and tokens[0].text.lower() in self._list("subjects"):
            capitals = (n for n, t in enumerate(tokens) if n and t.text[0].isupper())
            start = next(capitals, len(tokens))
        end = start
        while end < len(tokens) and tokens[end].text[0].isupper():
            end += 1
        role, name = tokens[1:start], tokens[start:end]
        loose = self._list("aftersubject") | self._list("belongings")
        stops = self._list("stopwords") - self._list("titles")
        if start == 1 or any(token.text.lower() in loose for token in role):
            return False, [], []
        if any(token.text.lower() in stops for token in name):
            return False, [], []
        return start > 0, name, tokens[end:]

    def first(self, segment: Span) -> Speaker | None:
        """Return the speaker of the first cue verb of a sentence."""
        if not self._is_cued(segment.cut(self.masked)):
            return None
        tokens = self._tokens(segment.start, segment.end)
        for number in range(len(tokens)):
            if self._is_cue(tokens, number):
                found = self._subject(tokens, number)
                if found:
                    return found
        return None

    def beside(self, segment: Span, quoted: Span) -> Speaker | None:
        """Return the speaker named next to a quotation, in its sentence."""
        start = max(segment.start, quoted.start - _BESIDE)
        end = min(segment.end, quoted.end + _BESIDE)
        led = self.masked[start : quoted.start]
        may_name = ":" in led or self._is_cued(led)
        before = self._tokens(start, quoted.start) if may_name else []
        after = self._tokens(quoted.end, max(end, quoted.end), _AFTER)
        return self._before(before) or self._after(after)

    def _tokens(self, start: int, end: int, most: int | None = None) -> list[_Token]:
        found = _TOKEN.finditer(self.masked, start, end)
        tokens = (_Token(match.group(), match.start(), match.end()) for match in found)
        return list(islice(_plain(tokens), most))

    def _is_cued(self, words: str) -> bool:
        """Say whether a cue verb may be there; to cut into tokens costs far more."""
        return not self._list("cues").isdisjoint(_LETTERS.findall(words.lower()))

    def _is_cue(self, tokens: Sequence[_Token], number: int) -> bool:
        """A cue verb that is no noun: `the report`, `his claims` are none."""
        if tokens[number].text.lower() not in self.language.words("cues"):
            return False
        if number == 0:
            return True
        if tokens[number].text[0].isupper():  # Mr Reading, Ms Post
            return False
        return tokens[number - 1].text.lower() not in self._list("determiners")

    def _before(self, tokens: Sequence[_Token]) -> Speaker | None:
        cues = [n for n in range(len(tokens)) if self._is_cue(tokens, n)]
        for number in reversed(cues):
            found = self._subject(tokens, number)
            held = found.mention if found else None
            # `Ann Ash said she had written, asking …`: the first verb says who.
            if not held or not any(
                held.start <= tokens[n].start < held.end for n in cues
            ):
                return found
        if tokens and tokens[-1].text == ":":
            head = [token for token in tokens[:_HEAD] if token.is_word]
            return self._leading(head)
        return None

    def _leading(self, tokens: Sequence[_Token]) -> Speaker | None:
        """Read the name a sentence begins with: `Ann Ash was scathing: …`."""
        end = 0
        if any(token.text.lower() in self._list("labels") for token in tokens):
            return None
        while end < len(tokens) and tokens[end].text[0].isupper():
            end += 1
        return self._speaker(tokens[:end])

    def _after(self, tokens: Sequence[_Token]) -> Speaker | None:
        if tokens and tokens[0].text == "-" and _are_capitals(tokens[1:6]):
            return self._speaker(tokens[1:6])
        start = 1 if tokens and tokens[0].text in ",-" else 0
        for number in range(start, min(len(tokens), start + _REACH)):
            if tokens[number].text[0] in _BREAKS:
                return None
            if self._is_cue(tokens, number):
                if number == start:
                    return self._following(tokens, number + 1)
                return self._subject(tokens[start:], number - start)
        return None

    def _subject(self, tokens: Sequence[_Token], cue: int) -> Speaker | None:
        if width := self._leads_in(tokens[cue:]):
            return self._following(tokens, cue + width)
        if cue and tokens[cue - 1].text.lower() in self._list("passives"):
            return self._by(tokens, cue) or self._preceding(tokens, cue)
        return self._preceding(tokens, cue) or self._following(tokens, cue + 1)

    def _leads_in(self, tokens: Sequence[_Token]) -> int:
        """Return the words of a phrase such as `according to`, 0 where none is."""
        phrases = self.language.phrases("accordings")
        for phrase in phrases.get(tokens[0].text.lower(), ()):
            if tuple(t.text.lower() for t in tokens[: len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _by(self, tokens: Sequence[_Token], cue: int) -> Speaker | None:
        for number in range(cue + 1, min(cue + 4, len(tokens))):
            if tokens[number].text.lower() in self._list("agents"):
                return self._following(tokens, number + 1)
        return None

    def _following(self, tokens: Sequence[_Token], start: int) -> Speaker | None:
        """Read the noun phrase that begins at `start`."""
        end = start
        while end < len(tokens) and end - start < 9 and tokens[end].is_word:
            if end > start and tokens[end].text.lower() in self._list("aftersubject"):
                break
            end += 1
        found = self._speaker(tokens[start:end])
        return self._named_after(found, tokens, end) if found else None

    def _named_after(
        self, found: Speaker, tokens: Sequence[_Token], comma: int
    ) -> Speaker:
        """Read the name behind a role: `said the chief engineer, Ann Ash`."""
        if found.name or found.pronoun or tokens[comma : comma + 1] == []:
            return found
        end = comma + 1
        while end < len(tokens) and tokens[end].text[0].isupper():
            end += 1
        if tokens[comma].text != "," or not comma + 1 < end <= comma + 1 + _NAME:
            return found
        named = self._speaker(tokens[comma + 1 : end])
        return named if named and named.name else found

    def _preceding(self, tokens: Sequence[_Token], cue: int) -> Speaker | None:
        """Read the noun phrase before the cue; step over a clause in commas."""
        parts: list[list[_Token]] = [[]]
        for token in tokens[:cue]:
            if token.text[0] in _BREAKS:
                parts = [[]]
            elif token.text == ",":
                parts.append([])
            else:
                parts[-1].append(token)
        if found := self._speaker(self._until_verb(self._strip(parts[-1])[-9:])):
            return self._named_before(parts) or found
        return self._beyond(parts[:-1])

    def _named_before(self, parts: Sequence[list[_Token]]) -> Speaker | None:
        """Read the name before a role: `Ann Ash, an engineer with Calder, said`."""
        if len(parts) < 2 or not parts[-1]:
            return None
        role, name = parts[-1][0].text.lower(), self._strip(parts[-2])
        is_name = 1 < len(name) <= _NAME and all(t.text[0].isupper() for t in name)
        if role not in self._list("single") or not is_name:
            return None
        if name[0].text.lower() in self._list("stopwords"):  # `In New York, a man said`
            return None
        return self._speaker(name)

    def _beyond(self, parts: Sequence[list[_Token]]) -> Speaker | None:
        """Read `Ann Ash, the mayor, said` and `The mayor, Ann Ash, said` alike."""
        ends = [parts[0], parts[-1]] if parts else []
        found = [self._speaker(self._strip(part)) for part in ends]
        known = [speaker for speaker in found if speaker]
        named = [speaker for speaker in known if speaker.name]
        return next(iter(named or known), None)

    def _speaker(self, tokens: Sequence[_Token]) -> Speaker | None:
        if not tokens:
            return None
        head = tokens[0].text.lower()
        if head in self._list("calendar"):
            return None
        pronoun = len(tokens) == 1 and head in self.language.words("pronouns")
        capital = any(token.text[0].isupper() for token in tokens)
        if not (pronoun or capital or head in self._list("subjects")):
            return None
        name = () if pronoun else self._name(tokens)
        return Speaker(Span(tokens[0].start, tokens[-1].end), name, True, pronoun)

    def _name(self, tokens: Sequence[_Token]) -> tuple[str, ...]:
        """Return the capitals at the end; possessives and titles are no part of it."""
        no_name = self.language.words("titles") | self.language.words("stopwords")
        run: list[str] = []
        of, possessives = self._list("belongings"), tuple(self._list("possessives"))
        ends = [n for n, token in enumerate(tokens) if token.text in of]
        if ends and ends[0]:  # `Ann Ash of the Otters`, `the mayor of Hexley`
            tokens = tokens[: ends[0]]
        for token in reversed(tokens):
            word = token.text.lower()
            if not token.text[0].isupper() or word.endswith(possessives):
                break
            if word.strip(".") not in no_name | self.language.words("calendar"):
                run.append(word)
        led = tokens[0].text.lower() in self._list("subjects")
        if led and "nouns" in self._list("capitals"):
            run = run[:-1]  # `die Direktorin` is nobody's name
        return tuple(reversed(run))

    def _strip(self, tokens: list[_Token]) -> list[_Token]:
        """Drop what leads into a subject (`But`, `that`) or trails it (`also`)."""
        start, end = 0, len(tokens)
        for number, token in enumerate(tokens):
            if token.text.lower() in self._list("leads"):
                start = number + 1
        while end > start and tokens[end - 1].text.lower() in self._list("trails"):
            end -= 1
        return tokens[start:end]

    def _until_verb(self, tokens: list[_Token]) -> list[_Token]:
        """Drop what a name is said to do: `Ann Ash could only`, `Dr Ash does not`."""
        common, verbs = self._list("stopwords"), self._list("trails")
        for number, (before, token) in enumerate(pairwise(tokens), 1):
            named = before.text[0].isupper() and before.text.lower() not in common
            if named and token.text in verbs:
                return tokens[:number]
        return tokens

    def _list(self, name: str) -> frozenset[str]:
        return self.language.words(name)


def _plain(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """Leave out brackets with what they hold, and stops after abbreviations."""
    depth = 0
    waiting: _Token | None = None
    for token in tokens:
        if waiting is not None and waiting.text != ".":
            yield waiting
        waiting = None
        depth += (token.text == "(") - (token.text == ")" and depth > 0)
        if depth == 0 and token.text not in "()":
            waiting = token
    if waiting is not None:
        yield waiting


def _are_capitals(tokens: Sequence[_Token]) -> bool:
    return 1 < len(tokens) < 5 and all(t.text[0].isupper() for t in tokens)
