"""The shape of annotations.yaml: chronology, maps, photographs, front matter, sources, rules."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from edition.annotations.schema.values import (
    Degrees,
    Entry,
    ExactDate,
    HistoricDate,
    Id,
    Latitude,
    Line,
    Lines,
    Longitude,
    Markdown,
    Moment,
    Part,
    Path,
    SourceId,
    Worked,
)
from edition.model import csl


class Event(Entry):
    """A line of the chronology."""

    date: HistoricDate = Field(
        description="When it was, or began; a stretch too. See [Dates](#dates).",
        examples=["1916-07"],
    )
    until: Moment | Literal[""] = Field("", description="When it ended.")
    label: Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\r\n]*$")] = Field(
        "", description="A few words for the timelines; without it the event is not drawn."
    )
    event: Markdown = Field(description="What happened, in a sentence or two. Markdown.")


class Timeline(Part):
    """A drawing of the labelled events of a span of time."""

    id: Id = Field(description="A name of your own.")
    title: Line = Field(description="Its title.")
    from_: ExactDate = Field(alias="from", description="Where it begins.")
    to: ExactDate = Field(description="Where it ends, inclusive.")


class Chronology(Part):
    """The events behind the text, as a table and as drawings."""

    introduction: Markdown | Literal[""] = Field("", description="A word before it. Markdown.")
    timelines: list[Timeline] = Field(default_factory=list, description="Drawings of events.")
    events: list[Event] = Field(min_length=1, description="In any order; they are sorted by date.")


class MapBounds(Part):
    """The edges of a map in degrees, east and north positive."""

    west: Longitude = Field(description="Western edge.")
    south: Latitude = Field(description="Southern edge.")
    east: Longitude = Field(description="Eastern edge.")
    north: Latitude = Field(description="Northern edge.")


class Outline(Part):
    """A line or an area drawn on a map from a file of the project."""

    file: Path = Field(description="A GeoJSON file of the project.")
    shade: bool = Field(False, description="Whether its areas are filled.")
    label: Line | Literal[""] = Field("", description="What is written in its middle.")
    shows: Id | Literal[""] = Field("", description="The id of the place that it is an outline of.")
    provenance: Line = Field(description="Where the outline comes from, and its licence.")


class MapName(Part):
    """A name on a map that the builder does not set by itself."""

    name: Line = Field(description="As it is lettered.")
    kind: Literal["place", "sea", "river", "country", "region", "mountains"] = Field(
        "region",
        description="What it names; each has its own lettering. A `place` has no dot: one of which "
        "it is known only about where it lies.",
    )
    at: list[Degrees] = Field(
        min_length=2,
        max_length=2,
        description="Latitude and longitude of its middle, in degrees; it may stand a little off.",
        examples=[[53.9, -1.5]],
    )
    shows: Id | Literal[""] = Field("", description="The id of the place that it names.")


class Map(Entry):
    """A locator map of the places of the index."""

    id: Id = Field(description="A name of your own.")
    title: Line = Field(description="Its title.")
    bounds: MapBounds = Field(description="What it shows.")
    places: list[Id] = Field(
        default_factory=list,
        description="The ids of the places on it; all with coordinates in its bounds if none is "
        "given.",
    )
    outlines: list[Outline] = Field(default_factory=list, description="Drawn below the places.")
    names: list[MapName] = Field(
        default_factory=list, description="Names of regions, seas, mountains and rivers on it."
    )
    without: list[Line] = Field(
        default_factory=list,
        description="Names of countries and seas that the builder would set, and does not.",
        examples=[["Irish Sea"]],
    )
    inset: bool = Field(
        True, description="Whether a small map in a corner shows where it lies, if one is free."
    )
    alt: Annotated[str, StringConstraints(min_length=1, max_length=2000)] = Field(
        description="What the map shows, for those who cannot see it."
    )
    caption: Markdown | Literal[""] = Field("", description="What stands below it. Markdown.")


class OpeningName(Part):
    """A line of the opening: one entry of the index or the glossary."""

    person: Id | Literal[""] = Field("", description="The id of a person,", examples=["doe"])
    organization: Id | Literal[""] = Field(
        "", description="or of an organization,", examples=["mill-company"]
    )
    place: Id | Literal[""] = Field("", description="or of a place,", examples=["leeds"])
    subject: Id | Literal[""] = Field("", description="or of a subject,", examples=["weaving"])
    term: Id | Literal[""] = Field(
        "", description="or of a word of the glossary: one of the five.", examples=["shed"]
    )
    line: Markdown | Literal[""] = Field(
        "",
        description="What is said of it, in a line or two. Markdown. Without it, what its "
        "description or definition says before its first citation.",
    )


class OpeningEvents(Part):
    """The labelled events of a span of the chronology, as a small table."""

    title: Line = Field(description="Its heading.")
    from_: ExactDate = Field(alias="from", description="Where it begins.")
    to: ExactDate = Field(description="Where it ends, inclusive.")


class Opening(Part):
    """What a newcomer should know before the text, on a page or two."""

    title: Line | Literal[""] = Field(
        "", description="Its heading; without it “Who and what,” in the edition's language."
    )
    names: list[OpeningName] = Field(
        min_length=1,
        max_length=40,
        description="Who and what, in the order in which they are printed: a dozen, say.",
    )
    events: OpeningEvents | None = Field(None, description="What happened when.")
    map: Id | Literal[""] = Field(
        "", description="The id of a map, which stands here and not behind the text."
    )


class ToneWords(Part):
    """The builder's list of tone words, with words added and taken away."""

    also: list[Line] = Field(
        default_factory=list, description="Further words to avoid.", examples=[["poor devil"]]
    )
    allowed: list[Line] = Field(
        default_factory=list,
        alias="not",
        examples=[["regime"]],
        description="Words of the builder's list that this edition allows.",
    )


