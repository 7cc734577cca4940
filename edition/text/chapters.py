"""Chapters: the paragraphs of the source in chapters, their numbers and titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from edition.model import (
    NUMBERED,
    Role,
    SourceText,
)
from edition.text import tablecells
from edition.text.lineends import on_one_line
from edition.text.parts import Part, continues, goes_on_from_name

#: Headings that open a division of the text.
OPENING = frozenset({Role.PART, Role.HEADING})


def numbers(source: SourceText, parts: Sequence[Part]) -> list[int | None]:
    """For each part its number in the margin, counted from 1, or None for what has none. The
    lines of one stanza share a number, those of a table, and a name on a line of its own with what
    is said."""
    text, files = source.text, source.starts
    counted = count(1)
    found: list[int | None] = []
    before: Part | None = None
    last: int | None = None
    for part in parts:
        if part.note >= 0:  # it is printed elsewhere
            found.append(None)
            continue
        is_same = before and (
            tablecells.goes_on(before.role, part.role)
            or goes_on_from_name(before, part)
            or (
                before.role is part.role is Role.VERSE
                and continues(text, before.span, part.span, files)
            )
        )
        last = last if is_same else next(counted) if part.role in NUMBERED else None
        found.append(last)
        before = part
    return found


def opening(parts: Sequence[Part], numbers: Sequence[int | None]) -> Iterator[bool]:
    """For each part whether its number begins with it."""
    last: int | None = None
    for part, number in zip(parts, numbers, strict=True):
        yield number is not None and number != last
        last = last if part.note >= 0 else number


def chapters(parts: Sequence[Part]) -> list[int]:
    """For each part the number of its chapter, from 0: the heading of a part or of a chapter opens
    one, unless it directly follows another of its kind or nothing stands before it. Those that the
    markup tells apart are never two lines of one."""
    which: list[int] = []
    chapter = 0
    before: Part | None = None
    for part in parts:
        if part.note < 0:
            if before and _opens(part, before):
                chapter += 1
            before = part
        which.append(chapter)
    return which


def _opens(part: Part, before: Part) -> bool:
    if part.role not in OPENING:
        return False
    return part.role is not before.role or bool(part.level and before.level)


def chapter_title(source: SourceText, parts: Sequence[Part], otherwise: str) -> str:
    """A chapter's headings, else its title, else `otherwise`."""
    for role in (Role.PART, Role.HEADING, Role.TITLE):
        if words := [on_one_line(source, part.span) for part in parts if part.role is role]:
            return " ".join(words)
    return otherwise
