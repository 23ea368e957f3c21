"""Fold what newsrooms set in many ways: marks, dashes, spaces, capitals, accents.

A folded text is as long as the text itself, code point for code point, so that its
spans are spans of both.
"""

import re
from collections.abc import Iterable
from unicodedata import normalize

from quizapp.compare.language import Language
from quizapp.compare.reading.text import Span

# One character for one character, so that offsets survive.
_FOLDS = {
    **dict.fromkeys("‘’‚‛′`´ʼ‹›＇", "'"),
    **dict.fromkeys("“”„‟«»″＂〝〞〟❝❞「」『』", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t", " "),
}
# Archives print two apostrophes for a double mark; it opens before a word.
_TWIN_OPENS = re.compile(r"(?<![\w'])''(?=[^\s'])")
# Some leave a space inside their marks: `« We won »`. A space for a mark, the two stand
# for one double mark, and sentences and quotations begin where they would without it.
_APART_OPENS = re.compile(r"(?<![^\s(\[])[«“„][^\S\r\n](?=\S)")
_APART_CLOSES = re.compile(r"(?<=\S)[^\S\r\n][»”](?![^\W_])")
# Straight ones need their order: `" We won , " said Ann`.
_APART_STRAIGHT = re.compile('(?:^| )"(?: |$)', re.MULTILINE)
_STRAIGHT = re.compile('"')
# Many part thousands by a space, some by an apostrophe: `12 500`, `12'500`.
_THOUSANDS = re.compile(r"(?<![\d.,:])\d{1,3}(?:[ ']\d{3})+(?!\w)")
_UNMARKED = dict(zip("øØłŁđĐðÐħŧı", "oOlLdDdDhti", strict=True))  # no mark to take off


def normalise(text: str) -> str:
    """Fold quotes, dashes, spaces and capitals, one code point for one.

    >>> normalise("“Don’t” – now")
    '"don\\'t" - now'
    """
    return fold_capitals(fold_marks(text))


def fold_capitals(text: str) -> str:
    """Fold capitals only, one code point for one."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def fold_marks(text: str) -> str:
    """Fold quotes, dashes and spaces only; capitals stay.

    Two apostrophes that stand for a double mark become two of them; so do a mark and
    the space that some leave inside it.

    >>> fold_marks("“Don’t” – ''now'' « or never »")
    '"Don\\'t" - ""now"" ""or never""'
    """
    if _APART_OPENS.search(text):
        text = _APART_CLOSES.sub('""', _APART_OPENS.sub('""', text))
    for mark, plain in _FOLDS.items():  # many times as fast as str.translate
        text = text.replace(mark, plain)
    if _TWIN_OPENS.search(text):
        text = text.replace("''", '""')
    return _THOUSANDS.sub(lambda match: re.sub("[ ']", ",", match.group()), text)


def close_up(text: str, paragraphs: Iterable[Span]) -> str:
    """Fold the spaces inside straight marks as well, one code point for one.

    Every other mark of a paragraph opens.

    >>> close_up('" We won , " said Ann.', [Span(0, 22)])
    '""We won ,"" said Ann.'
    """
    if not _APART_STRAIGHT.search(text):
        return text
    signs = list(text)
    for paragraph in paragraphs:
        start, end = paragraph.start, paragraph.end
        for number, mark in enumerate(_STRAIGHT.finditer(text, start, end)):
            at = mark.start()
            before = text[at - 1] if at > start else "\n"
            after = text[at + 1] if at + 1 < end else "\n"
            if number % 2 == 0 and after == " " and before in "\n ([":
                signs[at + 1] = '"'
            elif number % 2 == 1 and before == " " and not after.isalnum():
                signs[at - 1] = '"'
    return "".join(signs)


def fold_accents(text: str, language: Language) -> str:
    """Fold letters with a mark that the language lacks to the letters it has.

    Newsrooms write `Vučić` and `Vucic`. In an unknown language nothing is folded.

    >>> from quizapp.compare.language import find_language
    >>> english, german = find_language("en"), find_language("de")
    >>> fold_accents("Vučić", english), fold_accents("ä", german)
    ('Vucic', 'ä')
    """
    if text.isascii() or not language.known:
        return text
    own = language.words("accents")
    for letter in set(filter(str.isalpha, text)):
        plain = _UNMARKED.get(letter) or normalize("NFD", letter)[0]
        if plain.isascii() and letter.lower() not in own:
            text = text.replace(letter, plain)
    return text


def bare_form(word: str) -> str:
    """Return a word without what parts its initials.

    >>> bare_form("u.s."), bare_form("j. k."), bare_form("4.5")
    ('us', 'jk', '4.5')
    """
    return re.sub("[. ]", "", word) if word[:1].isalpha() and "." in word else word
