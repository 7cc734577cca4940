"""Sets notes beside the text, each as near to its call as those before it allow.

A helper of `divide`. A page's footnote area that CSS puts beside the type area (`@footnote
{ margin-left; width }` at its right, `{ margin-right; width }` at its left, on a page whose
`direction` is from right to left) takes no height from the text: it has a column of its own, as
high as the type area. What the column has no room for goes on at the head of the next page's. When
the page's text is done, each note is set with its first line on the line of its call, or below the
note before it; notes that would then pass the foot move up.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from edition.pdf.upstream import (
    Box,
    FootnoteArea,
    FootnoteBox,
    LayoutContext,
    LineBox,
)

SLACK = 0.01
"""CSS px by which divided notes stay below their room, for rounding."""


def is_beside(context: LayoutContext) -> bool:
    """Whether the notes of the page that is being laid out stand beside its text."""
    area = context.current_footnote_area
    return not context.in_column and stands_beside(area, area.page.width)


def stands_beside(area: FootnoteArea, measure: float) -> bool:
    """Whether a footnote area is set off from the type area, `measure` wide, to one side."""
    margins = (area.margin_left, area.margin_right)
    return measure > 0 and any(side != "auto" and side >= measure for side in margins)


def column_height(context: LayoutContext) -> float:
    """How high the column of notes may be, in CSS px."""
    return float(context.current_footnote_area.page.height) - SLACK


def overflows(context: LayoutContext) -> bool:
    """Whether the column of notes, as it was last laid out, is higher than the type area."""
    area = context.current_footnote_area
    return area.height != "auto" and bool(context.overflows(area.page.height, area.margin_height()))


def update(context: LayoutContext) -> None:
    """Lay the column out with the page's notes, to know its height."""
    from weasyprint import layout
    from weasyprint.formatting_structure import build

    area = context.current_footnote_area
    area.children = context.current_page_footnotes
    area.height = "auto"
    if area.children:
        copy = build.create_anonymous_boxes(area.deepcopy())
        area.height = layout.block_level_layout(context, copy, -inf, None, area.page)[0].height


def place(root: Box, area: FootnoteArea) -> None:
    """Move the notes of a finished page to their calls. `area` is as it was laid out: its notes
    one under the other, from the foot of the type area on."""
    page = area.page
    top, foot = page.content_box_y(), page.content_box_y() + page.height
    calls = dict(_calls(root)) if root is not None else {}
    tops: list[float] = []
    below = top
    for note in area.children:
        wanted = calls.get(id(note.element), top) - (_baseline(note) or 0) + note.position_y
        below = max(below, wanted)
        tops.append(below)
        below += note.margin_height()
    foot += area.children[-1].margin_bottom  # That of the last note may pass.
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], foot - area.children[index].margin_height())
        foot = tops[index]
    # `make_page` will move the whole area up by its height.
    by = area.margin_height()
    for note, note_top in zip(area.children, tops, strict=True):
        note.translate(dy=note_top - note.position_y + by)
    area.position_y = top + by


def _calls(root: Box) -> Iterator[tuple[int, float]]:
    """(the note's element, the baseline of its call's line), for the calls on a page."""
    from weasyprint.formatting_structure import boxes

    waiting: list[tuple[Box, LineBox | None]] = [(root, None)]
    while waiting:
        box, line = waiting.pop()
        if isinstance(box, boxes.LineBox):
            line = line or box
        if box.footnote is not None and line is not None:
            yield id(box.footnote.element), line.position_y + line.baseline
        waiting.extend((child, line) for child in getattr(box, "children", ()))


def _baseline(note: FootnoteBox) -> float | None:
    """Where the note's first line stands."""
    from weasyprint.formatting_structure import boxes

    for box in note.descendants():
        if isinstance(box, boxes.LineBox):
            return float(box.position_y + box.baseline)
    return None
