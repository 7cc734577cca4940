"""Checks: whether each map can be drawn as it is declared. Reads no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from edition.apparatus.maps.projection import Projection
from edition.model import Annotations, Coordinates, HeadingKind, IndexHeading, Map
from edition.model.problems import Place, Problem, Severity, did_you_mean

#: The least that a map shows in degrees, the most that one side is longer than the other, and
#: the most places whose names a page can hold.
LEAST, MOST_UNEVEN, MOST_PLACES = 0.1, 5.0, 60


def problems(annotations: Annotations) -> list[Problem]:
    """What is wrong with the coordinates of the places and with the maps."""
    places = [item for item in annotations.headings if item.kind is HeadingKind.PLACE]
    found = list(_off_the_earth(places))
    known = {place.id: place for place in places}
    for map_ in annotations.maps:
        found += of_map(map_, known)
    if annotations.maps and not found:
        found += _on_no_map(annotations.maps, known)
    return found


def of_map(map_: Map, places: Mapping[str, IndexHeading]) -> list[Problem]:
    """What is wrong with one map; with an error among it the map cannot be drawn."""
    found = [*_bounds(map_), *_named(map_, places), *_names(map_, places)]
    if found:
        return found
    place = map_.place
    shown = places_on(map_, places.values())
    if not map_.names and not shown_on(map_, places.values()):
        hint = "Give the places of the index `coordinates`, or widen the bounds."
        message = f"The map “{map_.id}” shows no place."
        return [Problem("map-empty", place, message, hint, Severity.WARNING)]
    if len(shown) > MOST_PLACES:
        message = f"The map “{map_.id}” has {len(shown)} places; no page holds so many names."
        hint = f"Name at most {MOST_PLACES} under `places`, or draw several maps."
        return [Problem("map-too-full", place, message, hint)]
    return []


def shown_on(map_: Map, headings: Iterable[IndexHeading]) -> tuple[str, ...]:
    """The ids of the places that a map shows: as dots, as outlines, and by names alone."""
    dots = (place.id for place in places_on(map_, headings))
    return tuple(dict.fromkeys((*dots, *(id for id, _ in _marked(map_)))))


def _marked(map_: Map) -> Iterator[tuple[str, Place]]:
    """The ids of the places that outlines and names show, and where that is said."""
    yield from ((outline.shows, outline.place) for outline in map_.outlines if outline.shows)
    yield from ((name.shows, name.place) for name in map_.names if name.shows)


def places_on(map_: Map, headings: Iterable[IndexHeading]) -> tuple[IndexHeading, ...]:
    """The places that the map shows, in its order: those that it names, else all in its bounds.

    A named one that is unknown, or has no coordinates in the bounds, is left out: `of_map`
    has refused it.
    """
    known = {item.id: item for item in headings if item.coordinates is not None}
    chosen = dict.fromkeys(map_.places or known)
    return tuple(known[id] for id in chosen if id in known and inside(map_, known[id]))


def inside(map_: Map, place: IndexHeading) -> bool:
    """Whether the place has coordinates, and these lie in the map's bounds."""
    return place.coordinates is not None and _in_bounds(map_, place.coordinates)


def _in_bounds(map_: Map, at: Coordinates) -> bool:
    west, south, east, north = map_.bounds
    return west <= at.longitude <= east and south <= at.latitude <= north


def _on_no_map(maps: Iterable[Map], places: Mapping[str, IndexHeading]) -> Iterator[Problem]:
    """The places that no map shows without saying why, and those that say so and are shown."""
    shown = {id for map_ in maps for id in shown_on(map_, places.values())}
    for place in places.values():
        if place.off_map and place.id in shown:
            message = f"The key `off-map` of “{place.id}” has no effect: a map shows the place."
            hint = "Take it out, or take the place off the map."
            yield Problem("key-without-effect", place.place, message, hint, Severity.WARNING)
        elif not (place.off_map or place.see or place.id in shown):
            message = f"No map shows the place “{place.name}”."
            holding = (f"“{map_.id}”" for map_ in maps if inside(map_, place))
            nearest = f"It lies in the bounds of {', '.join(holding)}: add it to `places` there. "
            hint = nearest if any(inside(map_, place) for map_ in maps) else ""
            hint += "Widen a map, letter it under the `names` of one (`shows`), or say why "
            hint += "not: `off-map: …`."
            yield Problem("place-on-no-map", place.place, message, hint, Severity.WARNING)


