"""Views: plain data that the templates print: uses of a term, photographs, entries of the
contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edition.model import (
    Figure,
    Use,
)

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class UseGroup:
    """The uses of a term in one paragraph."""

    number: int | None
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Paragraphs left out for one reason: their lines or ranges of lines, and their texts or,
    where they are many, the number of their words."""

    reason: str
    lines: tuple[str, ...]
    texts: tuple[str, ...]
    words: str = ""

    @property
    def is_one_line(self) -> bool:
        """Whether it is just one."""
        return len(self.lines) == 1 and "–" not in self.lines[0]


@dataclass(frozen=True, slots=True)
class PhotoWords:
    """A caption or credit as plain text."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """A line of the list of photographs."""

    figure: Figure
    chapter: str
    words: tuple[PhotoWords, ...]


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the contents: `href` is a file (EPUB) or an anchor (PDF)."""

    title: str
    href: str
    anchor: str
