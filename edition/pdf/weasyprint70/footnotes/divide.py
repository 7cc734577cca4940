"""Lets a note begin at the foot of its call's page and go on at the foot of the next ones.

WeasyPrint 70 never divides a note (upstream issue 1833): a line whose note
does not fit moves to the next page, and leaves a gap. Here the page's footnote area, which is a
block like any other, is laid out in the room that the call's line leaves, so that its last note
is divided; the rest is the first note of the next page.

* A note is divided only where at least its `orphans` lines stand before and its `widows` lines
  after the break (the same CSS properties as for a paragraph). A note that could not begin so
  sends the line of its call to the next page, as before.
* While a rest waits, no other note can begin, since notes stand in the order of their calls.
* Where all this would leave a gap, the page is laid out anew (`overleaf`): notes are divided
  earlier, or go overleaf while the lines of their calls stay.
* A rest may take all of a page but `TEXT_LINES` lines, and is divided again if it is longer.
* When the page's text is done, a divided note takes the room that the text left.
* The rest of a chapter's last note gets a page of its own before the next chapter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf

from edition.pdf.upstream import (
    Argument,
    Box,
    Element,
    FootnoteBox,
    Function,
    LayoutContext,
    Result,
)
from edition.pdf.weasyprint70.footnotes import beside, tablerows
from edition.pdf.weasyprint70.footnotes.area import (
    area_height,
    divide,
    divide_early,
    has_no_room,
    room_below,
)
from edition.pdf.weasyprint70.speed.lines import turn_lines
from edition.pdf.weasyprint70.state import Area, PageNotes, layout_of, mark, marks_of

TEXT_LINES = 3
"""Lines of text that a note from an earlier page leaves on a page, at the least."""


# --- from page to page --------------------------------------------------------------------------


def with_rests(original: Function) -> Function:
    def remake_page(index: int, context: LayoutContext, root_box: Box, html: Element) -> Result:
        turn_lines(context)
        layout = layout_of(context)
        begun, order = layout.begun, layout.order
        if not order:
            order.update((id(note), place) for place, note in enumerate(context.footnotes))
        page = PageNotes(dict(begun.get(index, ())), order, styles=layout.styles)
        layout.page = page
        page.line_height = _line_height(root_box)
        page.text_height = TEXT_LINES * page.line_height
        with _notes_before_break(index, context, page):
            result = original(index, context, root_box, html)
        page = layout.page
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


def _line_height(root_box: Box) -> float:
    from weasyprint.text.line_break import strut

    body = root_box.children[0] if root_box.children else root_box
    return float(strut(body.style)[0])


@contextmanager
def _notes_before_break(index: int, context: LayoutContext, page: PageNotes) -> Iterator[None]:
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


# --- notes that begin, give way, go ------------------------------------------------------------


def remember_line(original: Function) -> Function:
    def overflows_page(
        context: LayoutContext, bottom_space: Argument, position_y: Argument
    ) -> Result:
        if not layout_of(context).page.apart:
            layout_of(context).page.line = (bottom_space, position_y)
        return original(context, bottom_space, position_y)

    return overflows_page


def begin_note(original: Function) -> Function:
    def layout_footnote(context: LayoutContext, note: FootnoteBox) -> Result:
        page: PageNotes = layout_of(context).page
        note.style = page.styles.pop(id(note), note.style)
        page.tried.setdefault(id(note), (note, 0))
        if page.rest is not None or context.reported_footnotes or id(note) in page.plan.late:
            # Notes stand in order: the caller hands this one on to the next page.
            context.footnotes.remove(note)
            context.current_page_footnotes.append(note)
            _refuse(page, note)
            return True
        overflow = original(context, note)
        page.tried[id(note)] = (note, len(page.lines))
        if overflow or context.in_column:
            return overflow
        if _find_room(context, page, note):
            page.placed.add(id(note))
            return False
        _refuse(page, note)
        return True

    return layout_footnote


def _find_room(context: LayoutContext, page: PageNotes, note: FootnoteBox) -> bool:
    """Whether the page's last note can stand below the line of its call, divided or whole."""
    at_start = page.line is None
    spare = page.plan.spare.get(id(note), 0)
    if spare == inf:
        spare = 0
        if divide_early(context, page):
            return True
    bottom_space, bottom = page.line or (0, _text_top(context, page))
    bottom += spare
    bottom = max(bottom, tablerows.floor(page))
    if not has_no_room(context, bottom_space, bottom):
        return True
    if divide(context, page, bottom_space, bottom):
        return True
    if at_start and len(context.current_page_footnotes) == 1:
        # A rest that a page cannot divide well must still go on there.
        page.room, page.must_begin = room_below(context, bottom_space, bottom), True
        context._update_footnote_area()
        return True
    return False


