"""Keeps together what no line must end in, and hyphenates no address, in WeasyPrint 70.

Pango breaks lines by Unicode's rules, which no property of CSS changes but for whole words. Where a
line would end within what `edition.text.unbroken` keeps together, it is set anew from a text with
joiners (U+2060) in these places, which are taken out again: nothing of them is painted or read. A
line stays as it was where nothing else fits.

Between two inline boxes WeasyPrint looks at the two letters that meet, taken by themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from math import inf

from edition.languages import cldr
from edition.pdf.upstream import Argument, Box, Function, LayoutContext, Result, Style
from edition.pdf.weasyprint70.state import marks_of
from edition.text import unbroken

_JOINER = "\u2060"
_BYTES = len(_JOINER.encode())
_TRIES = 6  # stretches that are kept together at the end of one line
_NEAR = 0.01  # pixels


def keep_together(original: Function) -> Function:
    """Wrap `split_first_line`."""

    def split_first_line(
        text: str,
        style: Style,
        context: LayoutContext,
        max_width: Argument,
        *rest: Argument,
        **named: Argument,
    ) -> Result:
        found = original(text, style, context, max_width, *rest, **named)
        if max_width is None or max_width == inf:
            return found
        joints: list[int] = []
        months = cldr.month_names(style["lang"] or "en")
        better = found
        for _ in range(_TRIES):
            end = better[2]
            at = None if end is None else len(text.encode()[:end].decode())
            span = None if at is None else unbroken.around(text, at, months)
            if at is None or span is None:
                return better
            joints = sorted({*joints, at, *unbroken.joints(text, *span)})
            joined = _joined(text, joints)
            line = original(joined, style, context, max_width, *rest, **named)
            better = _without_joiners(line, [len(text[:joint].encode()) for joint in joints])
            if better[3] > max(max_width, found[3]) + _NEAR:
                return found
        return found

    return split_first_line


def _joined(text: str, joints: list[int]) -> str:
    return _JOINER.join(text[start:end] for start, end in pairwise([0, *joints, len(text)]))


def _without_joiners(line: Result, joints: list[int]) -> Result:
    """A line that was set from a text with joiners at these bytes, as if there were none."""
    layout, length, end, *metrics = line
    layout.text = layout.text.replace(_JOINER, "")  # what is painted is set anew from it
    starts = [at + k * _BYTES for k, at in enumerate(joints)]
    length -= bisect_left(starts, length) * _BYTES
    if end is not None:
        end -= bisect_left(starts, end) * _BYTES
    return (layout, length, end, *metrics)


# ── between two boxes ───────────────────────────────────────────────────────────────────────


def keep_at_edges(original: Function) -> Function:
    """Wrap `can_break_text`."""

    def can_break_text(text: str, lang: Argument) -> Result:
        if len(text) == 2 and unbroken.belong_together(*text):
            return False
        return original(text, lang)

    return can_break_text


# ── addresses ───────────────────────────────────────────────────────────────────────────────


def no_hyphen_in_addresses(original: Function) -> Function:
    """Wrap `split_text_box`: where a hyphen was put into an address, set the line without."""

    def split_text_box(
        context: LayoutContext, box: Box, available_width: Argument, skip: int, *rest: Argument
    ) -> Result:
        found = original(context, box, available_width, skip, *rest)
        new, end = found[:2]
        if new is None or end is None or not marks_of(new.pango_layout).hyphen:
            return found
        at = len(box.text.encode()[:end].decode())
        if not unbroken.in_address(box.text, at):
            return found
        plain = box.copy()
        plain.style = box.style.copy()
        plain.style["hyphens"] = "manual"
        found = original(context, plain, available_width, skip, *rest)
        if found[0] is not None:
            found[0].style = box.style
        return found

    return split_text_box
