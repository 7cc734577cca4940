"""Repairs the lines from right to left of WeasyPrint 70, so that they begin where they should.

Four things are wrong there:

* a line that loses the space at its end is moved by the space's width, since its text is painted
  with it; but a justified line is painted without (`remove_last_whitespace`). Of several boxes
  the last stands that far from the others, and one that ends from left to right passes its edge;
* the first line's indent stands at its end (`get_next_linebox`);
* a justified line is painted narrower than it was measured: in a line of Hebrew or Arabic letters
  Pango takes a space from their font, but a widened one from the first font of the family
  (`add_word_spacing`);
* where another font begins, the room before its first letter is written behind an empty string,
  `[<>-500<0041>] TJ`: PDFium, and so Chromium, then leaves it out (`draw_first_line`).

The order of the pieces of a line is `bidi`'s.
"""

from __future__ import annotations

from itertools import pairwise

from edition.pdf.upstream import (
    Argument,
    Box,
    Function,
    LayoutContext,
    LineBox,
    Result,
    Stream,
)
from edition.text.scripts import may_run_from_right

# ── the space at a line's end ───────────────────────────────────────────────────────────────


def close_up(original: Function) -> Function:
    def remove_last_whitespace(context: LayoutContext, line: LineBox) -> None:
        path = _to_last_text(line)
        if not any(box.style["direction"] == "rtl" for box in path[:-1]):
            original(context, line)
            return
        text = path[-1]
        before = text.width
        original(context, line)
        by = before - text.width
        if by <= 0:
            return
        if text.pango_layout.first_line_direction % 2:
            for child in line.children:
                child.translate(dx=by, ignore_floats=True)
        _drop_space(context, text)
        # What stands to the right of the space closes up.
        for box, last in pairwise(path):
            if box.style["direction"] == "rtl":
                for child in box.children:
                    if child is not last and child.is_in_normal_flow():
                        child.translate(dx=-by, ignore_floats=True)

    return remove_last_whitespace


def _to_last_text(line: LineBox) -> list[Result]:
    """The boxes from a line to the text at its end, as WeasyPrint looks for it."""
    from weasyprint.formatting_structure import boxes

    path = [line]
    while isinstance(path[-1], (boxes.LineBox, boxes.InlineBox)):
        if not path[-1].children:
            return [line]
        path.append(path[-1].children[-1])
    return path if isinstance(path[-1], boxes.TextBox) else [line]


def _drop_space(context: LayoutContext, text: Argument) -> None:
    """Paint the text without the space, which stands before its letters."""
    from weasyprint.layout import inline

    if text.text:
        text.pango_layout = inline.split_text_box(context, text, None, 0)[0].pango_layout


# ── the indent of the first line ────────────────────────────────────────────────────────────


def indent_start(original: Function) -> Function:
    def get_next_linebox(context: LayoutContext, linebox: LineBox, *rest: Argument) -> Result:
        indent = linebox.text_indent
        line, resume_at = original(context, linebox, *rest)
        if line is not None and indent and linebox.style["direction"] == "rtl":
            for child in line.children:
                if child.is_in_normal_flow():
                    child.translate(dx=-indent, ignore_floats=True)
        return line, resume_at

    return get_next_linebox


# ── justified lines ─────────────────────────────────────────────────────────────────────────


def as_wide_as_measured(original: Function) -> Function:
    def add_word_spacing(
        context: LayoutContext, box: Box, spacing: float, x_advance: float
    ) -> float:
        advance: float = original(context, box, spacing, x_advance)
        text = getattr(box, "text", "")
        spaces = text.count(" ") + text.count("\u00a0")
        if spaces and may_run_from_right(text):
            box.pango_layout.justification_spacing += (box.width - _painted(box)) / spaces
        return advance

    return add_word_spacing


def _painted(box: Box) -> float:
    """How wide a justified text is when it is painted."""
    from weasyprint.text import line_break

    layout = line_break.Layout(box.style, box.justification_spacing)
    layout.set_text(box.text, justify=True)
    width: float = line_break.line_size(layout.get_first_line()[0], box.style)[0]
    return width


def without_empty_strings(original: Function) -> Function:
    def draw_first_line(stream: Stream, *rest: Argument) -> Result:
        begin = len(stream.stream)
        result = original(stream, *rest)
        for k, item in enumerate(stream.stream[begin:], begin):
            if isinstance(item, bytes) and b"<>" in item:
                stream.stream[k] = item.replace(b"<>", b" ")
        return result

    return draw_first_line
