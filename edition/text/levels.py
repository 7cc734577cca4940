"""Levels: what the headings of a source's markup are, and how deep each stands. Pure.

The markup says of a heading only its level (`##`). Which of them opens a part, a chapter or a
section is declared (`structure: levels`); else the first level is that of chapters and the second
that of sections, unless the one heading of the first level is the title of the book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.model import Role, SourceText
from edition.text.lineends import folded_words
from edition.text.normalize import fold_quote
from edition.text.parts import Part

_USUAL = (Role.HEADING, Role.SUBHEADING)
#: What stands below chapters, and each of its levels below the one above.
DEEPEST = 6


def assign(
    source: SourceText, parts: Sequence[Part], levels: Sequence[Role], title: str
) -> list[Part]:
    """The parts with the roles of the markup's headings: `levels` are the declared roles from the
    first level on, `title` is the edition's."""
    if not any(part.level for part in parts):
        return list(parts)
    roles = tuple(levels) or _guessed(source, parts, title)
    return [
        replace(part, role=roles[min(part.level, len(roles)) - 1]) if part.level else part
        for part in parts
    ]


def depths(parts: Sequence[Part]) -> list[int]:
    """How deep each heading stands in the contents, from 1; 0 for what is none."""
    has_parts = any(part.role is Role.PART for part in parts)
    found: list[int] = []
    top = 0
    for part in parts:
        if part.role is Role.SUBHEADING:
            below = max(1, part.level - top) if part.level else 1
            found.append(1 + has_parts + below)
            continue
        is_heading = part.role in (Role.PART, Role.HEADING)
        top = part.level if is_heading else top
        found.append(is_heading + (has_parts and part.role is Role.HEADING))
    return found


def _guessed(source: SourceText, parts: Sequence[Part], title: str) -> tuple[Role, ...]:
    """The usual roles, behind that of a title that is the book's only heading of its level."""
    headings = [part for part in parts if part.level]
    first = [part for part in headings if part.level == 1]
    is_title = (
        len(first) == 1
        and first[0] is headings[0]
        and (len(headings) > 1 or len(parts) == 1)
        and folded_words(source, first[0].span).text.casefold() == fold_quote(title).casefold()
    )
    return (Role.TITLE, *_USUAL) if is_title else _USUAL
