"""Maps: the maps of an edition as views for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from edition.apparatus.maps.drawing import Drawing
from edition.model import Edition, Map
from edition.model.dataclass import dataclass
from edition.render import targets


@dataclass(frozen=True, slots=True)
class MapFigure:
    """A map to print: `sources` says, in sentences, what it was drawn from; `key` the places that
    have numbers on it."""

    map: Map
    svg: Markup
    sources: tuple[str, ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapRef:
    """A map that shows a place, and where it stands: the EPUB's file, the anchor in both."""

    map: Map
    file: str
    anchor: str


def figures(
    maps: Iterable[Map], drawn: Mapping[str, Drawing], label: Mapping[str, str]
) -> list[MapFigure]:
    """The maps to print; `label` are the words that the builder prints."""
    return [
        MapFigure(map_, Markup(drawn[map_.id].svg), _sources(map_, label), drawn[map_.id].key)
        for map_ in maps
    ]


def sources(printed: Iterable[MapFigure]) -> list[str]:
    """What maps that stand together are drawn from, each sentence once; one that another says of
    an outline by name is not said again without it."""
    said = dict.fromkeys(words for figure in printed for words in figure.sources)
    return [words for words in said if not any(more.endswith(f" {words}") for more in said)]


def showing(place_id: str, edition: Edition, drawn: Mapping[str, Drawing]) -> list[MapRef]:
    """The maps that show the place."""
    return [
        MapRef(map_, targets.map_(edition, map_.id), map_.anchor)
        for map_ in edition.maps
        if place_id in drawn[map_.id].places
    ]


def _sources(map_: Map, label: Mapping[str, str]) -> tuple[str, ...]:
    """What the map is drawn from, a sentence each: the coasts, then its outlines, each once."""
    found = [label["map-base"]]
    for item in map_.outlines:
        words = f"{item.label}{label['colon']}{item.provenance}" if item.label else item.provenance
        found.append(words if words[-1] in ".!?" else f"{words}.")
    return tuple(dict.fromkeys(found))
