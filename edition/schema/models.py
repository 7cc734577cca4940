"""The shape of annotations.yaml. Every field is described, for people and for editors."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_ID = r"^[a-z0-9][a-z0-9-]{0,62}$"
_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_LINES = r"^([^:]+:)?[0-9]{1,9}(-[0-9]{1,9})?$"
_WIKIDATA = r"^(Q[1-9][0-9]{0,11})?$"
_ADDRESS = r"^(https?://\S+)?$"
_LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

Id = Annotated[str, StringConstraints(pattern=_ID)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\r\n]*$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


def _on_the_calendar(value: str) -> str:
    """A date that exists: 2014-13-45 has the form of one, but is none."""
    date(*(int(part) for part in (*value.split("-"), "1", "1")[:3]))
    return value


Date = Annotated[str, StringConstraints(pattern=_DATE), AfterValidator(_on_the_calendar)]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]


def _with_a_host(value: str) -> str:
    """An address that can be followed: `https://` alone and `https://[` cannot."""
    if value and not urlsplit(value).hostname:
        raise ValueError
    return value


Address = Annotated[str, StringConstraints(pattern=_ADDRESS), AfterValidator(_with_a_host)]
Lines = Annotated[int, Field(ge=1, lt=10**9)] | Annotated[str, StringConstraints(pattern=_LINES)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Path = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^[^\r\n]*$")]
RoleName = Literal[
    "title", "subtitle", "heading", "subheading", "standfirst", "question", "answer",
    "narrative", "caption", "credit", "byline", "translator",
]  # fmt: skip


class Part(BaseModel):
    """A part of the file: unknown keys are refused, numbers are not taken for text."""

    # Only the whole file is validated: its parts need no validators of their own.
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class Contributor(Part):
    """Somebody who made the text or the edition."""

    name: Line = Field(description="The name as it is printed.", examples=["Ilya Azar"])
    file_as: Line = Field("", alias="file-as", description="The name as it is sorted.",
                          examples=["Azar, Ilya"])  # fmt: skip
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
        "", alias="for", description="What they gave, in a few words.",
    )  # fmt: skip
    address: Address = Field("", description="A web address of theirs.")


class Original(Part):
    """Where the text was first published."""

    title: Line = Field("", description="Title of the publication.")
    publisher: Line = Field("", description="Publisher of the text.")
    date: Date | Literal[""] = Field("", description="Date of publication, ISO 8601.")
    address: Address = Field("", description="Web address of the text.")


class Metadata(Part):
    """What the title page and the library catalogue need."""

    title: Line = Field(description="Title of the edition.")
    subtitle: Line = Field("", description="Second title.")
    short_title: Line | Literal[""] = Field(
        "", alias="short-title", description="For running heads and the names of the files.",
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
    description: Annotated[str, StringConstraints(max_length=4000)] = Field(
        "", description="Two or three sentences for a catalogue."
    )
    subjects: list[Line] = Field(default_factory=list, description="Subject headings.")
    cite_as: Markdown | Literal[""] = Field(
        "", alias="cite-as", description="How to cite this edition. Markdown."
    )
    accessibility_summary: Line | Literal[""] = Field(
        "", alias="accessibility-summary", description="In words, for readers who ask."
    )
    conforms_to: Line | Literal[""] = Field(
        "", alias="conforms-to", description="Conformance claim, only if somebody checked it."
    )
    certified_by: Line | Literal[""] = Field(
        "", alias="certified-by", description="Who checked the conformance."
    )
    labels: dict[Id, Line] = Field(
        default_factory=dict,
        description="Words that the builder prints, in the edition's language: see labels.py.",
    )


class SourceFile(Part):
    """A file of the source text."""

    path: Path = Field(description="From the folder of annotations.yaml.",
                       examples=["seeds/kalyapin-interview.txt"])  # fmt: skip
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")] = Field(
        description="SHA-256 of the file's bytes: the builder stops when the text has changed."
    )


class Source(Part):
    """The text that is annotated. It is never edited."""

    files: list[SourceFile] = Field(min_length=1, description="In reading order.")
    paragraphs: Literal["line", "blank-line"] = Field(
        "line", description="`line`: each line is a paragraph. `blank-line`: hard-wrapped lines, "
        "a blank line between paragraphs, as Project Gutenberg has them.")  # fmt: skip


class Split(Part):
    """One paragraph of the source that is two elements."""

    line: Lines = Field(description="The line it begins on.")
    at: Words = Field(description="The words with which the second element begins.")
    roles: tuple[RoleName, RoleName] | list[RoleName] = Field(
        min_length=2, max_length=2, description="Role of the first and of the second."
    )


class Structure(Part):
    """What each paragraph is. Lines are counted from 1, blank lines too."""

    default: RoleName = Field("narrative", description="Role of the paragraphs not named below.")
    roles: dict[RoleName, list[Lines]] = Field(
        default_factory=dict,
        description="Role to lines: 13, \"20-24\", or \"part2.txt:13\" with several files.",
    )
    split: list[Split] = Field(default_factory=list, description="Paragraphs that are two.")
    headings: list[Line] = Field(
        default_factory=list,
        description="Patterns of chapter headings: * stands for anything, ? for one character.",
        examples=[["CHAPTER *", "PREFACE"]],
    )
    speakers: dict[RoleName, Line] = Field(
        default_factory=dict, description="Who speaks in this role.",
        examples=[{"question": "Azar", "answer": "Kalyapin"}])  # fmt: skip


class Omission(Part):
    """Paragraphs that the reading text leaves out."""

    lines: list[Lines] = Field(min_length=1, description="The lines they begin on.")
    reason: Line = Field(description="Why. It is printed in the note on the text.")


class Quoting(Part):
    """Anything that hangs on words of the text."""

    quote: Words = Field(description="Words of the text, copied. They must stand there once.")
    prefix: Annotated[str, StringConstraints(max_length=1000)] = Field(
        "", description="The words directly before, where the quote stands more than once.",
        examples=["she "],
    )
    suffix: Annotated[str, StringConstraints(max_length=1000)] = Field(
        "", description="The words directly after.", examples=[" twice"],
    )


class Emendation(Quoting):
    """A doubtful reading. The text is not changed; the note on the text lists it."""

    reading: Words = Field(description="What the editors would read.")
    reason: Markdown | Literal[""] = Field("", description="Why. Markdown.")


class TextualNote(Quoting):
    """A note on the wording. It is called by a letter (a, b, …), not by a number."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    note: Markdown = Field(description="What is doubtful, and how it may be read. Markdown.")


