"""Pictures of the pages of a PDF: which pages show the text, how they look, and whether two
pictures of a page look the same."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from edition.authoring.compare import pixels

#: Dots per inch: an A5 page is 350 by 497 pixels, a small letter four pixels high.
DPI = 60
#: Steps of gray that are kept: 16 need half the room of 256 and are enough for the soft edges.
GRAYS = 16
#: Nothing may be printed nearer to the right or lower edge of the paper than this, in points
#: (18 mm; the margins are 20 mm and more); at the left the paragraphs' numbers stand in the margin.
#: In a book that is read from right to left they stand at the right.
MARGIN, NUMBERS = 51.0, 22.0
_POINTS = 72


@dataclass(frozen=True, slots=True)
class Outside:
    """A letter outside the type area: on which page, counted from 1, and where, in points."""

    page: int
    letter: str
    box: tuple[float, float, float, float]


def pictures(pdf: bytes) -> dict[str, Image.Image]:
    """The pages of the text with their notes, by the names of their files in `pages/`."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {
            f"{_label(document, index)}.png": _picture(document[index])
            for index in _text_pages(document)
        }


def outside(pdf: bytes) -> list[Outside]:
    """The letters of the text's pages that reach out of the type area."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            found for index in _text_pages(document) for found in _outside(document[index], index)
        ]


def same(old: Image.Image, new: Image.Image) -> bool:
    """Whether two pictures look alike: all ink of one is, within a pixel, in the other too."""
    return old.size == new.size and not difference(old, new).getbbox()


def difference(old: Image.Image, new: Image.Image) -> Image.Image:
    """White where two pictures of one size differ."""
    return pixels.difference(old.convert("RGB"), new.convert("RGB"))


def write_difference(old: Image.Image, new: Image.Image, path: Path) -> Path:
    """Save the page with what is gone in orange and what is new in blue; returns the path."""
    old, new = pixels.on_one_size(old.convert("RGB"), new.convert("RGB"))
    found = pixels.difference(old, new)
    shown = pixels.highlighted(old, new, found, pixels.areas(found))
    shown.resize((3 * shown.width, 3 * shown.height)).save(path)
    return path


def save(picture: Image.Image, path: Path) -> None:
    """Save a picture in as few bytes as it can have."""
    picture.quantize(GRAYS).save(path, optimize=True)


def _text_pages(document: pypdfium2.PdfDocument) -> range:
    """The pages numbered 1, 2, 3, … up to the colophon, which stands last in every book."""
    labels = [_label(document, index) for index in range(len(document))]
    marks = list(document.get_toc())
    return range(labels.index("1"), marks[-1].get_dest().get_index())


def _label(document: pypdfium2.PdfDocument, index: int) -> str:
    return document.get_page_label(index) or str(index + 1)


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    picture = page.render(scale=DPI / _POINTS).to_pil().convert("L")
    step = 255 / (GRAYS - 1)
    return picture.point([round(round(value / step) * step) for value in range(256)])


def _is_right_to_left(document: pypdfium2.PdfDocument) -> bool:
    said = ctypes.create_string_buffer(8)
    pypdfium2.raw.FPDF_VIEWERREF_GetName(document, b"Direction", said, len(said))
    return said.value == b"R2L"


def _outside(page: pypdfium2.PdfPage, index: int) -> Iterator[Outside]:
    width, _ = page.get_size()
    left, right = NUMBERS, MARGIN
    if _is_right_to_left(page.pdf):
        left, right = right, left
    text = page.get_textpage()
    for k in range(text.count_chars()):
        box = text.get_charbox(k)
        letter = text.get_text_range(k, 1)
        if letter.strip() and (box[0] < left or box[1] < MARGIN or box[2] > width - right):
            yield Outside(index + 1, letter, box)
