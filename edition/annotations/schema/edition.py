"""The shape of annotations.yaml: the title page, the text, and what its paragraphs are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edition.annotations.schema.values import (
    Address,
    Date,
    FormName,
    HistoricDate,
    Id,
    Language,
    Line,
    Lines,
    Markdown,
    PageMark,
    Part,
    Path,
    RoleName,
    Sign,
    Words,
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

    title: Line = Field("", description="Title of the publication.")
    publisher: Line = Field("", description="Publisher of the text.")
    date: HistoricDate | Literal[""] = Field("", description="Date of publication.")
    address: Address = Field("", description="Web address of the text.")


class Cover(Part):
    """A picture for the cover."""

    file: Path = Field(
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
        description="A picture of your own for the cover of the EPUB, and for the first page of a "
        "PDF that has one (`screen`). Without it the builder draws one.",
    )
    smart_typography: bool = Field(
        True,
        alias="smart-typography",
        description="Whether straight quotation marks, apostrophes, `--` and `...` in your own "
        "words are printed as the signs of the language. The text is never touched.",
        examples=[True],
    )
    labels: dict[Id, Line] = Field(
        default_factory=dict,
        description="Words that the builder prints, in the place of its own, by their "
        "names: see [Languages](languages.md).",
    )


class SourceFile(Part):
    """A file of the source text."""

    path: Path = Field(
        description="From the folder of annotations.yaml.",
        examples=["seeds/kalyapin-interview.txt"],
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")] = Field(
        description="SHA-256 of the file's bytes: the builder stops when the text has changed."
    )


class Pages(Part):
    """The pages of an older edition, from which the text is cited."""

    of: Line | Literal[""] = Field(
        "",
        description="The edition whose pages they are, as the catalogue and the note on the text "
        "name it; an ISBN as urn:isbn:….",
        examples=["London: Smith, Elder and Co., 1860"],
    )
    mark: PageMark | Literal[""] = Field(
        "",
        description="How the file marks where a page begins, if it does: * stands for the page's "
        "number. The marks are set aside. It begins and ends with a sign.",
        examples=["[Pg *]"],
    )
    shown: bool = Field(
        True,
        description="Whether the pages are shown: in the margin of a PDF, where a thin rule stands "
        "between the words, and between the words of the EPUB.",
    )
    page_list: bool = Field(
        False,
        alias="page-list",
        description="Whether they are the EPUB's list of pages, by which e-readers go to a page "
        "and show its number. Without it those of the first PDF are.",
        examples=[True],
    )


class Source(Part):
    """The text that is annotated. It is never edited."""

    files: list[SourceFile] = Field(min_length=1, description="In reading order.")
    paragraphs: Literal["line", "blank-line"] | None = Field(
        None,
        description="`line` (usual): each line is a paragraph. `blank-line`: hard-wrapped lines, "
        "a blank line between paragraphs, as Project Gutenberg has them; no blank is printed where "
        "a line ends in a hyphen or a dash, or between letters of a script without spaces. The end "
        "of a file ends a paragraph and a stanza. It is usual where `markup` is `gutenberg`; "
        "Markdown divides its paragraphs itself.",
        examples=["blank-line"],
    )
    markup: Literal["none", "gutenberg", "markdown"] | None = Field(
        None,
        description="How italics, notes and headings are written in the file, which stays as it "
        "is: the marks are set aside, and the books print what they mean. `gutenberg`: "
        "`_words_`, `--`, rows of asterisks, `[Illustration: …]`, `[Footnote 1: …]`, as Project "
        "Gutenberg's plain texts have them. `markdown`: CommonMark with notes, tables, verse and "
        "attributes as pandoc writes them. `none`: nothing in the text is markup; what looks like "
        "it (`_words_`, tags, "
        "`[Footnote`, `-->`) is printed as it is. Without it such signs, which are printed all "
        "the same, are warned of.",
        examples=["none"],
    )
    signs: dict[Sign, FormName] = Field(
        default_factory=dict,
        description="With `markup: gutenberg`: the signs that stand around words, and what they "
        "mean. Without it `_words_` is emphasis.",
        examples=[{"_": "emphasis", "=": "strong", "+": "small-caps"}],
    )
    ornament: Annotated[Line, Field(max_length=40)] | Literal[""] = Field(
        "",
        description="What is printed between two scenes for a row of signs (`* * *`, `---`). "
        "Without it the row is printed as the file has it.",
        examples=["\u2767"],
    )
    note_marks: Literal["symbols", "numbers", "letters", "roman", "source"] = Field(
        "symbols",
        alias="note-marks",
        description="How the author's own notes are called, which the file has: `symbols`: *, †, "
        "‡ …, anew in each chapter; `numbers`: 1, 2, 3 through the book, `letters` and `roman` "
        "alike; `source`: as the file has them. A `series` with the id `author` says it, too.",
        examples=["numbers"],
    )
    pages: Pages | None = Field(
        None,
        description="How the pages of an older edition are told: see [Pages of the original]"
        "(#pages-of-the-original).",
    )


class Split(Part):
    """One paragraph of the source that is two elements."""

    line: Lines = Field(description="The line it begins on.")
    at: Words = Field(description="The words with which the second element begins.")
    roles: tuple[RoleName, RoleName] | list[RoleName] = Field(
        min_length=2, max_length=2, description="Role of the first and of the second."
    )


class Speaker(Part):
    """Somebody who speaks in the text."""

    name: Line = Field(
        description="Who it is. Printed where the source does not name who speaks; what it prints "
        "for another name is explained in the note on the text."
    )
    role: Literal["question", "answer", "speech", "verse"] = Field(
        "speech",
        description="What they say in an interview; `speech` where it is neither; `verse` where "
        "the lines of their turns are kept.",
    )
    turns: Line | Annotated[list[Line], Field(max_length=20)] = Field(
        default_factory=list,
        description="What begins their turns: * stands for anything, ? for one character. What "
        "stands before the last * is the source's name for them. Without it every paragraph of "
        "the role is theirs.",
    )


Patterns = Annotated[list[Line], Field(max_length=200)]
Level = Literal["part", "heading", "subheading"]


class Structure(Part):
    """What each paragraph is. Lines are counted from 1, blank lines too."""

    default: RoleName = Field("narrative", description="Role of the paragraphs not named below.")
    roles: dict[RoleName, list[Lines]] = Field(
        default_factory=dict,
        description='Role to lines: 13, "20-24", or "part2.txt:13" with several files.',
    )
    languages: dict[Language, list[Lines]] = Field(
        default_factory=dict,
        description="Language tag (BCP 47) to lines: paragraphs in another language than the "
        "edition's. Scripts that run from right to left are set so.",
        examples=[{"ar": [31], "he": ["40-42"]}],
    )
    split: list[Split] = Field(default_factory=list, description="Paragraphs that are two.")
    headings: Patterns | dict[Level, Patterns] = Field(
        default_factory=list,
        description="Patterns of chapter headings, or of each level: * stands for anything, ? for "
        "one character, ` / ` for the end of a line. See [Parts, chapters, sections]"
        "(#parts-chapters-sections).",
        examples=[["CHAPTER *", "PREFACE"], {"part": ["PART *"], "heading": ["CHAPTER * / *"]}],
    )
    begins: dict[Level, Literal["page", "recto", "line"]] = Field(
        default_factory=dict,
        description="What the heading of each level begins: a `page`, a right-hand page (`recto`; "
        "in a PDF with facing pages), or only a `line`. Usual are a page for a part and a "
        "chapter, and a line for a section.",
        examples=[{"part": "recto", "heading": "page"}],
    )
    running_heads: dict[Literal["verso", "recto"], Literal["book", Level]] = Field(
        default_factory=dict,
        alias="running-heads",
        description="What stands above the pages of a PDF, on the left (`verso`) and on the right "
        "(`recto`): the `book`, or the heading of a level; where there is none, that of the level "
        "above. Usual are the book and the nearest part or chapter. Where pages do not face each "
        "other, all have what is said of the `recto`.",
        examples=[{"verso": "part", "recto": "heading"}],
    )
    levels: list[Literal["title", "part", "heading", "subheading"]] = Field(
        default_factory=list,
        max_length=6,
        description="What the headings of a source in Markdown are, from `#` on. Without it `#` is "
        "the heading of a chapter and `##` a subheading; if the one `#` is the edition's title, "
        "`##` is that of a chapter. A part has its chapters below it in the contents.",
        examples=[["part", "heading", "subheading"]],
    )
    speakers: dict[RoleName, Line] | Annotated[list[Speaker], Field(max_length=200)] = Field(
        default_factory=dict,
        description="Who speaks in each role, `{question: Azar, answer: Kalyapin}`; or any number "
        "of people, each with what begins their turns.",
    )
    stage_directions: list[Line] = Field(
        default_factory=list,
        alias="stage-directions",
        max_length=200,
        description="Patterns of stage directions, paragraphs by themselves: * stands for "
        "anything, ? for one character.",
        examples=[["Enter *", "[*]"]],
    )


class Omission(Part):
    """Paragraphs that the reading text leaves out."""

    lines: list[Lines] = Field(min_length=1, description="The lines they begin on.")
    reason: Line = Field(description="Why. It is printed in the note on the text.")
