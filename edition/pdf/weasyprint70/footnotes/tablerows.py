"""Notes that are called in the cells of a table.

A helper of `divide`. WeasyPrint lays the cells of a row out one after the other, each as if it
stood alone, so that a note of the second would take the height that the first has filled. Here a
note leaves the room of all cells of its row, as far as they are laid out. A row that nothing
stands above stays whole, since it could not go to another page: its notes go on without it.
"""

from __future__ import annotations

from edition.pdf.upstream import (
    Argument,
    Box,
    Function,
    LayoutContext,
    Result,
    SkipStack,
)
from edition.pdf.weasyprint70.state import PageNotes, Row, layout_of


def remember_row(original: Function) -> Function:
    """Wrap `block_container_layout`."""

    def block_container_layout(
        context: LayoutContext,
        box: Box,
        bottom_space: Argument,
        skip_stack: SkipStack,
        page_is_empty: bool,
        *rest: Argument,
        **named: Argument,
    ) -> Result:
        from weasyprint.formatting_structure.boxes import TableCellBox

        page = layout_of(context).page
        if page.apart or not isinstance(box, TableCellBox):
            return original(context, box, bottom_space, skip_stack, page_is_empty, *rest, **named)
        row = page.row
        if row is None or row.top != box.position_y or row.x >= box.position_x:
            row = Row(box.position_y, box.position_x, box.position_y, page_is_empty)
        row.x, row.inside, page.row = box.position_x, True, row
        result = original(context, box, bottom_space, skip_stack, page_is_empty, *rest, **named)
        page.row = row
        row.inside = False
        if result[0] is not None:
            row.floor = max(row.floor, result[0].position_y + result[0].border_height())
        return result

    return block_container_layout


def floor(page: PageNotes) -> float:
    """How far down the row reaches that is being laid out; 0 outside of tables."""
    return page.row.floor if page.row is not None and page.row.inside else 0


def must_stay(page: PageNotes) -> bool:
    """Whether the line being laid out is in a row that cannot go to another page."""
    return page.row is not None and page.row.inside and page.row.is_first
