"""What a pack lacks, and what one click would do about it."""

from dataclasses import replace

import pytest

from quizapp.compare.kinds import Kind
from quizapp.desk.edit import Edit, edited
from quizapp.desk.lacks import BASIC, FormLack, Share, Uneven, lacks
from quizapp.desk.offers import Deed, Offer
from quizapp.desk.proposal import Proposed
from quizapp.game.line import Excerpt, Form, Line
from tests.desk.articles import ferry
from tests.desk.test_soundness import FAITHFUL, LINE, OMISSION

FERRY = ferry()
QUOTE = Kind.ALTERED_QUOTE


def line(key: str, *kinds: Kind, words: int = 5, form: Form = Form.TRAINING) -> Line:
    resembles = kinds[0] if kinds else Kind.CHANGED_DETAIL
    text = Excerpt("word " * words, before="Before.")
    return replace(
        FAITHFUL, key=key, kinds=kinds, resembles=resembles, derived=text, form=form
    )


def proposed(each: Line, confidence: float = 0.9, fault: str | None = None) -> Proposed:
    return Proposed(each, None, None, confidence, fault=fault)


def share(
    kind: Kind | None, *decided: Line, waiting: tuple[Proposed, ...] = ()
) -> Share:
    found = lacks(decided, waiting).shares
    return next(each for each in found if each.kind is kind)


# -------------------------------------------------------------------- shares


def test_an_empty_pack_lacks_the_basic_kinds_and_as_many_faithful_lines() -> None:
    found = lacks(())
    assert {each.kind for each in found.shares} == {None, *BASIC}
    faithful, *others = found.shares
    assert faithful == Share(None, 0, sum(each.needs for each in others), 0)
    assert found.lines == 2 * faithful.needs
    assert found.warnings == ()


def test_a_kind_that_the_articles_offer_is_needed() -> None:
    claim = proposed(line("a", Kind.UNSUPPORTED_CLAIM))
    found = share(Kind.UNSUPPORTED_CLAIM, waiting=(claim,))
    assert found == Share(Kind.UNSUPPORTED_CLAIM, 0, 2, 1)
    assert found.lacks == 2


def test_a_line_counts_for_its_first_kind() -> None:
    both = line("a", Kind.CHANGED_DETAIL, QUOTE)
    assert share(Kind.CHANGED_DETAIL, both).has == 1
    assert share(QUOTE, both).has == 0


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        (QUOTE, 3),
        (Kind.UNSUPPORTED_EDITORIAL, 3),
        (Kind.HEADLINE_MISMATCH, 1),
        (Kind.STRIPPED_ATTRIBUTION, 2),
    ],
)
def test_what_is_needed_of_a_kind(kind: Kind, needs: int) -> None:
    assert share(kind, line("a", kind)).needs == needs


def test_more_than_is_needed_lacks_nothing_but_wants_as_many_faithful() -> None:
    many = [line(f"a{n}", QUOTE) for n in range(5)]
    assert share(QUOTE, *many).lacks == 0
    assert share(None, *many).needs == 5 + 2 + 2 + 3


def test_what_was_left_out_asks_for_no_faithful_line() -> None:
    assert share(None, OMISSION).needs == share(None).needs


# --------------------------------------------------------------------- forms


def test_the_forms_lack_what_only_the_other_has() -> None:
    found = lacks(
        [
            line("a", QUOTE, form=Form.A),
            line("b", form=Form.B),
            line("c", form=Form.B),
            line("d", QUOTE),
        ]
    )
    assert found.forms == (
        FormLack(Form.A, Kind.CHANGED_DETAIL, faithful=True, lines=2),
        FormLack(Form.B, QUOTE, faithful=False, lines=1),
    )
    assert "forms A and B differ" in " ".join(found.warnings)


def test_matched_forms_lack_nothing_but_may_be_uneven() -> None:
    a, b = (line(form.value, QUOTE, form=form) for form in (Form.A, Form.B))
    assert lacks([a, b]).forms == ()
    assert lacks([a, b]).uneven == ()
    long = line("B", QUOTE, words=8, form=Form.B)
    assert lacks([a, long]).uneven == (Uneven("A", "B", 5, 8),)


# -------------------------------------------------------------------- offers


def offers(deed: Deed, found: tuple[Offer, ...]) -> list[Offer]:
    return [offer for offer in found if offer.deed is deed]


