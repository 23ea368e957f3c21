"""Whom a sentence is about, so that `she` in the next one may be read."""

from collections.abc import Container, Sequence

from quizapp.compare.language import Language
from quizapp.compare.reading.naming import BREAKS, Speaker, Token, read_speaker


def read_topic(
    tokens: Sequence[Token], known: Container[str], language: Language
) -> Speaker | None:
    """Return whom a sentence begins with: `Ann Ash, a juror, did not vote`.

    `known` are the words of the names of all who spoke so far; of somebody else the
    sentence must say that he or she is a person.
    """
    parts = _cut_parts(tokens)
    is_role, name, rest = _cut_name(parts[0], language)
    aside = parts[1] if len(parts) > 1 and not rest else []
    if not name and len(parts) > 1:
        is_role, name, rest = _cut_name(parts[1], language)
    found = read_speaker(name, language)
    if found is None or not found.name:
        return None
    if name[0].text.lower() in language.words("titles") or found.name[-1] in known:
        return found
    person = is_role or (bool(aside) and _is_person(aside[0], language))
    return found if person and len(found.name) > 1 else None


def _is_person(opening: Token, language: Language) -> bool:
    """An aside about somebody: `Ann Ash, 61,`, `Ann Ash, a juror,`."""
    word = opening.text.lower()
    opens = language.words("subjects") | language.words("persons")
    return word.isdigit() or word in opens


def _cut_name(
    tokens: Sequence[Token], language: Language
) -> tuple[bool, Sequence[Token], Sequence[Token]]:
    """Cut the name out of `The juror Ann Ash voted`: behind a role, and the rest."""
    start = 0
    if tokens and tokens[0].text.lower() in language.words("subjects"):
        capitals = (n for n, t in enumerate(tokens) if n and t.text[0].isupper())
        start = next(capitals, len(tokens))
    end = start
    while end < len(tokens) and tokens[end].text[0].isupper():
        end += 1
    role, name = tokens[1:start], tokens[start:end]
    loose = language.words("aftersubject") | language.words("belongings")
    stops = language.words("stopwords") - language.words("titles")
    if start == 1 or any(token.text.lower() in loose for token in role):
        return False, [], []
    if any(token.text.lower() in stops for token in name):
        return False, [], []
    return start > 0, name, tokens[end:]


def _cut_parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut the first clause at its commas."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text[0] in BREAKS:
            break
        if token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
