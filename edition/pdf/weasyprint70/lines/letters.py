"""Justifies lines of Chinese and Japanese, which have none of the spaces that WeasyPrint 70 widens.

What a line lacks is divided among its letters (CLReq 3.2.4, JLReq 3.8.4): some hundredths of a
letter. A line that lacks more than a tenth for each stays as it is, and so does what has a dot at
each letter, which would no longer stand there. Latin words in such a line are spaced with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.pdf.upstream import Box, Function, LayoutContext
from edition.text.scripts import is_spaceless

#: What is added to a letter at most, as a share of its size.
_MOST = 0.12
#: The share of letters of these scripts that makes a line one of them.
_SHARE = 0.6


def between_letters(original: Function) -> Function:
    """Wrap `justify_line`."""

    def justify_line(context: LayoutContext, line: Box, extra: float) -> None:
        texts = [box.text for box in _spread_boxes(line)]
        count = sum(map(len, texts))
        wide = sum(map(is_spaceless, "".join(texts)))
        if extra <= 0 or not count or wide < _SHARE * count:
            original(context, line, extra)
        elif extra / count <= _MOST * line.style["font_size"]:
            _spread(context, line, extra / count, 0.0)

    return justify_line


def _spread_boxes(box: Box) -> Iterator[Box]:
    """The texts of a line that may be spaced."""
    if hasattr(box, "text"):
        yield box
    elif _is_inline(box):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _spread_boxes(child)


def _is_inline(box: Box) -> bool:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox):
        return True
    return isinstance(box, boxes.InlineBox) and box.style["background_image"] == (("none", None),)


def _spread(context: LayoutContext, box: Box, spacing: float, advance: float) -> float:
    """Add `spacing` to each letter; a box moves by what those before it have grown (`advance`)."""
    if hasattr(box, "text"):
        box.position_x += advance
        return advance + _widen(context, box, spacing)
    if not _is_inline(box):
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    before = advance
    for child in box.children:
        if child.is_in_normal_flow():
            advance = _spread(context, child, spacing, advance)
    box.width += advance - before
    return advance


def _widen(context: LayoutContext, box: Box, spacing: float) -> float:
    """Set a text anew with space between its letters; how much wider it is."""
    from weasyprint.text import line_break

    style = box.style.copy()
    own = style["letter_spacing"]
    style["letter_spacing"] = spacing + (0 if own == "normal" else own)
    layout = line_break.create_layout(box.text, style, context, None, 0)
    width: float = line_break.line_size(layout.get_first_line()[0], style)[0]
    layout.deactivate()
    grown: float = width - box.width
    box.style, box.pango_layout, box.width = style, layout, width
    return grown
