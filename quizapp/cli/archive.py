"""A folder of articles, read once: what is known of it is kept and used again."""

import stat
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quizapp.cli.shelf import KeptIndex, Stamp, find_shelf, load_index, save_index
from quizapp.compare.candidates import Candidates, Vocabulary, index_articles
from quizapp.compare.language import Language
from quizapp.errors import BadInput
from quizapp.wording import gettext

# Fewer articles are read faster than anybody would miss the files.
WORTH_KEEPING = 200
# Within so many nanoseconds a file may change again and show the same time.
_YOUNG = 2 * 10**9

Read = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class _Article:
    """One readable file: where it stands in the kept index, or its words."""

    path: Path
    stamp: Stamp
    position: int | None
    words: "array[int] | None"


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of articles in one language; `say` tells the user what is done."""

    folder: Path
    language: Language
    read: Read
    say: Callable[[str], None]

    def open(
        self, files: list[Path], place: Path | None
    ) -> tuple[list[Path], Candidates]:
        """Return the readable ones of `files`, and all of them ready to be searched.

        With many files the index is kept in `place`, and only what has changed since
        is read. Where that cannot be written, a sentence says so and nothing is kept.
        """
        shelf = None
        if place is not None and len(files) >= WORTH_KEEPING:
            shelf = find_shelf(place, self.folder, self.language)
        kept = load_index(shelf, self.language) if shelf else None
        vocabulary = kept.candidates.vocabulary if kept else Vocabulary(self.language)
        found = list(self._read_changed(files, kept, vocabulary))
        paths = [article.path for article in found]
        if kept and [one.position for one in found] == list(range(len(kept.names))):
            self._say_unchanged(len(found), shelf)
            return paths, kept.candidates
        candidates = index_articles(vocabulary, list(_words(found, kept)))
        if shelf and candidates.ranking is not None:
            self._keep(shelf, found, candidates)
        return paths, candidates

    def _read_changed(
        self, files: Iterable[Path], kept: KeptIndex | None, vocabulary: Vocabulary
    ) -> Iterator[_Article]:
        """Yield every readable file, and say which cannot be read.

        The stamp is taken before the words: a file that changes while it is read has
        another stamp the next time.
        """
        known = {name: n for n, name in enumerate(kept.names)} if kept else {}
        for path in files:
            stamp = _stamp(path)
            position = known.get(self._name(path))
            if (
                stamp
                and kept
                and position is not None
                and stamp == kept.stamps[position]
            ):
                yield _Article(path, stamp, position, None)
                continue
            try:
                words = vocabulary.read(_read_file(path, self.read))
            except BadInput as refusal:
                self.say(gettext("left out: %(reason)s") % {"reason": refusal})
                continue
            yield _Article(path, stamp, None, words)

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.folder))

    def _keep(self, shelf: Path, found: list[_Article], index: Candidates) -> None:
        names = tuple(self._name(article.path) for article in found)
        stamps = tuple(article.stamp for article in found)
        told = {
            "read": sum(article.position is None for article in found),
            "all": len(found),
            "place": shelf,
        }
        try:
            save_index(shelf, KeptIndex(names, stamps, index))
        except OSError as error:
            sentence = gettext(
                "Read %(read)d of %(all)d articles; their index cannot be kept in "
                "%(place)s (%(reason)s), so the next search will read them again."
            )
            self.say(sentence % {**told, "reason": error.strerror or error})
            return
        sentence = gettext(
            "Read %(read)d of %(all)d articles and kept their index in %(place)s: the "
            "next search reads only what has changed."
        )
        self.say(sentence % told)

    def _say_unchanged(self, count: int, shelf: Path | None) -> None:
        sentence = gettext(
            "Searched the index of %(count)d articles kept in %(place)s; none has "
            "changed since."
        )
        self.say(sentence % {"count": count, "place": shelf})


def _words(found: Iterable[_Article], kept: KeptIndex | None) -> Iterator["array[int]"]:
    for article in found:
        if article.words is not None:
            yield article.words
        elif kept and article.position is not None:
            yield kept.candidates.articles[article.position]


def _stamp(path: Path) -> Stamp:
    """Return what changes with a file; None where it changed a moment ago."""
    try:
        found = path.stat()
    except OSError:
        return None
    if abs(time.time_ns() - found.st_mtime_ns) < _YOUNG:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _read_file(path: Path, read: Read) -> str:
    """Read a file, but not a pipe or a device: opening one may wait for ever."""
    try:
        mode = path.stat().st_mode
    except OSError:
        mode = stat.S_IFREG  # reading says what is wrong
    if not stat.S_ISREG(mode):
        raise BadInput(gettext("%(path)s is not a text file.") % {"path": path})
    return read(path)
