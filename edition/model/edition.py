"""The merged edition, ready to render: front matter, body, back matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from edition.model.annotations import (
    Emendation,
    Footnote,
    Illustration,
    Photo,
    Section,
    SourceRecord,
    Term,
    TextualNote,
)
from edition.model.apparatus import Chronology, IndexHeading, Map, Opening
from edition.model.dataclass import dataclass
from edition.model.formatting import Form, Formatting
from edition.model.metadata import Metadata
from edition.model.runs import GlossRef, Numbered, Run, Text
from edition.model.selectors import BodyText
from edition.model.series import Series
from edition.model.source import Item, Role, SourceText
from edition.model.span import Span
from edition.model.structure import Speaker

#: Languages that part no words by spaces and have letters as wide as they are high.
_HAN = ("zh", "yue", "ja")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like element: `span` is its stretch of the source, `runs` its content.

    `unit` names it in both renditions; `number` is its paragraph number, or None for what has
    none and for a line that goes on with the stanza of the one before; `speaker` is set on the
    first paragraph of a turn; `language` is a BCP 47 tag, or empty where it is the edition's;
    `joins` are the line ends of the source within it that stand for no blank: they are in `runs`,
    and are not printed. The first `label` characters are the source's own name for who speaks,
    whose name is `turn_of`. `goes_on`: it is a later line of the heading before it; `item` is its
    place in a list.
    """

    role: Role
    unit: str
    number: int | None
    speaker: str
    span: Span
    runs: tuple[Run, ...]
    language: str = ""
    joins: tuple[Span, ...] = ()
    label: int = 0
    turn_of: str = ""
    goes_on: bool = False
    item: Item | None = None


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

    `notes` are those called in it, in order. `level` is its depth in the contents, from 1;
    `sections` are the headings below its own that the contents name; `head` is the unit of its own
    or of its title, if it has one; `recto`: it begins on a right-hand page."""

    id: str
    title: str
    elements: tuple[Element, ...]
    notes: tuple[Note, ...]
    level: int = 1
    sections: tuple[Heading, ...] = ()
    head: str = ""
    recto: bool = False

    def blocks(self) -> Iterator[Block]:
        """Its blocks in order, captions and credits among them, and the words of the author's notes
        behind them."""
        yield from _blocks(self.elements)
        for note in self.notes:
            yield from note.blocks

    def figures(self) -> Iterator[Figure]:
        """Its figures in order, those in the author's notes behind the others."""
        for elements in (self.elements, *(note.elements for note in self.notes)):
            yield from (element for element in elements if isinstance(element, Figure))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a chapter, as the contents name it: its unit, plain title and depth; it
    `runs` where the heads of the pages name it."""

    unit: str
    title: str
    level: int
    runs: bool = False


@dataclass(frozen=True, slots=True)
class Note(Numbered):
    """A note with its place: `block` is the unit of the block that calls it, `paragraph` that
    block's number, if it has one. `reading` is what the editors would read (emendations). A note
    of the author's has no body: `elements` are its words. `label` is as in its call; `after` is the
    id of the author's note in whose words it is called; `further` are the chapters and the anchors
    of its calls but the first; `lemmas` are the words of each of its
    places, `lines` their first and last line of verse where lines are counted (0: no verse)."""

    id: str
    number: int
    lemma: str
    block: str
    body: BodyText | None
    chapter: str = ""
    paragraph: int | None = None
    series: Series = Series.EXPLANATORY
    reading: str = ""
    label: str = ""
    elements: tuple[Element, ...] = ()
    after: str = ""
    further: tuple[tuple[str, str], ...] = ()
    lemmas: tuple[str, ...] = ()
    lines: tuple[Span, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether the source itself has it."""
        return bool(self.elements)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The words of a note of the source's own."""
        return tuple(_blocks(self.elements))


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
class Mention:
    """One mention of an index heading in the text; `anchor` names it in the PDF."""

    anchor: str
    block: str
    chapter: str
    number: int | None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A heading of the index with its mentions in the text, and the notes, the sections before and
    behind the text, and the entries of the glossary that mention it."""

    heading: IndexHeading
    mentions: tuple[Mention, ...]
    notes: tuple[Note, ...]
    sections: tuple[Section, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def is_mentioned(self) -> bool:
        """Whether it has any place."""
        return bool(self.mentions or self.notes or self.sections or self.terms)


@dataclass(frozen=True, slots=True)
class Edition:
    """The merged edition, ready to render: front matter, body, back matter. `formatting` is all
    that the text sets apart, whatever runs it was made into; the proof asks for it. With
    `marked_notes` the editors' texts raise letters, or set some in small capitals, or have
    pictures. `paged`: pages of the original begin in it. `pictures` stand behind blocks: by the
    units of these. `series` are the declared ones that have notes. `verse_lines` are the
    numbers of the lines of each block of verse by its unit, where they are counted (0: not)."""

    metadata: Metadata
    source: SourceText
    paragraphs: str
    speakers: tuple[Speaker, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]
    glossary: tuple[GlossEntry, ...]
    figures: tuple[Figure, ...]
    omitted: tuple[OmittedText, ...]
    index: tuple[IndexEntry, ...]
    chronology: Chronology | None
    maps: tuple[Map, ...]
    front: tuple[Section, ...]
    back: tuple[Section, ...]
    text_note: BodyText | None
    records: tuple[SourceRecord, ...]
    formatting: tuple[Formatting, ...] = ()
    marked_notes: bool = False
    paged: bool = False
    pictures: Mapping[str, tuple[Illustration, ...]] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    opening: Opening | None = None
    verse_lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def opens_with(self, map_id: str) -> bool:
        """Whether a map stands in the opening, and not among the maps behind the text."""
        return self.opening is not None and self.opening.map == map_id

    def called_textual(self) -> list[Note]:
        """The notes on the wording that the text calls, in order."""
        return [note for note in self.notes if note.series.is_textual and note.series.is_called]

    def has_speech(self) -> bool:
        """Whether the text names its speakers itself, or has speeches or stage directions."""
        roles = (Role.SPEECH, Role.STAGE_DIRECTION)
        return any(block.label or block.role in roles for block in self.blocks())

    def has_marks(self) -> bool:
        """Whether words are set apart, or the text has sections, breaks, lists or own notes."""
        roles = (Role.PART, Role.BREAK, Role.SUBHEADING, Role.DEDICATION, Role.ITEM, Role.TERM)
        return self.source.marked is not None or any(
            block.role in roles or block.goes_on or any(run.forms for run in block.runs)
            for block in self.blocks()
        )

    def faces(self) -> tuple[str, ...]:
        """The faces of the text's typeface that its books need: heavy italics only for words that
        are heavy, and may stand among sloped ones."""
        heavy = any(item.form is Form.STRONG for item in self.formatting)
        return ("regular", "italic", "bold", *(("bold-italic",) if heavy else ()))

    def kinds(self) -> tuple[str, ...]:
        """What the text has that not every text has: each is a style sheet of its own."""
        marked = any((self.marked_notes, self.pictures, self.series, self.verse_lines)) or any(
            note.further or not note.series.is_called or note.series.anew for note in self.notes
        )
        language = self.metadata.language.partition("-")[0].lower()
        there = {
            "milestones": self.paged,
            "speech": self.has_speech(),
            "marked": marked or self.has_marks(),
            "han": language in _HAN,
        }
        return tuple(kind for kind, has in there.items() if has)

    def blocks(self) -> list[Block]:
        """Every block of the text in the order of the book, captions and credits among them: the
        author's notes behind the chapter that calls them."""
        return [block for chapter in self.chapters for block in chapter.blocks()]

    def noted(self) -> frozenset[str]:
        """The units of the blocks that are words of the author's notes."""
        return frozenset(block.unit for note in self.notes for block in note.blocks)


#: What is called in the text: the numbered notes, and the lettered ones about the wording.
Called: TypeAlias = Footnote | TextualNote | Emendation


def _blocks(elements: Iterable[Element]) -> Iterator[Block]:
    for element in elements:
        if isinstance(element, Figure):
            yield from element.words
        else:
            yield element


def plain(runs: Iterable[Run]) -> Iterable[str]:
    """The source's words in `runs`, in order."""
    return (run.text for run in runs if isinstance(run, Text | GlossRef))
