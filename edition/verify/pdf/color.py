"""Looks for color in a PDF that is to be printed with one ink: whatever is not gray by the color
space that names it, black written as RGB too (ISO 32000-1, 8.6).

Looked at are the operators of all content (pages, drawings, patterns, soft masks), gradients,
pictures, the spaces in which transparent groups are blended, and what annotations show. Not the
output intent: it says what gray looks like, and prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from edition.verify.findings import Finding, Judged

JUDGE = "No color"
_GRAY = ("/DeviceGray", "/CalGray", "/G", "/Pattern")
#: The operators that set a color, or a space other than gray (8.6.8), and pictures in content.
_OPERATORS = "rg RG k K cs CS ID"
_SHOWN = {"/C": "frame", "/IC": "ground"}  # of an annotation (12.5)


def walk(path: Path) -> Judged:
    """The color in the PDF at `path`: one finding for each that there is, with its first place and
    how often it is set. And how many pages, drawings and pictures were looked at."""
    try:
        with pikepdf.open(path) as document:
            counts = {"pages": len(document.pages), "drawings": 0, "pictures": 0}
            found: dict[str, list[str]] = {}
            for what, place in (*_of_pages(document), *_of_objects(document, counts)):
                found.setdefault(what, []).append(place)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError) as error:
        why = " ".join(str(error).split())
        return Judged(
            (Finding(JUDGE, "FATAL", "unreadable", f"It cannot be read as a PDF: {why}.", ""),)
        )
    return Judged(tuple(_finding(what, places) for what, places in found.items()), counts)


def _finding(what: str, places: list[str]) -> Finding:
    hint = "Build the book again with this version of the builder."
    message = f"A PDF for one ink has {what}."
    return Finding(JUDGE, "ERROR", "color", message, places[0], len(places), hint)


Found = Iterator[tuple[str, str]]  # what has color, and where


def _of_pages(document: pikepdf.Pdf) -> Found:
    for number, page in enumerate(document.pages, 1):
        place = f"page {number}"
        yield from _of_content(page, place)
        yield from _of_group(page.obj, place)
        for annotation in page.obj.get("/Annots", ()):
            for key, what in _SHOWN.items():
                if len(annotation.get(key, ())) > 1:
                    yield f"an annotation with a {what} in color", place


def _of_objects(document: pikepdf.Pdf, counts: dict[str, int]) -> Found:
    for item in document.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        place = f"object {item.objgen[0]}"
        if item.get("/Subtype") == "/Image":
            counts["pictures"] += 1
            yield from _of_space(item, "a picture", place)
        elif isinstance(item, pikepdf.Stream) and (
            item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1
        ):
            counts["drawings"] += 1
            yield from _of_content(item, f"a drawing ({place})")
            yield from _of_group(item, f"a drawing ({place})")
        for shading in _shadings(item):
            yield from _of_space(shading, "a gradient", place)


def _shadings(item: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The object, if it is a gradient, and those that stand in its resources themselves."""
    if "/ShadingType" in item:
        yield item
    within = item.get("/Resources")
    direct = (within if isinstance(within, pikepdf.Dictionary) else item).get("/Shading")
    if isinstance(direct, pikepdf.Dictionary):
        yield from (shading for shading in dict(direct).values() if not shading.is_indirect)


def _of_content(content: pikepdf.Object | pikepdf.Page, place: str) -> Found:
    for instruction in pikepdf.parse_content_stream(content, _OPERATORS):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "ID":  # what stands before it is a dictionary (8.9.7)
            items = list(operands)
            within = dict(zip(map(str, items[::2]), items[1::2], strict=False))
            if not _is_gray(within.get("/CS", within.get("/ColorSpace"))):
                yield "a picture in color", place
        elif name.lower() != "cs" or not _is_gray(operands[0]):
            yield f"the color “{' '.join(map(str, operands))} {name}”", place


def _of_group(item: pikepdf.Object, place: str) -> Found:
    group = item.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and not _is_gray(group.get("/CS")):
        yield "a group that is blended in color", place


def _of_space(item: pikepdf.Object, what: str, place: str) -> Found:
    if not _is_gray(item.get("/ColorSpace")):
        yield f"{what} in color", place


def _is_gray(space: pikepdf.Object | None) -> bool:
    """Whether a color space is gray; none is."""
    if space is None:
        return True
    if not isinstance(space, pikepdf.Array) or not len(space):
        return str(space) in _GRAY
    if space[0] == "/ICCBased":
        return int(space[1].get("/N", 0)) == 1
    return _is_gray(space[1] if space[0] in ("/Indexed", "/I") else space[0])
