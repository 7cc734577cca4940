"""The shape of annotations.yaml: what the title page, the colophon and catalogues say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edition.annotations.schema.values import (
    Address,
    Date,
    HistoricDate,
    Id,
    Language,
    Line,
    Markdown,
    Part,
    Path,
)


class Contributor(Part):
    """Somebody who made the text or the edition."""

    name: Line = Field(description="The name as it is printed.", examples=["Ilya Azar"])
    file_as: Line = Field(
        "", alias="file-as", description="The name as it is sorted.", examples=["Azar, Ilya"]
    )
    role: Annotated[str, StringConstraints(pattern=r"^[a-z]{3}$")] = Field(
        description="MARC relator code: aut author, ivr interviewer, ive interviewee, "
        "trl translator, edt editor, ann annotator, pht photographer.",
        examples=["ivr"],
    )
    note: Line = Field("", description="A few words behind the name on the title page.")


class Credit(Part):
    """Somebody who gave a note, a correction or a photograph, and wishes to be named."""

    name: Line = Field(description="The name as it is printed.", examples=["Mary Major"])
    for_: Line | Literal[""] = Field(
        "",
        alias="for",
        description="What they gave, in a few words.",
    )
    address: Address = Field("", description="A web address of theirs.")


class Original(Part):
    """Where the text was first published."""

    title: Line = Field(
        "",
        description="Title of the publication; in another language than the edition's marked as in "
        "a note: `[Ткачка]{lang=uk}`.",
    )
    publisher: Line = Field("", description="Publisher of the text.")
    date: HistoricDate | Literal[""] = Field("", description="Date of publication.")
    address: Address = Field("", description="Web address of the text.")


class Cover(Part):
    """How the cover looks: drawn by the builder, or with a picture of your own."""

    design: Literal["typographic", "banded"] | Literal[""] = Field(
        "",
        description="How the builder draws it: `typographic`, the title large on one color, or "
        "`banded`, on a light band between two of the color.",
        examples=["banded"],
    )
    title: Literal["under", "over"] | Literal[""] = Field(
        "",
        description="Where the builder sets title and names with a picture of your own: `under` it "
        "or `over` it, in a panel. Without it the picture is the whole cover.",
        examples=["under"],
    )
    file: Path | Literal[""] = Field(
        "",
        description="The picture (JPEG or PNG), upright, 1,600 pixels high or more. It is read as "
        "those of `photos` are.",
        examples=["cover.jpg"],
    )
    alt: Annotated[str, StringConstraints(max_length=2000)] = Field(
        "",
        description="What it shows, for those who cannot see it. Without it the title is read out.",
        examples=["A loom in an empty hall."],
    )


class Metadata(Part):
    """What the title page and the library catalogue need."""

    title: Line = Field(description="Title of the edition.")
    subtitle: Line = Field("", description="Second title.")
    short_title: Line | Literal[""] = Field(
        "",
        alias="short-title",
        description="For running heads and the names of the files.",
        examples=["Kalyapin interview"],
    )
    language: Language = Field(description="Language of the text, BCP 47.", examples=["en"])
    identifier: Annotated[str, StringConstraints(pattern=r"^urn:(uuid|isbn):\S+$")] = Field(
        description="urn:uuid:… or urn:isbn:…; never change it between versions of one edition."
    )
    contributors: list[Contributor] = Field(min_length=1, description="In order of importance.")
    credits: list[Credit] = Field(
        default_factory=list,
        description="Who is thanked in the colophon, in the order of this list. Those who made "
        "the text or the edition as a whole are `contributors`, on the title page.",
    )
    publisher: Line = Field("", description="Who publishes this edition.")
    published: Date = Field(description="Date of this edition, ISO 8601.")
    modified: Date | Literal[""] = Field("", description="Date of the last change.")
    original: Original | None = Field(None, description="Where the text was first published.")
    rights: Markdown = Field(description="Who holds the rights in the text. Markdown.")
    annotations_licence: Markdown = Field(
        "", alias="annotations-licence", description="Licence of the annotations. Markdown."
    )
    corrections: Markdown = Field(
        "",
        description="How a reader reports a mistake, for the colophon. Markdown.",
        examples=["Write to [the editors](https://example.org/mistakes)."],
    )
    description: Annotated[str, StringConstraints(max_length=4000)] = Field(
        "", description="Two or three sentences for a catalogue."
    )
    subjects: list[Line] = Field(default_factory=list, description="Subject headings.")
    print_initials: bool = Field(
        False,
        alias="print-initials",
        description="Print the initials of who wrote a note, `author`, behind it, as “[A.B.]”.",
        examples=[True],
    )
    cite_as: Markdown | Literal[""] = Field(
        "", alias="cite-as", description="How to cite this edition. Markdown."
    )
    citation_style: Path | Literal[""] = Field(
        "",
        alias="citation-style",
        description="How sources are cited and listed: `chicago-shortened-notes` (usual), "
        "`chicago-notes` (in full where a source is cited first), `chicago-notes-ibid`, "
        "`chicago-author-date`, `mla`, `gost`, `din`, or a CSL file in the folder, `mine.csl`.",
        examples=["chicago-notes"],
    )
    date_order: Literal["", "day-first", "month-first"] = Field(
        "",
        alias="date-order",
        description="The order of dates that the builder writes, in an English edition: "
        "`day-first` (4 December 2014) or `month-first` (December 4, 2014). Without it that of "
        "the language: `en` and `en-US` have the month first, `en-GB` the day.",
        examples=["day-first"],
    )
    accessibility_summary: Line | Literal[""] = Field(
        "",
        alias="accessibility-summary",
        description="How the EPUB can be read by those who do not see it, or not well. Without it "
        "the builder says it of what is in the book.",
    )
    conforms_to: Line | Literal[""] = Field(
        "", alias="conforms-to", description="Conformance claim, only if somebody checked it."
    )
    certified_by: Line | Literal[""] = Field(
        "", alias="certified-by", description="Who checked the conformance."
    )
    cover: Cover | None = Field(
        None,
        description="The cover of the EPUB, and the first page of a PDF that has one (`screen`): "
        "how it is drawn, or a picture of your own.",
    )
    smart_typography: bool = Field(
        True,
        alias="smart-typography",
        description="Whether straight quotation marks, apostrophes, `--` and `...` in your own "
        "words are printed as the signs of the language. The text is never touched.",
        examples=[True],
    )
    web_edition: bool = Field(
        True,
        alias="web-edition",
        description="Whether `--only html` may make a web edition; the rights can forbid it.",
        examples=[False],
    )
    labels: dict[Id, Line] = Field(
        default_factory=dict,
        description="Words that the builder prints, in the place of its own, by their "
        "names: see [Languages](languages.md).",
    )
