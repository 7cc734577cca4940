"""Parts: a stretch of the source that has one role, and whether it goes on in the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.model import (
    Paragraph,
    Photo,
    Role,
    Span,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the reading text with its role; `photo` where it belongs to a figure,
    `language` where it is not in the edition's."""

    role: Role
    span: Span
    paragraph: Paragraph
    photo: Photo | None = None
    language: str = ""


_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0]*(?:\r\n|\n|\r)")


def continues(text: str, before: Span, after: Span, files: Sequence[int] = ()) -> bool:
    """Whether a verse at `after` belongs to the stanza of the one at `before`: no blank line
    stands between them in the source, and no file begins there (`files` are where they do)."""
    if any(before.end <= start <= after.start for start in files):
        return False
    return not _BLANK_LINE.search(text, before.end, after.start)


def line_start(text: str, offset: int, files: Sequence[int] = ()) -> int:
    """Where the line of the source begins that the character at `offset` is on; the beginning of
    a file (`files` are where they begin) begins a line."""
    ends = text.rfind("\n", 0, offset) + 1, text.rfind("\r", 0, offset) + 1
    return max(*ends, *(start for start in files if start <= offset))