def test_the_surest_proposal_of_a_rare_kind_is_offered() -> None:
    waiting = [
        proposed(line("weak", QUOTE), 0.6),
        proposed(line("sure", QUOTE), 0.9),
        proposed(line("faulty", QUOTE), 0.95, fault="mark the words"),
    ]
    found = offers(Deed.ACCEPT, lacks((), waiting).offers)
    assert found == [Offer(Deed.ACCEPT, QUOTE, ("sure",))]


def test_a_practice_line_is_offered_where_nothing_is_proposed() -> None:
    kinds = {offer.kind for offer in offers(Deed.PRACTISE, lacks(()).offers)}
    assert kinds == BASIC


def test_faithful_lines_as_long_as_the_others_are_offered() -> None:
    sound = [proposed(line(f"s{n}", words=n)) for n in (1, 9, 10, 11, 30)]
    found = lacks([line("a", QUOTE, words=10)], (), sound).offers
    keys = [offer.lines for offer in offers(Deed.MARK_SOUND, found)]
    assert keys == [("s10",), ("s9",), ("s11",)]


@pytest.mark.parametrize(
    ("others", "faithful", "first"),
    [
        ("“No,” she said.", "She left.", "quoted"),
        ("She left.", "“No,” she said.", "told"),
        ("She left.", "She left.", "told"),
    ],
)
def test_faithful_lines_that_even_out_the_quotations_are_offered_first(
    others: str, faithful: str, first: str
) -> None:
    decided = [
        replace(line("a", QUOTE), derived=Excerpt(others)),
        replace(line("b"), derived=Excerpt(faithful)),
    ]
    sound = [
        proposed(replace(line("quoted"), derived=Excerpt("“No,” he said."))),
        proposed(replace(line("told"), derived=Excerpt("He left at noon."))),
    ]
    found = offers(Deed.MARK_SOUND, lacks(decided, (), sound).offers)
    assert found[0].lines == (first,)


def test_a_training_line_is_offered_for_what_a_form_lacks() -> None:
    found = lacks([line("a", QUOTE, form=Form.A), line("b", QUOTE)]).offers
    [offer] = offers(Deed.MATCH, found)
    assert offer == Offer(Deed.MATCH, QUOTE, ("b",), (Form.B,))


def test_pairs_of_one_length_are_offered_while_a_round_is_left() -> None:
    lines = [line(f"f{n:02}", words=n * n + 1) for n in range(12)]
    assert offers(Deed.MATCH, lacks(lines[:11]).offers) == []
    found = offers(Deed.MATCH, lacks(lines).offers)
    assert [offer.lines for offer in found] == [("f10", "f11"), ("f08", "f09")]
    assert {offer.forms for offer in found} == {(Form.A, Form.B)}


def test_practice_lines_are_not_offered_for_the_test() -> None:
    lines = [replace(line(f"f{n:02}"), ours=True) for n in range(12)]
    assert offers(Deed.MATCH, lacks(lines).offers) == []


def test_taking_every_offer_leaves_less_to_be_done() -> None:
    decided: list[Line] = []
    waiting, sound = list(FERRY.lines), list(FERRY.sound)
    lacking = [lacks(decided, waiting, sound).lines]
    for _ in range(6):
        found = lacks(decided, waiting, sound).offers
        taken = {
            key
            for offer in found
            if offer.deed in {Deed.ACCEPT, Deed.MARK_SOUND}
            for key in offer.lines
        }
        decided += [p.line for p in (*waiting, *sound) if p.line.key in taken]
        waiting = [p for p in waiting if p.line.key not in taken]
        sound = [p for p in sound if p.line.key not in taken]
        lacking.append(lacks(decided, waiting, sound).lines)
    assert lacking == sorted(lacking, reverse=True)
    assert lacking[-1] < lacking[0] / 2
    pairs = offers(Deed.MATCH, lacks(decided, waiting, sound).offers)
    by_key = {each.key: each for each in decided}
    for offer in pairs:
        for key, form in zip(offer.lines, offer.forms, strict=True):
            by_key[key] = edited(by_key[key], Edit(form=form))
    assert pairs
    assert lacks(tuple(by_key.values())).forms == ()


def test_nothing_is_changed_by_looking() -> None:
    lines = (LINE, OMISSION)
    assert lacks(lines) == lacks(lines)
