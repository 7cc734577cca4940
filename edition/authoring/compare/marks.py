"""Marks: what on a page of a PDF the builder numbers, and what repeats on every page.

In: a page of pdfium. Out: spans of its characters, as `letters_of` has them. A change of them alone
is no change of the book: calls of notes, pages in the index, running heads, numbers in the margin.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

#: Of one page: a page of this book has about 2,500.
MAX_CHARACTERS = 200_000
#: What a link within the book says when it is but a number: 12, 12., ¶ 12, note 12, 12n3, 12na, a.
#: A word before it has a small letter: “Article 12” is one of the book's own.
_MARK = re.compile(
    r"(?:¶\s?|[a-z]{1,8}\s)?\d{1,5}(?:[^\W\d_]{1,2}(?:\d{1,5}|[a-z]{1,2}))?\W?|[a-z]{1,2}\W?"
)
#: Points: a link wider or higher than this is no number; the height of a row to look things up.
_NARROW, _ROW = 80, 6
#: Rows of the highest page that PDF knows.
_FAR = 14_400 // _ROW
_LONE = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]*(\d{1,5})[ \t]*(?=[\r\n]|\Z)")
_BLANK = " \t\r\n\u00a0\x02"


class _Rectangle(NamedTuple):
    """In points, from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float


class _Link(NamedTuple):
    """A part of a page, and where it leads: a page and a place on it."""

    box: _Rectangle
    goal: tuple[int, float, float]


def letters_of(text: pypdfium2.PdfTextPage) -> str:
    """The characters of a page; a place in the string is pdfium's number of the character."""
    count = min(text.count_chars(), MAX_CHARACTERS)
    codes = (pdfium.FPDFText_GetUnicode(text, k) for k in range(count))
    # Half a surrogate pair has no letter of its own.
    return "".join("\ufffd" if 0xD800 <= code < 0xE000 else chr(code) for code in codes)


def linked_marks(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, letters: str
) -> Iterator[tuple[int, int]]:
    """The first and the end of each number that links to a place in the same book."""
    links = list(_links(page))
    rows = _rows(text, letters) if links else {}
    link_of: dict[int, _Link] = {}
    found: list[tuple[int, int, _Link]] = []
    for link in links:
        box = link.box
        inside = sorted(_inside(box, rows))
        link_of.update(dict.fromkeys(inside, link))
        narrow = box.right - box.left < _NARROW and box.top - box.bottom < _NARROW
        if narrow and inside and _MARK.fullmatch(letters[inside[0] : inside[-1] + 1].strip()):
            found.append((inside[0], inside[-1] + 1, link))
    for start, end, link in found:
        around = (link_of.get(k) for k in _neighbors(letters, start, end))
        if not any(other and _is_one_link(link, other) for other in around):
            yield start, end


def _is_one_link(one: _Link, other: _Link) -> bool:
    """Whether they are the parts of a link that the end of a line parts: the year in “December /
    2014” is no number that the builder gives."""
    middle = (one.box.bottom + one.box.top) / 2
    return one.goal == other.goal and not other.box.bottom < middle < other.box.top


def _neighbors(letters: str, start: int, end: int) -> tuple[int, int]:
    """The characters before and after a span that are no space and no end of a line."""
    before, after = start - 1, end
    while before >= 0 and letters[before] in _BLANK:
        before -= 1
    while after < len(letters) and letters[after] in _BLANK:
        after += 1
    return before, after


def _links(page: pypdfium2.PdfPage) -> Iterator[_Link]:
    """The links within the book."""
    position, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
    while pdfium.FPDFLink_Enumerate(page, position, link):
        goal = pdfium.FPDFLink_GetDest(page.pdf, link)
        if goal and pdfium.FPDFLink_GetAnnotRect(link, box):
            pdfium.FPDFDest_GetLocationInPage(goal, has_x, has_y, has_zoom, x, y, zoom)
            # Any two corners may be given (ISO 32000-1, 7.9.5).
            left, right = sorted((box.left, box.right))
            bottom, top = sorted((box.bottom, box.top))
            number = pdfium.FPDFDest_GetDestPageIndex(page.pdf, goal)
            yield _Link(_Rectangle(left, bottom, right, top), (number, x.value, y.value))


def _inside(box: _Rectangle, rows: Mapping[int, list[tuple[int, float, float]]]) -> Iterator[int]:
    """The characters whose middle is in the box."""
    for row in range(max(int(box.bottom // _ROW), -_FAR), min(int(box.top // _ROW), _FAR) + 1):
        for k, x, y in rows.get(row, ()):
            if box.left <= x <= box.right and box.bottom <= y <= box.top:
                yield k


def _rows(text: pypdfium2.PdfTextPage, letters: str) -> dict[int, list[tuple[int, float, float]]]:
    """The middles of the characters that are seen, by rows of the page."""
    rows: dict[int, list[tuple[int, float, float]]] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for k, letter in enumerate(letters):
        if not letter.isspace() and pdfium.FPDFText_GetCharBox(text, k, left, right, bottom, top):
            x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
            rows.setdefault(int(y // _ROW), []).append((k, x, y))
    return rows


def running_heads(text: pypdfium2.PdfTextPage, letters: str) -> Iterator[tuple[int, int]]:
    """The lines that a tagged PDF calls artifacts: what a screen reader leaves out."""
    for line in re.finditer(r"[^\r\n]+", letters):
        first = line.start() + len(line[0]) - len(line[0].lstrip())
        if first < line.end() and "Artifact" in _tags(pdfium.FPDFText_GetTextObject(text, first)):
            yield line.span()


def _tags(thing: pdfium.FPDF_PAGEOBJECT) -> Iterator[str]:
    """The names of the marked content (ISO 32000-1, 14.6) in which a thing on a page stands."""
    name, size = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    for k in range(pdfium.FPDFPageObj_CountMarks(thing) if thing else 0):
        mark = pdfium.FPDFPageObj_GetMark(thing, k)
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size):
            yield bytes(name)[: max(0, min(size.value, ctypes.sizeof(name)) - 2)].decode(
                "utf-16-le", "replace"
            )


def own_number(letters: str, label: str) -> Iterator[tuple[int, int]]:
    """Where the page's own number is: the first or the last word of the page."""
    end = len(letters.rstrip())
    start = len(letters) - len(letters.lstrip())
    if re.search(rf"(?<!\w){re.escape(label)}\Z", letters[:end]):
        yield end - len(label), end
    elif re.match(rf"{re.escape(label)}(?!\w)", letters[start:]):
        yield start, start + len(label)


def lone_numbers(letters: str) -> Iterator[tuple[int, int]]:
    """Numbers that have a line to themselves, as those in the margin."""
    for match in _LONE.finditer(letters):
        yield match.span(1)
