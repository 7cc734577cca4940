"""What every annotation is made of: a selector on the source, a body of Markdown."""

from __future__ import annotations

from edition.model.dataclass import dataclass
from edition.model.problems import Place


@dataclass(frozen=True, slots=True)
class Selector:
    """A TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4): the words annotated, and,
    where they stand more than once, the words directly before and after them."""

    exact: str
    prefix: str
    suffix: str
    place: Place


@dataclass(frozen=True, slots=True)
class CallPlace:
    """A further place where a note is called: behind its words, or before the first of them."""

    selector: Selector
    before: bool = False


@dataclass(frozen=True, slots=True)
class BodyText:
    """Markdown of a note or definition, and where its first line stands.

    `headings`: it is a section of its own, and may have headings. `column`: where its lines begin
    in the file, from 1; 0 where its characters are not those of the file, one for one.
    """

    text: str
    place: Place
    headings: bool = False
    column: int = 0

    def at(self, offset: int) -> Place:
        """The place of the character at `offset`, with its column where that is known."""
        number = self.text.count("\n", 0, offset)
        if not self.column:
            return self.line(number)
        inside = offset - (self.text.rfind("\n", 0, offset) + 1)
        return self.place.at(self.place.line + number, self.column + inside)

    def line(self, number: int) -> Place:
        """The place of a line of it (from 0) in its file. A block scalar keeps its lines, and has
        no column (`YamlFile.body_place`); of any other the place is where it begins."""
        place = self.place
        return place if place.column else place.at(place.line + number)
