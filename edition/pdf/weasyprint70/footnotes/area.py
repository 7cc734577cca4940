"""Lays a page's footnote area out, whole or in the room that the text leaves.

A helper of `divide`, which says when. What is known of a page's notes is in a `PageNotes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf

from edition.pdf.upstream import (
    Argument,
    Box,
    FootnoteArea,
    Function,
    LayoutContext,
    Result,
    SkipStack,
)
from edition.pdf.weasyprint70.footnotes import beside
from edition.pdf.weasyprint70.footnotes.beside import SLACK
from edition.pdf.weasyprint70.state import PageNotes, layout_of


def area_in_room(original: Function) -> Function:
    """Wrap `block_level_layout`, so that it lays a footnote area out in the page's room."""

    def block_level_layout(
        context: LayoutContext,
        box: Box,
        bottom_space: Argument,
        skip_stack: SkipStack,
        *rest: Argument,
        **named: Argument,
    ) -> Result:
        from weasyprint.formatting_structure.boxes import FootnoteAreaBox

        page: PageNotes = layout_of(context).page
        if not isinstance(box, FootnoteAreaBox) or context.in_column or not box.children:
            result = original(context, box, bottom_space, skip_stack, *rest, **named)
            page.root = result[0]
            return result
        result = _lay_out_area(original, context, page, box, *rest, **named)
        if "absolute_boxes" in named and beside.is_beside(context):  # The page is done.
            beside.place(page.root, result[0])
        return result

    return block_level_layout


def _lay_out_area(
    original: Function,
    context: LayoutContext,
    page: PageNotes,
    area: FootnoteArea,
    *rest: Argument,
    **named: Argument,
) -> Result:
    """Lay the page's notes out, the last one divided where `page.room` asks for it."""
    notes = context.current_page_footnotes
    skip_stack = page.begun.get(id(notes[0]))
    skip_stack = None if skip_stack is None else {0: skip_stack}
    # A rest has the rule above it too, and a divided note the space below the area.
    area.style = area.style.copy()
    area.style["box_decoration_break"] = "clone"
    fits_nothing = False
    with _set_apart(context):
        if page.room is None:
            result = original(context, area, -inf, skip_stack, *rest, **named)
        else:
            context.page_bottom = area.position_y + page.room
            named["page_is_empty"] = page.must_begin
            result = original(context, area, 0, skip_stack, *rest, **named)
            if fits_nothing := result[0] is None:
                named["page_is_empty"] = True
                result = original(context, area, 0, skip_stack, *rest, **named)
    laid, resume_at = result[:2]
    page.rest = None
    if fits_nothing:
        page.rest = (notes[-1], None)
    elif resume_at is None:
        page.room = None
    else:
        ((last, inside),) = resume_at.items()
        page.rest = (notes[last], inside)
        _shrink(laid)
    page.lines = list(_lines(laid.children[-1]))
    page.too_full = _bottom(laid.children[-1]) > _bottom(laid) + SLACK
    return result


def _bottom(box: Box) -> float:
    return float(box.border_box_y() + box.border_height())


@contextmanager
def _set_apart(context: LayoutContext) -> Iterator[None]:
    """Hide the page's text and notes from the layout of the footnote area."""
    names = ("page_bottom", "footnotes", "current_page_footnotes")
    saved = {name: getattr(context, name) for name in names}
    context.footnotes, context.current_page_footnotes = [], []
    layout_of(context).page.apart = True
    try:
        yield
    finally:
        context.__dict__.update(saved)
        layout_of(context).page.apart = False


def _lines(box: Box) -> Iterator[Result]:
    """Yield the lines of a block, but not those in a line (an inline-block's)."""

    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield child
        else:
            yield from _lines(child)


