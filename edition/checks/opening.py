"""Opening: what is wrong with the page that orients before the text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.apparatus.chronology import dates, timeline
from edition.markup import lead
from edition.markup.tree import Body
from edition.model import Annotations, BodyText, Opening, OpeningName
from edition.model.problems import Place, Problem, Severity, did_you_mean

#: A line that is longer is none: three or four lines of a page of A5.
LONGEST = 250

#: The texts of what can be named, by kind and id; None where it has none.
Entries = Mapping[tuple[str, str], BodyText | None]


def entries(annotations: Annotations) -> dict[tuple[str, str], BodyText | None]:
    """What an opening can name, with what is said of it in its place."""
    found: dict[tuple[str, str], BodyText | None] = {
        (str(item.kind), item.id): item.description for item in annotations.headings
    }
    return found | {("term", term.id): term.definition for term in annotations.glossary}


def problems(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    """Names of nothing, lines without words or with too many, a span without events, a map that
    nobody knows."""
    opening = annotations.opening
    if opening is None:
        return
    known = entries(annotations)
    seen: set[tuple[str, str]] = set()
    for name in opening.names:
        if name.id and (name.kind, name.id) in seen:
            message = f"The opening names “{name.id}” twice."
            yield Problem("opening-entry", name.place, message, "Take one of the two lines out.")
        else:
            yield from _name(name, known, parsed)
        seen.add((name.kind, name.id))
    yield from _events(opening, annotations, parsed)
    maps = [map_.id for map_ in annotations.maps]
    if opening.map and opening.map not in maps:
        hint = did_you_mean(opening.map, maps) or "Declare it under `maps`, or take it out here."
        message = f"There is no map with the id “{opening.map}”."
        yield Problem("unknown-map", opening.map_place, message, hint)


def _name(name: OpeningName, known: Entries, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    if name.names != 1:
        what = "several entries" if name.names else "no entry"
        message = f"This line of the opening names {what}."
        hint = "Name one: `person`, `organization`, `place`, `subject` or `term`, and its id."
        yield Problem("opening-entry", name.place, message, hint)
    elif (name.kind, name.id) not in known:
        ids = [id for kind, id in known if kind == name.kind]
        hint = did_you_mean(name.id, ids) or "Add it, or take it out of the opening."
        what = "glossary term" if name.kind == "term" else name.kind
        message = f"There is no {what} with the id “{name.id}”."
        yield Problem(f"unknown-{name.kind}", name.place, message, hint)
    else:
        text = name.line or known[name.kind, name.id]
        words = parsed[text] if text else Body()
        yield from _of_length(
            lead.length(words if name.line else lead.lead(words)),
            f"“{name.id}”",
            name.place,
            "Give it a `line` there, or its entry some words before the first citation.",
            "Give it a `line` of its own in the opening, or a shorter one.",
        )


_WARNING = Severity.WARNING


def _events(
    opening: Opening, annotations: Annotations, parsed: Mapping[BodyText, Body]
) -> Iterator[Problem]:
    span, chronology = opening.events, annotations.chronology
    if span is None:
        return
    if dates.reverses(span.start, span.end):
        message = f"The events of the opening end ({span.end}) before they begin ({span.start})."
        hint = "Mend one of the two, or change them about."
        yield Problem("dates-reversed", span.place, message, hint)
        return
    shown = [event for event in chronology.events if timeline.on(span, event)] if chronology else []
    if not shown:
        message = "No event with a label falls into the time that the opening is to show."
        hint = "Give an event of that time a `label`, or take `events` out of the opening."
        yield Problem("key-without-effect", span.place, message, hint, _WARNING)
    for event in shown:
        yield from _of_length(
            lead.length(lead.lead(parsed[event.body])),
            f"the event of {event.date}",
            event.place,
            "Begin the event with some words before its first citation.",
            "Begin it with a short sentence, and cite behind that one.",
        )


def _of_length(
    length: int, what: str, place: Place, if_none: str, if_long: str
) -> Iterator[Problem]:
    """What is wrong with so many characters that the opening says of something, with the hints."""
    if not length:
        message = f"The opening has nothing to say of {what}."
        yield Problem("opening-entry", place, message, if_none)
    elif length > LONGEST:
        message = f"What the opening says of {what} has {length} characters: {LONGEST} are enough."
        yield Problem("opening-too-long", place, message, if_long, _WARNING)
