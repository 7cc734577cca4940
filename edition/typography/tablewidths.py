"""Table widths: how a table is set so that none of its columns leaves the paper. Pure.

A column is no narrower than its longest word. Where all of them together are wider than the page,
the space between them shrinks first, then the type, down to what can still be read; after that the
table is divided by columns: each row is set in several lines, of which all begin with its first
cell. Widths are in em of the table's type, as `textwidth` measures them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from edition.model.dataclass import dataclass
from edition.typography import textwidth

#: Where a line may end: at white space that is none within a word, behind a hyphen in a word.
_ENDS = re.compile(r"[ \t\r\n\f\v]+|(?<=[^\W\d_]-)(?=[^\W\d_])")
#: What figures of one width and the type of a head may be wider than `textwidth` has it.
_SAFE = 1.06
#: A call behind a word.
CALL = 0.45
#: In a divided table a column of sentences is no narrower than this; and a word is broken that
#: takes more than this share of a line.
_SENTENCE, _SHARE = 6.0, 0.4


@dataclass(frozen=True, slots=True)
class Column:
    """How wide the longest word of a column is, and its longest cell."""

    word: float
    cell: float


@dataclass(frozen=True, slots=True)
class Type:
    """What a table may be set in: its largest type and the smallest that can be read, in the unit
    of the page's width; the space between two columns, at its widest and its least, in em."""

    largest: float
    least: float
    widest_gap: float = 1.3
    least_gap: float = 0.7


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set: the size of its type, the space between columns in em; the columns that
    each line of a row has besides the first, none where it is not divided; and the width from which
    on a word is broken, 0 where none is."""

    size: float
    gap: float
    lines: tuple[tuple[int, ...], ...] = ()
    broken: float = 0.0


def longest(text: str, family: str = "serif") -> float:
    """How wide the longest word of `text` is."""
    return column([(text, 0)], family).word


def column(cells: Sequence[tuple[str, int]], family: str = "serif") -> Column:
    """The column of these `cells`: the words of each, and how many notes are called in it."""
    wider = _SAFE * (1.24 if family == "sans" else 1.0)
    words = [_longest(text) * wider + CALL * calls for text, calls in cells]
    whole = [textwidth.width(text, wider) + CALL * calls for text, calls in cells]
    return Column(max(words, default=0.0), max(whole, default=0.0))


def _longest(text: str) -> float:
    return max((textwidth.width(piece, 1) for piece in _pieces(text)), default=0.0)


def _pieces(text: str) -> list[str]:
    """What no line end may be within; signs that are as wide as high stand by themselves."""
    found = []
    for word in _ENDS.split(text):
        start = 0
        for at, char in enumerate(word):
            if unicodedata.east_asian_width(char) in "WF":
                found += [word[start:at], char]
                start = at + 1
        found.append(word[start:])
    return found


def setting(columns: Sequence[Column], room: float, face: Type) -> Setting:
    """How the table of these `columns` is set on a page that is `room` wide."""
    if found := _set(sum(item.word for item in columns), len(columns) - 1, room, face):
        return found
    most = room / face.least * _SHARE
    broken = most if any(item.word > most for item in columns) else 0.0
    first, *rest = [_wide(item, most) for item in columns]
    for count in range(1 if broken else 2, len(rest) + 1):
        length = -(-len(rest) // count)
        over = [max(rest[at::length]) for at in range(length)]
        if found := _set(first + sum(over), length, room, face):
            lines = _lines(len(rest), length) if count > 1 else ()
            return Setting(found.size, found.gap, lines, broken)
    return Setting(face.least, face.least_gap, broken=broken or most)


def _lines(columns: int, length: int) -> tuple[tuple[int, ...], ...]:
    """The columns behind the first, `length` of them on a line."""
    starts = range(1, columns + 1, length)
    return tuple(tuple(range(at, min(at + length, columns + 1))) for at in starts)


def _wide(item: Column, most: float) -> float:
    return min(max(item.word, min(item.cell, _SENTENCE)), most)


def _set(words: float, gaps: int, room: float, face: Type) -> Setting | None:
    """The largest type and space in which all this stands side by side."""
    if words * face.largest + gaps * face.least_gap * face.largest <= room:
        left = (room / face.largest - words) / gaps if gaps else face.widest_gap
        return Setting(face.largest, round(min(left, face.widest_gap) - 0.005, 2))
    size = room / (words + gaps * face.least_gap)
    return Setting(int(size * 1000) / 1000, face.least_gap) if size >= face.least else None
