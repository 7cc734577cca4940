"""Remembers the lines and notes of a page, so that laying it out anew costs little.

A page's text and notes are laid out several times: for each note that comes in or goes, for each
plan (`footnotes.overleaf`), for each way to break a line (`lines.paragraphs`). Most of their lines
come out as before. What a line looks like depends on where it begins, on the measure, and on what
is asked of its end, and not on how far down the page it stands: so it is kept, and copied when it
is wanted again. Lines are kept for the page that is laid out and the one before it. What a style
sheet changes while pages are laid out (`target-counter()`) makes all of it void.

WeasyPrint copies a page's notes, and builds the anonymous boxes in them, each time that it lays
them out; here that is done once for each note.
"""

from __future__ import annotations

from collections.abc import Callable

from edition.pdf.upstream import (
    Argument,
    Box,
    FootnoteArea,
    FootnoteBox,
    Function,
    LayoutContext,
    Result,
)
from edition.pdf.weasyprint70.state import Area, Key, Lines, content_of, layout_of, mark, marks_of


def count_changes(original: Function) -> Function:
    """Wrap `TargetCollector.collect_missing_counters`: count when content is made anew."""

    def collect_missing_counters(
        collector: Argument,
        parent_box: Argument,
        css_token: Argument,
        parse_again: Argument,
        *rest: Argument,
    ) -> None:
        def counted(*arguments: Argument) -> Result:
            content_of(collector).changes += 1
            return parse_again(*arguments)

        original(collector, parent_box, css_token, counted, *rest)

    return collect_missing_counters


# ── lines ───────────────────────────────────────────────────────────────────────────────────


def _lines(context: LayoutContext) -> Lines:
    layout = layout_of(context)
    if layout.lines.version != layout.content.changes:
        layout.lines = Lines(layout.content.changes)
    return layout.lines


def turn_lines(context: LayoutContext) -> None:
    """Begin another page: forget the lines of the page before the last."""
    _lines(context).turn()


def remembered(
    context: LayoutContext, box: Box, key: Key, lay_out: Callable[[], Argument]
) -> tuple[Result, bool]:
    """The line that `lay_out` gives: an object with a `box`, and the lists `absolute` and `fixed`
    of what it holds places for. `box` is the unbroken line; `key` and it tell lines apart.

    And whether the line is kept: its `box` must be copied then before use.
    """
    if not _can_be_kept(box):
        return lay_out(), False
    lines, key = _lines(context), (id(box), *key)
    kept = lines.new.get(key) or lines.old.get(key)
    if kept is None:
        made = lay_out()
        if made.box is None or made.absolute or made.fixed:
            return made, False
        kept = box, made
    lines.new[key] = kept
    return kept[1], True


def _can_be_kept(box: Box) -> bool:
    """Whether laying a line of `box` out does nothing but make boxes, which can be copied."""
    known = marks_of(box).kept
    if known is None:
        known = not any(map(_has_effects, box.descendants()))
        mark(box, kept=known)
    return known


def _has_effects(part: Argument) -> bool:
    from weasyprint.formatting_structure import boxes

    if not part.is_in_normal_flow():
        return True
    own = (boxes.TableBox, boxes.FlexContainerBox, boxes.GridContainerBox)
    if isinstance(part, boxes.AtomicInlineLevelBox):
        return any(inner.footnote is not None for inner in part.descendants())
    return isinstance(part, own)


def copied(box: Box, dy: float) -> Result:
    """A copy of a line, or of what is in it, `dy` CSS px further down."""
    new = box.copy()
    new.position_y += dy
    if box.children:
        new.children = [copied(child, dy) for child in box.children]
    return new


# ── notes ───────────────────────────────────────────────────────────────────────────────────


def with_prepared_notes(original: Function) -> Function:
    """Wrap `FootnoteAreaBox.deepcopy`: copy notes that have their anonymous boxes already."""

    def deepcopy(area: FootnoteArea) -> Result:
        known = marks_of(area).area
        if known is None or not area.children:
            return original(area)
        notes = [_prepared(area, note, known.layout.content.changes) for note in area.children]
        if None in notes:
            return original(area)
        copy = area.copy()
        copy.children = notes
        mark(copy, area=Area(known.layout, prepared=True))
        return copy

    return deepcopy


def _prepared(area: FootnoteArea, note: FootnoteBox, version: int) -> Result:
    """A note of `area` with its anonymous boxes, or None where it cannot be prepared by itself."""
    from weasyprint.formatting_structure import boxes, build

    known = marks_of(note).prepared
    if known is None or known[0] != version:
        made = None
        if type(note) is boxes.BlockBox:
            alone = area.copy()
            alone.children = [note.deepcopy()]
            children = build.create_anonymous_boxes(alone).children
            made = children[0] if len(children) == 1 else None
        known = version, made
        mark(note, prepared=known)
    return known[1]


def unless_prepared(original: Function) -> Function:
    """Wrap `create_anonymous_boxes`: leave an area alone whose notes are prepared."""

    def create_anonymous_boxes(box: Box) -> Result:
        known = marks_of(box).area
        return original(box) if known is None or not known.prepared else box

    return create_anonymous_boxes
