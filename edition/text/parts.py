"""Parts: a stretch of the source that has one role, and whether it goes on in the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.model import (
    Item,
    Paragraph,
    Photo,
    Role,
    Span,
    Speaker,
)
from edition.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the reading text with its role; `photo` where it belongs to a figure,
    `language` where it is not in the edition's. `speaker` is who speaks; the first `label`
    characters are the source's own name for him. `is_default`: nothing names its role. `note` is
    the author's note that it belongs to (an index of `Marked.notes`), or -1; `level` that of a
    heading of the markup, `item` the place in a list. `pattern` is the pattern of
    `headings` that it is like (an index), or -1; `goes_on`: it is a later line of that heading."""

    role: Role
    span: Span
    paragraph: Paragraph
    photo: Photo | None = None
    language: str = ""
    speaker: Speaker | None = None
    label: int = 0
    is_default: bool = False
    note: int = -1
    level: int = 0
    item: Item | None = None
    pattern: int = -1
    goes_on: bool = False


def goes_on_from_name(before: Part, after: Part) -> bool:
    """Whether a speech follows the name of its speaker, which has a paragraph of its own."""
    is_name = 0 < before.label == before.span.end - before.span.start
    return is_name and after.speaker == before.speaker and not after.label


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
