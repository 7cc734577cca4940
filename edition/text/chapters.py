"""Chapters: the paragraphs of the source in chapters, their numbers and titles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import count

from edition.model import (
    NUMBERED,
    Role,
    SourceText,
    Structure,
)
from edition.text import tablecells
from edition.text.lineends import on_one_line
from edition.text.parts import Part, continues, goes_on_from_name

#: Headings, from the highest level down, and what each begins if nothing else is said.
HEADINGS = {Role.PART: "page", Role.HEADING: "page", Role.SUBHEADING: "line"}


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


def begins(structure: Structure, role: Role) -> str:
    """What a heading of this role begins: a page, a recto or a line."""
    return structure.begins.get(role, HEADINGS.get(role, "line"))


def opening_roles(structure: Structure) -> frozenset[Role]:
    """The headings that begin a page: they open a division of the text."""
    return frozenset(role for role in HEADINGS if begins(structure, role) != "line")


def chapters(parts: Sequence[Part], opening: Collection[Role]) -> list[int]:
    """For each part the number of its chapter, from 0: a heading of the roles `opening` opens one,
    unless it goes on with the heading before it or nothing stands before it."""
    which: list[int] = []
    chapter = 0
    before: Part | None = None
    for part, first in zip(parts, first_lines(parts), strict=True):
        if part.note < 0:
            if before and first and part.role in opening:
                chapter += 1
            before = part
        which.append(chapter)
    return which


def first_lines(parts: Sequence[Part]) -> Iterator[bool]:
    """For each part whether it is a heading, or the first line of one. What directly follows a
    heading of its level goes on with it; those that the markup tells apart, and those of one
    pattern, are never two lines of one."""
    before: Part | None = None
    met: set[int] = set()
    for part in parts:
        if part.role not in HEADINGS or part.note >= 0:
            before = before if part.note >= 0 else None
            yield False
            continue
        goes_on = before is not None and _goes_on(part, before, met)
        met = met if goes_on else set()
        met |= {part.pattern} - {-1}
        before = part
        yield not goes_on


def _goes_on(part: Part, before: Part, met: Collection[int]) -> bool:
    if part.role is not before.role or (part.level and before.level):
        return False
    return part.goes_on or part.pattern not in met


def chapter_title(
    source: SourceText, parts: Sequence[Part], otherwise: str, opening: Collection[Role]
) -> str:
    """A chapter's heading, else its title, else `otherwise`."""
    heads = head(parts, opening) or [part for part in parts if part.role is Role.TITLE]
    return " ".join(on_one_line(source, part.span) for part in heads) or otherwise


def head(parts: Sequence[Part], opening: Collection[Role]) -> list[Part]:
    """The lines of the heading that a chapter begins with."""
    text = [part for part in parts if part.note < 0]
    if not text or text[0].role not in opening:
        return []
    firsts = list(first_lines(text))
    end = next((k for k, part in enumerate(text) if part.role not in HEADINGS), len(text))
    return text[: next((k for k in range(1, end) if firsts[k]), end)]