class Footnote(Quoting):
    """A note on words of the text."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    note: Markdown = Field(description="The note, in Markdown.")


class Original_(Part):
    """A word in its own script."""

    text: Line = Field(description="The word in its own script.", examples=["кадыровец"])
    language: Language = Field(description="Its language, BCP 47.", examples=["ru"])


class Term(Part):
    """A glossary entry."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    term: Line = Field(description="The headword.")
    forms: list[Line] = Field(
        default_factory=list,
        description="The words by which the text uses it; the headword itself if none is given.",
    )
    original: Original_ | None = Field(None, description="The word in its own script.")
    transliteration: Line | Literal[""] = Field("", description="In Latin letters.")
    pronunciation: Line | Literal[""] = Field("", description="In IPA, with brackets.")
    expansion: Line | Literal[""] = Field("", description="What an acronym stands for.")
    definition: Markdown = Field(description="The definition, in Markdown.")


class Heading(Part):
    """A heading of the index. Its mentions in the text and in the notes are found by its forms."""

    id: Id = Field(description="A name of your own: small letters, digits and hyphens.")
    name: Line = Field(description="The heading as it is printed and sorted: surname first.",
                       examples=["Doe, Jane"])  # fmt: skip
    forms: list[Line] = Field(
        default_factory=list,
        description="Words that mention it, as whole words; the name itself if none is given. "
        "The longest form wins where two overlap.",
        examples=[["Jane Doe", "Miss Doe"]],
    )
    mentions: list[Quoting] = Field(
        default_factory=list, description="Mentions in other words, by quotation."
    )
    exceptions: list[Quoting] = Field(
        default_factory=list, alias="except",
        description="Quotations in which a form means something else.",
    )  # fmt: skip
    original: Original_ | None = Field(None, description="The name in its own script.")
    transliteration: Line | Literal[""] = Field("", description="The name in Latin letters.")
    pronunciation: Line | Literal[""] = Field("", description="In IPA, with brackets.")
    wikidata: Annotated[str, StringConstraints(pattern=_WIKIDATA)] = Field(
        "", description="Item of Wikidata, if certain.", examples=["Q3044"]
    )
    description: Markdown | Literal[""] = Field("", description="Who or what it is. Markdown.")


