"""The shape of annotations.yaml: the headings of the index."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edition.annotations.schema.notes import Original_, Quoting
from edition.annotations.schema.values import (
    WIKIDATA,
    Degrees,
    Entry,
    HistoricDate,
    Id,
    Line,
    Markdown,
    Part,
)


class Subheading(Part):
    """Some places of a heading, under words of their own."""

    heading: Annotated[Line, StringConstraints(max_length=60)] = Field(
        description="What is said there of the heading, in a few words."
    )
    at: Annotated[list[Id], Field(min_length=1, max_length=500)] = Field(
        description="The places: a paragraph of the text as `p12`, by the number in its margin; or "
        "the id of a note, of a section, or of a term of the glossary. Each mentions the heading."
    )


class Heading(Entry):
    """A heading of the index. Its mentions in the text and in the notes are found by its forms."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    name: Line = Field(
        description="The heading as it is printed and sorted: surname first.",
        examples=["Doe, Jane"],
    )
    forms: list[Line] = Field(
        default_factory=list,
        description="Words that mention it, as whole words; the name itself if none is given. "
        "The longest form wins where two overlap; Smith is not in Smith-Jones, nor U.S. in "
        "U.S.A., unless that is a form, too.",
        examples=[["Jane Doe", "Miss Doe"]],
    )
    mentions: list[Quoting] = Field(
        default_factory=list, description="Mentions in other words, by quotation."
    )
    exceptions: list[Quoting] = Field(
        default_factory=list,
        alias="except",
        description="Quotations in which a form means something else.",
    )
    original: Original_ | None = Field(None, description="The name in its own script.")
    transliteration: Line | Literal[""] = Field(
        "", description="The name in Latin letters; it has the language of `original`."
    )
    pronunciation: Line | Literal[""] = Field("", description="In IPA, with brackets.")
    wikidata: Annotated[str, StringConstraints(pattern=WIKIDATA)] = Field(
        "", description="Item of Wikidata, if certain.", examples=["Q3044"]
    )
    description: Markdown | Literal[""] = Field("", description="Who or what it is. Markdown.")
    see: Id | Literal[""] = Field(
        "",
        description="The id of the heading that has the places: this one only leads there, and has "
        "nothing but its `id` and `name`.",
        examples=["doe"],
    )
    see_also: Annotated[list[Id], Field(max_length=20)] = Field(
        default_factory=list,
        alias="see-also",
        description="The ids of headings that are related.",
        examples=[["wvs"]],
    )
    subheadings: Annotated[list[Subheading], Field(max_length=100)] = Field(
        default_factory=list,
        description="Places that stand under words of their own, in this order; the others stand "
        "before them, and are not divided by chapters.",
        examples=[[{"heading": "as a weaver", "at": ["p12"]}]],
    )


class Person(Heading):
    """A person of the index."""

    born: HistoricDate | Literal[""] = Field(
        "", description="Date of birth, as exact as is known. See [Dates](#dates)."
    )
    died: HistoricDate | Literal[""] = Field("", description="Date of death.")


class Organization(Heading):
    """A body of the index."""

    expansion: Line | Literal[""] = Field(
        "",
        description="What an acronym stands for. Words of another language are marked as in a "
        "note: `[Sledstvenny komitet]{lang=ru-Latn}, Investigative Committee`.",
    )


class PlaceName(Heading):
    """A place of the index."""

    coordinates: list[Degrees] | None = Field(
        None,
        min_length=2,
        max_length=2,
        examples=[[53.8, -1.55]],
        description="Latitude and longitude in degrees, north and east positive; for the maps.",
    )
    off_map: Line | Literal[""] = Field(
        "",
        alias="off-map",
        description="Why no map shows it; it is printed nowhere.",
        examples=["No page seen says where the village lies."],
    )


class Subject(Heading):
    """A subject of the index: a work, a law, an event, an idea."""
