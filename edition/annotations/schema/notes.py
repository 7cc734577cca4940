"""The shape of annotations.yaml: what hangs on words of the text, and what is found in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edition.annotations.schema.values import (
    Entry,
    FormName,
    Id,
    Language,
    Line,
    Lines,
    Markdown,
    PageName,
    Part,
    Words,
)


class Quoting(Part):
    """Anything that hangs on words of the text."""

    quote: Words = Field(description="Words of the text, copied. They must stand there once.")
    prefix: Annotated[str, StringConstraints(max_length=1000)] = Field(
        "",
        description="The words directly before, where the quote stands more than once.",
        examples=["she "],
    )
    suffix: Annotated[str, StringConstraints(max_length=1000)] = Field(
        "",
        description="The words directly after.",
        examples=[" twice"],
    )


KeyedBy = Literal["call", "page", "paragraph", "line"]
Numbering = Literal["book", "chapter"]


class Notes(Part):
    """How notes are called, where they and their sources stand, and where terms are marked."""

    place: Literal["foot", "chapter", "end", ""] = Field(
        "",
        description="Where the edition's own notes stand in a PDF: where its `notes` says, at the "
        "`foot` of the page or beside the text; behind their `chapter`; or at the `end`, behind "
        "the text. Usual is the `foot`, and the `end` for notes that are not called. In the EPUB a "
        "called note pops up, and stands behind its chapter or, with `end`, in a section of its "
        "own.",
        examples=["chapter"],
    )
    keyed_by: KeyedBy = Field(
        "call",
        alias="keyed-by",
        description="How a reader comes from the words to their note: by a number behind them "
        "(`call`); or by nothing in the text, and before the note the words themselves and their "
        "`page`, `paragraph` or `line` of verse. Pages are the PDF's; an EPUB that has none is "
        "keyed by paragraphs, as are words that are no verse with `line`.",
        examples=["page"],
    )
    numbering: Numbering = Field(
        "book",
        description="Whether the edition's own notes are numbered through the `book`, or from 1 in "
        "each `chapter`.",
        examples=["chapter"],
    )
    wording: Literal["listed", "called"] = Field(
        "listed",
        description="Where emendations and notes on the wording stand: `listed` behind the text, "
        "by paragraph (or as `keyed-by` has it) and words, without a mark in the text; or `called` "
        "by letters, and at the foot as other notes.",
        examples=["called"],
    )
    verse_lines: Literal["poem", "book", "none", ""] = Field(
        "",
        alias="verse-lines",
        description="Whether every fifth line of verse has its number in the margin, counted in "
        "each `poem` (from one heading to the next) or through the `book`. Usual is `poem` where "
        "notes are keyed by `line`, and else `none`.",
        examples=["poem"],
    )

    calls: Literal["before", "after", ""] = Field(
        "",
        description="On which side of the punctuation behind the words their call stands. Without "
        "it as the language of the edition has it: before in French, after in others.",
        examples=["after"],
    )
    sources: Literal["in-notes", "short", "back", "both"] = Field(
        "back",
        description="Where the sources of notes, entries, events and sections stand, as far as "
        "they are cited in sentences of their own: behind each (`in-notes`); there by name and "
        "year alone (`short`); in one section behind the text, by page and catchword (`back`), to "
        "which a note of the EPUB has a link; behind each and in that section (`both`).",
        examples=["in-notes"],
    )
    terms: Literal["all", "first"] = Field(
        "first",
        description="Where the text is marked as explained in the glossary: at the `first` use of "
        "a term in each chapter, and in print not at all; or at every use (`all`).",
        examples=["all"],
    )


class Formatting(Quoting):
    """Words of a text that has lost how they were printed."""

    as_: FormName | Literal[""] = Field(
        "",
        alias="as",
        description="How they are printed. `title` is the title of a work.",
        examples=["emphasis"],
    )
    language: Language | Literal[""] = Field(
        "",
        description="Their language (BCP 47), if it is not that of the text around them.",
        examples=["fr"],
    )


class Milestone(Quoting):
    """Where a page of an older edition begins."""

    page: PageName = Field(
        description="What the page is called: `12`, `xiv`, `12v`.", examples=[12]
    )
    at: Literal["start", "end"] = Field(
        "start",
        description="Whether the page begins with these words (`start`), or behind them.",
        examples=["start"],
    )


class Calling(Quoting):
    """Words of the text that call a note."""

    at: Literal["start", "end"] = Field(
        "end",
        description="Where the call stands: behind the words and the marks that close them, or at "
        "the `start`, before the first of them.",
        examples=["start"],
    )


class Called(Calling):
    """A note that the text calls, once or several times."""

    also: list[Calling] = Field(
        default_factory=list,
        description="Further words that call the same note. It stands where it is called first.",
        examples=[[{"quote": "the shuttle", "prefix": "hid "}]],
    )


class Emendation(Called, Entry):
    """A doubtful reading. The text is not changed; it is listed with the notes on the wording."""

    reading: Words = Field(description="What the editors would read.")
    reason: Markdown | Literal[""] = Field("", description="Why. Markdown.")


class TextualNote(Called, Entry):
    """A note on the wording. It is listed behind the text, or called by a letter (a, b, …)."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    note: Markdown = Field(description="What is doubtful, and how it may be read. Markdown.")


