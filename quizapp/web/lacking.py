"""What a pack still lacks, in words, and the clicks that would help at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.kinds import Kind
from quizapp.db.models import State
from quizapp.desk.check import Check, Obstacle, check_pack
from quizapp.desk.content import proposed_of
from quizapp.desk.lacks import Lacks, Uneven, lacks
from quizapp.desk.offers import Deed, Offer
from quizapp.desk.proposal import Proposed
from quizapp.game.line import Form, Line
from quizapp.packs.pack import Pack
from quizapp.services.desk_cases import LineOnDesk, OpenCase
from quizapp.web.kinds import kind_words
from quizapp.wording import gettext as _
from quizapp.wording import ngettext

MOST_OFFERS = 8
# More ticks than these tell nothing that the figures beside them do not.
MOST_TICKS = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; `ticks` are "has", "waits" or "lacks"."""

    name: str
    has: int
    needs: int
    proposed: int
    ticks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Click:
    """An offer: the button, the lines it is about, and what the form sends."""

    case: str
    button: str
    lines: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What the pack's page shows of a pack's balance."""

    lines: int
    sound: int
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    clicks: tuple[Click, ...]


def balance_of(cases: Sequence[OpenCase]) -> Balance:
    """Weigh all the lines of a pack, and look in each case for what would help."""
    sorted_out = [_sorted(case) for case in cases]
    decided = [line for parts in sorted_out for line in parts[0]]
    proposed = [line for parts in sorted_out for line in parts[1]]
    sound = [line for parts in sorted_out for line in parts[2]]
    found = lacks(decided, proposed, sound)
    # Of one case the whole says it all; looking for pairs takes its time.
    own = [found] if len(cases) == 1 else [lacks(*parts) for parts in sorted_out]
    clicks = [
        click
        for case, lacking in zip(cases, own, strict=True)
        for click in _clicks(case, found, lacking)
    ]
    return Balance(
        found.lines,
        next((share.lacks for share in found.shares if share.kind is None), 0),
        tuple(_rows(found)),
        tuple(_remarks(found)),
        tuple(clicks[:MOST_OFFERS]),
    )


def check_decided(pack: Pack) -> Check:
    """Return what stands in the way of a pack, of which only what is decided is left.

    Cases without an accepted line are not in it; without any there is one obstacle.
    """
    if not pack.cases:
        sentence = _("No line is accepted yet; accept some first.")
        return Check((Obstacle(sentence, any_line=True),), ())
    return check_pack(pack)


def _sorted(case: OpenCase) -> tuple[list[Line], list[Proposed], list[Proposed]]:
    """Return the lines decided, those proposed, and those that could be sound."""
    decided: list[Line] = []
    proposed: list[Proposed] = []
    sound: list[Proposed] = []
    for line in case.lines:
        content = proposed_of(line.content)
        if line.state is State.ACCEPTED:
            decided.append(content.line)
        elif line.state is not State.REJECTED:
            (sound if content.line.faithful else proposed).append(content)
    return decided, proposed, sound


def _rows(found: Lacks) -> Iterator[Row]:
    for share in found.shares:
        # Sound lines on offer wait for nobody: they are shown as missing.
        waiting = share.proposed if share.kind else 0
        name = kind_words()[share.kind].name if share.kind else _("Sound lines")
        ticks = ["has"] * share.has + ["waits"] * min(waiting, share.lacks)
        ticks += ["lacks"] * (share.needs - len(ticks))
        yield Row(name, share.has, share.needs, waiting, tuple(ticks[:MOST_TICKS]))


def _remarks(found: Lacks) -> Iterator[str]:
    for form in found.forms:
        yield ngettext(
            "Test %(form)s lacks %(n)s line to match the other test: %(what)s.",
            "Test %(form)s lacks %(n)s lines to match the other test: %(what)s.",
            form.lines,
        ) % {
            "form": form.form,
            "n": form.lines,
            "what": _what(form.kind, form.faithful),
        }
    yield from map(_uneven, found.uneven)
    yield from (
        sentence[:1].upper() + sentence[1:] + "." for sentence in found.warnings
    )


def _uneven(pair: Uneven) -> str:
    return _(
        "Lines %(a)s and %(b)s answer each other in the tests, but one has %(n)s words "
        "and the other %(m)s."
    ) % {"a": pair.a, "b": pair.b, "n": pair.words_a, "m": pair.words_b}


def _what(kind: Kind, faithful: bool) -> str:
    words = kind_words()[kind].article
    return (
        _("sound, but easily taken for %(kind)s") % {"kind": words}
        if faithful
        else words
    )


def _clicks(case: OpenCase, whole: Lacks, own: Lacks) -> Iterator[Click]:
    """Yield a case's own offers, as far as the whole pack is short of their kind."""
    short = {share.kind for share in whole.shares if share.lacks}
    lines = {line.key: line for line in case.lines}
    printable = case.reading is not None and all(a.text for a in case.articles)
    for offer in own.offers:
        if offer.deed is Deed.PRACTISE and not (
            printable and offer.kind is not Kind.OMITTED_CONTEXT
        ):
            continue
        if offer.deed is Deed.MATCH or offer.kind in short:
            yield _click(case, offer, [lines[key] for key in offer.lines])


def _click(case: OpenCase, offer: Offer, lines: Sequence[LineOnDesk]) -> Click:
    fields = [("deed", offer.deed.value)]
    if offer.kind:
        fields.append(("kind", offer.kind.value))
    for line in lines:
        fields += [("line", line.key), ("revision", str(line.revision))]
    fields += [("form", form.value) for form in offer.forms]
    words = tuple(proposed_of(line.content).line.words for line in lines)
    return Click(case.slug, _button(offer), words, tuple(fields))


def _button(offer: Offer) -> str:
    kind = kind_words()[offer.kind].article if offer.kind else _("a sound line")
    if offer.deed is Deed.MARK_SOUND:
        return _("Use this sound line")
    if offer.deed is Deed.ACCEPT:
        return _("Accept %(kind)s") % {"kind": kind}
    if offer.deed is Deed.PRACTISE:
        return _("Make up %(kind)s") % {"kind": kind}
    if len(offer.forms) > 1:
        return _("Move these two to tests A and B")
    return _("Move this line to test %(form)s") % {"form": offer.forms[0]}


def forms_of(values: Sequence[str]) -> list[Form]:
    """Return the forms that a click names, leaving out what is none."""
    known = {form.value for form in Form}
    return [Form(value) for value in values if value in known]
