"""Naming: the names that the builder sets on a map by itself: of the countries, in the edition's
language by CLDR, and of the seas, where Natural Earth has their name in that language. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from edition.apparatus.maps.arealabels import in_area, off
from edition.apparatus.maps.base import Base
from edition.apparatus.maps.geometry import Box, Point, area, around
from edition.apparatus.maps.ground import Ground
from edition.apparatus.maps.labels import LabelSheet
from edition.apparatus.maps.lettering import KINDS, Label
from edition.languages import cldr, tags
from edition.model.dataclass import dataclass

#: The most seas and countries that are named, and the least share of the map that one has.
_MOST, _LEAST = 24, 0.012


@dataclass(frozen=True, slots=True)
class Named:
    """An area with a name: `rings` as far as they are on the map."""

    name: str
    kind: str
    rings: list[list[Point]]
    size: float


def areas(base: Base, ground: Ground, language: str) -> list[Named]:
    """The seas and the countries of a map, the largest first. One country alone is not named:
    where all is its land, the name would tell nothing apart."""
    seas = [
        _named(sea.names.get(tags.primary(language), ""), "sea", ground.rings(sea.rings))
        for sea in base.details.seas
    ]
    countries = [
        _named(cldr.country(language, number), "country", ground.rings(rings))
        for number, rings in base.countries
    ]
    paper = ground.neat
    least = _LEAST * (paper.right - paper.left) * (paper.bottom - paper.top)
    large = [item for item in countries if item.size >= least]
    found = [*seas, *(large if len(large) > 1 else [])]
    found.sort(key=lambda item: -item.size)
    return [item for item in found if item.name and item.rings]


def _named(name: str, kind: str, rings: list[list[Point]]) -> Named:
    return Named(name, kind, rings, sum(abs(area(ring)) for ring in rings))


def set_names(
    sheet: LabelSheet, base: Base, ground: Ground, found: Iterable[Named]
) -> Iterator[Label]:
    """The labels of those that have room, put on the sheet. No country's name stands on what is
    disputed, or on an area of the edition."""
    kept = [*ground.rings(base.details.disputed), *ground.shaded]
    done: set[str] = set()
    for item in found:
        if len(done) == _MOST:
            return
        if item.name.casefold() in done:
            continue
        fits = off(kept) if item.kind == "country" else _afloat(ground)
        whole = around([point for ring in item.rings for point in ring])
        label = in_area(sheet, item.rings, whole, item.name, KINDS[item.kind], fits)
        if label:
            done.add(item.name.casefold())
            yield label


def _afloat(ground: Ground) -> Callable[[Box], bool]:
    """Seas are known less exactly than coasts: a name must not stand ashore."""

    def fits(box: Box) -> bool:
        return not ground.ashore(((box.left + box.right) / 2, (box.top + box.bottom) / 2))

    return fits
