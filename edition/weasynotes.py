"""Lets a note begin at the foot of its call's page and go on at the foot of the next ones.

A helper of `weasy`. WeasyPrint 70 never divides a note (upstream issue 1833): a line whose note
does not fit moves to the next page, and leaves a gap. Here the page's footnote area, which is a
block like any other, is laid out in the room that the call's line leaves, so that its last note
is divided; the rest is the first note of the next page.

* A note is divided only where at least its `orphans` lines stand before and its `widows` lines
  after the break (the same CSS properties as for a paragraph). A note that could not begin so
  sends the line of its call to the next page, as before.
* While a rest waits, no other note can begin, since notes stand in the order of their calls.
* Where the line of such a note would leave more than `MOST_BLANK` of the page empty, because it
  would take other notes along, it stays, and the note begins on the next page.
* A rest may take all of a page but `TEXT_LINES` lines, and is divided again if it is longer.
* When the page's text is done, a divided note takes the room that the text left.
* The rest of a chapter's last note gets a page of its own before the next chapter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from math import inf
from typing import Any

TEXT_LINES = 3
"""Lines of text that a note from an earlier page leaves on a page, at the least."""
MOST_BLANK = 0.12
"""Share of the page's height that a line which moves to the next page may leave empty."""
_SLACK = 0.01
"""CSS px by which a divided note stays below the text, for rounding."""


@dataclass(slots=True)
class _Page:
    """What is known of the notes of the page that is being laid out. Notes are told by `id`."""

    begun: dict[int, Any] = field(default_factory=dict)
    """Where a note begun on an earlier page goes on: WeasyPrint's skip stack."""
    order: dict[int, int] = field(default_factory=dict)
    """The notes' places in the document."""
    text_height: float = 0
    """The height that rests leave to the text, in CSS px."""
    line: tuple[float, float] | None = None
    """(room wanted below, bottom) of the line being laid out, as it was last asked for."""
    following: float = 0
    """The height of the lines that must stand on the page with that line, in CSS px."""
    before: tuple[Any, float] = (None, 0)
    """That line, and how high the footnote area was before the line's own notes."""
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
    apart: bool = False
    """Whether it is the notes that are being laid out, and not the text."""
    refused: Any = None
    """The note that could not begin, and that the caller will now hand on to the next page."""
    root: Any = None
    """The page's text, laid out."""


def install() -> None:
    """Patch WeasyPrint; called once, by `weasy.install`, before `weasy.keep_notes`."""
    from weasyprint import layout
    from weasyprint.layout import LayoutContext, block, page

    for owner, name, wrapper in (
        (page, "remake_page", _with_rests),
        (page, "block_level_layout", _area_in_room),
        (layout, "block_level_layout", _area_in_room),
        (block, "_linebox_layout", _with_lines_that_must_follow),
        (LayoutContext, "overflows_page", _remember_line),
        (LayoutContext, "layout_footnote", _begin_note),
        (LayoutContext, "report_footnote", _give_up_lines),
        (LayoutContext, "unlayout_footnote", _forget_rest),
        (LayoutContext, "_update_footnote_area", _no_area_without_notes),
    ):
        original = getattr(owner, name)
        setattr(owner, name, wraps(original)(wrapper(original)))


# --- from page to page --------------------------------------------------------------------------


def _with_rests(original: Any) -> Any:
    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        begun = context.__dict__.setdefault("edition_begun", {})
        order = context.__dict__.setdefault("edition_order", {})
        if not order:
            order.update((id(note), place) for place, note in enumerate(context.footnotes))
        page = context.edition_page = _Page(dict(begun.get(index, ())), order)
        page.styles = context.__dict__.setdefault("edition_styles", {})
        page.text_height = TEXT_LINES * _line_height(root_box)
        with _notes_before_break(index, context, page):
            result = original(index, context, root_box, html)
        waiting = sorted(context.reported_footnotes, key=lambda note: order.get(id(note), 0))
        begun[index + 1] = {
            id(note): page.begun[id(note)] for note in waiting if id(note) in page.begun
        }
        if page.rest is not None:
            note, skip_stack = page.rest
            waiting.insert(0, note)
            begun[index + 1][id(note)] = skip_stack
        context.reported_footnotes = waiting
        return result

    return remake_page


