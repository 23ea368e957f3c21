"""The format of a pack's files, as docs/packs.md describes it.

Every field's description completes the sentence "write …": it is said where the
field is missing or wrong, and editors show it out of the JSON schema.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from quizapp.compare.kinds import Kind
from quizapp.game.line import Form
from quizapp.packs.fields import (
    Address,
    Context,
    Date,
    Label,
    Language,
    Paragraph,
    Piece,
    Slug,
    Title,
    Why,
    Words,
    is_given,
    word_or_fields,
)
from quizapp.wording import N_

Given = BeforeValidator(is_given)
KindName = Annotated[Kind, Field(strict=False)]


class Entry(BaseModel):
    """A group of fields: types are taken at their word, others are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PackEntry(Entry):
    """The fields of pack.yaml."""

    format: int = Field(ge=1, le=1, description=N_("1"))
    title: Title = Field(description=N_("the pack's title"))
    language: Language = Field(
        description=N_("the articles' language as a tag, such as en or pt-BR")
    )
    licence: Label = Field(description=N_("the licence, such as CC-BY-4.0"))
    authors: list[Label] = Field(
        min_length=1, max_length=20, description=N_("a list of names, such as [Ada]")
    )
    about: Paragraph = Field(
        description=N_("one or two sentences that make a reader want to play")
    )
    content_note: Paragraph = Field(
        description=N_("what may upset somebody, or none if nothing does")
    )


class ArticleEntry(Entry):
    """Where an article appeared."""

    outlet: Label = Field(description=N_("the name of the newspaper or site"))
    date: Date = Field(description=N_("YYYY-MM-DD, YYYY-MM, YYYY or unknown"))
    address: Address = Field(
        description=N_("an http or https address, or none for an invented article")
    )
    headline: Words = Field(description=N_("the article's headline"))
    text: Annotated[Label | None, Given] = Field(
        None,
        description=N_("the path of a text file in the pack, such as case/derived.txt"),
    )


class ExcerptEntry(Entry):
    """Words of the derived article, with optional context."""

    before: Context = Field("", description=N_("what stands before the words"))
    words: Words = Field(description=N_("the line as the derived article has it"))
    after: Context = Field("", description=N_("what stands after the words"))


class PassageEntry(Entry):
    """What one source has to the line."""

    article: Slug = Field(description=N_("the id of one of the case's sources"))
    before: Context = Field("", description=N_("what stands before the words"))
    words: Words = Field(
        description=N_("the source's words that answer the line, or nothing")
    )
    after: Context = Field("", description=N_("what stands after the words"))
    near: Context = Field(
        "", description=N_("the passage to show where no source carries the line")
    )


class ChangeEntry(Entry):
    """The changed words on both sides; one side may be left out."""

    derived: Piece = Field("", description=N_("the changed words of the line"))
    source: Piece = Field("", description=N_("the source's words they stand for"))


class GapEntry(Entry):
    """Words of the source to be restored, among wrong choices."""

    words: Piece = Field(description=N_("the words of the first source to be restored"))
    others: list[Piece] = Field(
        min_length=2,
        max_length=3,
        description=N_("two or three wrong choices that fit the gap"),
    )


class KeptEntry(Entry):
    """A statement of the source, and the words that keep it."""

    source: Words = Field(description=N_("a statement of the source"))
    derived: Words = Field(description=N_("the derived article's words that keep it"))


KindList = Annotated[list[KindName], Field(min_length=1)]


class LineEntry(Entry):
    """One line of a case."""

    id: Slug = Field(description=N_("small letters, digits and hyphens"))
    form: Annotated[Form, Field(strict=False)] = Field(
        description=N_("training, A or B")
    )
    kinds: Annotated[
        Annotated[Literal["faithful"], Tag("<word>")]
        | Annotated[KindList, Tag("<fields>")],
        Discriminator(word_or_fields),
    ] = Field(description=N_("faithful, or a list of kinds such as [altered_quote]"))
    resembles: Annotated[KindName | None, Given] = Field(
        None, description=N_("the kind this sound line could be mistaken for")
    )
    headline: bool = Field(False, description=N_("true where the words are a headline"))
    ours: bool = Field(
        False, description=N_("true where the line was written for the pack")
    )
    derived: Annotated[
        Annotated[Literal["nothing"], Tag("<word>")]
        | Annotated[ExcerptEntry, Tag("<fields>")],
        Discriminator(word_or_fields),
    ] = Field(description=N_("'words' with 'before' and 'after', or nothing"))
    sources: list[PassageEntry] = Field(
        min_length=1, max_length=10, description=N_("a list of passages")
    )
    kept: list[KeptEntry] = Field(
        [], max_length=8, description=N_("three statements that the rewrite kept")
    )
    changes: list[ChangeEntry] = Field(
        [], max_length=20, description=N_("the changed words on both sides")
    )
    why: Why = Field(
        description=N_("one sentence that says what changed and why it matters")
    )
    gap: Annotated[GapEntry | None, Given] = Field(
        None, description=N_("'words' and 'others'")
    )
    proposed: bool = Field(
        False, description=N_("true while nobody has reviewed the line")
    )


class CaseEntry(Entry):
    """The fields of a case."""

    title: Title = Field(description=N_("the case's title"))
    about: Paragraph = Field(description=N_("what the case is about"))
    derived: ArticleEntry = Field(
        description=N_("the derived article's outlet, date, address and headline")
    )
    sources: dict[Slug, ArticleEntry] = Field(
        min_length=1, max_length=20, description=N_("an article under each id")
    )
    lines: list[LineEntry] = Field(
        min_length=1, max_length=500, description=N_("a list of lines")
    )
