"""Base: what the builder itself knows of the earth around a map, in degrees: coasts and boundaries,
water, countries and seas, and what its inset shows when it is drawn."""

from __future__ import annotations

from functools import lru_cache

from edition.apparatus.maps import coastlines, details
from edition.apparatus.maps.details import Details
from edition.apparatus.maps.geometry import Box, Line, Shapes
from edition.model import Bounds
from edition.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """`countries` by their numbers in ISO 3166-1, as rings."""

    world: Shapes
    countries: tuple[tuple[str, tuple[tuple[Box, Line], ...]], ...]
    details: Details

    def around(self, wide: Bounds) -> Shapes:
        """Coasts and boundaries of the bounds of an inset."""
        return coastlines.world(wide)


@lru_cache(maxsize=4)  # a map is drawn for paper and for a phone
def of(bounds: Bounds) -> Base:
    """What a map of the bounds can show."""
    return Base(coastlines.world(bounds), coastlines.countries(bounds), details.details(bounds))
