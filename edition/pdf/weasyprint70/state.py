"""What the patches remember while WeasyPrint works, gathered in typed objects.

Each of WeasyPrint's objects that something must be remembered about has one attribute more,
`edition`, and nothing of a book is kept in a module:

* a `LayoutContext` has a `Layout`, with a `PageNotes` for the page that is being laid out;
* a box, or a layout of Pango, has `Marks`; copies of a box have the same, so that they are never
  changed, but replaced (`mark`);
* a `TargetCollector` has a `Content`;
* the computed style of an element has `StyleNotes`;
* a `FontConfiguration` has a dictionary of `Sheets`.

What is noted while a fragment is written is in a `Writing`, which `WRITING` has for the thread that
writes it, since WeasyPrint tells few of its functions what they are called for; `ENGLISH` is for
it, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from logging import LogRecord
from typing import NamedTuple

from edition.model.dataclass import dataclass
from edition.pdf.fragment import Folio, SharedFont
from edition.pdf.upstream import (
    Argument,
    Box,
    FontConfiguration,
    FootnoteArea,
    FootnoteBox,
    LayoutContext,
    LineBox,
    PageBox,
    Result,
    SkipStack,
    Style,
    StyleSheet,
)
from edition.typography.hyphenation import AMERICAN

Key = tuple[object, ...]


# ── at a LayoutContext ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried on a page so that its notes leave no gap. Notes are named by `id`."""

    spare: dict[int, float] = field(default_factory=dict)
    """The room in CSS px that a note leaves to the lines that follow the line of its call; `inf`:
    it is divided as early as may be."""
    late: frozenset[int] = frozenset()
    """Notes that go overleaf, while the line of their call stays."""
    yields: bool = False
    """Whether notes go overleaf where a line wants their room that must stand with the next."""


@dataclass(slots=True)
class Row:
    """The row of a table whose cells are being laid out; lengths in CSS px."""

    top: float
    x: float
    """Where its last cell begins."""
    floor: float
    """How far down its cells reach that are laid out."""
    is_first: bool
    """Whether nothing is above it on its page."""
    inside: bool = True
    """Whether one of its cells is being laid out now."""


@dataclass(slots=True)
class PageNotes:
    """What is known of the notes of the page that is being laid out. Notes are named by `id`."""

    begun: dict[int, SkipStack] = field(default_factory=dict)
    """Where a note begun on an earlier page goes on: WeasyPrint's skip stack."""
    order: dict[int, int] = field(default_factory=dict)
    """The notes' places in the document."""
    plan: Plan = field(default_factory=Plan)
    tried: dict[int, tuple[Box, int]] = field(default_factory=dict)
    """The notes that were called for while the page's text was laid out, and their lines."""
    placed: set[int] = field(default_factory=set)
    """Those of them that found room at one time or another."""
    line_height: float = 0
    """The height of a line of text, in CSS px."""
    text_height: float = 0
    """The height that rests leave to the text, in CSS px."""
    line: tuple[float, float] | None = None
    """(room wanted below, bottom) of the line being laid out, as it was last asked for."""
    row: Row | None = None
    """The row of a table whose cells are being laid out, or were last."""
    styles: dict[int, Style] = field(default_factory=dict)
    """The styles of notes that were let go to the next page while their line stays."""
    room: float | None = None
    """How high the footnote area may be; None until a note is divided."""
    must_begin: bool = False
    """Whether a line of the area must be here, although it does not fit."""
    rest: tuple[Argument, Argument] | None = None
    """The divided note, which is the last of the page, and where it goes on."""
    lines: list[LineBox] = field(default_factory=list)
    """The lines of the page's last note, at its last layout."""
    whole: int = 0
    """How many lines the divided note would have here, undivided."""
    too_full: bool = False
    """Whether the notes are higher than their area. WeasyPrint 70 compares sums of rounded numbers
    (`LayoutContext._update_footnote_area`), and takes a note for too high that is not."""
    apart: bool = False
    """Whether it is the notes that are being laid out, and not the text."""
    refused: FootnoteBox = None
    """The note that could not begin, and that the caller will now hand on to the next page."""
    root: Box = None
    """The page's text, laid out."""
    held: list[FootnoteBox] | None = None
    """The page's notes, while they are hidden from a line that would send them on."""
    holds: bool = False
    """Whether a line was refused the room of notes that are called above it."""


@dataclass(slots=True)
class Lines:
    """Lines by their keys (`speed.lines`). What the keys name by `id` is kept with them."""

    version: int
    new: dict[Key, tuple[Result, Result]] = field(default_factory=dict)
    old: dict[Key, tuple[Result, Result]] = field(default_factory=dict)

    def turn(self) -> None:
        """Begin another page."""
        self.old, self.new = self.new, {}


@dataclass(slots=True)
class Content:
    """How often the content of a document's boxes has changed since they were built."""

    changes: int = 0