def _line_height(root_box: Any) -> float:
    from weasyprint.text.line_break import strut

    body = root_box.children[0] if root_box.children else root_box
    return float(strut(body.style)[0])


@contextmanager
def _notes_before_break(index: int, context: Any, page: _Page) -> Iterator[None]:
    """Where a chapter ended on the page before, and one of its notes did not, make the page
    blank but for the notes; the break comes after it."""
    resume_at, next_page, right_page, *state = context.page_maker[index]
    if not context.reported_footnotes or next_page["break"] == "any" or resume_at is None:
        yield
        return
    page.text_height = 0
    other_side = {**next_page, "break": "left" if right_page else "right"}
    context.page_maker[index] = (resume_at, other_side, right_page, *state)
    yield
    context.page_maker[index] = (resume_at, next_page, right_page, *state)
    later = context.page_maker[index + 1]
    context.page_maker[index + 1] = (later[0], next_page, *later[2:])


# --- the footnote area --------------------------------------------------------------------------


def _area_in_room(original: Any) -> Any:
    def block_level_layout(
        context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **named: Any
    ) -> Any:
        from weasyprint.formatting_structure.boxes import FootnoteAreaBox

        page: _Page = context.edition_page
        if not isinstance(box, FootnoteAreaBox) or context.in_column or not box.children:
            result = original(context, box, bottom_space, skip_stack, *rest, **named)
            page.root = result[0]
            return result
        if "absolute_boxes" in named:  # The page is done.
            _fill_page(context, page)
        return _lay_out_area(original, context, page, box, *rest, **named)

    return block_level_layout


