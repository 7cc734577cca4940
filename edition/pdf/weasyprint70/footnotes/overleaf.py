"""Overleaf: which notes go overleaf, found by laying a page out anew where they would leave a gap.

A helper of `divide`. A line whose note cannot begin goes to the next page, and takes along the
lines, headings and questions that must stand with it; how much of the page that leaves empty
shows only when the page is done. So the page is laid out once without a plan. Where its gap is
greater than `MOST_BLANK`, or a note is not on the page of its call, three choices are tried for the
notes about which it broke:

* a note leaves room for more lines below its call's line (`Plan.spare`), and is divided for it;
* a note goes overleaf while the line of its call stays (`Plan.late`);
* notes go overleaf for a line that must stand with the next (`Plan.yields`).

The best layout so far is varied in turn, while its notes overleaf cost less than the gap. A short
note costs more than nearly every gap. The same pages come out every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from math import inf

from edition.model.dataclass import dataclass
from edition.pdf.upstream import (
    Argument,
    Box,
    FootnoteBox,
    Function,
    LayoutContext,
    Result,
)
from edition.pdf.weasyprint70.footnotes.area import fill_page, text_bottom
from edition.pdf.weasyprint70.footnotes.beside import is_beside
from edition.pdf.weasyprint70.state import PageNotes, Plan, layout_of

MOST_BLANK = 0.12
"""Share of the type area's height above which a page's free room is a gap."""
_GAP = 0.1
"""What a gap costs, besides its height above `MOST_BLANK`, in shares of the type area's height."""
_LATE = 0.1
"""What a note costs that is not on the page of its call."""
_SHORT, _SHORT_LATE = 2, 0.4
"""Lines up to which a note is short, and what it costs then: the page gains next to nothing."""
_DIVIDED = 0.002
_GOOD = MOST_BLANK / 100 + _DIVIDED
"""The cost of a page that has neither."""
_LETTER = 0.42
"""About the width of a letter, in its size."""
_LINES = (2, 4, inf)
"""How many lines more a note may leave room for; `inf`: all that it can."""
_MOST_LATE = 3
_MOST_PLANS = 16
"""How many plans are tried on a page."""


@dataclass(slots=True)
class _Outcome:
    """What a plan led to."""

    plan: Plan
    cost: float = 0
    movable: list[Box] = field(default_factory=list)
    """The notes about which the page broke, and that may leave more room: the one that is divided,
    those that went to the next page with their lines, if they can be divided, and those that went
    there without."""
    last: Box = None
    """The last note of a page with a gap, if it is whole and can be divided."""
    given_back: list[FootnoteBox] = field(default_factory=list)
    """Those that went to the next page with their lines, in the order of the document."""
    least: float = 0
    """What the notes that the plan sends overleaf cost."""
    holds: bool = False
    """Whether lines went to the next page because notes called above them stayed."""

    @property
    def poor(self) -> bool:
        return self.cost > _GOOD


def best_of_plans(original: Function) -> Function:
    """Wrap `block_level_layout` for a page's text: lay it out as its notes leave the least gap."""

    def block_level_layout(
        context: LayoutContext, box: Box, *rest: Argument, **named: Argument
    ) -> Result:
        if not box.is_for_root_element:
            return original(context, box, *rest, **named)
        saved = _Saved(context, box, rest)
        result: Result = None

        def lay_out(plan: Plan) -> _Outcome:
            nonlocal result
            saved.restore()
            layout_of(context).page.plan = plan
            result = original(context, box, *rest, **named)
            return _outcome(context, plan, result, saved.carried)

        best, last = _search(context, lay_out)
        if last is not best:
            lay_out(best.plan)
        return result

    return block_level_layout


def _search(
    context: LayoutContext, lay_out: Callable[[Plan], _Outcome]
) -> tuple[_Outcome, _Outcome]:
    """Return the best outcome, and that of the last layout. What led to the best pages so far is
    varied first."""
    best = last = lay_out(Plan())
    waiting, tried = [best], [best.plan]
    while waiting and best.poor:
        before = waiting.pop(min(range(len(waiting)), key=lambda place: waiting[place].cost))
        for plan, least in _varied(context, before):
            if len(tried) > _MOST_PLANS or not best.poor:
                return best, last
            if plan in tried or least >= best.cost:
                continue
            last = lay_out(plan)
            last.least = least
            tried.append(plan)
            if last.cost < before.cost or plan.late != before.plan.late:
                waiting.append(last)
            best = min(best, last, key=lambda outcome: outcome.cost)
    return best, last


