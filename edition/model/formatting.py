"""Formatting: what the markup of a source says of its words, over the reading text.

A source file is cut into `Piece`s: words of the reading text, and marks, which are set aside. With
the marks put back at their places the reading text is the file, character for character
(`text.marks.put_back`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from edition.model.dataclass import dataclass
from edition.model.pages import SourcePage
from edition.model.problems import Place
from edition.model.selectors import Selector
from edition.model.span import Span


class Form(StrEnum):
    """How words are set apart from those around them."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPS = "small-caps"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    UNDERLINE = "underline"
    STRUCK = "struck"
    TITLE = "title"
    CODE = "code"
    LANGUAGE = "language"
    #: A line that ends in the source where one must end in the books; it is over the line end.
    BREAK = "break"


#: Forms that are set in italics, and within italics upright.
SLANTED = frozenset({Form.EMPHASIS, Form.TITLE})


class Formatting(NamedTuple):
    """Words with a form; `value` is the language tag (BCP 47) of `Form.LANGUAGE`."""

    span: Span
    form: Form
    value: str = ""


@dataclass(frozen=True, slots=True)
class FormattingRule:
    """Words that annotations.yaml sets apart, since the text has lost how they were printed."""

    form: Form
    value: str
    selector: Selector


class Piece(NamedTuple):
    """A stretch of the source files: `origin` is where it begins in them (in code points, one file
    after the other), `reading` where it stands in the reading text, `mark` the file's own
    characters where the reading text has others, or none, in their place."""

    origin: int
    reading: Span
    mark: str | None = None

    @property
    def size(self) -> int:
        """How many characters of the files it is."""
        start, end = self.reading
        return end - start if self.mark is None else len(self.mark)


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note of the source's own: the label that the source calls it by, the offsets in the reading
    text where it is called, in order, and where its text begins in the files."""

    label: str
    calls: tuple[int, ...]
    place: Place


class SourcePicture(NamedTuple):
    """A picture of the source's own that has no words: its file, if the source names it."""

    file: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourceCall:
    """A call of the source's own that no note answers: its label, its offset in the reading text,
    its place in the files."""

    label: str
    offset: int
    place: Place


@dataclass(frozen=True, slots=True)
class Marked:
    """What the markup of a source adds to its reading text. `pieces` are in the order of the
    files, `shown` in that of the reading text; `starts` are where the files begin in `pieces`;
    `pages` are those of the original that the source marks, `pictures` those without words, which
    the reading text has nothing of."""

    pieces: tuple[Piece, ...]
    shown: tuple[Piece, ...]
    starts: tuple[int, ...]
    formatting: tuple[Formatting, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    unanswered: tuple[SourceCall, ...] = ()
    pages: tuple[SourcePage, ...] = ()
    pictures: tuple[SourcePicture, ...] = ()
