"""Setter: how well each way to break a paragraph's next two lines would look, and the best of
them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace

from edition.model.dataclass import dataclass
from edition.pdf.upstream import Argument, Box, LayoutContext, SkipStack
from edition.pdf.weasyprint70.speed.lines import copied, remembered
from edition.pdf.weasyprint70.state import layout_of, mark, marks_of

MOST_HYPHENS = 2
"""Lines in a row that may end with a hyphen."""
LOOSE = 1.8
"""Word space, as a multiple of the normal one, above which a line is tried otherwise."""
SHRINK = 0.15
"""The share of its word spaces that a line may lose."""
_HYPHEN = 0.1  # what a hyphen costs, where a space twice too wide costs 1
_SHORTER = 3  # how many breaks before the last one are tried
_ROUNDING = 0.001  # CSS px
_STEP = 0.1  # CSS px that a line must be too wide by to end earlier


@dataclass(slots=True)
class Line:
    """A line as it was laid out, and how to lay it out again."""

    start: SkipStack
    top: float
    indent: float
    hyphens: bool
    narrow: float
    box: Box = None
    resume_at: SkipStack = None
    absolute: list[Box] = field(default_factory=list)
    fixed: list[Box] = field(default_factory=list)
    hyphen: bool = False
    """Whether the layout added a hyphen at its end."""
    space: float = 1.0
    """Its word space as a multiple of the normal one; 1 where it is not justified."""
    free: float = 0.0
    """What justification added to its width, in CSS px."""
    shrunk: bool = False
    """Whether its spaces are narrower than normal."""
    spaces: float = 0.0
    """What its word spaces measure without justification."""

    @property
    def cost(self) -> float:
        return (self.space - 1) ** 2 + _HYPHEN * self.hyphen


class LineSetter:
    """Lays out lines of one paragraph."""

    def __init__(
        self, context: LayoutContext, box: Box, bottom_space: Argument, container: Box
    ) -> None:
        self.context, self.box = context, box
        self.bottom_space, self.container = bottom_space, container

    def line(
        self, start: SkipStack, top: float, indent: float, hyphens: bool = True, narrow: float = 0.0
    ) -> Line:
        """Lay out the line that begins at `start`: without a hyphen at its end, or ending before
        the last `narrow` px of the measure, where that is asked for. If `narrow` is negative, the
        line is longer by it, with narrower spaces."""
        context, container = self.context, self.container
        key = (
            _place(start),
            indent,
            hyphens,
            narrow,
            container.width,
            container.height,
            container.content_box_x(),
        )
        asked = Line(start, top, indent, hyphens, narrow)
        line: Line
        line, kept = remembered(context, self.box, key, lambda: self._lay_out(asked))
        # Lines in this one have set these anew, unless they were remembered.
        layout = layout_of(context)
        layout.hyphens, layout.narrow = True, 0.0
        if not kept:
            return line
        box = copied(line.box, top - line.top)
        box.position_y = top
        line = replace(line, top=top, box=box, absolute=[], fixed=[])
        mark(box, line=line)
        return line

    def _lay_out(self, made: Line) -> Line:
        from weasyprint.layout import inline

        context, layout = self.context, layout_of(self.context)
        # Lines of boxes in this line are not the line that `footnotes.divide` makes room for.
        page, place = layout.page, layout.page.line
        self.box.text_indent = made.indent
        layout.hyphens, layout.narrow = made.hyphens, made.narrow
        try:
            made.box, made.resume_at = inline.get_next_linebox(
                context,
                self.box,
                made.top,
                self.bottom_space,
                made.start,
                self.container,
                made.absolute,
                made.fixed,
                None,
                None,
            )
        finally:
            page.line = place
            layout.hyphens, layout.narrow = True, 0.0
        if made.box is not None:
            inline.handle_leader(context, made.box, self.container)
            mark(made.box, line=made)
            _measure(made)
            if made.narrow < 0:
                self._shrink(made)
        return made

    def good(self, start: SkipStack, top: float, indent: float, hyphens: bool = True) -> Line:
        """As `line`; a loose one with the next word or syllable, if narrower spaces take it in."""
        made = self.line(start, top, indent, hyphens)
        # A line from right to left would end outside of the measure before it is narrowed.
        if made.box is None or made.space <= LOOSE or self.box.style["direction"] == "rtl":
            return made
        tight = self.line(start, top, indent, hyphens, -made.spaces * SHRINK)
        better = tight.shrunk and tight.hyphen <= tight.hyphens
        return tight if better else self.again(made)

    def _shrink(self, line: Line) -> None:
        """Narrow the spaces of a line that is too long, if that is allowed and enough."""
        from weasyprint.layout import inline

        over = line.box.width - self.container.width
        # A line that is not too long is justified, and as wide as the measure but for rounding.
        if _ROUNDING < over <= line.spaces * SHRINK:
            inline.justify_line(self.context, line.box, -over)
            line.shrunk = True

    def below(self, line: Line, hyphens_above: int) -> Line:
        """The line under `line`."""
        bottom = line.box.position_y + line.box.height
        made = self.good(line.resume_at, bottom, 0, hyphens_above < MOST_HYPHENS)
        if made.hyphens or made.box is None or not self._too_long(made.box):
            return made
        return self.line(line.resume_at, bottom, 0)

    def _too_long(self, box: Box) -> bool:
        left = self.container.content_box_x()
        return bool(box.position_x + box.width > left + self.container.width + _STEP)

    def again(self, line: Line) -> Line:
        """Lay `line` out anew where a trial has moved what it holds a place for."""
        if not line.absolute and not line.fixed:
            return line
        return self.line(line.start, line.top, line.indent, line.hyphens, line.narrow)

    def ragged(self, line: Line) -> Iterator[Line]:
        """The lines of a paragraph that is not justified, of which `line` is the first."""
        above = 0
        while line.box is not None:
            yield line
            if line.resume_at is None:
                return
            above = (above + 1) * line.hyphen
            line = self.below(line, above)

    def pairs(self, line: Line) -> Iterator[Line]:
        """The lines of a justified paragraph, of which `line` is the first."""
        above = 0
        while line.box is not None and line.resume_at is not None:
            below = self.below(line, (above + 1) * line.hyphen)
            if below.box is not None and below.space > LOOSE:
                line, below = self.pair(line, below, above)
            above = (above + 1) * line.hyphen
            yield line
            line = below
        if line.box is not None:
            yield line

    def pair(self, upper: Line, lower: Line, above: int) -> tuple[Line, Line]:
        """The best of some ways to part the words of two lines, of which the lower one is loose;
        `above`: how many lines in a row end with a hyphen above them."""
        best = first = (upper, lower)
        for _ in range(_SHORTER):
            narrow = upper.free + _STEP
            upper = self.line(upper.start, upper.top, upper.indent, upper.hyphens, narrow)
            if upper.box is None or upper.free < narrow - _STEP or upper.space > first[1].space:
                break  # One word alone is too long, or it is as loose itself.
            lower = self.below(upper, (above + 1) * upper.hyphen)
            if lower.box is None or _place(lower.resume_at) < _place(first[1].resume_at):
                break
            if upper.cost + lower.cost < best[0].cost + best[1].cost:
                best = (upper, lower)
        return self.again(best[0]), self.again(best[1])


def _measure(line: Line) -> None:
    """Set what justification did to the line, and whether it ends with a hyphen."""
    last = None
    for part in line.box.descendants():
        text = getattr(part, "text", "")
        if not text:
            continue
        last = part
        spacing, normal = part.justification_spacing, 0.25 * part.style["font_size"]
        count = text.count(" ") + text.count("\u00a0")
        line.spaces += normal * count
        if spacing:
            line.space = max(line.space, 1 + spacing / normal)
            line.free += spacing * count
    line.hyphen = last is not None and marks_of(last).hyphen


def _place(resume_at: SkipStack) -> tuple[float, ...]:
    """A place in a paragraph, so that later ones are greater."""
    if resume_at is None:
        return (float("inf"),)
    ((index, rest),) = resume_at.items()
    return (index, *(() if rest is None else _place(rest)))
