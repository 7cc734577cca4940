"""Tables of XHTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from edition.authoring.intake import htmltags, xmltree
from edition.authoring.intake.manuscript import Block, Entry, Grid, Inline, Para
from edition.authoring.intake.readers.htmlinline import Inlines

if TYPE_CHECKING:
    from lxml.etree import _Element

#: No table of a book is wider; a larger `colspan` is a mistake or an attack.
_WIDEST = 60


def table(
    element: _Element, inlines: Inlines, place: str, text_of: Callable[[_Element], str]
) -> list[Block]:
    """A table, and its caption as a paragraph before it. What stands in one of a single cell, or
    of cells that hold blocks, becomes words of that cell."""
    captions: list[Block] = [
        Para(inlines.inside(item)) for item in element if xmltree.local(item) == "caption"
    ]
    rows: list[list[list[Inline]]] = []
    heads = 0
    for row in _rows(element):
        cells = [item for item in row if xmltree.local(item) in ("td", "th")]
        is_head = bool(cells) and all(xmltree.local(item) == "th" for item in cells)
        if is_head and heads == len(rows):
            heads += 1
        rows.append(list(_cells(cells, inlines, place)))
    grid: list[Block] = [Grid(rows, heads, place)] if rows else []
    return [*captions, *grid]


def _rows(element: _Element) -> Iterator[_Element]:
    for child in element:
        if xmltree.local(child) == "tr":
            yield child
        elif xmltree.local(child) in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cells(cells: list[_Element], inlines: Inlines, place: str) -> Iterator[list[Inline]]:
    for cell in cells:
        if any(
            xmltree.local(item) in htmltags.BLOCKS - {"br"}
            for item in cell.iter()
            if item is not cell
        ):
            inlines.aside.append(Entry("blocks in a cell", "became words of one line", place))
        yield inlines.inside(cell)
        across = cell.get("colspan") or "1"
        if across.isdecimal() and 1 < int(across) <= _WIDEST:
            inlines.aside.append(Entry("joined cells", "each became a cell of its own", place))
            yield from ([] for _ in range(int(across) - 1))