def _off_the_earth(places: Iterable[IndexHeading]) -> Iterator[Problem]:
    for place in places:
        if place.coordinates and not -90 <= place.coordinates.latitude <= 90:
            message = f"The latitude of “{place.id}” is {place.coordinates.latitude:g} degrees."
            hint = "A latitude is from -90 to 90. Latitude comes first, then longitude."
            yield Problem("bad-coordinates", place.place, message, hint)


def _bounds(map_: Map) -> Iterator[Problem]:
    place, (west, south, east, north) = map_.place, map_.bounds
    for low, high, less, more in ((west, east, "west", "east"), (south, north, "south", "north")):
        if low >= high:
            message = f"In the map “{map_.id}”, {less} ({low:g}) is not below {more} ({high:g})."
            hint = "Degrees grow to the east and to the north; those of the west and the south are "
            hint += "negative."
            if less == "west":
                hint += " A map cannot cross the 180th meridian: draw one on each side."
            yield Problem("bounds-reversed", place, message, hint)
            return
    paper = Projection.fitting(map_.bounds, 1, 1).paper
    narrow = min(east - west, north - south) < LEAST
    if narrow or not 1 / MOST_UNEVEN <= paper.right / paper.bottom <= MOST_UNEVEN:
        message = f"The map “{map_.id}” would be too narrow to be read."
        hint = (
            f"A map shows at least {LEAST:g} degrees each way, and is at most {MOST_UNEVEN:g} "
            "times as wide as high, or as high as wide; degrees of longitude shrink to the poles."
        )
        yield Problem("bounds-too-narrow", place, message, hint)


def _names(map_: Map, places: Mapping[str, IndexHeading]) -> Iterator[Problem]:
    for name in map_.names:
        if not _in_bounds(map_, name.at):
            latitude, longitude = name.at
            message = f"The name “{name.name}” lies outside the bounds of the map “{map_.id}”."
            hint = f"Its middle is at latitude {latitude:g}, longitude {longitude:g}; latitude "
            hint += "comes first. Mend that, widen the bounds, or take it off the map."
            yield Problem("map-name-outside", name.place, message, hint)
    for id, at in _marked(map_):
        if id not in places:
            yield _unknown(map_, id, at, places)


def _unknown(map_: Map, id: str, at: Place, places: Mapping[str, IndexHeading]) -> Problem:
    hint = did_you_mean(id, places) or "Add it under `places`, or take it off the map."
    message = f"The map “{map_.id}” names “{id}”, but there is no such place."
    return Problem("map-unknown-place", at, message, hint)


def _named(map_: Map, places: Mapping[str, IndexHeading]) -> Iterator[Problem]:
    at = map_.place
    for id in map_.places:
        place = places.get(id)
        if place is None:
            yield _unknown(map_, id, at, places)
        elif place.coordinates is None:
            hint = f"Give it `coordinates: [latitude, longitude]` ({place.place[0]}, line "
            hint += f"{place.place[1]}), or take it off the map."
            message = f"The place “{id}” on the map “{map_.id}” has no coordinates."
            yield Problem("map-place-nowhere", at, message, hint)
        elif not inside(map_, place):
            latitude, longitude = place.coordinates
            message = f"The place “{id}” lies outside the bounds of the map “{map_.id}”."
            hint = f"It is at latitude {latitude:g}, longitude {longitude:g}. Widen the bounds, "
            hint += "mend the coordinates, or take it off the map."
            yield Problem("map-place-outside", at, message, hint)
