"""Which standards a PDF claims to keep, by its XMP (ISO 14289-1, 5; ISO 19005-3, 6.6.4), and
which it must.

A booklet's pages are imposed on sheets: they are in no order of reading, so that it has no tags,
and PDF/UA, bookmarks and text cannot be asked of it. A PDF is judged as a booklet only where both
are so: its profile is one, as `pdf:` of the annotations declares it under the file's name, and
the file is one by what is in it. Where no profile has the file's name, the file decides. Every
other PDF is judged in full: one that merely claims nothing, or has lost its tags, escapes no
judge, and one that is not what its profile says is told so (`other-kind`).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from edition.verify.findings import Finding

if TYPE_CHECKING:
    from lxml import etree

    from edition.typography.profiles import Profile

_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
MAX_XMP = 4 * 1024 * 1024
#: veraPDF's name of each standard that it judges, with the name people know.
NAMES = {
    "ua1": "PDF/UA-1",
    "ua2": "PDF/UA-2",
    **{
        f"{part}{level}": f"PDF/A-{part}{level}"
        for part in "123"
        for level in "abu"
        if part + level != "1u"
    },
    "4": "PDF/A-4",
    "4e": "PDF/A-4e",
    "4f": "PDF/A-4f",
}
#: What our books must claim, and what a booklet may: imposition breaks the reading order.
WANTED = ("ua1", "3a")
WANTED_OF_A_BOOKLET = ("2b", "3b")


class Kind(StrEnum):
    """What a PDF is to be by its profile: pages that follow each other, sheets of a booklet, or
    either where the profile is not known."""

    PAGES = "pages"
    BOOKLET = "booklet"
    EITHER = "either"


def kind_of(profile: Profile | None) -> Kind:
    """What a PDF of this profile is to be; None: no profile has the file's name."""
    if profile is None:
        return Kind.EITHER
    return Kind.BOOKLET if profile.sheet else Kind.PAGES


def is_booklet(document: pikepdf.Pdf, kind: Kind) -> bool:
    """Whether a document that is to be of this kind is judged as a booklet."""
    return kind is not Kind.PAGES and _is_imposed(document)


def file_is_booklet(path: Path, kind: Kind) -> bool:
    """The same of a file; one that cannot be read is none."""
    try:
        with pikepdf.open(path) as document:
            return is_booklet(document, kind)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        return False


def _is_imposed(document: pikepdf.Pdf) -> bool:
    """Whether the pages are sheets: to be turned over the short edge, as the imposer asks for, and
    neither tagged nor said to be."""
    root = document.Root
    preferences = root.get("/ViewerPreferences")
    if not isinstance(preferences, pikepdf.Dictionary):
        return False
    untagged = "/StructTreeRoot" not in root and "/MarkInfo" not in root
    return untagged and preferences.get("/Duplex") == pikepdf.Name.DuplexFlipShortEdge


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


def _value(root: etree._Element, name: str) -> str:
    """A property of XMP, which may be an attribute or an element."""
    for element in root.iter():
        if element.tag == name:
            return (element.text or "").strip()
        if isinstance(element.tag, str) and (value := element.get(name)):
            return value.strip()
    return ""


def findings(document: pikepdf.Pdf, kind: Kind) -> Iterator[Finding]:
    """What a document that is to be of this kind fails to be, and to claim."""
    claimed = claims(document)
    if kind is not Kind.EITHER and _is_imposed(document) != (kind is Kind.BOOKLET):
        yield _of_other_kind(kind)
    if is_booklet(document, kind):
        if not set(claimed) & set(WANTED_OF_A_BOOKLET):
            yield _missing("PDF/A-2b nor PDF/A-3b")
        return
    for name in WANTED:
        if name not in claimed:
            yield _missing(NAMES[name])


def _of_other_kind(kind: Kind) -> Finding:
    wanted, found = "pages that follow each other", "a booklet's sheets"
    if kind is Kind.BOOKLET:
        wanted, found = found, wanted
    message = f"The edition declares {wanted} under this name, and the file has {found}."
    return Finding("PDF walk", "ERROR", "other-kind", message, "", hint="Build the books again.")


def _missing(name: str) -> Finding:
    kind = "neither " if " nor " in name else "no "
    return Finding(
        "PDF walk",
        "ERROR",
        "not-claimed",
        f"The metadata claim {kind}{name}.",
        "/Metadata",
        hint="Build the book again with this version of the builder.",
    )
