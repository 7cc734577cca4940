"""The back matter's own words: index headings, the chronology, maps, as they are declared.

Dates are ISO 8601 and may be a year
or a month; coordinates are degrees, latitude first (WGS 84).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from edition.model.problems import Place
from edition.model.selectors import BodyText, Selector


class HeadingKind(StrEnum):
    """What an index heading names; its value is also the link scheme: `[x](person:id)`."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    SUBJECT = "subject"


class Coordinates(NamedTuple):
    """A point on the earth in degrees, north and east positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class IndexHeading:
    """A person, body, place or subject of the index. `forms` are the words that mention it,
    wherever they stand; `mentions` are mentions in other words; in `exceptions` a form means
    another. With `see`, the id of another heading, it only leads there; `see_also` are the ids of
    related ones. `off_map` is why no map shows a place."""

    id: str
    kind: HeadingKind
    name: str
    forms: tuple[str, ...]
    mentions: tuple[Selector, ...]
    exceptions: tuple[Selector, ...]
    original: str
    original_language: str
    transliteration: str
    pronunciation: str
    expansion: str
    born: str
    died: str
    wikidata: str
    coordinates: Coordinates | None
    description: BodyText | None
    place: Place
    see: str = ""
    see_also: tuple[str, ...] = ()
    off_map: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the chronology; with a `label` it is drawn on the timelines too."""

    date: str
    until: str
    label: str
    body: BodyText
    place: Place


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of the labelled events from `start` to `end`, both inclusive."""

    id: str
    title: str
    start: str
    end: str
    place: Place


@dataclass(frozen=True, slots=True)
class Chronology:
    """The chronology: a table of all events, and drawings of some."""

    introduction: BodyText | None
    timelines: tuple[Timeline, ...]
    events: tuple[Event, ...]


class Bounds(NamedTuple):
    """What a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A GeoJSON file of the project (RFC 7946) drawn on a map: `shade` fills its areas."""

    file: str
    shade: bool
    label: str
    shows: str
    provenance: str
    place: Place


@dataclass(frozen=True, slots=True)
class MapName:
    """A name lettered on a map; `shows` is the id of the place of the index that it names."""

    name: str
    kind: Literal["place", "sea", "river", "country", "region", "mountains"]
    at: Coordinates
    shows: str
    place: Place


@dataclass(frozen=True, slots=True)
class Map:
    """A locator map. `places` are ids of places; empty, all with coordinates in the bounds.
    `without` are names of the builder's that are not lettered."""

    id: str
    title: str
    bounds: Bounds
    places: tuple[str, ...]
    outlines: tuple[Outline, ...]
    names: tuple[MapName, ...]
    without: tuple[str, ...]
    inset: bool
    alt: str
    caption: BodyText | None
    place: Place

    @property
    def anchor(self) -> str:
        """The anchor of the map in both books."""
        return f"map-{self.id}"
