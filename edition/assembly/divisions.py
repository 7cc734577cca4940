"""Divisions: the headings of the text as the contents name them: which of them open a chapter, how
deep each stands, and what begins a recto."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.model import Annotations, Heading, Role, SourceText
from edition.text import chapters as text_chapters
from edition.text import levels, lineends
from edition.text.parts import Part


class Divisions:
    """The chapters of laid-out parts; a chapter is named by the numbers of its parts."""

    def __init__(
        self,
        source: SourceText,
        annotations: Annotations,
        parts: Sequence[Part],
        units: Sequence[str],
    ) -> None:
        self.source = source
        self.structure = annotations.structure
        self.title_of_all = annotations.metadata.title
        self.parts = parts
        self.units = units
        self.opening = text_chapters.opening_roles(self.structure)
        self.chapter_of = text_chapters.chapters(parts, self.opening)
        self.depths = levels.depths(parts)
        self.firsts = list(text_chapters.first_lines(parts))

    def title(self, members: Sequence[int]) -> str:
        """What the contents call the chapter."""
        inside = [self.parts[k] for k in members]
        return text_chapters.chapter_title(self.source, inside, self.title_of_all, self.opening)

    def level(self, members: Sequence[int]) -> int:
        """How deep the chapter stands in the contents."""
        return max((self.depths[k] for k in self._head(members)), default=1)

    def head(self, members: Sequence[int]) -> str:
        """The unit of the chapter's heading, else of its title; empty where it has neither."""
        titles = [k for k in members if self.parts[k].role is Role.TITLE]
        found = [*self._head(members), *titles]
        return self.units[found[0]] if found else ""

    def is_recto(self, members: Sequence[int]) -> bool:
        """Whether the chapter begins on a right-hand page."""
        head = self._head(members)
        role = self.parts[head[0]].role if head else Role.NARRATIVE
        return text_chapters.begins(self.structure, role) == "recto"

    def sections(self, members: Sequence[int]) -> Iterator[Heading]:
        """The headings below that of the chapter."""
        head = frozenset(self._head(members))
        behind = [k for k in members if k not in head]
        for at, k in enumerate(behind):
            if not self.firsts[k]:
                continue
            lines = [k]
            for later in (behind[n] for n in range(at + 1, len(behind))):
                if self.parts[later].note >= 0:
                    continue
                if not self.goes_on(later):
                    break
                lines.append(later)
            words = (lineends.on_one_line(self.source, self.parts[n].span) for n in lines)
            runs = self.parts[k].role is not Role.SUBHEADING
            yield Heading(self.units[k], " ".join(words), self.depths[k], runs)

    def goes_on(self, k: int) -> bool:
        """Whether a part is a later line of the heading before it."""
        return self.depths[k] > 0 and not self.firsts[k]

    def _head(self, members: Sequence[int]) -> list[int]:
        text = [k for k in members if self.parts[k].note < 0]
        return text[: len(text_chapters.head([self.parts[k] for k in members], self.opening))]