def _varied(context: LayoutContext, before: _Outcome) -> Iterator[tuple[Plan, float]]:
    """Vary a poor plan: more room below the calls, then one note more overleaf. Each plan comes
    with what its notes overleaf cost."""
    plan = before.plan
    for note in before.movable:
        for count in _LINES:
            height = count * layout_of(context).page.line_height
            if height > plan.spare.get(id(note), 0):
                yield replace(plan, spare={**plan.spare, id(note): height}), before.least
    if before.last is not None:
        yield replace(plan, spare={**plan.spare, id(before.last): inf}), before.least
    if len(plan.late) < _MOST_LATE:
        for note in reversed(before.given_back):
            late = plan.late | {id(note)}
            yield replace(plan, late=late), before.least + _cost_overleaf(context, note)
    if before.holds and not plan.yields:
        yield replace(plan, yields=True), before.least + _LATE


def _cost_overleaf(context: LayoutContext, note: FootnoteBox) -> float:
    """What a note costs that begins overleaf, by about how many lines it has."""
    from weasyprint.formatting_structure.boxes import TextBox

    area = context.current_footnote_area
    width = area.page.width if area.width == "auto" else area.width
    letters = sum(len(box.text) for box in note.descendants() if isinstance(box, TextBox))
    lines = letters * _LETTER * note.style["font_size"] / width
    return _SHORT_LATE if lines <= _SHORT else _LATE


def _outcome(context: LayoutContext, plan: Plan, result: Argument, carried: set[int]) -> _Outcome:
    page: PageNotes = layout_of(context).page
    root, resume_at, next_page = result[:3]
    fill_page(context, page, resume_at)
    height = context.current_footnote_area.page.height
    if root is None or resume_at is None or next_page["break"] != "any" or not height:
        return _Outcome(plan)
    blank = (context.page_bottom - text_bottom(root, context.page_bottom, resume_at)) / height
    here, overleaf = context.current_page_footnotes, context.reported_footnotes
    late = [note for note in overleaf if id(note) not in carried]
    cost = blank / 100 + sum(_cost_overleaf(context, note) for note in late)
    cost += (_GAP + blank - MOST_BLANK) * (blank > MOST_BLANK)
    cost += _DIVIDED * (page.rest is not None)
    stand = {id(note) for note in (*here, *overleaf)}
    given_back = [note for note, _ in page.tried.values() if id(note) not in stand][:3]
    found = _Outcome(plan, cost, given_back=given_back, holds=page.holds)
    if not is_beside(context):  # Notes beside the text have no room to leave to it.
        last = [note for note in here[-1:] if id(note) not in carried]
        divided = last if page.rest is not None else []
        long = [note for note in given_back if _is_long(note, page)]
        found.movable = [note for note in (*divided, *long, *late) if id(note) in page.placed]
        if blank > MOST_BLANK and not divided and last and _is_long(last[0], page):
            (found.last,) = last
    return found


def _is_long(note: FootnoteBox, page: PageNotes) -> bool:
    return bool(page.tried[id(note)][1] >= note.style["orphans"] + note.style["widows"])


class _Saved:
    """What the layout of a page's text changes, as it was before."""

    def __init__(self, context: LayoutContext, root: Box, lists: tuple[Argument, ...]) -> None:
        self.context, self.root = context, root
        self.page = replace(layout_of(context).page)
        self.carried = {
            id(note) for note in (*context.current_page_footnotes, *context.reported_footnotes)
        }
        """The notes from earlier pages."""
        self.position = root.position_x, root.position_y
        self.lists = [(one, list(one)) for one in lists if isinstance(one, list)]
        self.lists += [(shapes, list(shapes)) for shapes in context._excluded_shapes.values()]
        self.notes = {
            name: getattr(context, name).copy()
            for name in ("footnotes", "current_page_footnotes", "reported_footnotes")
        }
        area = context.current_footnote_area
        self.area = area.height, list(area.children)
        self.bottom = context.page_bottom
        self.broken = dict(context.broken_out_of_flow)
        self.running = {
            name: list(pages.get(context.current_page, ()))
            for name, pages in context.running_elements.items()
        }

    def restore(self) -> None:
        context = self.context
        layout_of(context).page = replace(self.page, tried={}, placed=set())
        self.root.position_x, self.root.position_y = self.position
        for one, items in self.lists:
            one[:] = items
        for name, notes in self.notes.items():
            setattr(context, name, notes.copy())
        area = context.current_footnote_area
        area.height, area.children = self.area[0], context.current_page_footnotes
        context.page_bottom = self.bottom
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(self.broken)
        for name, pages in context.running_elements.items():
            if context.current_page in pages:
                pages[context.current_page] = list(self.running.get(name, ()))
