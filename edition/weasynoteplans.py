"""Lays a page out anew, with other choices, where its notes would leave a gap.

A helper of `weasynotes`. A line whose note cannot begin goes to the next page, and takes along the
lines, headings and questions that must stand with it; how much of the page that leaves empty
shows only when the page is done. So the page is laid out once without a plan. Where its gap is
greater than `MOST_BLANK`, two choices are tried for the notes about which it broke:

* a note leaves room for more lines below its call's line (`Plan.spare`), and is divided for it;
* a note goes overleaf while the line of its call stays (`Plan.late`).

The best layout so far is bettered in turn, while it can be. The same pages come out every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .weasynotearea import PageNotes, Plan, fill_page, text_bottom

MOST_BLANK = 0.15
"""Share of the type area's height above which a page's free room is a gap."""
_GAP = 0.05
"""What a gap costs, besides its height above `MOST_BLANK`, in shares of the type area."""
_LATE = 0.05
"""What a note overleaf costs, beside the page of its call."""
_LINES = (1, 2, 3, 4, 6, 8)
"""How many lines more a note may leave room for."""
_ROUNDS = 3


@dataclass(slots=True)
class _Outcome:
    """What a plan led to."""

    plan: Plan
    cost: float
    gap: bool
    notes: list[Any]
    """The notes about which the page broke, in the order of the document: the last one that
    stands here, and those that were tried and went to the next page with their lines."""
    given_back: list[Any]


def best_of_plans(original: Any) -> Any:
    """Wrap `block_level_layout` for a page's text: lay it out as its notes leave the least gap."""

    def block_level_layout(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        def lay_out(plan: Plan) -> tuple[Any, _Outcome]:
            saved.restore()
            context.edition_page.plan = plan
            result = original(context, box, *rest, **named)
            return result, _outcome(context, plan, result, saved.carried)

        if not box.is_for_root_element:
            return original(context, box, *rest, **named)
        saved = _Saved(context, box, rest)
        result, best = lay_out(Plan())
        last = best
        for _ in range(_ROUNDS):
            before = best
            for plan in _variations(context.edition_page, before):
                result, last = lay_out(plan)
                if last.cost < best.cost:
                    best = last
                if not best.gap:
                    break
            if best is before:
                break
        return result if last is best else lay_out(best.plan)[0]

    return block_level_layout


def _variations(page: PageNotes, outcome: _Outcome) -> Iterator[Plan]:
    if not outcome.gap:
        return
    for note in outcome.notes:
        for lines in _LINES:
            height = lines * page.line_height
            if height > outcome.plan.spare.get(id(note), 0):
                yield replace(outcome.plan, spare={**outcome.plan.spare, id(note): height})
    late = outcome.plan.late
    for note in outcome.given_back:
        late |= {id(note)}
        yield replace(outcome.plan, late=late)


def _outcome(context: Any, plan: Plan, result: Any, carried: set[int]) -> _Outcome:
    page: PageNotes = context.edition_page
    root, resume_at, next_page = result[:3]
    fill_page(context, page)
    if root is None or resume_at is None or next_page["break"] != "any":
        return _Outcome(plan, 0, False, [], [])
    height = context.current_footnote_area.page.height
    blank = (context.page_bottom - text_bottom(root, context.page_bottom)) / height
    here = {id(note) for note in (*context.current_page_footnotes, *context.reported_footnotes)}
    tried = list(page.tried.values())
    given_back = [note for note in tried if id(note) not in here][:3]
    placed = [note for note in context.current_page_footnotes if id(note) not in carried][-1:]
    gap = blank > MOST_BLANK
    cost = blank / 100 + _LATE * len(context.reported_footnotes)
    cost += _GAP + blank - MOST_BLANK if gap else 0
    return _Outcome(plan, cost, gap, placed + given_back, given_back)


class _Saved:
    """What the layout of a page's text changes, as it was before."""

    def __init__(self, context: Any, root: Any, lists: tuple[Any, ...]) -> None:
        self.context, self.root = context, root
        self.page = replace(context.edition_page)
        self.carried = {id(note) for note in context.current_page_footnotes}
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
        context.edition_page = replace(self.page, tried={})
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
