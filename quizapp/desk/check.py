"""What stands in the way of publishing a pack, said to the person who made it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from pydantic import BaseModel, ValidationError

from quizapp.desk.soundness import faults_of
from quizapp.errors import BadInput
from quizapp.packs.archive import pack_archive, read_archive
from quizapp.packs.balance import warnings
from quizapp.packs.faults import PackFaults
from quizapp.packs.fields import SLUG
from quizapp.packs.model import ArticleEntry, LineEntry, PackEntry
from quizapp.packs.pack import Case, Pack
from quizapp.packs.plain import Plain, tidy, unfit
from quizapp.packs.printed import excerpts, folded, missing_piece
from quizapp.packs.write import article_fields, head_fields, line_fields
from quizapp.wording import N_, gettext, ngettext

LONGEST_SLUG = 60
LONGEST_TITLE, LONGEST_ABOUT, MOST_LINES = 120, 800, 500
MOST_SOURCES = 20


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing to put right; `case` and `line` are ids, None where it is neither's.

    `any_line` is true where lines have to change and no one of them is named.
    """

    sentence: str
    case: str | None = None
    line: str | None = None
    any_line: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """What stands in the way, and what does not but gives answers away."""

    obstacles: tuple[Obstacle, ...]
    warnings: tuple[str, ...]


def check_pack(pack: Pack) -> Check:
    """Return everything that stands in the way of publishing `pack`.

    A pack without obstacles survives its archive unchanged.
    """
    obstacles = [*_of_head(pack)]
    for case in pack.cases:
        obstacles += _of_case(case)
        obstacles += _of_lines(case)
    return Check(tuple(dict.fromkeys(obstacles or _of_archive(pack))), warnings(pack))


def _of_head(pack: Pack) -> Iterator[Obstacle]:
    if not _is_slug(pack.slug):
        yield Obstacle(gettext("the pack needs a short name of letters and hyphens"))
    for name in _misfits(PackEntry, head_fields(pack)):
        yield Obstacle(gettext(_HEAD.get(name, _ODD)))
    if not pack.cases:
        yield Obstacle(gettext("the pack has no case; bring two articles"))
    names = Counter(case.slug for case in pack.cases)
    for name in sorted(name for name, times in names.items() if times > 1):
        yield Obstacle(gettext("two cases have the same name; rename one"), name)


def _of_case(case: Case) -> Iterator[Obstacle]:
    named = _is_slug(case.slug) and case.slug != "pack"
    for fits, sentence in (
        (named, N_("the case needs a short name of letters and hyphens")),
        (
            _fits(case.title, LONGEST_TITLE),
            N_("give the case a title of 120 characters at the most"),
        ),
        (
            _fits(case.about, LONGEST_ABOUT),
            N_("say in 800 characters at the most what the case is about"),
        ),
        (case.lines, N_("no line of this case is decided; decide some first")),
        (
            len(case.lines) <= MOST_LINES,
            N_("the case has over 500 lines; leave some out"),
        ),
        (
            0 < len(case.sources) <= MOST_SOURCES,
            N_("a case has from one to twenty sources"),
        ),
    ):
        if not fits:
            yield Obstacle(gettext(sentence), case.slug)
    yield from _waiting(case)
    yield from _of_articles(case)


def _waiting(case: Case) -> Iterator[Obstacle]:
    if waiting := len(case.proposed):
        text = ngettext(
            "{number} line still waits for a decision",
            "{number} lines still wait for a decision",
            waiting,
        )
        yield Obstacle(text.format(number=waiting), case.slug)


def _of_articles(case: Case) -> Iterator[Obstacle]:
    articles = [(None, case.derived), *case.sources.items()]
    for number, (key, article) in enumerate(articles):
        whose = _named(number, of=len(case.sources))
        fields = article_fields(case.slug, key, article)
        for name in _misfits(ArticleEntry, fields):
            sentence = gettext(_ARTICLE.get(name, _ODD)).format(article=whose)
            yield Obstacle(sentence, case.slug)
        if key is not None and not _is_slug(key):
            text = gettext("the source “{article}” needs a name of letters and hyphens")
            yield Obstacle(text.format(article=key), case.slug)
        if article.text is not None and (
            unfit(article.text) or not article.text.strip()
        ):
            text = gettext("the text of {article} is empty or holds hidden characters")
            yield Obstacle(text.format(article=whose), case.slug)


