"""The back matter's own words: index headings, the chronology, maps, as they are declared.

Dates are ISO 8601 and may be a year
or a month; coordinates are degrees, latitude first (WGS 84).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

from edition.model.dataclass import dataclass
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
class Subheading:
    """Words under which some places of a heading stand: `at` are the units of blocks, and the ids
    of notes, sections and terms."""

    heading: str
    at: tuple[str, ...]
    place: Place


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
    subheadings: tuple[Subheading, ...] = ()
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
class OpeningName:
    """A line of the opening: the entry that it leads to, its `kind` (`person`, `term` …) and `id`,
    empty where it names none; `names` says how many it names; `line` is what is said of it there,
    where that is not what its entry begins with."""

    kind: str
    id: str
    names: int
    line: BodyText | None
    place: Place


@dataclass(frozen=True, slots=True)
class Opening:
    """What a newcomer should know before the text: some names, a line on each; the labelled events
    of a span of time; the map with the id `map`, which then stands here alone."""

    title: str
    names: tuple[OpeningName, ...]
    events: Timeline | None
    map: str
    place: Place
    map_place: Place


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
