"""Lettering: how the names of a map are lettered, by what they name, and the label made of them.

Water and mountains are in italics, areas in capitals set apart, as maps have had it since
engraving (E. Imhof, Positioning Names on Maps, The American Cartographer 2, 1975)."""

from __future__ import annotations

from collections.abc import Iterator

from edition.apparatus.maps.geometry import Box, Point
from edition.apparatus.maps.sizes import Type
from edition.model.dataclass import dataclass
from edition.typography import textwidth

#: From the baseline up to the capitals and down to the descenders, in sizes; from line to line.
_UP, _DOWN, _LEADING = 0.72, 0.26, 1.08


@dataclass(frozen=True, slots=True)
class Lettering:
    """What a kind of names looks like: in capitals, in italics, how far its letters may stand
    apart (the widest first), how dark it is, and how much larger than other areas' names."""

    capitals: bool = False
    italic: bool = False
    spacings: tuple[float, ...] = (0.0,)
    ink: float = 1.0
    larger: float = 1.0

    def words(self, name: str) -> str:
        """The name as it is lettered."""
        return name.upper() if self.capitals else name

    def spacing(self, name: str, wanted: float) -> float:
        """How far its letters stand apart: those that join, or have no capitals, do not."""
        return wanted if name.upper() != name.lower() else 0.0


PLACE = Lettering()
SUBJECT = Lettering(capitals=True, spacings=(1.4, 0.6))
KINDS = {
    "place": PLACE,
    "sea": Lettering(italic=True, spacings=(2.0, 1.0, 0.4), ink=0.9),
    "river": Lettering(italic=True, spacings=(0.4,), ink=0.9),
    "country": Lettering(capitals=True, spacings=(3.2, 1.8, 0.9), ink=0.9, larger=1.15),
    "region": Lettering(capitals=True, spacings=(1.2, 0.5), ink=0.9),
    "mountains": Lettering(capitals=True, italic=True, spacings=(2.4, 1.2), ink=0.9),
}


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the map: `box` is the room that they take, `anchor` the side from which they are
    set, `baseline` that of the first line; `leader` leads from the dot to a label that stands
    apart; `numbered` says that they are a number of the key, in the name's stead."""

    lines: tuple[str, ...]
    box: Box
    anchor: str
    size: float
    lettering: Lettering = PLACE
    spacing: float = 0.0
    leader: tuple[Point, Point] | None = None
    numbered: bool = False
    crowded: bool = False

    @property
    def x(self) -> float:
        """Where the lines are anchored."""
        if self.anchor == "middle":
            return (self.box.left + self.box.right) / 2
        return self.box.left if self.anchor == "start" else self.box.right

    @property
    def baselines(self) -> list[float]:
        """The baseline of each line."""
        first = self.box.top + _UP * self.size
        return [first + k * _LEADING * self.size for k in range(len(self.lines))]


@dataclass(frozen=True, slots=True)
class Words:
    """A name in one of the ways in which it can be lettered."""

    lines: tuple[str, ...]
    size: float
    width: float
    height: float
    lettering: Lettering
    spacing: float

    def label(self, left: float, top: float, anchor: str = "middle") -> Label:
        """The label whose box has this upper left corner."""
        box = Box(left, top, left + self.width, top + self.height)
        return Label(self.lines, box, anchor, self.size, self.lettering, self.spacing)


def ways(name: str, lettering: Lettering, type_: Type, size: float, room: float) -> Iterator[Words]:
    """The ways in which a name can be lettered, the best first: in one line, then in several, the
    letters ever less apart. No line is wider than `room`, but of one letter."""
    words = lettering.words(" ".join(name.split()))
    done = set()
    for spacing in dict.fromkeys(lettering.spacing(name, item) for item in lettering.spacings):
        whole = type_.width(words, size) + spacing * len(words)
        for wide in (room, min(room, whole * 0.62 + size)):
            slack = type_.slack * (1 + spacing / (0.5 * size))
            lines = tuple(textwidth.lines(words, size * slack, wide))
            whole_words = wide == room or " ".join(lines) == words
            if whole_words and (spacing, lines) not in done:
                done.add((spacing, lines))
                width = max(type_.width(line, size) + spacing * len(line) for line in lines)
                yield Words(lines, size, width, height_of(len(lines), size), lettering, spacing)


def height_of(lines: int, size: float) -> float:
    return size * (_UP + _DOWN + _LEADING * (lines - 1))