def _named(number: int, *, of: int) -> str:
    """Name an article as the desk does; the rewrite is number 0."""
    if number == 0:
        return gettext("the rewrite")
    return (
        gettext("source {number}").format(number=number)
        if of > 1
        else gettext("the source")
    )


def _of_lines(case: Case) -> Iterator[Obstacle]:
    keys = Counter(line.key for line in case.lines)
    printed = {
        key: folded(article.text, article.headline)
        for key, article in [(None, case.derived), *case.sources.items()]
        if article.text is not None
    }
    for line in case.lines:
        sentences = list(faults_of(line))
        if keys[line.key] > 1:
            sentences.append(gettext("two lines have the same name; rename one"))
        if any(each.article not in case.sources for each in line.passages):
            sentences.append(gettext("the passage is of no source of this case"))
        if not sentences:
            entry = LineEntry.model_validate(line_fields(line, proposed=False))
            sentences += _unprinted(entry, printed)
        yield from (Obstacle(text, case.slug, line.key) for text in sentences)


def _unprinted(entry: LineEntry, printed: Mapping[str | None, str]) -> Iterator[str]:
    for article, _where, text in excerpts(entry):
        if article in printed and (rest := missing_piece(text, printed[article])):
            sentence = gettext("“{rest}” is not in the article as the pack prints it")
            yield sentence.format(rest=rest[:80])


def _of_archive(pack: Pack) -> Iterator[Obstacle]:
    """Yield what only shows when the pack is written and read again."""
    try:
        again = read_archive(pack_archive(pack))
    except PackFaults as refusal:
        for fault in refusal.faults:
            yield Obstacle(fault.message, _case_at(pack, fault.path))
    except BadInput as refusal:
        yield Obstacle(str(refusal))
    else:
        # An archive keeps cases in the order of their names.
        cases = tuple(sorted(pack.cases, key=lambda case: f"{case.slug}.yaml"))
        if again != replace(pack, digest=again.digest, cases=cases):
            yield Obstacle(gettext("the pack changes when it is exported; check it"))


def _case_at(pack: Pack, path: str) -> str | None:
    names = (case.slug for case in pack.cases)
    return next((name for name in names if path.endswith(f"/{name}.yaml")), None)


def _misfits(model: type[BaseModel], fields: dict[str, Plain]) -> Iterator[str]:
    """Yield the names of fields that the model refuses, or that are not tidy."""
    found = [name for name, value in fields.items() if not _is_clean(value)]
    try:
        model.model_validate(fields)
    except ValidationError as error:
        found += [str(detail["loc"][0]) for detail in error.errors()]
    yield from dict.fromkeys(found)


def _is_clean(value: Plain) -> bool:
    values = value if isinstance(value, list) else [value]
    texts = [each for each in values if isinstance(each, str)]
    return all(text == tidy(text) and not unfit(text) for text in texts)


def _fits(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and _is_clean(text)


def _is_slug(name: str) -> bool:
    return bool(SLUG.fullmatch(name)) and len(name) <= LONGEST_SLUG


_ODD = N_("something in the pack cannot be exported; check what you have written")
_HEAD: Mapping[str, str] = MappingProxyType(
    {
        "title": N_("give the pack a title of 120 characters at the most"),
        "language": N_("say which language the articles are in"),
        "licence": N_("say under which licence the pack may be used"),
        "authors": N_("name at least one author of the pack"),
        "about": N_("say in one or two sentences what makes one want to play"),
        "content_note": N_("say what may upset somebody, or “none”"),
    }
)
_ARTICLE: Mapping[str, str] = MappingProxyType(
    {
        "outlet": N_("say where {article} appeared: the newspaper or site"),
        "date": N_("give the date of {article} as year, month and day, or “unknown”"),
        "address": N_("the address of {article} begins with http or https, or is none"),
        "headline": N_("{article} needs a headline"),
        "text": N_("the text of {article} cannot be printed"),
    }
)
