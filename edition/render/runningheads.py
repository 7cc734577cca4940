"""Running heads: what stands above the pages from each heading on, on the left and on the right.
Pure.

Usual are the book on the verso and the nearest part or chapter on the recto. `structure:
running-heads` names other levels; where the text is within none of a level yet, the one above it is
named, and above all the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.model import Chapter, Edition, Role
from edition.render import filters

#: So much of a title is above a page.
_LONGEST = 46
BOOK = "book"
_LEVELS = (BOOK, Role.PART, Role.HEADING, Role.SUBHEADING)


@dataclass(frozen=True, slots=True)
class RunningHead:
    """What stands above left-hand pages, and above right-hand ones and those that have no other
    side."""

    verso: str
    recto: str


def heads(edition: Edition, declared: Mapping[str, str]) -> dict[str, RunningHead]:
    """What stands above the pages from each chapter on, by its id, and from each heading in it that
    changes that, by its unit. `declared` gives the level (`book` or the role of headings) by
    `verso` and `recto`."""
    meta = edition.metadata
    now = {BOOK: meta.short_title or meta.title}
    roles = {block.unit: block.role for block in edition.blocks()}
    levels = set(declared.values())
    nearest, found = "", {}
    for chapter in edition.chapters:
        for key, title, role, runs in _entries(chapter, roles):
            level = _LEVELS.index(role)
            now = {name: words for name, words in now.items() if _LEVELS.index(name) < level}
            now[role] = title
            nearest = title if runs else nearest
            if runs or role in levels:
                verso = _named(now, declared.get("verso", BOOK))
                recto = _named(now, declared["recto"]) if "recto" in declared else nearest
                found[key] = RunningHead(_short(verso), _short(recto))
    return found


def _entries(chapter: Chapter, roles: Mapping[str, Role]) -> Iterator[tuple[str, str, Role, bool]]:
    """The chapter and the headings in it: where each is set, its title, its level, and whether it
    is usual for the heads of pages to name it."""
    own = roles.get(chapter.head, Role.HEADING)
    yield chapter.id, chapter.title, own if own in _LEVELS else Role.HEADING, True
    for section in chapter.sections:
        role = roles[section.unit]
        yield section.unit, section.title, role if role in _LEVELS else Role.HEADING, section.runs


def _named(now: Mapping[str, str], level: str) -> str:
    """The title of the level or, where there is none, of the nearest one above it."""
    above = _LEVELS[: _LEVELS.index(level) + 1]
    return next(now[name] for name in reversed(above) if name in now)


def _short(title: str) -> str:
    return filters.shorten(title, _LONGEST)
