"""What an annotator declares in annotations.yaml, typed, each thing with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol, TypeAlias

from edition.model.apparatus import Chronology, IndexHeading, Map, Opening
from edition.model.dataclass import dataclass
from edition.model.formatting import Form, FormattingRule
from edition.model.metadata import Metadata, PdfFormat
from edition.model.pages import PageRule, PagesOfOriginal
from edition.model.problems import Place
from edition.model.rules import Rules
from edition.model.selectors import BodyText, CallPlace, Selector
from edition.model.series import DeclaredSeries, Series
from edition.model.structure import FileRule, LineRef, Omission, Structure


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note on some words of the source. With `before` its call stands before the first of them;
    `also` are further places that call it; `series` is the id of one that is declared."""

    id: str
    selector: Selector
    body: BodyText
    place: Place
    before: bool = False
    also: tuple[CallPlace, ...] = ()
    series: str = ""


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
    place: Place


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
    note: BodyText | None
    place: Place


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture of the source's or of the editors': behind the paragraph of a line, or where a
    text of theirs has it. One that is `decorative` shows nothing that is to be said."""

    id: str
    file: str
    alt: str
    decorative: bool
    after: LineRef | None
    caption: BodyText | None
    place: Place


@dataclass(frozen=True, slots=True)
class Emendation:
    """Words of the source that the editors would read otherwise; the text is not changed.
    `body` is the reason, if one is given; the id is the builder's."""

    id: str
    selector: Selector
    reading: str
    body: BodyText | None
    place: Place
    before: bool = False
    also: tuple[CallPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class TextualNote:
    """A note on the wording of the source: a doubtful phrase, a date that does not fit."""

    id: str
    selector: Selector
    body: BodyText
    place: Place
    before: bool = False
    also: tuple[CallPlace, ...] = ()


#: A note that the text calls.
CalledNote: TypeAlias = Footnote | TextualNote | Emendation


@dataclass(frozen=True, slots=True)
class Section:
    """A section of editorial prose before or behind the text. `kind` is its EPUB structural type
    (introduction, preface, foreword; afterword, appendix …), or `section` where none fits."""

    id: str
    title: str
    kind: str
    body: BodyText
    place: Place


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A CSL record (citationstyles.org, CSL-JSON variables) and where it is declared."""

    id: str
    csl: Mapping[str, object]
    place: Place


class Identified(Protocol):
    """Whatever has an id of the annotator's."""

    @property
    def id(self) -> str:
        """The id."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """How far an entry is: its list, its id or first words, what is said of it, its path and place
    in the file."""

    group: str
    name: str
    status: str
    author: str
    todo: str
    reviewed_by: str
    path: tuple[str | int, ...]
    place: Place
    #: The editions that it is for alone; none are all.
    editions: frozenset[str] = frozenset()

    @property
    def is_draft(self) -> bool:
        """Whether it is not printed yet."""
        return self.status == "draft"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return bool(self.todo) or self.status in ("draft", "reviewed")


@dataclass(frozen=True, slots=True)
class NamedEdition:
    """An edition for some readers, of the same text and file: `id` is what entries call it, `name`
    what its title page says."""

    id: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Annotations:
    """The whole annotations file, typed. `signs` are what stands around words in a plain text, by
    their form; `author` is the series of the author's own notes, `calls` on which side of
    punctuation the editors' are (empty: as the language has it), `note_sources` where the sources
    of notes stand (`in-notes`, `short`, `back`, `both`), `marked_terms` which uses of terms are
    marked (`all`, `first`), `ornament` what is shown for rows
    of signs between two scenes, `pages` how those of the original are told."""

    file: str
    metadata: Metadata
    pdfs: tuple[PdfFormat, ...]
    files: tuple[FileRule, ...]
    paragraphs: str
    markup: str
    signs: Mapping[str, Form]
    formatting: tuple[FormattingRule, ...]
    calls: str
    note_sources: str
    marked_terms: str
    series: tuple[DeclaredSeries, ...]
    author: Series
    ornament: str
    ornament_place: Place
    pages: PagesOfOriginal
    milestones: tuple[PageRule, ...]
    structure: Structure
    omissions: tuple[Omission, ...]
    emendations: tuple[Emendation, ...]
    front: tuple[Section, ...]
    back: tuple[Section, ...]
    text_note: BodyText | None
    footnotes: tuple[Footnote, ...]
    textual_notes: tuple[TextualNote, ...]
    glossary: tuple[Term, ...]
    headings: tuple[IndexHeading, ...]
    chronology: Chronology | None
    maps: tuple[Map, ...]
    opening: Opening | None
    photos: tuple[Photo, ...]
    pictures: tuple[Illustration, ...]
    lists_illustrations: bool
    illustrations_place: Place
    sources: tuple[SourceRecord, ...]
    sources_file: str
    sources_place: Place
    rules: Rules
    ledger: str
    ledger_place: Place
    #: The other files that the annotations stand in.
    included: tuple[str, ...] = ()
    #: What is said of how far entries are.
    workflow: tuple[Workflow, ...] = ()
    #: The editions that are made of it beside the main one.
    editions: tuple[NamedEdition, ...] = ()
    #: How the edition's own notes stand, those that explain and those about the wording; where
    #: lines of verse are counted from (poem, book; empty: they are not); what is said of `notes`.
    explanatory: Series = Series.EXPLANATORY
    textual: Series = Series.TEXTUAL
    verse_lines: str = ""
    note_keys: Mapping[str, Place] = field(default_factory=dict)

    @property
    def called(self) -> tuple[CalledNote, ...]:
        """The notes that the text calls, series by series."""
        return (*self.footnotes, *self.textual_notes, *self.emendations)

    @property
    def further(self) -> tuple[tuple[CalledNote, CallPlace], ...]:
        """The further places that call a note, each with it."""
        return tuple((note, place) for note in self.called for place in note.also)
