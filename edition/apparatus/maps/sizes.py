"""Sizes: how large maps are, and their letters: in print, on a screen, in large print."""

from __future__ import annotations

from edition.model.dataclass import dataclass
from edition.typography import textwidth

#: The widest drawing in CSS pixels: the width of the printed page.
WIDTH = 400.0


@dataclass(frozen=True, slots=True)
class Type:
    """How large a map is lettered: the sizes of names, of areas' names and of the scale, in the
    units of the drawing; how many CSS pixels a unit is; by how much wider than the edition's type
    it is; how high a map may be, its caption left room on the page."""

    name: float
    area: float
    scale: float
    zoom: float = 1.0
    slack: float = 1.0
    high: float = 440.0

    def width(self, words: str, size: float) -> float:
        """The width of the words."""
        return textwidth.width(words, size) * self.slack


#: In print, 7 points at least.
TEXT = Type(10.4, 9.4, 9.4)
#: On a screen: 11 CSS pixels at least where a map 400 units wide is shown 310 pixels wide, on a
#: phone of 360 with margins.
SCREEN = Type(14.4, 14.2, 14.2)
#: The lettering of large print, at whose width a map is drawn: 18 points are 24 px, and its sans
#: serif is wider than the edition's type.
_ZOOM = 162 / 25.4 * 96 / WIDTH
LARGE = Type(24 / _ZOOM, 24 / _ZOOM, 24 / _ZOOM, zoom=_ZOOM, slack=1.24, high=370)