class Person(Heading):
    """A person of the index."""

    born: Date | Literal[""] = Field("", description="Date of birth, as exact as is known.")
    died: Date | Literal[""] = Field("", description="Date of death.")


class Organization(Heading):
    """A body of the index."""

    expansion: Line | Literal[""] = Field("", description="What an acronym stands for.")


class PlaceName(Heading):
    """A place of the index."""

    coordinates: list[Degrees] | None = Field(
        None, min_length=2, max_length=2, examples=[[53.8, -1.55]],
        description="Latitude and longitude in degrees, north and east positive; for the maps.",
    )  # fmt: skip


class Event(Part):
    """A line of the chronology."""

    date: Date = Field(description="When it was, or began.")
    until: Date | Literal[""] = Field("", description="When it ended.")
    label: Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\r\n]*$")] = Field(
        "", description="A few words for the timelines; without it the event is not drawn."
    )
    event: Markdown = Field(description="What happened, in a sentence or two. Markdown.")


class Timeline(Part):
    """A drawing of the labelled events of a span of time."""

    id: Id = Field(description="A name of your own.")
    title: Line = Field(description="Its title.")
    from_: Date = Field(alias="from", description="Where it begins.")
    to: Date = Field(description="Where it ends, inclusive.")


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
    provenance: Line = Field(description="Where the outline comes from, and its licence.")


class Map(Part):
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
    alt: Annotated[str, StringConstraints(min_length=1, max_length=2000)] = Field(
        description="What the map shows, for those who cannot see it."
    )
    caption: Markdown | Literal[""] = Field("", description="What stands below it. Markdown.")


class ToneWords(Part):
    """The builder's list of tone words, with words added and taken away."""

    also: list[Line] = Field(
        default_factory=list, description="Further words to avoid.", examples=[["poor devil"]]
    )
    allowed: list[Line] = Field(
        default_factory=list, alias="not", examples=[["regime"]],
        description="Words of the builder's list that this edition allows.",
    )  # fmt: skip


class RuleException(Part):
    """An annotation that is let off a rule."""

    id: Line = Field(
        description="Which one: its id, or `footnotes/id`, `glossary/id` … where two have the "
        "same; an event by its date (`chronology/1916-07-01`), an emendation by its quote "
        "(`emendations/the lom`), the note on the text as `text-note`.",
        examples=["footnotes/shuttle"],
    )
    rule: Line = Field(description="The rule's name, as above.", examples=["tone-words"])
    reason: Line = Field(description="Why. Nobody prints it; it is for the next editor.",
                         examples=["The word is the mill's own name."])  # fmt: skip


class Rules(Part):
    """What the edition asks of its own notes; `check` warns of each breach."""

    cite_every_fact: bool = Field(
        False, alias="cite-every-fact",
        description="Every sentence of a note, definition, description or event is followed by a "
        "citation in its paragraph, unless it only refers to another note. Notes on the wording "
        "are free.",
    )  # fmt: skip
    calls_per_sentence: Annotated[int, Field(ge=1, le=100)] | None = Field(
        None, alias="calls-per-sentence", description="Calls that a sentence may carry at most."
    )
    words_per_note: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        None, alias="words-per-note", description="Words that a footnote may have at most."
    )
    call_before_punctuation: bool = Field(
        False, alias="call-before-punctuation",
        description="No call stands inside a word, nor before punctuation that it should follow; "
        "a dash it may precede. The builder sets a call behind closing punctuation by itself, so "
        "that this is about quotes which end in the middle of a word.",
    )  # fmt: skip
    tone_words: bool | list[Line] | ToneWords = Field(
        False, alias="tone-words",
        description="Words that the notes avoid: `true` for the builder's list in the edition's "
        "language, a list of your own words in its place, or `{also: […], not: […]}` to add and "
        "take away. All texts by the editors are read, but no quotations, citations, words in "
        "italics or in another language.",
        examples=[True],
    )  # fmt: skip
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


