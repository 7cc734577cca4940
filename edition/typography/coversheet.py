"""The sheet of a cover: where title, subtitle and people stand on it, and in which ink.

Two layers of ink, one of the letters and one of the second color, say nothing of colors: `cover`
lays them on the grounds of its design. Lengths are pixels.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from edition.languages.labels import Labels
from edition.model import Metadata
from edition.model.dataclass import dataclass
from edition.text.scripts import is_right_to_left
from edition.typography import covershaping
from edition.typography.coverletters import FULL, Type, draw, has_orphan, spaced, width, wrapped

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_QUOTES = "‘’“”\"'«„"
#: Of the size: the leading of the title, and where letters may have marks above and below.
_LEADING, _AIRY = 1.06, 1.3
#: The sizes of a title, the largest first; the last has room for the longest (1,000 letters).
_SIZES = range(300, 16, -4)
#: The most lines of a subtitle, people, and lines of each of them.
_SUBTITLE, _PEOPLE, _LINES = 4, 4, 2

#: A line of the foot: its words, their type, the space above.
_FootLine = tuple[str, Type, int]


@dataclass
class Sheet:
    """What a cover's words are drawn on, `size` in pixels, for a book in `language`."""

    size: tuple[int, int]
    language: str
    letters: Image = field(init=False)
    accent: Image = field(init=False)

    def __post_init__(self) -> None:
        from PIL import Image

        self.letters, self.accent = Image.new("L", self.size, 0), Image.new("L", self.size, 0)

    @cached_property
    def turned(self) -> bool:
        """Whether the book is read from right to left: then all stands at the right."""
        return is_right_to_left(self.language)

    @property
    def height(self) -> int:
        """How high it is."""
        return self.size[1]

    @property
    def margin(self) -> int:
        """What is free at both sides."""
        return round(self.size[0] * 0.095)

    @property
    def _measure(self) -> int:
        return self.size[0] - 2 * self.margin

    def scaled(self, size: float) -> int:
        """A size that is given for a cover 1200 pixels wide."""
        return round(size * self.size[0] / 1200)

    def _put(self, on: Image, at: tuple[int, int], text: str, face: Type) -> None:
        """Letters; `at` is counted from where lines begin."""
        face = face._replace(turned=self.turned, language=self.language)
        x = round(self.size[0] - at[0] - width(text, face)) if self.turned else at[0]
        draw(_pen(on), (x, at[1]), text, face)

    def _put_spaced(self, at: tuple[int, int], text: str, face: Type) -> None:
        """Capitals in the second color with a tenth of an em between them; Hebrew and Arabic have
        neither."""
        if self.turned or covershaping.is_needed(text):
            self._put(self.accent, at, text, face)
        else:
            spaced(_pen(self.accent), at, text, face)

    def series(self, metadata: Metadata, y: int) -> None:
        """The words that say what kind of book it is."""
        words = Labels.of(metadata)["annotated-edition"].upper()
        self._put_spaced((self.margin, y), words, Type(self.scaled(34)))

    def title(self, title: str, top: int, bottom: int, *, middle: bool = False) -> None:
        """The title as large as it fits, at `top` or in the `middle` of its room."""
        face, lines, leading = self._fitted(title, bottom - top)
        if middle:
            top += max(0, bottom - top - round(len(lines) * leading)) // 2
        for k, line in enumerate(lines):
            # A quotation mark hangs in the margin, so that the letters stand in one line.
            mark = line[:1] if line[:1] in _QUOTES else ""
            x = self.margin - round(width(mark, face))
            self._put(self.letters, (x, top + round(k * leading)), line, face)

    def _fitted(self, title: str, room: int) -> tuple[Type, list[str], float]:
        for points in _SIZES:
            face = Type(self.scaled(points), turned=self.turned)
            lines = wrapped(title, face, self._measure)
            leading = face.size * (_AIRY if covershaping.is_needed(title) else _LEADING)
            widest = max(width(line, face) for line in lines)
            if has_orphan(lines):
                continue
            if len(lines) * leading <= room and widest <= self._measure:
                break
        return face, lines, leading

    def foot(self, metadata: Metadata, *, ruled: bool) -> int:
        """The subtitle, the people and the publisher, from the foot of the sheet upwards, and a
        rule above them. Returns where they begin."""
        y = self.height - self.scaled(108)
        if metadata.publisher:
            small = Type(self.scaled(32))
            name = wrapped(metadata.publisher.upper(), small, round(self._measure * 0.8))[0]
            y -= small.size
            self._put_spaced((self.margin, y), name, small)
            y -= self.scaled(44)
        y = self._upwards(self._foot_lines(metadata), y) - self.scaled(34)
        if ruled:
            self._rule(y)
        return y

    def brief_foot(self, metadata: Metadata) -> int:
        """The names alone, and the subtitle, for a small sheet. Returns where they begin."""
        people, subtitle = Type(self.scaled(40)), Type(self.scaled(44), italic=True)
        names = " · ".join(person.name for person in metadata.contributors[:_PEOPLE])
        lines = [(line, people, 0) for line in self._lines(names, people, _LINES)]
        lines[0] = (*lines[0][:2], self.scaled(22))
        if metadata.subtitle:
            found = self._lines(metadata.subtitle, subtitle, _LINES)
            lines = [*((line, subtitle, 0) for line in found), *lines]
        return self._upwards(lines, self.height - self.scaled(64))

    def _foot_lines(self, metadata: Metadata) -> list[_FootLine]:
        words = Labels.of(metadata)
        lines: list[_FootLine] = []
        subtitle, people = Type(self.scaled(54), italic=True), Type(self.scaled(46))
        if metadata.subtitle:
            found = self._lines(metadata.subtitle, subtitle, _SUBTITLE)
            lines += [(line, subtitle, 0) for line in found]
        for number, person in enumerate(metadata.contributors[:_PEOPLE]):
            said = f"{words.role(person.role)} {person.name}".strip()
            for k, line in enumerate(self._lines(said, people, _LINES)):
                lines.append((line, people, self.scaled(30) if not number and not k else 0))
        return lines

    def _lines(self, text: str, face: Type, most: int) -> list[str]:
        """The lines of a text; what is beyond the `most` is left out, and it is seen that it is."""
        lines = wrapped(text, face, self._measure)
        if len(lines) > most:
            last = lines[most - 1]
            while width(f"{last} …", face) > self._measure:
                last = last[:-1].rstrip()
            lines = [*lines[: most - 1], f"{last} …"]
        return lines

    def _upwards(self, lines: list[_FootLine], y: int) -> int:
        for line, face, above in reversed(lines):
            y -= round(face.size * 1.24)
            self._put(self.letters, (self.margin, y), line, face)
            y -= above
        return y

    def _rule(self, y: int) -> None:
        start, end = self.margin, self.margin + round(self._measure * 0.38)
        if self.turned:
            start, end = self.size[0] - end, self.size[0] - start
        _pen(self.accent).rectangle((start, y, end, y + self.scaled(3)), fill=FULL)


def _pen(layer: Image) -> ImageDraw:
    from PIL import ImageDraw

    return ImageDraw.Draw(layer)
