"""The words of the project: a source text, annotations upon it, and the edition they make.

Everything here is frozen and does nothing. Offsets count code points of `SourceText.text`;
an end offset is exclusive. Places are `problems.Place`-shaped tuples (file, line, column).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

PlaceTuple: TypeAlias = tuple[str, int, int]


class Role(StrEnum):
    """What a paragraph of the source is. `FURNITURE` and `DUPLICATE` can only be omitted."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    SUBHEADING = "subheading"
    STANDFIRST = "standfirst"
    QUESTION = "question"
    ANSWER = "answer"
    NARRATIVE = "narrative"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    TRANSLATOR = "translator"


#: Roles that carry a paragraph number ("¶ 41"): the running text, not its furniture.
NUMBERED = frozenset({Role.STANDFIRST, Role.QUESTION, Role.ANSWER, Role.NARRATIVE})


#: What may stand between two paragraphs of the source: white space and the byte order mark.
MARGIN = " \t\n\r\u00a0\ufeff"


class Span(NamedTuple):
    """A stretch of the source: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int


# ── the source ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the source: its path inside the project, its bytes' SHA-256 in hex, and
    the offset in `SourceText.text` at which its text begins."""

    path: str
    sha256: str
    start: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it stands in the file; `line` is its first line, counted from 1."""

    file: str
    line: int
    last_line: int
    span: Span


@dataclass(frozen=True, slots=True)
class SourceText:
    """The whole source, unchanged: decoded, and cut into paragraphs.

    Between two paragraphs stand only white space and line ends.
    """

    text: str
    files: tuple[SourceFile, ...]
    paragraphs: tuple[Paragraph, ...]
    line_starts: tuple[int, ...]

    def words(self, span: Span) -> str:
        """The source's own characters in `span`."""
        return self.text[span.start : span.end]


# ── what an annotator declares ──────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Selector:
    """A TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4): the words annotated, and,
    where they stand more than once, the words directly before and after them."""

    exact: str
    prefix: str
    suffix: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class BodyText:
    """Markdown of a note or definition, and where its first line stands."""

    text: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note on some words of the source."""

    id: str
    selector: Selector
    body: BodyText
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry. `forms` are the words by which the text uses it."""

    id: str
    headword: str
    forms: tuple[str, ...]
    definition: BodyText
    original: str
    original_language: str
    transliteration: str
    pronunciation: str
    expansion: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of the source. `file` is empty where it may not be reproduced."""

    id: str
    caption: LineRef
    credit: LineRef | None
    file: str
    alt: str
    date: str
    photographer: str
    rights: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class LineRef:
    """Paragraphs named by the lines they begin on: `last` is inclusive."""

    file: str
    first: int
    last: int
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Omission:
    """Paragraphs left out of the reading text, and why."""

    lines: tuple[LineRef, ...]
    reason: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Emendation:
    """Words of the source that the editors would read otherwise; the text is not changed."""

    selector: Selector
    reading: str
    reason: BodyText | None
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class RoleRule:
    """These paragraphs have this role."""

    role: Role
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class SplitRule:
    """One paragraph that is two elements: the second begins at the words `at`."""

    line: LineRef
    at: str
    first: Role
    second: Role
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Structure:
    """The role of each paragraph."""

    default: Role
    rules: tuple[RoleRule, ...]
    splits: tuple[SplitRule, ...]
    heading_patterns: tuple[str, ...]
    speakers: Mapping[Role, str]


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body with a MARC relator code (id.loc.gov/vocabulary/relators)."""

    name: str
    file_as: str
    role: str
    note: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Original:
    """Where the source text was first published."""

    title: str
    publisher: str
    date: str
    address: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the title page, the colophon and the package document say. Dates are ISO 8601;
    `place` is that of the labels."""

    title: str
    subtitle: str
    short_title: str
    language: str
    identifier: str
    contributors: tuple[Contributor, ...]
    publisher: str
    published: str
    modified: str
    original: Original | None
    rights: str
    annotations_licence: str
    description: str
    subjects: tuple[str, ...]
    cite_as: str
    accessibility_summary: str
    conforms_to: str
    certified_by: str
    labels: Mapping[str, str]
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Section:
    """A section of editorial prose that stands before or after the text."""

    id: str
    title: str
    body: BodyText
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A CSL record (citationstyles.org, CSL-JSON variables) and where it is declared."""

    id: str
    csl: Mapping[str, Any]
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class FileRule:
    """A source file as declared, with its pinned SHA-256."""

    path: str
    sha256: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Annotations:
    """The whole annotations file, typed."""

    file: str
    metadata: Metadata
    files: tuple[FileRule, ...]
    paragraphs: str
    structure: Structure
    omissions: tuple[Omission, ...]
    emendations: tuple[Emendation, ...]
    front: tuple[Section, ...]
    text_note: BodyText | None
    footnotes: tuple[Footnote, ...]
    glossary: tuple[Term, ...]
    photos: tuple[Photo, ...]
    sources: tuple[SourceRecord, ...]


# ── the edition ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    """A run of the source's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The call of a note. It stands behind its lemma and adds no words."""

    note_id: str
    number: int


@dataclass(frozen=True, slots=True)
class GlossRef:
    """Words of the source that link to a glossary entry.

    `use` numbers the uses of the entry from 1; a use that a call divides has several runs,
    of which only the first has `first` set and carries the target of the backlink.
    """

    term_id: str
    use: int
    text: str
    first: bool


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The place where a page of the printed edition begins."""

    label: str


Run: TypeAlias = Text | NoteRef | GlossRef | PageBreak


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like element: `span` is its stretch of the source, `runs` its content.

    `unit` names it in both renditions; `number` is its paragraph number or None; `speaker`
    is set on the first paragraph of a turn.
    """

    role: Role
    unit: str
    number: int | None
    speaker: str
    span: Span
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A photograph, or the frame that stands for it; `words` are its caption and its credit
    in the source's order."""

    photo: Photo
    number: int
    words: tuple[Block, ...]


Element: TypeAlias = Block | Figure


@dataclass(frozen=True, slots=True)
class Chapter:
    """A division of the text; `title` is plain, for contents and bookmarks.

    `notes` are those called in it, in order.
    """

    id: str
    title: str
    elements: tuple[Element, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: `block` is the unit of the block that calls it."""

    id: str
    number: int
    lemma: str
    block: str
    body: BodyText


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a term in the text: `number` is the paragraph's number, if it has one."""

    use: int
    block: str
    chapter: str
    number: int | None


@dataclass(frozen=True, slots=True)
class GlossEntry:
    """A glossary entry with all its uses in the text, in order."""

    term: Term
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class OmittedText:
    """A paragraph left out, as the note on the text lists it."""

    file: str
    line: int
    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class EmendedText:
    """An emendation as the note on the text lists it."""

    source_words: str
    reading: str
    reason: BodyText | None
    block: str
    chapter: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """The merged edition, ready to render: front matter, body, back matter."""

    metadata: Metadata
    source: SourceText
    paragraphs: str
    speakers: Mapping[Role, str]
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]
    glossary: tuple[GlossEntry, ...]
    figures: tuple[Figure, ...]
    omitted: tuple[OmittedText, ...]
    emended: tuple[EmendedText, ...]
    front: tuple[Section, ...]
    text_note: BodyText | None
    records: tuple[SourceRecord, ...]

    def blocks(self) -> list[Block]:
        """Every block of the text in the source's order, captions and credits among them."""
        found: list[Block] = []
        for chapter in self.chapters:
            for element in chapter.elements:
                if isinstance(element, Figure):
                    found += element.words
                else:
                    found.append(element)
        return found
