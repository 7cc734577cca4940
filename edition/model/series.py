"""The series of notes, and the marks by which each is called."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from edition.model.dataclass import dataclass
from edition.model.problems import Place

#: What calls notes that have no numbers, in the order that printers have (Chicago Manual of Style,
#: 14.25); doubled, and doubled again, where these are not enough.
SYMBOLS = "*†‡§‖¶"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Marks(StrEnum):
    """What calls the notes of a series; `source`: what the file has."""

    NUMBERS = "numbers"
    LETTERS = "letters"
    ROMAN = "roman"
    SYMBOLS = "symbols"
    SOURCE = "source"


class KeyedBy(StrEnum):
    """How a reader comes from a note to its words: by a call in the text, or by the page, the
    paragraph or the line of verse that stands before the note, with the words themselves."""

    CALL = "call"
    PAGE = "page"
    PARAGRAPH = "paragraph"
    LINE = "line"


class NotePlace(StrEnum):
    """Where the notes of a series stand in print: where the profile has its notes, behind the
    chapter, or behind the text."""

    FOOT = "foot"
    CHAPTER = "chapter"
    END = "end"


@dataclass(frozen=True, slots=True)
class Series:
    """A series of notes. `label` is the heading of its notes; `own` are patterns of the labels of
    notes in the source that belong to it. The `builtin` ones are there without being declared:
    numbered notes explain, lettered ones are about the wording, the author's are part of the
    text. Its marks begin `anew` in each chapter, or go through the book."""

    id: str
    marks: Marks = Marks.NUMBERS
    place: NotePlace = NotePlace.FOOT
    label: str = ""
    own: tuple[str, ...] = ()
    builtin: bool = False
    keyed_by: KeyedBy = KeyedBy.CALL
    anew: bool = False

    EXPLANATORY: ClassVar[Series]
    TEXTUAL: ClassVar[Series]
    AUTHOR: ClassVar[Series]

    def __str__(self) -> str:
        """Its class in markup."""
        return self.id if self.builtin else f"series-{self.id}"

    @property
    def is_author(self) -> bool:
        """Whether its notes are the author's."""
        return self.builtin and self.id == "author"

    @property
    def is_textual(self) -> bool:
        """Whether its notes are about the wording."""
        return self.builtin and self.id == "textual"

    @property
    def is_called(self) -> bool:
        """Whether the text has marks that call its notes."""
        return self.keyed_by is KeyedBy.CALL


Series.EXPLANATORY = Series("explanatory", builtin=True)
Series.TEXTUAL = Series("textual", Marks.LETTERS, builtin=True)
Series.AUTHOR = Series("author", Marks.SYMBOLS, builtin=True)


@dataclass(frozen=True, slots=True)
class DeclaredSeries:
    """A series as the annotations file declares it, and where."""

    series: Series
    at: Place


def mark_of(marks: Marks, number: int) -> str:
    """How the note of this number is called: 12; a, b, … z, aa; i, ii, iii; *, †, … **."""
    match marks:
        case Marks.LETTERS:
            return _letters(number)
        case Marks.ROMAN:
            return _roman(number)
        case Marks.SYMBOLS:
            times, which = divmod(number - 1, len(SYMBOLS))
            return SYMBOLS[which] * (times + 1)
        case Marks.NUMBERS | Marks.SOURCE:
            return str(number)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
