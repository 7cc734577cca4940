"""Drawing: a map as it was drawn, for those who do not draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    from edition.apparatus.maps.lettering import Label


@dataclass(frozen=True)
class Drawing:
    """A map as drawn; `paint` makes its drawing, which checking does not need. `words` are what is
    printed of it beyond its caption, for the fonts; `places` the ids of those on it; `crowded` the
    names that neither they nor their number could be set without covering another; `absent` the
    numbers of the outlines that lie outside; `key` the names that numbers stand for, from 1;
    `unused` the names of `without` that would not be set anyhow; `labels` the rooms of what is
    lettered."""

    paint: Callable[[], str] = field(compare=False)
    width: float
    height: float
    words: str
    places: tuple[str, ...]
    crowded: tuple[str, ...]
    absent: tuple[int, ...]
    key: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()

    @cached_property
    def svg(self) -> str:
        """The drawing, an `svg` element."""
        return self.paint()

    def __getstate__(self) -> dict[str, object]:
        """What another process is sent: the drawing as it is, and not what draws it."""
        return {**self.__dict__, "svg": self.svg, "paint": None}