def _lay_out_area(
    original: Any, context: Any, page: _Page, area: Any, *rest: Any, **named: Any
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
    return result


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


def _fill_page(context: Any, page: _Page) -> None:
    """Give a divided note the room that the text has left on the page."""
    if page.rest is not None and page.root is not None and page.root.children:
        _divide(context, page, 0, _text_bottom(page.root, context.page_bottom))


def _text_bottom(box: Any, page_bottom: float) -> float:
    """The bottom of what is in `box`; WeasyPrint stretches divided boxes to the page's bottom."""
    from weasyprint.formatting_structure.boxes import Box, LineBox

    bottom = float(box.border_box_y() + box.border_height())
    if isinstance(box, LineBox) or not box.children or bottom < page_bottom - 1:
        return bottom
    return max(
        (_text_bottom(child, page_bottom) for child in box.children if isinstance(child, Box)),
        default=bottom,
    )


# --- notes that begin, give way, go ------------------------------------------------------------


def _with_lines_that_must_follow(original: Any) -> Any:
    """Where `orphans` and `widows` forbid a break, because notes took the room of the lines that
    must stand with theirs, lay the paragraph out again with notes that leave that room."""

    def linebox_layout(
        context: Any, box: Any, index: int, child: Any, new_children: list, page_is_empty: bool,
        absolute_boxes: list, fixed_boxes: list, *rest: Any,
    ) -> Any:  # fmt: skip
        from weasyprint.layout.block import remove_placeholders
        from weasyprint.text.line_break import strut

        arguments = (context, box, index, child, new_children, page_is_empty, absolute_boxes,
                     fixed_boxes, *rest)  # fmt: skip
        page: _Page = context.edition_page
        if page.apart or page.following:
            return original(*arguments)
        count = len(new_children)
        result = original(*arguments)
        for lines in range(1, box.style["orphans"] + box.style["widows"]):
            notes = result[4]
            if not result[0] or not notes:
                break
            remove_placeholders(context, new_children[count:], absolute_boxes, fixed_boxes)
            del new_children[count:]
            for note in notes:
                context.unlayout_footnote(note)
            page.following = lines * strut(box.style)[0]
            result = original(*arguments)
        page.following = 0
        return result

    return linebox_layout


def _remember_line(original: Any) -> Any:
    def overflows_page(context: Any, bottom_space: Any, position_y: Any) -> Any:
        if not context.edition_page.apart:
            context.edition_page.line = (bottom_space, position_y)
        return original(context, bottom_space, position_y)

    return overflows_page


def _begin_note(original: Any) -> Any:
    def layout_footnote(context: Any, note: Any) -> Any:
        page: _Page = context.edition_page
        note.style = page.styles.pop(id(note), note.style)
        if page.before[0] != page.line:
            page.before = (page.line, _area_height(context))
        if page.rest is not None or context.reported_footnotes:
            # Notes stand in order: the caller hands this one on to the next page.
            context.footnotes.remove(note)
            context.current_page_footnotes.append(note)
            _refuse(context, page, note)
            return True
        overflow = original(context, note)
        if overflow or context.in_column:
            return overflow
        at_start = page.line is None
        bottom_space, bottom = page.line or (0, _text_top(context, page))
        bottom += page.following
        if not context.overflows(context.page_bottom - bottom_space, bottom):
            return False
        if _divide(context, page, bottom_space, bottom):
            return False
        if at_start and len(context.current_page_footnotes) == 1:
            # A rest that a page cannot divide well must still go on there.
            page.room, page.must_begin = _room(context, bottom_space, bottom), True
            context._update_footnote_area()
            return False
        _refuse(context, page, note)
        return True

    return layout_footnote


def _refuse(context: Any, page: _Page, note: Any) -> None:
    """Prepare for the caller's asking what becomes of the line of a note that cannot begin."""
    page.refused = note
    if page.line is None or note.style["footnote_policy"] != "line":
        return
    line_top = page.line[1] - page.text_height / TEXT_LINES
    blank = context.page_bottom + _area_height(context) - page.before[1] - line_top
    if blank > MOST_BLANK * context.current_footnote_area.page.height:
        page.styles[id(note)] = note.style
        note.style = note.style.copy()
        note.style["footnote_policy"] = "auto"


def _text_top(context: Any, page: _Page) -> float:
    """The bottom of the text that is kept free while notes from earlier pages are laid out."""
    box = context.current_footnote_area.page
    return float(box.content_box_y() + (0 if box.page_type.blank else page.text_height))


def _give_up_lines(original: Any) -> Any:
    def report_footnote(context: Any, note: Any) -> None:
        page: _Page = context.edition_page
        # A line of text wants room: the page's last note gives it, and goes on overleaf.
        wanted = page.line is not None and page.refused is not note and not context.in_column
        page.refused = None
        if wanted and _divide(context, page, *page.line):
            return
        if page.rest is not None and page.rest[0] is note:
            page.room = page.rest = None
        original(context, note)

    return report_footnote


def _forget_rest(original: Any) -> Any:
    def unlayout_footnote(context: Any, note: Any) -> None:
        page: _Page = context.edition_page
        if page.rest is not None and page.rest[0] is note:
            page.room = page.rest = None
        original(context, note)

    return unlayout_footnote


def _no_area_without_notes(original: Any) -> Any:
    def _update_footnote_area(self: Any) -> Any:
        """Give the text the area's margins back when its last note has gone."""
        overflow = original(self)
        if not self.current_page_footnotes and not self.in_column:
            self.page_bottom += self.current_footnote_area.margin_height()
            self.current_footnote_area.height = "auto"
        return overflow

    return _update_footnote_area


def _divide(context: Any, page: _Page, bottom_space: float, bottom: float) -> bool:
    """Divide the page's last note so that the notes fit below `bottom`; False, and as it was
    before, where it cannot be done with enough lines on both sides."""
    notes = context.current_page_footnotes
    if bottom_space == -inf or not notes:
        return False
    before, note = page.room, notes[-1]
    if before is None:
        page.whole = len(page.lines)
    least = note.style["widows" if id(note) in page.begun else "orphans"]
    page.room = _room(context, bottom_space, bottom)
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
        page.room = _area_height(context) - page.lines[-1].height + _SLACK
    page.room = before
    context._update_footnote_area()
    return False


def _area_height(context: Any) -> float:
    area = context.current_footnote_area
    return 0 if area.height == "auto" else float(area.margin_height())


def _room(context: Any, bottom_space: float, bottom: float) -> float:
    """The height between `bottom` and the page's foot, in CSS px."""
    return float(context.page_bottom + _area_height(context) - bottom_space - bottom - _SLACK)