class RuleException(Part):
    """An annotation that is let off a rule."""

    id: Line = Field(
        description="Which one: its id, or `footnotes/id`, `glossary/id` … where two have the "
        "same; an event by its date (`chronology/1916-07-01`), an emendation by its quote "
        "(`emendations/the lom`), the note on the text as `text-note`.",
        examples=["footnotes/shuttle"],
    )
    rule: Line = Field(description="The rule's name, as above.", examples=["tone-words"])
    reason: Line = Field(
        description="Why. Nobody prints it; it is for the next editor.",
        examples=["The word is the mill's own name."],
    )


class Rules(Part):
    """What the edition asks of its own notes; `check` warns of each breach."""

    cite_every_fact: bool = Field(
        False,
        alias="cite-every-fact",
        description="Every sentence of a note, definition, description or event is followed by a "
        "citation in its paragraph, unless it only refers to another note. Notes on the wording "
        "are free.",
    )
    calls_per_sentence: Annotated[int, Field(ge=1, le=100)] | None = Field(
        None, alias="calls-per-sentence", description="Calls that a sentence may carry at most."
    )
    words_per_note: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        None, alias="words-per-note", description="Words that a footnote may have at most."
    )
    call_before_punctuation: bool = Field(
        False,
        alias="call-before-punctuation",
        description="No call stands inside a word, nor before punctuation that it should follow; "
        "a dash it may precede. The builder sets a call behind closing punctuation by itself, so "
        "that this is about quotes which end in the middle of a word.",
    )
    tone_words: bool | list[Line] | ToneWords = Field(
        False,
        alias="tone-words",
        description="Words that the notes avoid: `true` for the builder's list in the edition's "
        "language, a list of your own words in its place, or `{also: […], not: […]}` to add and "
        "take away. All texts by the editors are read, but no quotations, citations, words in "
        "italics or in another language.",
        examples=[True],
    )
    names: bool = Field(
        False,
        description="Names in the editors' texts are spelt as the index, the glossary and the "
        "text spell them: a word with a capital that is nearly one of their words is told. "
        "Plurals and possessives are right, and so are words of quotations and titles.",
    )
    exceptions: list[RuleException] = Field(
        default_factory=list,
        description="Annotations that are let off a rule, each for a reason. One that excuses "
        "nothing is told.",
    )


class Photo(Entry):
    """A photograph of the source."""

    id: Id = Field(description="A name of your own.")
    caption: Lines = Field(description="The line of the source that is its caption.")
    credit: Lines | None = Field(None, description="The line of the source that is its credit.")
    file: Path | Literal[""] = Field(
        "",
        description="The picture (JPEG or PNG), if it may be reproduced. What is transparent in it "
        "is laid on white; its colors are converted to sRGB by its profile.",
    )
    alt: Annotated[str, StringConstraints(max_length=2000)] = Field(
        "", description="What the picture shows, for those who cannot see it. Needed with file."
    )
    date: HistoricDate | Literal[""] = Field("", description="When it was taken, if known.")
    photographer: Line | Literal[""] = Field("", description="Who took it.")
    rights: Line | Literal[""] = Field("", description="Who holds the rights.")
    note: Markdown | Literal[""] = Field(
        "", description="What the list of photographs says of the picture. Markdown."
    )


class Illustration(Entry):
    """A picture, of the source's or of the editors': behind a paragraph of the text (`after`), or
    where a note or a section has it, as `![](picture:id)`."""

    id: Id = Field(description="A name of your own, which no photograph has.")
    file: Path = Field(
        description="The picture (JPEG or PNG). It is read as those of `photos` are."
    )
    alt: Annotated[str, StringConstraints(max_length=2000)] = Field(
        "",
        description="What the picture shows, for those who cannot see it. Needed, unless it is "
        "decorative.",
    )
    decorative: bool = Field(
        False,
        description="Whether the picture is an ornament that shows nothing: it is not read out.",
        examples=[True],
    )
    after: Lines | None = Field(
        None, description="The line of the source behind whose paragraph the picture stands."
    )
    caption: Markdown | Literal[""] = Field("", description="What stands below it. Markdown.")


class Section(Entry):
    """A section of editorial prose before the text."""

    id: Id = Field(description="A name of your own.")
    title: Line = Field(description="Its heading.")
    kind: Literal["introduction", "preface", "foreword", "section"] = Field(
        "introduction", description="What e-readers are told it is; `section` where none fits."
    )
    body: Markdown = Field(description="The text, in Markdown.")


class BackSection(Entry):
    """A section of editorial prose behind the text."""

    id: Id = Field(description="A name of your own.")
    title: Line = Field(description="Its heading.", examples=["Afterword"])
    kind: Literal["afterword", "appendix", "conclusion", "section"] = Field(
        "afterword",
        description="What e-readers are told it is; `section` where none fits.",
        examples=["appendix"],
    )
    body: Markdown = Field(description="The text, in Markdown.", examples=["What became of her."])


class Record(Worked):
    """A source that notes cite, as a CSL record; other CSL variables are allowed."""

    model_config = ConfigDict(extra="allow", strict=True, defer_build=True)

    id: SourceId = Field(description="The name by which notes cite it: [@id].")
    type: Line = Field(
        description="What kind of source it is: webpage, article-newspaper, book, report …",
        json_schema_extra={"enum": list(csl.TYPES)},
    )
    title: Line = Field(
        description="Its title. A part of it that is in another language than `language` says is "
        "marked as in a note: `[Радио]{lang=ru} / Radio`."
    )
