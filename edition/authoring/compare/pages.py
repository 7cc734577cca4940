"""Pages of a PDF: their words, labels and pictures. Only this module, `marks` and
`verify.pdf.drawing` know pdfium.

In: the bytes of a PDF from anywhere. Out: `ComparedSheet`s and Pillow images. A file that is no
PDF, is locked, or would need more memory than there is for a book raises `BuildFailed`.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterable, Iterator
from types import TracebackType

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from edition.authoring.compare.marks import (
    letters_of,
    linked_marks,
    lone_numbers,
    own_number,
    running_heads,
)
from edition.authoring.compare.model import Area, ComparedSheet, Word
from edition.model.problems import BuildFailed, Place, Problem

MAX_PAGES = 10_000
#: Of one page at the chosen resolution: an A4 page at 600 dpi has 35 million.
MAX_PIXELS = 40_000_000
_POINTS = 72
#: PDF pages are placed in a square of this size, to get fractions of them.
_UNIT = 100_000
#: pdfium's sign for a hyphen at the end of a line.
_HYPHEN_AT_LINE_END = re.compile("\x02\\s*")
_WORD = re.compile("(?:[^\\s\0\x02]|\x02\\s*(?=[^\\W\\d_]))+\x02?")


class Document:
    """An open PDF. Errors: `BuildFailed` with the file's name as the place."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise self._refused(error) from None
        if not 0 < len(self._pdf) <= MAX_PAGES:
            message = f"The PDF has {len(self._pdf)} pages; 1 to {MAX_PAGES} can be compared."
            self._pdf.close()
            raise self._stop("pdf-too-large", message, "Compare a part of it.")

    def __enter__(self) -> Document:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pdf.close()

    def __len__(self) -> int:
        return len(self._pdf)

    def sheet(self, index: int) -> ComparedSheet:
        """The page `index`, counted from 0, without its picture."""
        page = self._page(index)
        try:
            label = self._pdf.get_page_label(index) or str(index + 1)
            text = page.get_textpage()
            letters = letters_of(text)
            heads = list(running_heads(text, letters)) or list(own_number(letters, label))
            numbers = {*linked_marks(page, text, letters), *lone_numbers(letters)}
            marks = [
                mark
                for mark in sorted(numbers)
                if not any(start <= mark[0] < end for start, end in heads)
            ]
            covered = tuple(sorted([*heads, *marks]))
            return ComparedSheet(
                number=index + 1,
                label=label,
                words=tuple(_words(letters, covered)),
                marks=tuple(letters[start:end] for start, end in marks),
                covered=covered,
                images=tuple(_images(page)),
            )
        finally:
            page.close()

    def areas(self, index: int, spans: Iterable[tuple[int, int]]) -> tuple[Area, ...]:
        """Where spans of characters are on the page `index`: an area for each line of each."""
        page = self._page(index)
        try:
            text = page.get_textpage()
            return tuple(area for span in spans for area in _lines(page, text, *span))
        finally:
            page.close()

    def picture(self, index: int, dpi: int) -> Image.Image:
        """The page `index`, counted from 0, in color on white, `dpi` pixels an inch."""
        scale = dpi / _POINTS
        width, height = self._pdf.get_page_size(index)
        if not (width > 0 and height > 0 and width * height * scale**2 <= MAX_PIXELS):
            message = f"Page {index + 1} is {width:.0f} by {height:.0f} points, too large at "
            message += f"{dpi} dpi."
            raise self._stop("pdf-too-large", message, "Choose a smaller --dpi.")
        page = self._page(index)
        try:
            picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return picture
        finally:
            page.close()

    def _page(self, index: int) -> pypdfium2.PdfPage:
        try:
            return self._pdf[index]
        except pypdfium2.PdfiumError:
            message = f"Page {index + 1} of the PDF cannot be read."
            raise self._stop("pdf-unreadable", message, _BUILD_AGAIN) from None

    def _refused(self, error: pypdfium2.PdfiumError) -> BuildFailed:
        if getattr(error, "err_code", None) in (
            pdfium.FPDF_ERR_PASSWORD,
            pdfium.FPDF_ERR_SECURITY,
        ):
            hint = "Give a copy without a password."
            return self._stop("pdf-locked", "The PDF is locked with a password.", hint)
        return self._stop("pdf-unreadable", "The file is no PDF, or a broken one.", _BUILD_AGAIN)

    def _stop(self, code: str, message: str, hint: str) -> BuildFailed:
        return BuildFailed([Problem(code, Place(self.name), message, hint)])


_BUILD_AGAIN = "Build it again, or name another file."


def _words(letters: str, covered: Iterable[tuple[int, int]]) -> Iterator[Word]:
    """The words of a page without what is covered, put together where a line end parts them."""
    open_to_all = list(letters)
    for start, end in covered:
        open_to_all[start:end] = "\0" * (end - start)
    for match in _WORD.finditer("".join(open_to_all)):
        # What stands between numbers goes with them: “12, –14.”
        if any(map(str.isalnum, match[0])):
            broken = match[0].endswith("\x02")
            whole, parted = (_HYPHEN_AT_LINE_END.sub(sign, match[0]) for sign in ("", "-"))
            yield Word(whole, parted, *match.span(), broken)


def _images(page: pypdfium2.PdfPage) -> Iterator[int]:
    """A checksum of the data of each photograph."""
    for thing in page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE,)):
        yield zlib.crc32(bytes(thing.get_data()))


def _lines(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, start: int, end: int
) -> Iterator[Area]:
    """Where the characters from `start` to before `end` are, line by line."""
    area: Area | None = None
    for k in range(start, end):
        left, bottom, right, top = text.get_charbox(k, loose=True)
        (x0, y0), (x1, y1) = _placed(page, left, top), _placed(page, right, bottom)
        here = Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if here.left == here.right:  # white space that pdfium adds
            continue
        if area and here.top < area.bottom and here.left >= area.left:
            area = Area(
                area.left,
                min(area.top, here.top),
                max(area.right, here.right),
                max(area.bottom, here.bottom),
            )
            continue
        if area:
            yield area
        area = here
    if area:
        yield area


def _placed(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page as fractions of what is shown of it: cropped and turned."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _UNIT, _UNIT, 0, x, y, across, down)
    return across.value / _UNIT, down.value / _UNIT