@dataclass(slots=True)
class Layout:
    """What is remembered of a document while it is laid out. Notes are named by `id`."""

    content: Content
    lines: Lines
    page: PageNotes = field(default_factory=PageNotes)
    """The notes of the page that is being laid out."""
    begun: dict[int, dict[int, SkipStack]] = field(default_factory=dict)
    """By a page's index, where notes begun before it go on: WeasyPrint's skip stacks."""
    order: dict[int, int] = field(default_factory=dict)
    """The notes' places in the document."""
    styles: dict[int, Style] = field(default_factory=dict)
    """See `PageNotes.styles`."""
    carried: dict[int, list[FootnoteBox]] = field(default_factory=dict)
    """By a page's index, the notes from earlier pages that it begins with."""
    hyphens: bool = True
    """Whether the line that is being laid out may end with a hyphen."""
    narrow: float = 0.0
    """By how many CSS px that line is to end before its measure."""
    edges: list[tuple[float, float]] = field(default_factory=list)
    """Where the lines that are being laid out begin and end: notes and inline blocks are laid out
    inside a line, so there may be several."""


def layout_of(context: LayoutContext) -> Layout:
    """The `Layout` of a LayoutContext."""
    found: Layout | None = context.__dict__.get("edition")
    if found is None:
        content = content_of(context.target_collector)
        found = context.edition = Layout(content, Lines(content.changes))
    return found


def content_of(collector: Argument) -> Content:
    """The `Content` of a document, by its TargetCollector."""
    found: Content | None = collector.__dict__.get("edition")
    if found is None:
        found = collector.edition = Content()
    return found


# ── at a box ────────────────────────────────────────────────────────────────────────────────


class Marks(NamedTuple):
    """What is remembered of a box. (A tuple, since it is made for each line of each trial.)"""

    hyphen: bool = False
    """Whether the layout added a hyphen at the end of this text."""
    space: bool = False
    """Whether a space, or the end of a paragraph, follows this text, the last of its line."""
    artifact: bool = False
    """Whether the box is decoration: in a margin box, or a table's head that is printed again."""
    folio: str = ""
    """The counter style of the page's number, if that is what this text is."""
    line: LineBox = None
    """How this line was laid out: `lines.paragraphs.Line`."""
    plain: bool | None = None
    """Whether lines of this unbroken line can be laid out twice; None until it is asked for."""
    kept: bool | None = None
    """Whether its lines can be kept and copied; None until it is asked for."""
    prepared: tuple[int, FootnoteArea] | None = None
    """This note with its anonymous boxes, and how often the content had changed before."""
    area: Area | None = None
    """What is remembered of this footnote area."""


@dataclass(frozen=True, slots=True)
class Area:
    """What is remembered of a footnote area."""

    layout: Layout
    prepared: bool = False
    """Whether its notes have their anonymous boxes already."""


UNMARKED = Marks()


def marks_of(box: Box) -> Marks:
    """The marks of a box, or of a layout of Pango."""
    found: Marks = getattr(box, "edition", UNMARKED)
    return found


def mark(box: Box, **changes: Argument) -> None:
    """Change the marks of a box, but not those of its copies. Raises ValueError where a mark of
    that name is not known."""
    box.edition = marks_of(box)._replace(**changes)


# ── at a style ──────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class StyleNotes:
    """What is remembered of the computed style of an element; copies of a style have none."""

    twin: Style = None
    """The first style of the document that is alike; None until it is asked for."""
    known: dict[Key, Result] = field(default_factory=dict)
    """Of the root's style: the first of each kind of style, by what makes it alike."""


# ── at a FontConfiguration ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sheets:
    """A style sheet of a document, parsed, with what it declares; none where it is no style sheet
    for this medium."""

    sheets: list[StyleSheet]
    counters: dict[str, Result]
    page_rules: list[Result]
    layers: list[Result]
    """Those of the sheets before it, and its own."""
    warnings: list[LogRecord]


def sheets_of(fonts: FontConfiguration) -> dict[Key, Sheets]:
    """The style sheets of the documents that share a FontConfiguration, by what names them."""
    found: dict[Key, Sheets] = fonts.__dict__.setdefault("edition", {})
    return found


# ── while a fragment is written ─────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Writing:
    """What is noted while a fragment is written."""

    shared: Collection[str]
    """The SHA-256 of the fonts that the whole book has."""
    numbered: bool
    """Whether the pages keep their numbers."""
    fonts: dict[str, SharedFont] = field(default_factory=dict)
    """The fonts that were left out, by the names that pages call them."""
    folios: list[list[Folio]] = field(default_factory=list)
    """The numbers that were left out, of each page."""
    page: PageBox = None
    """The content of the page that is being painted, the last of them: WeasyPrint's `Stream`."""
    wanted: dict[str, None] = field(default_factory=dict)
    """The targets of links that lead out of the fragment."""
    own_fonts: dict[str, str] = field(default_factory=dict)
    """The fonts that the fragment has itself, by the same names, with their SHA-256."""


WRITING: ContextVar[Writing | None] = ContextVar("WRITING", default=None)

ENGLISH: ContextVar[str] = ContextVar("ENGLISH", default=AMERICAN)
"""The patterns that hyphenate English without a country, while a fragment is laid out."""


@contextmanager
def hyphenating(english: str) -> Iterator[None]:
    """While this lasts, English is hyphenated by these patterns."""
    before = ENGLISH.set(english)
    try:
        yield
    finally:
        ENGLISH.reset(before)
