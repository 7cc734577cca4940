"""Repairs WeasyPrint 70, which breaks words without a hyphen in the middle of a line.

`overflow-wrap` is for a word that is wider than a whole line. WeasyPrint asks
instead whether the word is the first of its line, and takes each word inside an inline element for
one, so that “see note 7” in a link is broken after its n. Here a word is the first where its line
begins; another is broken only if no line would hold it.
"""

from __future__ import annotations

from math import inf

from edition.pdf.upstream import Argument, Box, Function, LayoutContext, Result
from edition.pdf.weasyprint70.state import layout_of

_NEAR = 0.1  # pixels


def note_edges(original: Function) -> Function:
    """`split_inline_box`, which remembers the edges of the line."""
    from weasyprint.formatting_structure.boxes import LineBox

    def split_inline_box(
        context: LayoutContext, box: Box, position_x: Argument, max_x: Argument, *rest: Argument
    ) -> Result:
        if not isinstance(box, LineBox):
            return original(context, box, position_x, max_x, *rest)
        edges = layout_of(context).edges
        edges.append((position_x, max_x))
        try:
            return original(context, box, position_x, max_x, *rest)
        finally:
            edges.pop()

    return split_inline_box


def whole_words(original: Function) -> Function:
    def split_text_box(
        context: LayoutContext,
        box: Box,
        available_width: Argument,
        skip: int,
        is_line_start: bool = True,
    ) -> Result:
        edges = layout_of(context).edges
        start, end = edges[-1] if edges else (inf, inf)
        if available_width is None or not is_line_start or box.position_x <= start + _NEAR:
            return original(context, box, available_width, skip, is_line_start)
        found = original(context, box, available_width, skip, False)
        if found[0] is None or found[0].width <= max(available_width, end - start):
            return found
        return original(context, box, available_width, skip, True)

    return split_text_box
