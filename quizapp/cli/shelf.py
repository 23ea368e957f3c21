"""Keep the index of a folder of articles, so that the next search need not read it.

A shelf is a folder for one folder of articles in one language. Each index on it is a
folder of its own, written under another name first and then renamed: whoever looks
finds a whole index or none, however many write at once. Arrays are mapped, not read:
a search touches only the pages it needs.
"""

import json
import os
import shutil
import tempfile
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from quizapp.compare.candidates import Candidates, Vocabulary, import_bm25s
from quizapp.compare.language import Language

# To be raised when words are cut or numbered in another way.
_FORMAT = 1
_STARTED, _DAY = "tmp-", 86_400 * 10**9
_BROKEN = (OSError, ValueError, KeyError, TypeError, EOFError)

# Size, time of the content and time of the entry; None: too young to be trusted.
Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """An index from a shelf: the names of its articles, their stamps, their words."""

    names: tuple[str, ...]
    stamps: tuple[Stamp, ...]
    candidates: Candidates


@dataclass(frozen=True, slots=True)
class _MappedArticles(Sequence["array[int]"]):
    """The numbers of all words in one mapped array, cut when an article is wanted."""

    words: Any
    starts: Any

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, position: Any) -> Any:
        start, end = self.starts[position], self.starts[position + 1]
        return array("i", self.words[start:end].tobytes())


def default_place() -> Path | None:
    """Return the folder for what programs may forget; None where nobody has a home."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(given or Path.home() / ".cache") / "quizapp" / "among"
    except RuntimeError:
        return None


def find_shelf(place: Path, folder: Path, language: Language) -> Path:
    """Return the shelf in `place` for `folder`, as it is read in `language`.

    Other stop words, another stemmer or another version of bm25s is another shelf.
    """
    lists = [sorted(language.words(name)) for name in ("stopwords", "stemmer")]
    version = import_bm25s().__version__
    told = json.dumps([_FORMAT, str(folder.resolve()), language.code, lists, version])
    return place / sha256(told.encode()).hexdigest()[:24]


def load_index(shelf: Path, language: Language) -> KeptIndex | None:
    """Return the newest whole index on `shelf`, None where there is none.

    One whose words are mostly those of articles that have gone is not worth keeping.
    """
    for path in _newest_first(shelf):
        try:
            kept = _load(path, language)
        except _BROKEN:  # another run takes it away, or the disk was full
            continue
        return kept if _is_worth_keeping(kept) else None
    return None


def _newest_first(shelf: Path) -> Iterator[Path]:
    try:
        found = [path for path in shelf.iterdir() if not _is_started(path)]
        yield from sorted(found, key=lambda path: -path.stat().st_mtime_ns)
    except OSError:
        return


def _is_started(path: Path) -> bool:
    return path.name.startswith(_STARTED)


def _load(path: Path, language: Language) -> KeptIndex:
    numpy = import_module("numpy")
    rows = json.loads((path / "files.json").read_text("ascii"))
    words, starts = (
        numpy.load(path / f"{name}.npy", mmap_mode="r") for name in ("words", "starts")
    )
    ranking = import_bm25s().BM25.load(path, mmap=True, show_progress=False)
    articles = _MappedArticles(words, starts)
    if not len(rows) == len(articles) == ranking.scores["num_docs"]:
        raise ValueError(path)
    stems = ranking.vocab_dict
    candidates = Candidates(
        Vocabulary(language, stems=stems), articles, len(stems), ranking
    )
    names = tuple(str(name) for name, _stamp in rows)
    stamps = tuple(tuple(stamp) if stamp else None for _name, stamp in rows)
    return KeptIndex(names, stamps, candidates)


def _is_worth_keeping(kept: KeptIndex) -> bool:
    numpy = import_module("numpy")
    lengths = numpy.diff(kept.candidates.ranking.scores["indptr"])
    return bool(2 * numpy.count_nonzero(lengths) >= len(lengths))


def save_index(shelf: Path, kept: KeptIndex) -> None:
    """Put an index on its shelf and take away older ones.

    Raises `OSError` where the shelf cannot be written.
    """
    shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
    started = Path(tempfile.mkdtemp(prefix=_STARTED, dir=shelf))
    try:
        _write(started, kept)
        final = started.rename(shelf / started.name.removeprefix(_STARTED))
    except OSError:
        shutil.rmtree(started, ignore_errors=True)
        raise
    _tidy(shelf, final)


def _write(path: Path, kept: KeptIndex) -> None:
    numpy, candidates = import_module("numpy"), kept.candidates
    rows = list(zip(kept.names, kept.stamps, strict=True))
    (path / "files.json").write_text(json.dumps(rows), "ascii")
    lengths = [len(article) for article in candidates.articles]
    numpy.save(path / "starts.npy", numpy.cumsum([0, *lengths]))
    # One article after another, so that they are never all there twice.
    words = numpy.lib.format.open_memmap(
        path / "words.npy", mode="w+", dtype=numpy.intc, shape=(sum(lengths),)
    )
    at = 0
    for article, length in zip(candidates.articles, lengths, strict=True):
        words[at : at + length] = article
        at += length
    words.flush()
    candidates.ranking.save(path, show_progress=False)


def _tidy(shelf: Path, final: Path) -> None:
    """Take away older indexes, and what a run that broke off a day ago left.

    Of two runs that end together, one keeps its own and the other's: never neither.
    """
    made, long_ago = final.stat().st_mtime_ns, time.time_ns() - _DAY
    for path in shelf.iterdir():
        try:
            age = path.stat().st_mtime_ns
        except OSError:
            continue
        if age < (long_ago if _is_started(path) else made):
            shutil.rmtree(path, ignore_errors=True)
