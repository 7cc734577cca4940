"""Opening: the page that orients before the text, as the templates print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from edition.apparatus.chronology import dates, table, timeline
from edition.checks.opening import entries
from edition.markup import xhtml
from edition.markup.lead import lead
from edition.model import BodyText, Edition, IndexHeading, OpeningName
from edition.model.dataclass import dataclass
from edition.render import targets
from edition.render.links import LinkingRenderer, Links
from edition.render.maps import MapFigure

if TYPE_CHECKING:
    from edition.languages.datewords import DateWriter, Piece


class OpeningRenderer(LinkingRenderer, Protocol):
    """What an opening must know of the renderer that it is written for."""

    @property
    def dates(self) -> DateWriter: ...
    def maps(self) -> list[MapFigure]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """A line: the name, where its entry stands, and what is said of it."""

    name: str
    file: str
    anchor: str
    line: Markup


@dataclass(frozen=True, slots=True)
class Happened:
    """An event: the anchor of its row in the table of all, its date, what is said of it first."""

    anchor: str
    date: tuple[Piece, ...]
    line: Markup


@dataclass(frozen=True, slots=True)
class Shown:
    """The page: its heading, the lines, the events under their heading, and the map."""

    title: str
    names: tuple[Named, ...]
    events: tuple[Happened, ...]
    events_title: str
    maps: tuple[MapFigure, ...]


def shown(renderer: OpeningRenderer) -> Shown | None:
    """The opening of the renderer's edition, if it has one."""
    edition = renderer.prepared.edition
    opening = edition.opening
    if opening is None:
        return None
    heading = opening.events.title if opening.events else ""
    maps = tuple(item for item in renderer.maps() if item.map.id == opening.map)
    lines = tuple(_names(renderer))
    return Shown(title(edition, renderer.labels), lines, tuple(_events(renderer)), heading, maps)


def title(edition: Edition, label: Mapping[str, str]) -> str:
    """The heading of the page: the edition's own, or the builder's."""
    return (edition.opening.title if edition.opening else "") or label["opening"]


def named(edition: Edition) -> Iterator[tuple[OpeningName, str]]:
    """What the opening names, each with its name as it is printed there."""
    if edition.opening is None:
        return
    known = {(str(e.heading.kind), e.heading.id): _natural(e.heading) for e in edition.index}
    known |= {("term", entry.term.id): entry.term.headword for entry in edition.glossary}
    for item in edition.opening.names:
        yield item, known[item.kind, item.id]


def _names(renderer: OpeningRenderer) -> Iterator[Named]:
    links = Links(renderer, targets.OPENING)
    texts = entries(renderer.prepared.annotations)
    for item, name in named(renderer.prepared.edition):
        file, sign = (targets.GLOSSARY, "g") if item.kind == "term" else (targets.INDEX, "i")
        line = _line(links, item, texts[item.kind, item.id])
        yield Named(name, file, f"{sign}-{item.id}", line)


def _line(links: Links, item: OpeningName, description: BodyText | None) -> Markup:
    if item.line:
        return links.one_line(item.line).strip()
    return _first(links, description) if description else Markup()


def _first(links: Links, text: BodyText) -> Markup:
    body = lead(links.renderer.prepared.bodies[text])
    return Markup(xhtml.render(body, links, block=False))


def _natural(heading: IndexHeading) -> str:
    """A name in the order in which the text has it, where the index turns it about."""
    last, _, first = heading.name.partition(", ")
    turned = f"{first} {last}"
    return turned if turned in heading.forms else heading.name


def _events(renderer: OpeningRenderer) -> Iterator[Happened]:
    edition, links = renderer.prepared.edition, Links(renderer, targets.OPENING)
    span = edition.opening and edition.opening.events
    if not span or not edition.chronology:
        return
    # A year that the heading says is not said in every row.
    year = dates.year_of(span.start)
    known = year if year == dates.year_of(span.end) and str(year) in span.title else None
    for anchor, event in table.anchored(edition.chronology):
        if timeline.on(span, event):
            day = renderer.dates.pieces(event.date, event.until, known_year=known)
            yield Happened(anchor, day, _first(links, event.body))
