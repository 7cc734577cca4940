"""Long notes: which of them go on at the back of a PDF, and from where. Pure."""

from __future__ import annotations

from edition.markup import split

#: A note of more lines than this is in the PDF's back matter, but for its first lines. Shorter ones
#: go on from page to page (`footnotes.divide`), which a reader follows over a few pages, not ten.
LONG_NOTE = 200
_LINES_KEPT = 13


def divided(markup: str, width: int) -> tuple[str, str]:
    """A note's markup for the foot of the page, and the rest that stands at the back: a note must
    not be taller than its page (WeasyPrint issue 1833). `width` are the letters of a line."""
    lines = kept = limit = 0
    for block in split.text_of(markup).split("\n"):
        lines += 1 + len(block) // width
        if lines <= _LINES_KEPT:
            kept, limit = lines, limit + len(block)
    if lines <= LONG_NOTE:
        return markup, ""
    return split.split(markup, limit + (_LINES_KEPT - kept) * width)
