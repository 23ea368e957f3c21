"""A pack's values as files: read again, they are the same values."""

from collections.abc import Mapping
from pathlib import Path

from quizapp.errors import BadInput
from quizapp.game.line import Change, Line, Passage
from quizapp.packs.digest import HEAD
from quizapp.packs.emit import emit
from quizapp.packs.pack import Article, Case, Pack
from quizapp.packs.plain import Plain
from quizapp.wording import gettext


def pack_files(pack: Pack) -> dict[str, str]:
    """Return the text of each of the pack's files by its path in the folder."""
    files = {HEAD: emit(head_fields(pack))}
    for case in pack.cases:
        files[f"{case.slug}.yaml"] = emit(_case(case))
        articles: list[tuple[str | None, Article]] = [(None, case.derived)]
        for key, article in [*articles, *case.sources.items()]:
            if article.text is not None:
                files[_text_path(case.slug, key)] = article.text
    return files


def write_files(files: Mapping[str, str], folder: Path) -> None:
    """Write `files` into a new `folder`; raise BadInput where it exists already."""
    try:
        folder.mkdir(parents=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
    except FileExistsError:
        text = gettext("{folder} exists already; choose a folder that does not")
        raise BadInput(text.format(folder=folder)) from None
    except OSError as error:
        text = gettext("{folder} cannot be written ({reason}); choose another folder")
        raise BadInput(text.format(folder=folder, reason=error.strerror)) from error


def _text_path(case: str, key: str | None) -> str:
    return f"{case}/derived.txt" if key is None else f"{case}/sources/{key}.txt"


def _given(fields: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return `fields` without those that are empty, and so left out."""
    return {name: value for name, value in fields.items() if value}


def head_fields(pack: Pack) -> dict[str, Plain]:
    """Return the fields of pack.yaml."""
    return {
        "format": 1,
        "title": pack.title,
        "language": pack.language,
        "licence": pack.licence,
        "authors": list(pack.authors),
        "about": pack.about,
        "content_note": pack.content_note,
    }


def _case(case: Case) -> dict[str, Plain]:
    sources: dict[str, Plain] = {
        key: article_fields(case.slug, key, article)
        for key, article in case.sources.items()
    }
    return {
        "title": case.title,
        "about": case.about,
        "derived": article_fields(case.slug, None, case.derived),
        "sources": sources,
        "lines": [line_fields(line, line.key in case.proposed) for line in case.lines],
    }


def article_fields(case: str, key: str | None, article: Article) -> dict[str, Plain]:
    """Return an article's fields; `key` is None for the derived one."""
    return _given(
        {
            "outlet": article.outlet,
            "date": article.date,
            "address": article.address or "none",
            "headline": article.headline,
            "text": None if article.text is None else _text_path(case, key),
        }
    )


def line_fields(line: Line, proposed: bool) -> dict[str, Plain]:
    """Return the line's fields as the file has them, those that are empty left out."""
    derived = line.derived
    return _given(
        {
            "id": line.key,
            "form": line.form.value,
            "kinds": [kind.value for kind in line.kinds] or "faithful",
            "resembles": line.resembles.value if line.faithful else None,
            "headline": line.headline or None,
            "ours": line.ours or None,
            "proposed": proposed or None,
            "derived": _excerpt(derived.before, derived.words, derived.after)
            if derived
            else "nothing",
            "sources": [_passage(passage) for passage in line.passages],
            "kept": [
                {"source": kept.source, "derived": kept.derived} for kept in line.kept
            ],
            "changes": [_change(change) for change in line.changes],
            "why": line.why,
            "gap": {"words": line.gap.words, "others": list(line.gap.others)}
            if line.gap
            else None,
        }
    )


def _excerpt(before: str, words: str, after: str) -> dict[str, Plain]:
    return _given({"before": before, "words": words, "after": after})


def _passage(passage: Passage) -> dict[str, Plain]:
    excerpt = passage.excerpt
    if not passage.carries:
        near = {"words": "nothing", "near": excerpt.words}
        return {"article": passage.article, **near}
    return {
        "article": passage.article,
        **_excerpt(excerpt.before, excerpt.words, excerpt.after),
    }


def _change(change: Change) -> dict[str, Plain]:
    return _given({"derived": change.derived, "source": change.source})