def _refuse(page: PageNotes, note: FootnoteBox) -> None:
    """Prepare for the caller's asking what becomes of the line of a note that cannot begin."""
    page.refused = note
    late = id(note) in page.plan.late or tablerows.must_stay(page)
    if late and note.style["footnote_policy"] == "line":
        page.styles[id(note)] = note.style
        note.style = note.style.copy()
        note.style["footnote_policy"] = "auto"


def _text_top(context: LayoutContext, page: PageNotes) -> float:
    """The bottom of the text that is kept free while notes from earlier pages are laid out."""
    box = context.current_footnote_area.page
    return float(box.content_box_y() + (0 if box.page_type.blank else page.text_height))


def give_up_lines(original: Function) -> Function:
    """Wrap `report_footnote`, which is asked to send a note on where it could not begin, and where
    a line of text wants its room, that may not be the first to go to the next page."""

    def report_footnote(context: LayoutContext, note: FootnoteBox) -> None:
        page: PageNotes = layout_of(context).page
        wanted = page.line is not None and page.refused is not note and not context.in_column
        page.refused = None
        if wanted and _gives_lines(context, page):
            return
        if wanted and (beside.is_beside(context) or not page.plan.yields):
            # The caller ends where it finds no notes, and `hold_notes` gives them back.
            page.held, context.current_page_footnotes = context.current_page_footnotes, []
            return
        if page.rest is not None and page.rest[0] is note:
            page.room = page.rest = None
        original(context, note)

    return report_footnote


def _gives_lines(context: LayoutContext, page: PageNotes) -> bool:
    """Whether the page's last note could be divided, so that it leaves room for a line of text."""
    if beside.is_beside(context):
        return False
    before = area_height(context)
    bottom_space, bottom = page.line or (0, 0)
    bottom = max(bottom, tablerows.floor(page))
    return divide(context, page, bottom_space, bottom) and area_height(context) < before


def hold_notes(original: Function) -> Function:
    """Wrap `_break_line`: it is the line that goes to the next page, and not the notes."""

    def break_line(context: LayoutContext, *arguments: Argument) -> Result:
        page: PageNotes = layout_of(context).page
        if page.held is not None:
            context.current_page_footnotes, page.held = page.held, None
            page.holds = True
        return original(context, *arguments)

    return break_line


def no_area_without_notes(original: Function) -> Function:
    def _update_footnote_area(self: Argument) -> Result:
        """Give the text the area's margins back when its last note has gone. Say whether the
        area is too full, which only a `max-height` can make it."""
        area = self.current_footnote_area
        if marks_of(area).area is None:
            mark(area, area=Area(layout_of(self)))
        if beside.is_beside(self):
            beside.update(self)
            return False
        overflow = original(self) and (self.in_column or layout_of(self).page.too_full)
        if not self.current_page_footnotes and not self.in_column:
            self.page_bottom += self.current_footnote_area.margin_height()
            self.current_footnote_area.height = "auto"
        return overflow

    return _update_footnote_area
