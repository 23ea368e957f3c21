"""What exported questions say."""

from quizapp.game.format import Format
from quizapp.game.line import Form
from quizapp.packs.pack import Article, Pack
from quizapp.wording import gettext


def asks(fmt: Format) -> str:
    """Return what a format asks."""
    return {
        Format.JUDGE: gettext("Does the source carry the words in bold?"),
        Format.SPOT: gettext(
            "Two of these lines are sound. Which one parts from its source?"
        ),
        Format.MARK: gettext("Which words were changed?"),
        Format.NAME: gettext("The words in bold part from the source. How?"),
        Format.RESTORE: gettext("What does the source really have in the gap?"),
        Format.MISSING: gettext(
            "All of these stand in the source. Which one did the rewrite leave out?"
        ),
    }[fmt]


def verdicts() -> tuple[str, str]:
    """Return the two verdicts; the first one is that the source carries the line."""
    return gettext("The source carries it"), gettext("It does not")


def format_name(fmt: Format) -> str:
    """Return how a format is called in a list of questions."""
    return {
        Format.JUDGE: gettext("judge"),
        Format.SPOT: gettext("spot"),
        Format.MARK: gettext("mark"),
        Format.NAME: gettext("name"),
        Format.RESTORE: gettext("restore"),
        Format.MISSING: gettext("missing"),
    }[fmt]


def form_name(form: Form) -> str:
    """Return how a form is called in a list of questions."""
    return {
        Form.TRAINING: gettext("Training"),
        Form.A: gettext("Test A"),
        Form.B: gettext("Test B"),
    }[form]


def source_heading(article: Article) -> str:
    """Return whose passage it is."""
    return gettext("Source: {article}").format(article=printed(article))


def rewrite_heading(headline: bool) -> str:
    """Return what stands over the words asked about."""
    return gettext("The rewrite, its headline") if headline else gettext("The rewrite")


def printed(article: Article) -> str:
    """Return where an article appeared: outlet, date and address, as far as known."""
    date = None if article.date == "unknown" else article.date
    return ", ".join(filter(None, (article.outlet, date, article.address)))


def notice_of(pack: Pack) -> str:
    """Return whose a pack is, for those who get its questions without its folder."""
    said = gettext("From the pack “{title}” by {authors}; licence: {licence}.")
    return said.format(
        title=pack.title, authors=", ".join(pack.authors), licence=pack.licence
    )
