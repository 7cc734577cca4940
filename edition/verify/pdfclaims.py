"""Which standards a PDF claims to keep, by its XMP (ISO 14289-1, 5; ISO 19005-3, 6.6.4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from .model import Finding

_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
MAX_XMP = 4 * 1024 * 1024
#: veraPDF's name of each standard that it judges, with the name people know.
NAMES = {
    "ua1": "PDF/UA-1", "ua2": "PDF/UA-2",
    **{f"{part}{level}": f"PDF/A-{part}{level}" for part in "123" for level in "abu"
       if part + level != "1u"},
    "4": "PDF/A-4", "4e": "PDF/A-4e", "4f": "PDF/A-4f",
}  # fmt: skip
#: What our books must claim, and what a booklet may: imposition breaks the reading order.
WANTED = ("ua1", "3a")
WANTED_OF_A_BOOKLET = ("2b", "3b")


def is_booklet(path: Path) -> bool:
    """Whether this is a booklet, by its name: its pages are imposed on sheets."""
    return path.stem.endswith("-booklet")


def of_file(path: Path) -> tuple[str, ...]:
    """The standards that the PDF at `path` claims, by veraPDF's names; none if it cannot be read.

    Names that veraPDF does not know are left out.
    """
    try:
        with pikepdf.open(path) as document:
            return claims(document)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        return ()


def claims(document: pikepdf.Pdf) -> tuple[str, ...]:
    """The standards that a document claims, by veraPDF's names, PDF/UA first."""
    from lxml import etree

    stream = document.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return ()
    try:
        data = stream.read_bytes()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data[:MAX_XMP].strip(), parser)
    except (etree.XMLSyntaxError, pikepdf.PdfError, ValueError):
        return ()
    ua = f"ua{_value(root, f'{_PDFUA}part')}"
    a = _value(root, f"{_PDFA}part") + _value(root, f"{_PDFA}conformance").lower()
    return tuple(name for name in (ua, a) if name in NAMES)


def _value(root: Any, name: str) -> str:
    """A property of XMP, which may be an attribute or an element."""
    for element in root.iter():
        if element.tag == name:
            return (element.text or "").strip()
        if isinstance(element.tag, str) and element.get(name):
            return element.get(name).strip()
    return ""


def findings(document: pikepdf.Pdf, booklet: bool) -> Iterator[Finding]:
    """What a document fails to claim."""
    claimed = claims(document)
    if booklet:
        if not set(claimed) & set(WANTED_OF_A_BOOKLET):
            yield _missing("PDF/A-2b nor PDF/A-3b")
        return
    for name in WANTED:
        if name not in claimed:
            yield _missing(NAMES[name])


def _missing(name: str) -> Finding:
    kind = "neither " if " nor " in name else "no "
    return Finding("PDF walk", "ERROR", "not-claimed", f"The metadata claim {kind}{name}.",
                   "/Metadata", hint="Build the book again with this version of the builder.")
