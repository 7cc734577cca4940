"""Breaks: paragraphs of signs alone, which stand between two scenes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.model import Role, SourceText
from edition.text.parts import Part

#: Longest row of signs, in characters.
_LONGEST = 120
_BLANKS = r"[ \t\u00a0\u2002\u2003\u2009]*"
#: Three and more of one sign, blanks between them or not; or one of those that are made for it
#: (an asterisk, an asterism, hearts of flowers, black and white florettes, sections).
_ROW = re.compile(
    rf"([-*_~=+#\u2013\u2014\u2022\u00b7\u2027\u2219\u25cf\u25e6\u2217\u2736\u273b\u25c6\u25c7\u2020\u00a4])(?:{_BLANKS}\1){{2,}}"
    rf"|[*#]|(?:[\u2042\u2051\u2766\u2767\u2619\u203b\u2756\u273d\u273f\u2740\u2743\u274b\u2732]{_BLANKS})+"
)


def is_row(words: str) -> bool:
    """Whether a paragraph is a row of signs, as printers set it between two scenes."""
    words = words.strip()
    return 0 < len(words) <= _LONGEST and bool(_ROW.fullmatch(words))


def assign(source: SourceText, parts: Sequence[Part]) -> list[Part]:
    """The parts, those that are rows of signs and have no other role as breaks."""
    return [
        replace(part, role=Role.BREAK, is_default=False)
        if part.is_default and is_row(_begin(source, part))
        else part
        for part in parts
    ]


def _begin(source: SourceText, part: Part) -> str:
    start, end = part.span
    return source.text[start : min(end, start + _LONGEST + 1)]
