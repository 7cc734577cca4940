"""Projection: degrees onto paper. Pure numbers.

Equirectangular, with its standard parallel at the map's middle latitude."""

from __future__ import annotations

import math

from edition.apparatus.maps.geometry import Box, Line, Point
from edition.model import Bounds
from edition.model.dataclass import dataclass

#: Kilometres of a degree of latitude on a sphere of the earth's mean radius (6371.0088 km, IUGG).
KM_PER_DEGREE = math.radians(6371.0088)


@dataclass(frozen=True, slots=True)
class Projection:
    """From degrees to the paper: `scale` is the length of a degree of latitude, `squeeze` the
    share of it that a degree of longitude has at the middle latitude."""

    bounds: Bounds
    scale: float
    squeeze: float

    @classmethod
    def fitting(cls, bounds: Bounds, width: float, height: float) -> Projection:
        """The largest that shows `bounds` in at most `width` by `height`."""
        squeeze = math.cos(math.radians((bounds.south + bounds.north) / 2))
        scale = min(
            width / ((bounds.east - bounds.west) * squeeze), height / (bounds.north - bounds.south)
        )
        return cls(bounds, scale, squeeze)

    @property
    def paper(self) -> Box:
        """The whole map on the paper; its upper left corner is (0, 0)."""
        west, south, east, north = self.bounds
        return Box(0, 0, (east - west) * self.scale * self.squeeze, (north - south) * self.scale)

    @property
    def km(self) -> float:
        """The length of a kilometre, exact along the middle latitude and the meridians."""
        return self.scale / KM_PER_DEGREE

    def point(self, longitude: float, latitude: float) -> Point:
        """One point on the paper."""
        x = (longitude - self.bounds.west) * self.scale * self.squeeze
        return x, (self.bounds.north - latitude) * self.scale

    def line(self, line: Line) -> list[Point]:
        """A line on the paper."""
        west, north, down = self.bounds.west, self.bounds.north, self.scale
        right = self.scale * self.squeeze
        return [((x - west) * right, (north - y) * down) for x, y in line]


def nice(limit: float) -> float:
    """The largest of 1, 2, 5, 10, 20, … (and their fractions) that is at most `limit` > 0."""
    power: float = 10.0 ** math.floor(math.log10(limit))
    steps: list[float] = [step * power for step in (5, 2, 1) if step * power <= limit]
    return steps[0] if steps else power / 2
