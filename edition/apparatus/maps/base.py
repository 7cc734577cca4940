"""Base: what the builder itself knows of the earth around a map, in degrees: coasts and boundaries,
water, countries and seas, and what its inset shows."""

from __future__ import annotations

from dataclasses import dataclass

from edition.apparatus.maps import coastlines, details, inset
from edition.apparatus.maps.details import Details
from edition.apparatus.maps.geometry import Box, Line, Shapes
from edition.model import Bounds


@dataclass(frozen=True, slots=True)
class Base:
    """`countries` by their numbers in ISO 3166-1, as rings; `wide` is None where no inset helps."""

    world: Shapes
    countries: tuple[tuple[str, tuple[tuple[Box, Line], ...]], ...]
    details: Details
    wide: Shapes | None


def of(bounds: Bounds) -> Base:
    """What a map of the bounds can show."""
    wide = inset.around(bounds)
    return Base(
        coastlines.world(bounds),
        coastlines.countries(bounds),
        details.details(bounds),
        coastlines.world(wide) if wide else None,
    )
