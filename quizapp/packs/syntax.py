"""What a YAML parser finds, in words for people who write packs."""

from quizapp.wording import gettext


def syntax_sentence(problem: str) -> str:
    """Return what is wrong and what to write instead, for a parser's `problem`."""
    for sign, sentence in _sentences():
        if sign in problem:
            return sentence
    return gettext("this cannot be read as YAML ({problem}); {remedy}").format(
        problem=" ".join(problem.split()),
        remedy=gettext("check the quotes, colons and indentation here and just above"),
    )


def _sentences() -> tuple[tuple[str, str], ...]:
    return (
        (
            "mapping values are not allowed",
            gettext("a colon and a blank begin a new field; put the text in quotes"),
        ),
        (
            "cannot start any token",
            gettext("text cannot begin so; indent with blanks, or put it in quotes"),
        ),
        (
            "could not find expected ':'",
            gettext("this is neither a field nor part of one; write 'name: text'"),
        ),
        (
            "expected <block end>",
            gettext("this does not line up; indent it as its neighbours above are"),
        ),
        (
            "unexpected end of stream",
            gettext("a quotation mark is never closed; write the second one"),
        ),
        (
            "expected ',' or",
            gettext("a bracket is never closed, or a comma is missing; write it"),
        ),
        (
            "unfit character",
            gettext("this character cannot stand in a pack; delete it"),
        ),
    )
