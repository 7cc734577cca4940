"""A document with fonts of its own has no other: nothing of the machine is in the PDF."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from tests.pdf_samples import pdf

BODY = (
    "<p>Words, 漢字, ☃ and <code style='font-family: DejaVu Sans, monospace'>code</code>, and "
    "<i style='font-family: sans-serif'>sans</i>."
)


def families(data: bytes) -> set[str]:
    """The families of the fonts in a PDF."""
    with pikepdf.open(BytesIO(data)) as document:
        return {
            str(item.FontFamily)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontFamily" in item
        }


def test_no_font_of_the_machine_is_embedded() -> None:
    assert families(pdf(BODY)) == {"EB"}
