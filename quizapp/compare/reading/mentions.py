"""Who is named beside a cue verb: `Ann Ash, the mayor, said`, `according to her`."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from quizapp.compare.language import Language
from quizapp.compare.reading.capitals import is_running
from quizapp.compare.reading.naming import (
    BREAKS,
    Speaker,
    Token,
    cut_tokens,
    read_speaker,
    strip_subject,
    until_verb,
)
from quizapp.compare.reading.text import Span
from quizapp.compare.reading.topics import read_topic

_LETTERS = re.compile(r"[^\W_]+")
_HEADLINE = 180  # code points
_HEAD = 8  # words in which a sentence names its subject
_NAME = 4  # words of a name
_REACH = 14  # words between a quotation and its cue verb
_AFTER = 40  # words behind a quotation that are looked at
_BESIDE = 1_000  # code points: farther off nobody is named beside a quotation


@dataclass(frozen=True, slots=True)
class Finder:
    """Find the mention that goes with a cue verb in one masked text."""

    masked: str
    language: Language

    def last(self, segments: Iterable[Span], speaker: Speaker) -> Speaker:
        """Return who spoke last: `speaker`, unless the sentences since name another."""
        for segment in segments:
            if found := self.first(segment):
                speaker = found.standing_for(speaker.name).carried()
        return speaker

    def topic(
        self, segments: Iterable[Span], speaker: Speaker, known: Container[str]
    ) -> Speaker:
        """Return whom a pronoun stands for: who spoke last, or whom words are about.

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
        tokens = cut_tokens(self.masked, segment, _REACH)
        return read_topic(tokens, known, self.language)

    def first(self, segment: Span) -> Speaker | None:
        """Return the speaker of the first cue verb of a sentence."""
        if not self._is_cued(segment.cut(self.masked)):
            return None
        tokens = cut_tokens(self.masked, segment)
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
        before = cut_tokens(self.masked, Span(start, quoted.start)) if may_name else []
        behind = Span(quoted.end, max(end, quoted.end))
        after = cut_tokens(self.masked, behind, _AFTER)
        if found := self._before(before) or self._after(after):
            return found
        words = segment.cut(self.masked)
        return self._heads(before, words) if len(words) < _HEADLINE else None

    def _heads(self, before: Sequence[Token], words: str) -> Speaker | None:
        """Read who a headline lets speak: `Ash: We “Won”`, `Ann Ash Says We “Won”`."""
        titled = not is_running(words) and len(before) >= _NAME
        if not titled and words.rstrip().endswith((".", "!", "?")):
            return None
        for number, token in enumerate(before):
            cue = titled and token.text.lower() in self._list("cues")
            if number and (token.text == ":" or cue):
                return self._leading(before[:number])
            if not token.is_word or not token.text[0].isupper():
                return None
        return None

    def _is_cued(self, words: str) -> bool:
        """Say whether a cue verb may be there; to cut into tokens costs far more."""
        return not self._list("cues").isdisjoint(_LETTERS.findall(words.lower()))

    def _is_cue(self, tokens: Sequence[Token], number: int) -> bool:
        """A cue verb that is no noun: `the report`, `his claims` are none."""
        if tokens[number].text.lower() not in self.language.words("cues"):
            return False
        if number == 0:
            return True
        if tokens[number].text[0].isupper():  # Mr Reading, Ms Post
            return False
        return tokens[number - 1].text.lower() not in self._list("determiners")

    def _before(self, tokens: Sequence[Token]) -> Speaker | None:
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

    def _leading(self, tokens: Sequence[Token]) -> Speaker | None:
        """Read the name a sentence begins with: `Ann Ash was scathing: …`."""
        end = 0
        if any(token.text.lower() in self._list("labels") for token in tokens):
            return None
        while end < len(tokens) and tokens[end].text[0].isupper():
            end += 1
        return self._speaker(tokens[:end])

    def _after(self, tokens: Sequence[Token]) -> Speaker | None:
        if tokens and tokens[0].text == "-" and (signed := _signed(tokens[1:])):
            return self._speaker(signed)
        start = 1 if tokens and tokens[0].text in ",-" else 0
        for number in range(start, min(len(tokens), start + _REACH)):
            if tokens[number].text[0] in BREAKS:
                return None
            rest = tokens[number:]
            width = self._leads_in(rest) or self._is_cue(tokens, number)
            if width := width or self._utters(rest):
                if number == start:
                    return self._following(tokens, number + width)
                return self._subject(tokens[start:], number - start)
        return None

    def _subject(self, tokens: Sequence[Token], cue: int) -> Speaker | None:
        if width := self._leads_in(tokens[cue:]):
            return self._following(tokens, cue + width)
        if cue and tokens[cue - 1].text.lower() in self._list("passives"):
            told = self._preceding(tokens, cue)
            # `The fire was declared under control`: the fire declares nothing.
            return self._by(tokens, cue) or (told if told and told.name else None)
        if found := self._preceding(tokens, cue):
            return found
        # `Counsel told Ann Ash`: she is whom it was said to.
        heard = cue and tokens[cue].text.lower() in self._list("told")
        return None if heard else self._following(tokens, cue + 1)

    def _leads_in(self, tokens: Sequence[Token]) -> int:
        """Return the words of a phrase such as `according to`, 0 where none is."""
        return self._width(tokens, "accordings")

    def _utters(self, tokens: Sequence[Token]) -> int:
        """Return the words of `went on`, if they end here; not in `went on to win`."""
        width = self._width(tokens, "utterances")
        rest = tokens[width : width + 1]
        if not width or not rest or not rest[0].is_word:
            return width
        word = rest[0].text
        named = word[0].isupper() or word in self._list("subjects")
        return width if named else 0

    def _width(self, tokens: Sequence[Token], name: str) -> int:
        """Return the words of the phrase of a list that begins here, 0 where none."""
        phrases = self.language.phrases(name)
        for phrase in phrases.get(tokens[0].text.lower(), ()):
            if tuple(t.text.lower() for t in tokens[: len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _by(self, tokens: Sequence[Token], cue: int) -> Speaker | None:
        for number in range(cue + 1, min(cue + 4, len(tokens))):
            if tokens[number].text.lower() in self._list("agents"):
                return self._following(tokens, number + 1)
        return None

    def _following(self, tokens: Sequence[Token], start: int) -> Speaker | None:
        """Read the noun phrase that begins at `start`."""
        end = start
        while end < len(tokens) and end - start < 9 and tokens[end].is_word:
            if end > start and tokens[end].text.lower() in self._list("aftersubject"):
                break
            end += 1
        found = self._speaker(tokens[start:end])
        return self._named_after(found, tokens, end) if found else None

    def _named_after(
        self, found: Speaker, tokens: Sequence[Token], comma: int
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

    def _preceding(self, tokens: Sequence[Token], cue: int) -> Speaker | None:
        """Read the noun phrase before the cue; step over a clause in commas."""
        parts: list[list[Token]] = [[]]
        for token in tokens[:cue]:
            if token.text[0] in BREAKS:
                parts = [[]]
            elif token.text == ",":
                parts.append([])
            else:
                parts[-1].append(token)
        if found := self._speaker(
            until_verb(self._strip(parts[-1])[-9:], self.language)
        ):
            return self._named_before(parts) or found
        return self._beyond(parts[:-1])

    def _named_before(self, parts: Sequence[list[Token]]) -> Speaker | None:
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

    def _beyond(self, parts: Sequence[list[Token]]) -> Speaker | None:
        """Read `Ann Ash, the mayor, said` and `The mayor, Ann Ash, said` alike."""
        ends = [parts[0], parts[-1]] if parts else []
        found = [self._speaker(self._strip(part)) for part in ends]
        known = [speaker for speaker in found if speaker]
        named = [speaker for speaker in known if speaker.name]
        return next(iter(named or known), None)

    def _speaker(self, tokens: Sequence[Token]) -> Speaker | None:
        return read_speaker(tokens, self.language)

    def _strip(self, tokens: list[Token]) -> list[Token]:
        return strip_subject(tokens, self.language)

    def _list(self, name: str) -> frozenset[str]:
        return self.language.words(name)


def _signed(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the name that ends a line behind a dash: `“We won.” – Ann Ash`."""
    words = [t for t in tokens if t.text != "."]
    signed = 0 < len(words) <= _NAME and all(t.text[0].isupper() for t in words)
    return words if signed else ()
