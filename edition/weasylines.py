"""Mends a line break of WeasyPrint 70 that leaves one word alone on a line.

A helper of `weasy`. Where a text ends with a space before an inline element (a link, a note's
call), and all of it but that space fits into the line, `split_first_line` takes the overflowing
space for an unbreakable first word, and breaks after the text's first word: Pango lets the space
hang over the edge, but `line_size` counts it. The line then holds a word or two.
"""

from __future__ import annotations

from functools import wraps
from math import inf
from typing import Any

_COLLAPSING = ("normal", "nowrap", "pre-line")


def install() -> None:
    """Patch WeasyPrint; called once, by `weasy.install`."""
    from weasyprint.layout import inline

    original = inline.split_first_line
    inline.split_first_line = wraps(original)(_hang_last_space(original))


def _hang_last_space(original: Any) -> Any:
    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        found = original(text, style, context, max_width, *rest, **named)
        resume_index, fits = found[2], max_width is not None and max_width != inf
        if resume_index is None or not fits or not text.endswith(" "):
            return found
        if style["white_space"] not in _COLLAPSING:
            return found
        words = text.rstrip(" ")
        if found[1] >= len(words.encode()):
            return found
        whole = original(words, style, context, max_width, *rest, **named)
        if whole[2] is not None or whole[3] > max_width:
            return found
        # All words stand on this line; the next one goes on behind the space.
        layout, length, _, *metrics = whole
        return (layout, length, len(text.encode()), *metrics)

    return split_first_line