class NoteSeries(Part):
    """A series of notes with marks, a place and a label of its own."""

    id: Id = Field(
        description="A name of your own: small letters, digits and hyphens. `author` means the "
        "notes that the text itself has.",
        examples=["translator"],
    )
    label: Line = Field(
        description="What its notes are, as a heading over them and in the note on the text.",
        examples=["Translator's notes"],
    )
    marks: Literal["numbers", "letters", "roman", "symbols", "source"] = Field(
        "numbers",
        description="What calls them: `numbers`: 1, 2, 3; `letters`: a, b, c; `roman`: i, ii, iii; "
        "each through the book; `symbols`: *, †, ‡, anew in each chapter; `source`: what the file "
        "has for notes of the text's own.",
        examples=["roman"],
    )
    place: Literal["foot", "chapter", "end", ""] = Field(
        "",
        description="Where they stand in a PDF: where the profile has notes (`foot`), behind their "
        "`chapter`, or at the `end`, behind the text. In the EPUB a note pops up, and stands "
        "behind its chapter; editors' notes of a series at the `end` are a section of their own.",
        examples=["end"],
    )
    keyed_by: KeyedBy = Field(
        "call",
        alias="keyed-by",
        description="How a reader comes from the words to their note, as under [notes](#notes).",
        examples=["paragraph"],
    )
    numbering: Numbering = Field(
        "book",
        description="Whether its marks go through the `book`, or begin anew in each `chapter`.",
        examples=["chapter"],
    )
    source_notes: Annotated[list[Line], Field(max_length=20)] = Field(
        default_factory=list,
        alias="source-notes",
        description="Labels of notes in the file that belong to it; * stands for anything, ? for "
        "one character.",
        examples=[["tr*"]],
    )


class Footnote(Called, Entry):
    """A note on words of the text."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    series: Id | Literal[""] = Field(
        "",
        description="Its series, one of those under `series`; without it the edition's own notes, "
        "which are numbered.",
        examples=["translator"],
    )
    note: Markdown = Field(description="The note, in Markdown.")


class Original_(Part):
    """A word in its own script."""

    text: Line = Field(description="The word in its own script.", examples=["кадыровец"])
    language: Language = Field(description="Its language, BCP 47.", examples=["ru"])


class Term(Entry):
    """A glossary entry."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    term: Line = Field(description="The headword.")
    forms: list[Line] = Field(
        default_factory=list,
        description="The words by which the text uses it; the headword itself if none is given.",
    )
    original: Original_ | None = Field(None, description="The word in its own script.")
    transliteration: Line | Literal[""] = Field(
        "", description="In Latin letters; it has the language of `original`."
    )
    pronunciation: Line | Literal[""] = Field("", description="In IPA, with brackets.")
    expansion: Line | Literal[""] = Field(
        "",
        description="What an acronym stands for. Words of another language are marked as in a "
        "note: `[Sledstvenny komitet]{lang=ru-Latn}, Investigative Committee`.",
    )
    definition: Markdown = Field(description="The definition, in Markdown.")


class Omission(Part):
    """Paragraphs that the reading text leaves out."""

    lines: list[Lines] = Field(min_length=1, description="The lines they begin on.")
    reason: Line = Field(description="Why. It is printed in the note on the text.")
