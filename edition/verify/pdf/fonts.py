"""The fonts of a PDF: each embedded, cut down, and with a way back to text (ISO 32000-1, 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from edition.verify.findings import Finding, Judged

JUDGE = "Fonts"
_SUBSET = re.compile(r"[A-Z]{6}\+")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def walk(path: Path) -> Judged:
    """What is wrong with the fonts of the PDF at `path`, and how many there are."""
    try:
        with pikepdf.open(path) as document:
            fonts = list(_fonts(document))
            found = [finding for font in fonts for finding in _of(font)]
            families = {_family(font) for font in fonts}
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError) as error:
        why = " ".join(str(error).split())
        return Judged(
            (Finding(JUDGE, "FATAL", "unreadable", f"It cannot be read as a PDF: {why}.", ""),)
        )
    return Judged(tuple(found), {"fonts": len(fonts), "families": len(families)})


def _fonts(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The fonts that content can name; the descendants of composite ones are not among them."""
    for item in document.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if item.get("/Type") == "/Font" and not str(item.get("/Subtype", "")).startswith("/CID"):
            yield item
        # Fonts may stand in the resources themselves, and those in a page.
        within = item.get("/Resources")
        resources = (within if isinstance(within, pikepdf.Dictionary) else item).get("/Font")
        if isinstance(resources, pikepdf.Dictionary):
            yield from (
                font
                for font in dict(resources).values()
                if isinstance(font, pikepdf.Dictionary) and not font.is_indirect
            )


def _of(font: pikepdf.Object) -> Iterator[Finding]:
    name = str(font.get("/BaseFont", "without a name")).removeprefix("/")
    if font.get("/Subtype") == "/Type3":
        yield _finding("type-3", f"The font {name} is drawn by the page itself (Type 3).", name)
        return
    if "/ToUnicode" not in font:
        yield _finding(
            "no-unicode",
            f"The font {name} does not say which letters it shows: text "
            "cannot be searched or read out.",
            name,
        )
    descriptor = _descriptor(font)
    if descriptor is None or not any(key in descriptor for key in _PROGRAMS):
        yield _finding("font-not-embedded", f"The font {name} is not in the file.", name)
    elif not _SUBSET.match(name):
        yield _finding(
            "font-not-subset",
            f"The font {name} is embedded whole.",
            name,
            "Install HarfBuzz-Subset, and build the book again.",
        )


def _descriptor(font: pikepdf.Object) -> pikepdf.Object | None:
    if font.get("/Subtype") == "/Type0":
        below = font.get("/DescendantFonts")
        if not isinstance(below, pikepdf.Array) or not len(below):
            return None
        font = below[0]
    found = font.get("/FontDescriptor") if isinstance(font, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else None


def _family(font: pikepdf.Object) -> str:
    descriptor = _descriptor(font)
    if descriptor is not None and "/FontFamily" in descriptor:
        return str(descriptor["/FontFamily"])
    return _SUBSET.sub("", str(font.get("/BaseFont", "")).removeprefix("/"))


def _finding(code: str, message: str, place: str, hint: str = "") -> Finding:
    return Finding(JUDGE, "ERROR", code, message, place, hint=hint)