def _shrink(box: Box) -> float:
    """Let a divided box end with its last line: WeasyPrint stretches it to the page's bottom."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox) or not box.children:
        return float(box.position_y + box.margin_height())
    bottom = max(_shrink(box.children[-1]), box.content_box_y())
    box.height = bottom - box.content_box_y()
    return float(box.position_y + box.margin_height())


def fill_page(context: LayoutContext, page: PageNotes, resume_at: SkipStack) -> None:
    """Give a divided note the room that the text, which goes on at `resume_at`, has left."""
    if beside.is_beside(context) or page.root is None or not page.root.children:
        return
    if page.rest is not None:
        divide(context, page, 0, text_bottom(page.root, context.page_bottom, resume_at))


def text_bottom(box: Box, page_bottom: float, resume_at: SkipStack) -> float:
    """The bottom of what is in `box`, which goes on overleaf at `resume_at`.

    A box that is divided is as high as the page was when it was laid out, or as when it was whole.
    """
    from weasyprint.formatting_structure import boxes

    bottom = float(box.border_box_y() + box.border_height())
    divided = resume_at is not None or bottom >= page_bottom - 1
    if isinstance(box, boxes.LineBox) or not box.children or not divided:
        return bottom
    within = (child for child in box.children if isinstance(child, boxes.Box))
    goes_on = resume_at or {}
    return max(
        (text_bottom(child, page_bottom, goes_on.get(_place(child))) for child in within),
        default=bottom,
    )


def _place(box: Box) -> int:
    """The place of a box among the children of its parent before the layout; -1: unknown."""
    return int(getattr(box, "index", -1))


def divide(context: LayoutContext, page: PageNotes, bottom_space: float, bottom: float) -> bool:
    """Divide the page's last note so that the notes fit below `bottom`; False, and as it was
    before, where it cannot be done with enough lines on both sides."""
    notes = context.current_page_footnotes
    if bottom_space == -inf or not notes:
        return False
    before, note = page.room, notes[-1]
    least = note.style["widows" if id(note) in page.begun else "orphans"]
    room = room_below(context, bottom_space, bottom)
    if before is None:
        page.whole = len(page.lines)
        if not _could_divide(context, page, least, note.style["widows"], room):
            return False
    page.room = room
    while page.room > 0:
        context._update_footnote_area()
        if page.rest is None:
            return True
        kept = len(page.lines)
        if page.rest[0] is not note or page.rest[1] is None or kept < least:
            break
        if page.whole - kept >= note.style["widows"]:
            return True
        # Too few lines would go on overleaf: keep one less here.
        less = area_height(context) - page.lines[-1].height + SLACK
        if less >= page.room:
            break
        page.room = less
    page.room = before
    context._update_footnote_area()
    return False


def divide_early(context: LayoutContext, page: PageNotes) -> bool:
    """Divide the page's last note, laid out whole, after as few lines as may be; False, and as it
    was before, where it cannot be done."""
    note, lines, whole = context.current_page_footnotes[-1], page.lines, area_height(context)
    page.whole, before = len(lines), page.room
    foot = lines[-1].position_y + lines[-1].height
    least = note.style["widows" if id(note) in page.begun else "orphans"]
    for kept in range(least, page.whole - note.style["widows"] + 1):
        line = lines[kept - 1]
        page.room = whole - (foot - line.position_y - line.height) + SLACK
        context._update_footnote_area()
        begun = page.rest is not None and page.rest[0] is note and page.rest[1] is not None
        over = page.whole - len(page.lines)
        if begun and len(page.lines) >= least and over >= note.style["widows"]:
            return True
    page.room = before
    context._update_footnote_area()
    return False


def _could_divide(
    context: LayoutContext, page: PageNotes, orphans: int, widows: int, room: float
) -> bool:
    """Whether the lines of the last note, laid out whole, let a division be tried at all."""
    if len(page.lines) < orphans + widows:
        return False
    last = page.lines[orphans - 1]
    return bool(last.position_y + last.height - context.current_footnote_area.position_y <= room)


def area_height(context: LayoutContext) -> float:
    """The height of the page's footnote area with its margins, in CSS px."""
    area = context.current_footnote_area
    return 0 if area.height == "auto" else float(area.margin_height())


def room_below(context: LayoutContext, bottom_space: float, bottom: float) -> float:
    """The height between `bottom` and the page's foot, in CSS px; beside the text, that of the
    type area."""
    if beside.is_beside(context):
        return beside.column_height(context)
    return float(context.page_bottom + area_height(context) - bottom_space - bottom - SLACK)


def has_no_room(context: LayoutContext, bottom_space: float, bottom: float) -> bool:
    """Whether the footnote area, with the note that was added last, is too high."""
    if beside.is_beside(context):
        return beside.overflows(context)
    return bool(context.overflows(context.page_bottom - bottom_space, bottom))
