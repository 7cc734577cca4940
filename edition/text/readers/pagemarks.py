"""Page marks: where a source says itself that a page of the original begins. Pure.

A pattern as it is declared, `[Pg *]`, in which `*` stands for the page's name. A mark is taken out
with one of the blanks around it, or with the line that it fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from edition.model import Span
from edition.model.pages import NAME

_BLANK = " \t\u00a0"
_STOPS = ".,;:!?"
#: What is at the edge of a line; a paragraph ends with nothing.
_LINE_ENDS = ("", "\n", "\r")


class PageMark(NamedTuple):
    """A mark: from where to where it goes in the file with the blank that it takes along, where its
    own signs begin, and the page's name."""

    start: int
    end: int
    sign: int
    name: str


@lru_cache(maxsize=4)
def _expression(pattern: str) -> re.Pattern[str]:
    before, _, behind = pattern.partition("*")
    return re.compile(f"{re.escape(before)}({NAME}){re.escape(behind)}")


def marks(
    raw: str, start: int, end: int, pattern: str, before: str = "", behind: str = ""
) -> Iterator[PageMark]:
    """The marks from `start` to `end`: of a paragraph or, with the characters `before` it and
    `behind` it that are shown, of a piece of one."""
    if not pattern:
        return
    last = start
    for found in _expression(pattern).finditer(raw, start, end):
        at = found.start()
        before = raw[at - 1] if at > last else before
        a, b = _with_blank(raw, Span(last, end), Span(*found.span()), before, behind)
        yield PageMark(a, b, at, found[1])
        last = b


def _with_blank(raw: str, around: Span, mark: Span, before: str, behind: str) -> tuple[int, int]:
    """A mark with one of the blanks beside it where there are two or none is wanted, or with the
    line that it fills; `before` is what comes before it, and before other marks there."""
    start, stop = mark
    opens = before in _LINE_ENDS
    if opens or before in _BLANK:
        while stop < around.end and raw[stop] in _BLANK:
            stop += 1
    after = raw[stop] if stop < around.end else behind
    if opens and after in _LINE_ENDS:
        if stop < around.end:
            return start, stop + (2 if raw.startswith("\r\n", stop) else 1)
        while start > around.start and raw[start - 1] in "\r\n":
            start -= 1
    elif after in _LINE_ENDS or after in _STOPS:
        while start > around.start and raw[start - 1] in _BLANK:
            start -= 1
    return start, stop
