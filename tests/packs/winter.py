"""The texts of a small good pack: a ferry, and what was made of the news of it."""

from collections.abc import Callable
from pathlib import Path

Spoil = Callable[..., Path]

HEAD = """\
format: 1
title: The winter ferry
language: en
licence: CC-BY-4.0
authors: [The Blue Pencil authors]
about: A ferry and what was said of it.
content_note: none
"""

CASE = """\
title: The winter ferry
about: A harbour master speaks to the council.
derived:
  outlet: Coastline Daily
  date: "2026-03-04"
  address: https://example.org/ferry
  headline: The ferry will stop after Easter
  text: ferry/derived.txt
sources:
  courier:
    outlet: Lindmere Courier
    date: "2026-03-03"
    address: none
    headline: The ferry may stop after Easter
    text: ferry/courier.txt
lines:
  - id: hope-to-plan
    form: training
    kinds: [altered_quote]
    derived:
      words: >-
        “We plan to drop the early boat,”
        Maren Osk told the council.
      after: A survey is due in April.
    sources:
      - article: courier
        before: The boat is at risk. […] She spoke on Monday.
        words: “We hope to keep the early boat,” she said.
    changes:
      - derived: plan to drop
        source: hope to keep
    why: The rewrite turns her hope to keep the boat into a plan to drop it.
    gap:
      words: hope to keep
      others: [plan to drop, wish to sell]
  - id: survey
    form: A
    kinds: faithful
    resembles: changed_detail
    ours: true
    derived:
      words: In April the hull is looked at.
    sources:
      - article: courier
        words: A survey is due in April.
    why: Shorter, and every part of it is in the source.
  - id: end
    form: B
    kinds: [unsupported_claim]
    derived:
      words: Nobody will miss it.
    sources:
      - article: courier
        words: nothing
        near: The boat is at risk.
    why: Nothing in this source says who would miss the boat.
  - id: no-decision
    form: training
    kinds: [omitted_context]
    derived: nothing
    sources:
      - article: courier
        words: No decision will be taken before that.
    kept:
      - source: A survey is due in April.
        derived: A survey is due in April.
      - source: The boat is at risk.
        derived: The boat is in danger.
      - source: She spoke on Monday.
        derived: Osk spoke on Monday.
    why: Without the sentence the end of the boat seems settled.
"""

DERIVED = """\
“We plan to drop the early boat,” Maren Osk told
the council. A survey is due in April.

The boat is in danger. Osk spoke on Monday. Nobody will miss it.
"""

COURIER = """\
The boat is at risk. Nobody knew. She spoke on Monday.

“We hope to keep the early boat,” she said. A survey is due in
April. No decision will be taken before that.
"""

FILES = {
    "pack.yaml": HEAD,
    "ferry.yaml": CASE,
    "ferry/derived.txt": DERIVED,
    "ferry/courier.txt": COURIER,
}
