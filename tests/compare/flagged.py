"""What is flagged in a rewrite, for tests that each have a story of their own."""

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind


def flagged_kinds(source: str, derived: str) -> set[Kind]:
    """Return the kinds found in the lines of `derived`, omissions not among them."""
    found = compare([source], derived).discrepancies
    return {one.kind for one in found if one.derived}
