"""Chapters: the paragraphs of the source in chapters, their numbers and titles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from edition.model import (
    NUMBERED,
    Role,
    SourceText,
)
from edition.text import tablecells
from edition.text.lineends import on_one_line
from edition.text.parts import Part, continues, goes_on_from_name


def numbers(source: SourceText, parts: Sequence[Part]) -> list[int | None]:
    """For each part its number in the margin, counted from 1, or None for what has none. The
    lines of one stanza share a number, those of a table, and a name on a line of its own with what
    is said."""
    text, files = source.text, source.starts
    counted = count(1)
    found: list[int | None] = []
    for k, part in enumerate(parts):
        before = parts[k - 1] if k else None
        is_same = before and (
            tablecells.goes_on(before.role, part.role)
            or goes_on_from_name(before, part)
            or (
                before.role is part.role is Role.VERSE
                and continues(text, before.span, part.span, files)
            )
        )
        number = found[-1] if is_same else next(counted) if part.role in NUMBERED else None
        found.append(number)
    return found


def chapters(parts: Sequence[Part]) -> list[int]:
    """For each part the number of its chapter, from 0: a heading opens one, unless it directly
    follows another heading or nothing stands before it."""
    which: list[int] = []
    chapter = 0
    for k, part in enumerate(parts):
        follows_heading = k > 0 and parts[k - 1].role is Role.HEADING
        if part.role is Role.HEADING and k > 0 and not follows_heading:
            chapter += 1
        which.append(chapter)
    return which


def chapter_title(source: SourceText, parts: Sequence[Part], otherwise: str) -> str:
    """A chapter's headings, else its title, else `otherwise`."""
    for role in (Role.HEADING, Role.TITLE):
        if words := [on_one_line(source, part.span) for part in parts if part.role is role]:
            return " ".join(words)
    return otherwise
