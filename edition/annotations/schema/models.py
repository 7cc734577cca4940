"""The shape of annotations.yaml. Every field is described, for people and for editors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from edition.annotations.schema import apparatus, headings, notes, values
from edition.annotations.schema import edition as schema_edition
from edition.annotations.schema import pdf as schema_pdf
from edition.annotations.schema.apparatus import (
    BackSection,
    Chronology,
    Illustration,
    Map,
    Opening,
    Photo,
    Record,
    Rules,
    Section,
)
from edition.annotations.schema.edition import Source, Structure
from edition.annotations.schema.headings import Organization, Person, PlaceName, Subject
from edition.annotations.schema.metadata import Metadata
from edition.annotations.schema.notes import (
    Emendation,
    Footnote,
    Formatting,
    Milestone,
    Notes,
    NoteSeries,
    Omission,
    Term,
    TextualNote,
)
from edition.annotations.schema.pdf import Edition, Pdf
from edition.annotations.schema.values import ADD_TO, Line, Markdown, Part, Path, SourcesFile


class AnnotationsFile(Part):
    """annotations.yaml: an edition, its source text, and all that is said about it."""

    format: Literal[1] = Field(description="Version of this format: 1.")
    include: Path | Annotated[list[Path], Field(max_length=1000)] | None = Field(
        None,
        description="Other files of annotations, with the same keys as this one: their lists are "
        "added to those of this file. A path, or several; in the name of a file `*` stands for "
        "anything.",
        examples=["notes/*.yaml"],
    )
    add_to: Annotated[Line, StringConstraints(pattern=ADD_TO)] | Literal[""] = Field(
        "",
        alias="add-to",
        description="The file that `add` writes a new entry into, of those included: {chapter} "
        "stands for the number of the chapter (01), {kind} for the list (footnotes). Without it, "
        "and for what has no place in the text, it is the file of the entry before the new one.",
        examples=["notes/chapter-{chapter}.yaml"],
    )
    edition: Metadata = Field(description="The title page and the catalogue.")
    editions: list[Edition] = Field(
        default_factory=list,
        max_length=20,
        description="Editions for some readers, which are made of this file beside the main one: "
        "see [Editions for some readers](#editions-for-some-readers).",
    )
    pdf: list[Pdf] = Field(
        default_factory=list,
        max_length=12,
        description="The PDFs to make; without it one, for the screen. The first is the one whose "
        "pages the EPUB names.",
    )
    source: Source = Field(description="The text that is annotated.")
    structure: Structure = Field(
        default_factory=Structure.model_construct,
        description="What each paragraph is: a heading, a question, an answer …",
    )
    omissions: list[Omission] = Field(
        default_factory=list, description="Paragraphs that the reading text leaves out."
    )
    formatting: list[Formatting] = Field(
        default_factory=list,
        description="Words that are set apart from those around them, for a text that has lost its "
        "italics.",
    )
    milestones: list[Milestone] = Field(
        default_factory=list,
        max_length=20_000,
        description="Where pages of an older edition begin: see [Pages of the original]"
        "(#pages-of-the-original).",
    )
    emendations: list[Emendation] = Field(
        default_factory=list, description="Doubtful readings. The text itself is not changed."
    )
    text_note: Markdown | Literal[""] = Field(
        "", alias="text-note", description="The note on the text, in Markdown."
    )
    opening: Opening | None = Field(
        None,
        description="A page that orients before the text: see [An opening](#an-opening).",
    )
    front: list[Section] = Field(default_factory=list, description="Sections before the text.")
    back: list[BackSection] = Field(
        default_factory=list,
        description="Sections behind the text: an afterword, appendixes.",
    )
    photos: list[Photo] = Field(
        default_factory=list, description="The photographs of the source, reproduced or not."
    )
    pictures: list[Illustration] = Field(
        default_factory=list,
        description="Other pictures: behind paragraphs of the text, in notes, in `front`.",
    )
    notes: Notes = Field(
        default_factory=Notes.model_construct,
        description="How the notes of this edition are called.",
    )
    list_of_illustrations: bool = Field(
        False,
        alias="list-of-illustrations",
        description="Whether the front matter lists the photographs and pictures of the text, by "
        "their captions, else by what they show.",
        examples=[True],
    )
    series: list[NoteSeries] = Field(
        default_factory=list,
        max_length=20,
        description="Further series of notes, such as the translator's or those of the first "
        "edition.",
    )
    footnotes: list[Footnote] = Field(
        default_factory=list, description="Notes on words of the text."
    )
    textual_notes: list[TextualNote] = Field(
        default_factory=list,
        alias="textual-notes",
        description="Notes on the wording, listed behind the text or called by letters.",
    )
    glossary: list[Term] = Field(
        default_factory=list, description="Words of the text that are explained once for all."
    )
    people: list[Person] = Field(default_factory=list, description="Index: people.")
    organizations: list[Organization] = Field(default_factory=list, description="Index: bodies.")
    places: list[PlaceName] = Field(default_factory=list, description="Index: places.")
    subjects: list[Subject] = Field(
        default_factory=list, description="Index: subjects, such as works, laws and ideas."
    )
    chronology: Chronology | None = Field(None, description="The events behind the text.")
    maps: list[Map] = Field(default_factory=list, description="Locator maps.")
    sources: list[Record] | SourcesFile = Field(
        default_factory=list,
        description="What notes cite: CSL records, or a file with them: CSL JSON (`.json`), CSL "
        "YAML (`.yaml`), BibTeX (`.bib`), RIS (`.ris`).",
    )
    rules: Rules = Field(
        default_factory=Rules.model_construct,
        description="What this edition asks of its own notes.",
    )
    ledger: Path | Literal[""] = Field(
        "",
        description="A file that says of each entry of the research where it was used, or "
        "why not: see `report`.",
        examples=["notes/ledger.yaml"],
    )


def model_named(name: str) -> type[BaseModel]:
    """The model of that name, as the JSON Schema calls it. Raises AttributeError."""
    home = next(
        (
            part
            for part in (schema_edition, schema_pdf, notes, headings, apparatus)
            if hasattr(part, name)
        ),
        values,
    )
    found = getattr(home, name)
    assert isinstance(found, type) and issubclass(found, BaseModel), f"{name} is no model"
    return found
