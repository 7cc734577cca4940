"""What a comparison says: plain data."""

from __future__ import annotations

from enum import StrEnum

from edition.model.dataclass import dataclass


class Kind(StrEnum):
    """What became of a page.

    MOVED: the same page in another place. RENUMBERED: nothing but numbers that the builder gives
    (of notes, of pages) is different. REFLOWED: other words than before stand on the page, but
    each of them stands in both books.
    """

    UNCHANGED = "unchanged"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REFLOWED = "reflowed"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a picture, in pixels from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page by fractions of its width and height, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page, and its first character and the end of it, as the PDF counts them.

    `hyphened` is the word if a hyphen that stands at the end of a line is its own, as in
    ill-treatment. `broken`: a hyphen ends it, and what comes after is not next to it.
    """

    text: str
    hyphened: str
    start: int
    end: int
    broken: bool = False


@dataclass(frozen=True, slots=True)
class ComparedSheet:
    """A page without its picture.

    `words` are without the running head, the page's own number, and the `marks`: the numbers that
    link to another place of the book (calls of notes, pages in the index). `covered` are the
    spans of all these. `images` are checksums of its photographs.
    """

    number: int  # from 1
    label: str  # as it is printed
    words: tuple[Word, ...]
    marks: tuple[str, ...]
    covered: tuple[tuple[int, int], ...]
    images: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words in a line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Pair:
    """A page of the old PDF and what it became; one of the two is missing if new or gone.

    `areas` are numbered in the picture of the difference; `gone` and `added` are words that only
    one of the books has.
    """

    kind: Kind
    old: ComparedSheet | None
    new: ComparedSheet | None
    areas: tuple[Box, ...] = ()
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def sheet(self) -> ComparedSheet:
        """The new page, or the old one if it is gone."""
        sheet = self.new or self.old
        assert sheet is not None
        return sheet


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: what it shows, its file's name, its size in pixels."""

    shows: str
    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An annotation that is added, removed or changed, and the keys of it that are different."""

    group: str  # footnotes, glossary, …
    id: str
    change: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it. `old` and `new` are what the two sides are called; `entries` is None where the
    annotations were not to be had."""

    old: str
    new: str
    pairs: tuple[Pair, ...]
    entries: tuple[Entry, ...] | None

    def count(self, kind: Kind) -> int:
        """How many pages are of this kind."""
        return sum(pair.kind is kind for pair in self.pairs)

    @property
    def shown(self) -> tuple[Pair, ...]:
        """The pages of which there are pictures."""
        return tuple(pair for pair in self.pairs if pair.pictures)

    @property
    def differs(self) -> bool:
        """Whether anything is different."""
        return bool(self.entries) or any(p.kind is not Kind.UNCHANGED for p in self.pairs)
