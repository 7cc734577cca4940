"""Drawings: the maps of an edition as drawings, their outlines read from the project, and as views
for the templates."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache

from edition.apparatus.maps import checks, geojson, kept
from edition.apparatus.maps.checks import places_on
from edition.apparatus.maps.drawing import Drawing
from edition.apparatus.maps.sizes import TEXT, Type
from edition.languages.labels import Labels
from edition.model import Annotations, HeadingKind, IndexHeading, Map
from edition.model.problems import Place, Problem, Severity, errors
from edition.system.project import Project


def drawings(
    project: Project, annotations: Annotations, lettered: Type = TEXT
) -> tuple[dict[str, Drawing], list[Problem]]:
    """Each map's drawing by its id, in letters of the given sizes, and what was found in drawing:
    outlines that cannot be read, or lie outside; names without room. A map that `checks` refuses
    is left out silently."""
    places = {item.id: item for item in annotations.headings if item.kind is HeadingKind.PLACE}
    meta = annotations.metadata
    found: dict[str, Drawing] = {}
    problems: list[Problem] = []
    for map_ in annotations.maps:
        if errors(checks.of_map(map_, places)):
            continue
        unread = _unread(project, map_)
        problems += unread
        if not unread:
            shown = places_on(map_, places.values())
            drawing = _drawn(
                _bare(map_),
                tuple(map(_bare_place, shown)),
                tuple(project.read(item.file, item.place) for item in map_.outlines),
                meta.language,
                tuple(meta.labels.items()),
                lettered,
            )
            problems += _remarks(map_, drawing)
            found[map_.id] = drawing
    return found, problems


@lru_cache(maxsize=64)
def _drawn(
    map_: Map,
    places: tuple[IndexHeading, ...],
    files: tuple[bytes, ...],
    language: str,
    own_labels: tuple[tuple[str, str], ...],
    lettered: Type,
) -> Drawing:
    """The map with what is in its outlines' `files`. Remembered, also from build to build: to
    place its names takes some tenths of a second, and an edit of a note changes none."""

    def anew() -> Drawing:
        # Loaded for a map that is not kept: what draws is much.
        from edition.apparatus.maps import base
        from edition.apparatus.maps.draw import draw

        shapes = [
            (item, geojson.read(data)) for item, data in zip(map_.outlines, files, strict=True)
        ]
        labels = Labels(language, dict(own_labels))
        return draw(map_, places, base.of(map_.bounds), shapes, labels, lettered)

    digests = [hashlib.sha256(data).hexdigest() for data in files]
    return kept.drawing(
        f"{map_!r} {places!r} {digests} {language} {own_labels!r} {lettered!r}", anew
    )


def _bare(map_: Map) -> Map:
    """The map without what its drawing does not show: where it stands in the file, its caption."""
    drawn = tuple(replace(item, place=_NOWHERE) for item in map_.outlines)
    names = tuple(replace(item, place=_NOWHERE) for item in map_.names)
    return replace(map_, outlines=drawn, names=names, caption=None, place=_NOWHERE)


def _bare_place(place: IndexHeading) -> IndexHeading:
    return replace(place, mentions=(), exceptions=(), description=None, place=_NOWHERE)


_NOWHERE = Place("")


def _unread(project: Project, map_: Map) -> list[Problem]:
    """What is wrong with the outlines of the map."""
    problems: list[Problem] = []
    left = geojson.MAX_POINTS
    for outline in map_.outlines:
        place = outline.place
        shapes, unread = geojson.load(project, outline.file, place)
        problems += unread
        if shapes is None:
            continue
        left -= geojson.points(shapes)
        if left < 0:
            return [*problems, geojson.too_large(outline.file, place)]
    return problems


def _remarks(map_: Map, drawing: Drawing) -> list[Problem]:
    """What is to be said of a finished drawing; nothing of it stops the build."""
    found = []
    for number in drawing.absent:
        outline = map_.outlines[number]
        message = f"Nothing of {outline.file} lies in the bounds of the map “{map_.id}”."
        hint = "GeoJSON gives longitude first. Take the outline out, or widen the bounds."
        place = outline.place
        found.append(Problem("outline-outside", place, message, hint, Severity.WARNING))
    for name in drawing.unused:
        message = f"The map “{map_.id}” would not have the name “{name}” anyhow."
        hint = "`without` names a country or a sea in its bounds, as the builder letters it."
        found.append(Problem("map-without-nothing", map_.place, message, hint, Severity.WARNING))
    for name in drawing.crowded:
        message = f"The map “{map_.id}” has no free room for the name “{name}”."
        hint = "Show less on one map, or draw a second one of the crowded part."
        place = map_.place
        found.append(Problem("label-crowded", place, message, hint, Severity.WARNING))
    return found


# ── views ───────────────────────────────────────────────────────────────────────────────────
