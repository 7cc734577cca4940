"""Lays a page's footnote area out, whole or in the room that the text leaves.

A helper of `weasynotes`, which says when. The state of a page's notes is a `PageNotes`, kept at
WeasyPrint's layout context as `edition_page`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Any

from edition.pdf.weasyprint70.footnotes import beside as footnotes_beside
from edition.pdf.weasyprint70.footnotes import tablerows
from edition.pdf.weasyprint70.footnotes.beside import SLACK


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried on a page so that its notes leave no gap. Notes are told by `id`."""

    spare: dict[int, float] = field(default_factory=dict)
    """The room in CSS px that a note leaves to the lines that follow the line of its call."""
    late: frozenset[int] = frozenset()
    """Notes that go overleaf, while the line of their call stays."""


@dataclass(slots=True)
class PageNotes:
    """What is known of the notes of the page that is being laid out. Notes are told by `id`."""

    begun: dict[int, Any] = field(default_factory=dict)
    """Where a note begun on an earlier page goes on: WeasyPrint's skip stack."""
    order: dict[int, int] = field(default_factory=dict)
    """The notes' places in the document."""
    plan: Plan = field(default_factory=Plan)
    tried: dict[int, tuple[Any, int]] = field(default_factory=dict)
    """The notes that were called for while the page's text was laid out, and their lines."""
    placed: set[int] = field(default_factory=set)
    """Those of them that found room at one time or another."""
    line_height: float = 0
    """The height of a line of text, in CSS px."""
    text_height: float = 0
    """The height that rests leave to the text, in CSS px."""
    line: tuple[float, float] | None = None
    """(room wanted below, bottom) of the line being laid out, as it was last asked for."""
    following: float = 0
    """The height of the lines that must stand on the page with that line, in CSS px."""
    row: tablerows.Row | None = None
    """The row of a table whose cells are being laid out, or were last."""
    styles: dict[int, Any] = field(default_factory=dict)
    """The styles of notes that were let go to the next page while their line stays."""
    room: float | None = None
    """How high the footnote area may be; None until a note is divided."""
    must_begin: bool = False
    """Whether a line of the area must stand here, although it does not fit."""
    rest: tuple[Any, Any] | None = None
    """The divided note, which is the last of the page, and where it goes on."""
    lines: list[Any] = field(default_factory=list)
    """The lines of the page's last note, at its last layout."""
    whole: int = 0
    """How many lines the divided note would have here, undivided."""
    too_full: bool = False
    """Whether the notes are higher than their area. WeasyPrint 70 compares sums of rounded numbers
    (`LayoutContext._update_footnote_area`), and takes a note for too high that is not."""
    apart: bool = False
    """Whether it is the notes that are being laid out, and not the text."""
    refused: Any = None
    """The note that could not begin, and that the caller will now hand on to the next page."""
    root: Any = None
    """The page's text, laid out."""
    given_up: list[Any] = field(default_factory=list)
    """Notes beside the text that WeasyPrint sent on, to gain a height that they do not take."""


def area_in_room(original: Any) -> Any:
    """Wrap `block_level_layout`, so that it lays a footnote area out in the page's room."""

    def block_level_layout(
        context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **named: Any
    ) -> Any:
        from weasyprint.formatting_structure.boxes import FootnoteAreaBox

        page: PageNotes = context.edition_page
        if not isinstance(box, FootnoteAreaBox) or context.in_column or not box.children:
            result = original(context, box, bottom_space, skip_stack, *rest, **named)
            page.root = result[0]
            return result
        result = _lay_out_area(original, context, page, box, *rest, **named)
        if "absolute_boxes" in named and footnotes_beside.is_beside(context):  # The page is done.
            footnotes_beside.place(page.root, result[0])
        return result

    return block_level_layout


def _lay_out_area(
    original: Any, context: Any, page: PageNotes, area: Any, *rest: Any, **named: Any
) -> Any:
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


def _bottom(box: Any) -> float:
    return float(box.border_box_y() + box.border_height())


@contextmanager
def _set_apart(context: Any) -> Iterator[None]:
    """Hide the page's text and notes from the layout of the footnote area."""
    names = ("page_bottom", "footnotes", "current_page_footnotes")
    saved = {name: getattr(context, name) for name in names}
    context.footnotes, context.current_page_footnotes = [], []
    context.edition_page.apart = True
    try:
        yield
    finally:
        context.__dict__.update(saved)
        context.edition_page.apart = False


def _lines(box: Any) -> Iterator[Any]:
    """Yield the lines of a block, but not those in a line (an inline-block's)."""
    from weasyprint.formatting_structure.boxes import LineBox

    for child in box.children:
        if isinstance(child, LineBox):
            yield child
        else:
            yield from _lines(child)


def _shrink(box: Any) -> float:
    """Let a divided box end with its last line: WeasyPrint stretches it to the page's bottom."""
    from weasyprint.formatting_structure.boxes import LineBox

    if isinstance(box, LineBox) or not box.children:
        return float(box.position_y + box.margin_height())
    bottom = max(_shrink(box.children[-1]), box.content_box_y())
    box.height = bottom - box.content_box_y()
    return float(box.position_y + box.margin_height())


def fill_page(context: Any, page: PageNotes) -> None:
    """Give a divided note the room that the text has left on the page."""
    beside = footnotes_beside.is_beside(context)
    if page.rest is not None and page.root is not None and page.root.children and not beside:
        divide(context, page, 0, text_bottom(page.root, context.page_bottom))


def text_bottom(box: Any, page_bottom: float) -> float:
    """The bottom of what is in `box`; WeasyPrint stretches divided boxes to the page's bottom."""
    from weasyprint.formatting_structure.boxes import Box, LineBox

    bottom = float(box.border_box_y() + box.border_height())
    if isinstance(box, LineBox) or not box.children or bottom < page_bottom - 1:
        return bottom
    return max(
        (text_bottom(child, page_bottom) for child in box.children if isinstance(child, Box)),
        default=bottom,
    )


def divide(context: Any, page: PageNotes, bottom_space: float, bottom: float) -> bool:
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


def _could_divide(context: Any, page: PageNotes, orphans: int, widows: int, room: float) -> bool:
    """Whether the lines of the last note, laid out whole, let a division be tried at all."""
    if len(page.lines) < orphans + widows:
        return False
    last = page.lines[orphans - 1]
    return bool(last.position_y + last.height - context.current_footnote_area.position_y <= room)


def area_height(context: Any) -> float:
    """The height of the page's footnote area with its margins, in CSS px."""
    area = context.current_footnote_area
    return 0 if area.height == "auto" else float(area.margin_height())


def room_below(context: Any, bottom_space: float, bottom: float) -> float:
    """The height between `bottom` and the page's foot, in CSS px; beside the text, that of the
    type area."""
    if footnotes_beside.is_beside(context):
        return footnotes_beside.column_height(context)
    return float(context.page_bottom + area_height(context) - bottom_space - bottom - SLACK)


def has_no_room(context: Any, bottom_space: float, bottom: float) -> bool:
    """Whether the footnote area, with the note that was added last, is too high."""
    if footnotes_beside.is_beside(context):
        return footnotes_beside.overflows(context)
    return bool(context.overflows(context.page_bottom - bottom_space, bottom))
