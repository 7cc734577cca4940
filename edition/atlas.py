"""Atlas: the maps of an edition as drawings, their outlines read from the project, and as views
for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from . import mapcheck, outlines, spine
from .geo import Shapes
from .labels import labels
from .mapcheck import places_on
from .maps import Drawing, draw
from .model import Annotations, HeadingKind, Map, Outline
from .problems import Place, Problem, Severity, errors
from .project import Project


@dataclass(frozen=True, slots=True)
class MapFigure:
    """A map to print: `sources` says, in sentences, what it was drawn from."""

    map: Map
    svg: Markup
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapRef:
    """A map that shows a place, and where it stands: the EPUB's file, the anchor in both."""

    map: Map
    file: str
    anchor: str


def drawings(
    project: Project, annotations: Annotations
) -> tuple[dict[str, Drawing], list[Problem]]:
    """Each map's drawing by its id, and what was found in drawing: outlines that cannot be read,
    or lie outside; names without room. A map that `mapcheck` refuses is left out silently."""
    places = {item.id: item for item in annotations.headings if item.kind is HeadingKind.PLACE}
    words = labels(annotations.metadata.labels)
    found: dict[str, Drawing] = {}
    problems: list[Problem] = []
    for map_ in annotations.maps:
        if errors(mapcheck.of_map(map_, places)):
            continue
        shapes, unread = _outlines(project, map_)
        problems += unread
        if not unread:
            shown = places_on(map_, places.values())
            drawing = draw(map_, shown, outlines.world(), shapes, words)
            problems += _remarks(map_, drawing)
            found[map_.id] = drawing
    return found, problems


def _outlines(
    project: Project, map_: Map
) -> tuple[list[tuple[Outline, Shapes]], list[Problem]]:
    found: list[tuple[Outline, Shapes]] = []
    problems: list[Problem] = []
    left = outlines.MAX_POINTS
    for outline in map_.outlines:
        place = Place(*outline.place)
        shapes, unread = outlines.load(project, outline.file, place)
        problems += unread
        if shapes is None:
            continue
        left -= outlines.points(shapes)
        if left < 0:
            return found, [*problems, outlines.too_large(outline.file, place)]
        found.append((outline, shapes))
    return found, problems


def _remarks(map_: Map, drawing: Drawing) -> list[Problem]:
    """What is to be said of a finished drawing; nothing of it stops the build."""
    found = []
    for number in drawing.absent:
        outline = map_.outlines[number]
        message = f"Nothing of {outline.file} lies in the bounds of the map “{map_.id}”."
        hint = "GeoJSON gives longitude first. Take the outline out, or widen the bounds."
        place = Place(*outline.place)
        found.append(Problem("outline-outside", place, message, hint, Severity.WARNING))
    for name in drawing.crowded:
        message = f"The map “{map_.id}” has no free room for the name “{name}”."
        hint = "Show less on one map, or draw a second one of the crowded part."
        place = Place(*map_.place)
        found.append(Problem("label-crowded", place, message, hint, Severity.WARNING))
    return found


# ── views ───────────────────────────────────────────────────────────────────────────────────


def figures(
    maps: Iterable[Map], drawn: Mapping[str, Drawing], label: Mapping[str, str]
) -> list[MapFigure]:
    """The maps to print; `label` are the words that the builder prints."""
    return [MapFigure(map_, Markup(drawn[map_.id].svg), _sources(map_, label)) for map_ in maps]


def showing(place_id: str, maps: Iterable[Map], drawn: Mapping[str, Drawing]) -> list[MapRef]:
    """The maps that show the place."""
    return [
        MapRef(map_, spine.MAPS, map_.anchor) for map_ in maps if place_id in drawn[map_.id].places
    ]


def _sources(map_: Map, label: Mapping[str, str]) -> tuple[str, ...]:
    """What the map is drawn from, a sentence each: the coasts, then its outlines, each once."""
    found = [label["map-base"]]
    for item in map_.outlines:
        words = f"{item.label}: {item.provenance}" if item.label else item.provenance
        found.append(words if words[-1] in ".!?" else f"{words}.")
    return tuple(dict.fromkeys(found))
