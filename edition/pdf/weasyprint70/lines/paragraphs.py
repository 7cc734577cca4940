"""Chooses a paragraph's lines two at a time, where WeasyPrint 70 takes each as long as it can be.

Each line is laid out before the one above it is handed on, so that the upper
one may end a syllable or a word earlier:

* after two lines that end with a hyphen the third has none (CSS Text 4,
  `hyphenate-limit-lines: 2`), unless it holds one word only, which would be too long;
* the last line of a page has none, unless it would be loose then (CSS Text 4,
  `hyphenate-limit-last: page`);
* a justified line that is looser than `LOOSE` takes the next word or syllable in, where spaces
  narrower by `SHRINK` are enough for it;
* if they are not, it takes words from the line above, where the two together are better for it, and
  the lines that follow stay what they were. So no paragraph grows.

How many hyphens stand above a line is told by the lines of the same paragraph on the same page:
lines are laid out anew for many reasons, and nothing is remembered from one time to the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.pdf.upstream import (
    Argument,
    Box,
    Function,
    LayoutContext,
    LineBox,
    Result,
    SkipStack,
    Style,
)
from edition.pdf.weasyprint70.lines.setter import LOOSE, Line, LineSetter
from edition.pdf.weasyprint70.state import layout_of, mark, marks_of


def in_pairs(original: Function) -> Function:
    def iter_line_boxes(
        context: LayoutContext,
        box: Box,
        top: Argument,
        bottom_space: Argument,
        start: SkipStack,
        container: Box,
        absolute: list[Box],
        fixed: list[Box],
        first_letter_style: Style,
        first_line_style: Style,
    ) -> Iterator[tuple[Result, Result]]:
        from weasyprint.layout import inline

        if first_letter_style or first_line_style or context.excluded_shapes or not _plain(box):
            yield from original(
                context,
                box,
                top,
                bottom_space,
                start,
                container,
                absolute,
                fixed,
                first_letter_style,
                first_line_style,
            )
            return
        inline.resolve_percentages(box, container)
        box.text_indent = 0
        if start is None:
            inline.resolve_one_percentage(box, "text_indent", container.width)
        setter = LineSetter(context, box, bottom_space, container)
        lines = setter.pairs if box.style["text_align_all"] == "justify" else setter.ragged
        for line in lines(setter.good(start, top, box.text_indent, True)):
            absolute.extend(line.absolute)
            fixed.extend(line.fixed)
            yield line.box, line.resume_at

    return iter_line_boxes


def _plain(box: Box) -> bool:
    """Whether lines of this paragraph can be laid out twice: nothing in it floats or runs."""
    known = marks_of(box).plain
    if known is None:
        known = not any(part.is_floated() or part.is_running() for part in box.descendants())
        mark(box, plain=known)
    return known


def end_narrower(original: Function) -> Function:
    def split_inline_box(
        context: LayoutContext, box: Box, position_x: Argument, max_x: Argument, *rest: Argument
    ) -> Result:
        narrow = layout_of(context).narrow
        if narrow and type(box).__name__ == "LineBox":
            max_x -= narrow
        return original(context, box, position_x, max_x, *rest)

    return split_inline_box


def without_hyphen(original: Function) -> Function:
    def split_first_line(
        text: str,
        style: Style,
        context: LayoutContext,
        max_width: Argument,
        *rest: Argument,
        **named: Argument,
    ) -> Result:
        found = original(text, style, context, max_width, *rest, **named)
        if context is None or layout_of(context).hyphens:
            return found
        if not marks_of(found[0]).hyphen or style["hyphens"] != "auto":
            return found
        plain = style.copy()
        plain["hyphens"] = "manual"
        without = original(text, plain, context, max_width, *rest, **named)
        broken = without[3] <= max_width and " " not in text.encode()[: without[1]].decode()
        return found if broken else without

    return split_first_line


def no_hyphen_at_page_end(original: Function) -> Function:
    def linebox_layout(
        context: LayoutContext,
        box: Box,
        index: int,
        child: Box,
        lines: list[LineBox],
        *rest: Argument,
    ) -> Result:
        result = original(context, box, index, child, lines, *rest)
        abort, stop, resume_at = result[:3]
        if abort or not stop or context.in_column or not lines or resume_at is None:
            return result
        last: Line | None = marks_of(lines[-1]).line
        if last is None or not last.hyphen or last.absolute or last.fixed:
            return result
        setter = LineSetter(context, child, rest[4], box)
        top, narrow = lines[-1].position_y, max(0, last.narrow)
        line = setter.line(last.start, top, last.indent, False, narrow)
        alike = (
            line.box is not None
            and line.resume_at is not None
            and (line.box.height == lines[-1].height and _notes(line.box) == _notes(lines[-1]))
        )
        if not alike or line.hyphen or line.absolute or line.space > LOOSE:
            return result
        lines[-1] = line.box
        line.box.resume_at = line.resume_at
        return (abort, stop, {index: line.resume_at}, *result[3:])

    return linebox_layout


def _notes(line: LineBox) -> list[int]:
    return [id(part.footnote) for part in line.descendants() if part.footnote is not None]