class Photo(Part):
    """A photograph of the source."""

    id: Id = Field(description="A name of your own.")
    caption: Lines = Field(description="The line of the source that is its caption.")
    credit: Lines | None = Field(None, description="The line of the source that is its credit.")
    file: Path | Literal[""] = Field(
        "", description="The picture (JPEG or PNG), if it may be reproduced."
    )
    alt: Annotated[str, StringConstraints(max_length=2000)] = Field(
        "", description="What the picture shows, for those who cannot see it. Needed with file."
    )
    date: Date | Literal[""] = Field("", description="When it was taken, if known.")
    photographer: Line | Literal[""] = Field("", description="Who took it.")
    rights: Line | Literal[""] = Field("", description="Who holds the rights.")
    note: Markdown | Literal[""] = Field(
        "", description="What the list of photographs says of the picture. Markdown."
    )


class Section(Part):
    """A section of editorial prose before the text."""

    id: Id = Field(description="A name of your own.")
    title: Line = Field(description="Its heading.")
    kind: Literal["introduction", "preface", "foreword", "section"] = Field(
        "introduction", description="What e-readers are told it is; `section` where none fits."
    )
    body: Markdown = Field(description="The text, in Markdown.")


class Record(BaseModel):
    """A source that notes cite, as a CSL record; other CSL variables are allowed."""

    model_config = ConfigDict(extra="allow", strict=True, defer_build=True)

    id: Id = Field(description="The name by which notes cite it: [@id].")
    type: Line = Field(description="CSL type: webpage, article-newspaper, book, report …")
    title: Line = Field(description="Its title.")


class AnnotationsFile(Part):
    """annotations.yaml: an edition, its source text, and all that is said about it."""

    format: Literal[1] = Field(description="Version of this format: 1.")
    edition: Metadata = Field(description="The title page and the catalogue.")
    source: Source = Field(description="The text that is annotated.")
    structure: Structure = Field(
        default_factory=lambda: Structure.model_validate({}),
        description="What each paragraph is: a heading, a question, an answer …",
    )
    omissions: list[Omission] = Field(
        default_factory=list, description="Paragraphs that the reading text leaves out."
    )
    emendations: list[Emendation] = Field(
        default_factory=list, description="Doubtful readings. The text itself is not changed."
    )
    text_note: Markdown | Literal[""] = Field(
        "", alias="text-note", description="The note on the text, in Markdown."
    )
    front: list[Section] = Field(default_factory=list, description="Sections before the text.")
    photos: list[Photo] = Field(
        default_factory=list, description="The photographs of the source, reproduced or not."
    )
    footnotes: list[Footnote] = Field(
        default_factory=list, description="Notes on words of the text."
    )
    textual_notes: list[TextualNote] = Field(
        default_factory=list, alias="textual-notes",
        description="Notes on the wording, called by letters.",
    )  # fmt: skip
    glossary: list[Term] = Field(
        default_factory=list, description="Words of the text that are explained once for all."
    )
    people: list[Person] = Field(default_factory=list, description="Index: people.")
    organizations: list[Organization] = Field(default_factory=list, description="Index: bodies.")
    places: list[PlaceName] = Field(default_factory=list, description="Index: places.")
    chronology: Chronology | None = Field(None, description="The events behind the text.")
    maps: list[Map] = Field(default_factory=list, description="Locator maps.")
    sources: list[Record] = Field(default_factory=list, description="What notes cite: CSL records.")
    rules: Rules = Field(
        default_factory=lambda: Rules.model_validate({}),
        description="What this edition asks of its own notes.",
    )
    ledger: Path | Literal[""] = Field(
        "", description="A file that says of each entry of the research where it was used, or "
        "why not: see `report`.", examples=["notes/ledger.yaml"],
    )  # fmt: skip
