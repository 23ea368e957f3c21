"""The closed set of ways in which a derived article parts from its sources."""

from enum import StrEnum


class Kind(StrEnum):
    """One name for each kind: in code, in files, in the database, in URLs.

    >>> Kind("altered_quote") is Kind.ALTERED_QUOTE
    True
    """

    ALTERED_QUOTE = "altered_quote"
    MANUFACTURED_QUOTE = "manufactured_quote"
    MISATTRIBUTED_QUOTE = "misattributed_quote"
    UNSOURCED_QUOTE = "unsourced_quote"
    CHANGED_DETAIL = "changed_detail"
    SHIFTED_CERTAINTY = "shifted_certainty"
    STRIPPED_ATTRIBUTION = "stripped_attribution"
    UNSUPPORTED_CLAIM = "unsupported_claim"
    UNSUPPORTED_EDITORIAL = "unsupported_editorial"
    HEADLINE_MISMATCH = "headline_mismatch"
    OMITTED_CONTEXT = "omitted_context"
    INTERNAL_INCONSISTENCY = "internal_inconsistency"
