"""Letters of a PDF: whether it shows each character in its own shape. Apart from `letters`, so
that an EPUB alone does not load what reads PDFs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO

import pikepdf

from edition.proof.letters import fault
from edition.proof.pdffonts import PdfFont
from edition.typography.shapes import Shapes


def in_pdf(data: bytes, faces: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the letters of a PDF. `faces` are the edition's fonts, as TrueType, by
    the names that fonts have in the PDF (/BaseFont); another font is one of the machine."""
    found: list[str] = []
    with pikepdf.open(BytesIO(data)) as document:
        for font in _fonts(document):
            name = str(font.get("/BaseFont", ""))
            program = _program(font)
            if name not in faces:
                found.append(f"the font {name} is none of the edition's")
            elif program is not None:
                found += _other_letters(font, name, program, _shapes(faces[name]))
    return found


@lru_cache(maxsize=8)
def _shapes(face: bytes) -> Shapes:
    """Those of a whole face, with which all PDFs of an edition are laid out."""
    return Shapes(face)


def _fonts(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The fonts that pages name, each once."""
    found: dict[tuple[int, int], pikepdf.Object] = {}
    for page in document.pages:
        resources = page.obj.get("/Resources")
        fonts = None if resources is None else resources.get("/Font")
        for font in () if fonts is None else dict(fonts).values():
            found.setdefault(font.objgen, font)
    return list(found.values())


def _program(font: pikepdf.Object) -> bytes | None:
    below = font.get("/DescendantFonts")
    descriptor = (font if below is None else below[0]).get("/FontDescriptor")
    stream = None if descriptor is None else descriptor.get("/FontFile2")
    return None if stream is None else bytes(stream.read_bytes())


def _other_letters(
    font: pikepdf.Object, name: str, program: bytes, shapes: Shapes
) -> Iterator[str]:
    drawn = Shapes(program).font
    for code, text in PdfFont(font).map.items():
        # Several characters of one glyph are a ligature, or a letter with its marks.
        if len(text) == 1 and (others := shapes.others(text, drawn, int(code, 16))):
            yield fault(text, others, name)
