"""Scale bar: how long a distance is on a map, drawn and in words. Pure."""

from __future__ import annotations

from edition.apparatus import svg
from edition.apparatus.maps.geometry import Box
from edition.apparatus.maps.projection import Projection, nice
from edition.apparatus.maps.sizes import Type
from edition.apparatus.maps.style import INK, LINE, path_data
from edition.languages import cldr
from edition.languages.labels import Labels
from edition.model.dataclass import dataclass

#: More degrees of latitude than this, and the scale bar says where it is exact.
_WIDE = 20
#: The longest bar, as a share of the map's width.
_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of a length in units; `words` say how long that is, `shown` also where on a wide
    map."""

    length: float
    words: str
    shown: str
    size: float
    wide: float

    @classmethod
    def of(cls, projection: Projection, label: Labels, type_: Type) -> ScaleBar:
        """The bar of a map."""
        km = nice(_SHARE * projection.paper.right / projection.km)
        number, unit = (km, "km") if km >= 1 else (km * 1000, "m")
        shown = cldr.number(label.printed_language, round(number))
        words = f"{shown if number == round(number) else f'{number:g}'} {label[unit]}"
        bounds = projection.bounds
        shown = words
        if bounds.north - bounds.south > _WIDE:
            middle = (bounds.south + bounds.north) / 2
            where = label["north-latitude" if middle >= 0 else "south-latitude"]
            shown = f"{words}, {where.replace('{}', f'{abs(middle):.0f}')}"
        length, size = km * projection.km, type_.scale
        return cls(length, words, shown, size, max(length, type_.width(shown, size)) + 2)

    @property
    def high(self) -> float:
        """The height of the bar with its words."""
        return self.size + 6

    def drawn(self, box: Box) -> list[str]:
        """The bar in a box of its width and height."""
        left, line = box.left + (self.wide - self.length) / 2, box.bottom - 2
        right = left + self.length
        bar = [(left, line - 2.4), (left, line), (right, line), (right, line - 2.4)]
        words = svg.element(
            "text",
            svg.text(self.shown),
            x=left + self.length / 2,
            y=line - 4.2,
            text_anchor="middle",
            font_size=self.size,
            **INK,
        )
        return [svg.element("path", d=path_data([bar]), **LINE, stroke_width=0.8), words]
