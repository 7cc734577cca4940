"""Short pages: the last page of a section that has less than five lines of text, and perhaps notes.

In: WeasyPrint's pages. Out: which of them are short. `production.layout` sets such a section anew,
its pages a line deeper or up to three less deep, as typesetters let pages run long or short (both
are in the Chicago Manual of Style, 17th edition, 2.113); `report` names those that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from edition.pdf import boxes
from edition.pdf.boxes import Page
from edition.pdf.upstream import Box, PageBox

#: The most lines that look forlorn on a page, and the share of it that is then free.
FEW, _FREE = 4, 0.75


def missing(pages: Sequence[PageBox]) -> int:
    """How many lines are missing on the pages that are short. Only those with few lines are looked
    at closely."""
    found = 0
    for k in range(1, len(pages)):
        if _has_few(pages[k]._page_box):
            near = pages[k - 1 : k + 2]
            before, page, *after = boxes.read(near, [""] * len(near))
            if is_short(before, page, *after):
                found += FEW + 1 - _lines(page)
    return found


def is_short(before: Page, page: Page, after: Page | None = None) -> bool:
    """Whether a section ends with `page`, which has little on it, and did not begin with it."""
    if not runs_on(before, page) or (after is not None and runs_on(page, after)):
        return False
    return 0 < _lines(page) <= FEW and page.blank >= _FREE


def _lines(page: Page) -> int:
    return sum(len(paragraph.lines) for paragraph in page.paragraphs)


def runs_on(page: Page, after: Page) -> bool:
    """Whether the text goes on from `page` to `after` without a break that was asked for."""
    ends = page.closes or after.opens or page.name != after.name
    return page.part == after.part and not ends and bool(page.paragraphs)


def _has_few(page: Box) -> bool:
    """Whether a page has lines, and no more than few: that of its head is one of them. Notes are
    not counted."""
    parts = (part for part in page.children if type(part).__name__ != "FootnoteAreaBox")
    boxes_ = (box for part in parts for box in (part, *part.descendants()))
    lines = (box for box in boxes_ if type(box).__name__ == "LineBox")
    return 0 < sum(1 for _ in islice(lines, FEW + 3)) <= FEW + 2
