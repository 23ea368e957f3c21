from dataclasses import replace

import pytest

from quizapp.compare.kinds import Kind
from quizapp.game.discernment import Judgement
from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.game.marks import mark
from quizapp.game.review import KindRow, Played, judgements, review


def judged(
    kind: Kind, *, faithful: bool, said: str, certainty: int | None = 1
) -> Played:
    result = mark(Format.JUDGE, CARRIES if faithful else PARTS, said, certainty)
    return Played(
        1,
        Format.JUDGE,
        faithful,
        kind,
        said,
        certainty,
        result.share,
        result.marks,
    )


def named(kind: Kind, choice: Choice) -> Played:
    result = mark(Format.NAME, 0, choice, None)
    share, marks = result.share, result.marks
    return Played(2, Format.NAME, False, kind, choice, None, share, marks)


CAUGHT = judged(Kind.ALTERED_QUOTE, faithful=False, said=PARTS)
MISSED = judged(Kind.ALTERED_QUOTE, faithful=False, said=CARRIES)
FLAGGED = judged(Kind.ALTERED_QUOTE, faithful=True, said=PARTS)
ACCEPTED = judged(Kind.ALTERED_QUOTE, faithful=True, said=CARRIES)


@pytest.mark.parametrize(
    ("played", "row"),
    [
        ([CAUGHT, MISSED], KindRow(Kind.ALTERED_QUOTE, 1, 2, 0, 0, 0, 0)),
        ([FLAGGED, ACCEPTED], KindRow(Kind.ALTERED_QUOTE, 0, 0, 1, 2, 0, 0)),
        (
            [named(Kind.ALTERED_QUOTE, 0), named(Kind.ALTERED_QUOTE, 1)],
            KindRow(Kind.ALTERED_QUOTE, 0, 0, 0, 0, 1, 2),
        ),
    ],
    ids=["lines that part", "sound lines", "other formats"],
)
def test_a_kind_counts_what_was_caught_and_what_was_flagged(
    played: list[Played], row: KindRow
) -> None:
    assert review(played).kinds == (row,)


def test_kinds_stand_in_their_own_order() -> None:
    played = [named(Kind.UNSUPPORTED_CLAIM, 0), named(Kind.ALTERED_QUOTE, 0)]
    order = [row.kind for row in review(played).kinds]
    assert order == [Kind.ALTERED_QUOTE, Kind.UNSUPPORTED_CLAIM]


def test_a_round_sums_up_its_answers() -> None:
    sure = judged(Kind.ALTERED_QUOTE, faithful=True, said=PARTS, certainty=3)
    found = review([CAUGHT, sure, named(Kind.CHANGED_DETAIL, 0)])
    assert (found.lines, found.right, found.marks, found.most) == (3, 2, -2, 9)


@pytest.mark.parametrize(
    ("played", "practise"),
    [
        ([CAUGHT, ACCEPTED], None),
        ([CAUGHT, named(Kind.CHANGED_DETAIL, 1)], Kind.CHANGED_DETAIL),
        ([MISSED, FLAGGED, named(Kind.CHANGED_DETAIL, 1)], Kind.ALTERED_QUOTE),
        (
            [
                named(Kind.CHANGED_DETAIL, 1),
                judged(Kind.ALTERED_QUOTE, faithful=False, said=CARRIES, certainty=3),
            ],
            Kind.ALTERED_QUOTE,
        ),
    ],
    ids=[
        "nothing wrong",
        "the only one wrong",
        "the most often wrong",
        "the costliest",
    ],
)
def test_what_to_practise_is_what_was_missed_most(
    played: list[Played], practise: Kind | None
) -> None:
    assert review(played).practise is practise


def test_the_dials_read_judged_lines_alone() -> None:
    unsure = replace(CAUGHT, certainty=None)
    played = [MISSED, FLAGGED, named(Kind.ALTERED_QUOTE, 0), unsure]
    assert judgements(played) == (
        Judgement(faithful=False, called_faithful=True, certainty=1),
        Judgement(faithful=True, called_faithful=False, certainty=1),
    )
