"""Sets words in drawings as words: WeasyPrint 70 lays out each letter of an SVG text by itself.

A letter alone has no kerning, joins no other (Arabic), carries no mark, and
stands left to right whatever its script. Here a text that has one place, and no letter spacing,
is laid out in one piece, like that of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.pdf.upstream import CssNode, Element, Function

#: Attributes by which letters of one text may stand apart from each other.
_APART = ("dx", "dy", "rotate", "letter-spacing", "textLength")


TAGS = ("a", "text", "textPath", "tspan")
"""The elements of SVG that are drawn as texts."""


class _Whole(str):
    """A text that is handed on in one piece where its letters are asked for."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter([str(self)])


def in_one_piece(original: Function) -> Function:
    def text(drawing: Element, node: CssNode, font_size: float) -> None:
        places = (len(node.get(axis, "").replace(",", " ").split()) for axis in ("x", "y"))
        if node.text and max(places) <= 1 and not any(node.get(name) for name in _APART):
            node._etree_node.text = _Whole(node.text)
        original(drawing, node, font_size)

    return text
