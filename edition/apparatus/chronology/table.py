"""Table: the events in their order, by years, and what is wrong with them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from edition.apparatus.chronology import dates, timeline
from edition.apparatus.chronology import sheet as chronology_sheet
from edition.languages import edtf
from edition.languages.datewords import DateWriter, Piece
from edition.languages.edtf import Moment
from edition.model import Chronology, Event, Opening, Timeline
from edition.model.dataclass import dataclass
from edition.model.problems import Problem, Severity

#: A row with a longer text may be broken by the end of a page: about a third of a page of A5.
_WHOLE = 900


@dataclass(frozen=True, slots=True)
class Row:
    """An event, its anchor, its date in pieces without the year that its group says, and
    whether it is short enough to be kept on one page."""

    event: Event
    anchor: str
    date: tuple[Piece, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The events that begin in one year, or that are of one decade or century."""

    year: Piece
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TimelineFigure:
    """A drawing and what stands above it."""

    anchor: str
    caption: str
    svg: str


def in_order(chronology: Chronology) -> list[Event]:
    """The events by date, those of one date in the order of the file."""
    return sorted(chronology.events, key=lambda event: dates.order(event.date, event.until))


def table(chronology: Chronology, writer: DateWriter) -> list[YearGroup]:
    """The rows of the table, by the years in which the events begin; `writer` writes the dates."""
    rows = [_row(anchor, event, writer) for anchor, event in anchored(chronology)]
    groups = groupby(rows, key=lambda row: _heading(row.event))
    return [YearGroup(writer.pieces(heading)[0], tuple(group)) for heading, group in groups]


def _heading(event: Event) -> str:
    """What the event stands under: its year, or the decade or century that is all that is known."""
    first, _ = edtf.ends(event.date)
    if first and first != edtf.OPEN and edtf.moment(first).span > 1:
        return first
    return Moment(dates.year_of(event.date)).text


def anchored(chronology: Chronology) -> Iterator[tuple[str, Event]]:
    """The events in their order, each with its anchor."""
    for number, event in enumerate(in_order(chronology), 1):
        yield f"event-{number}", event


def _row(anchor: str, event: Event, writer: DateWriter) -> Row:
    year = dates.year_of(event.date)
    pieces = writer.pieces(event.date, event.until, known_year=year)
    if len(pieces) == 2 and " " in pieces[0].words:
        # In a narrow column the line ends before the second date, not in it.
        kept = pieces[1].words.replace(" ", "\u00a0", 1)
        pieces = (pieces[0], replace(pieces[1], words=kept))
    return Row(event, anchor, pieces, len(event.body.text) <= _WHOLE)


def anchors(chronology: Chronology | None) -> dict[str, str]:
    """The anchors that stand in both renditions, in their order, and what each is."""
    if chronology is None:
        return {}
    drawn = {
        f"timeline-{line.id}-1": f"timeline “{line.id}”"
        for line in chronology.timelines
        if any(timeline.on(line, event) for event in _drawn(chronology, line))
    }
    rows = {anchor: f"event of {event.date}" for anchor, event in anchored(chronology)}
    return drawn | rows


def figures(
    chronology: Chronology, sheet: chronology_sheet.TimelineSheet, writer: DateWriter
) -> list[TimelineFigure]:
    """The drawings of all timelines; the parts of a long one say which part they are."""
    found = []
    for line in chronology.timelines:
        drawings = timeline.draw(line, _drawn(chronology, line), sheet, writer)
        for drawing in drawings:
            several = len(drawings) > 1
            stretch = writer.written(drawing.start.text, drawing.end.text)
            part = f"{writer.labels['colon']}{stretch}" if several else ""
            found.append(TimelineFigure(drawing.id, f"{line.title}{part}", drawing.svg))
    return found


def _drawn(chronology: Chronology, line: Timeline) -> list[Event | chronology_sheet.Mark]:
    """What the timeline shows, in order. An event is drawn once, on the shortest timeline that
    shows it; on a longer one a mark with that timeline's title stands for all of them, since
    the days of one month would be a heap on a drawing of years."""
    shorter = [
        other
        for other in chronology.timelines
        if _length(other) < _length(line) and _within(other, line)
    ]
    marks = [chronology_sheet.Mark(other.start, other.end, other.title) for other in shorter]
    events = [
        event
        for event in chronology.events
        if timeline.on(line, event) and not any(timeline.on(other, event) for other in shorter)
    ]
    return sorted([*events, *marks], key=lambda event: dates.order(event.date, event.until))


def _length(line: Timeline) -> int:
    return dates.days(line.start, line.end).length


def _within(inner: Timeline, outer: Timeline) -> bool:
    small, large = dates.days(inner.start, inner.end), dates.days(outer.start, outer.end)
    return large.first <= small.first and small.last <= large.last


def words(chronology: Chronology | None) -> str:
    """The words that are drawn or printed beside the Markdown."""
    if chronology is None:
        return ""
    titles = [line.title for line in chronology.timelines]
    return " ".join([*titles, *(event.label for event in chronology.events)])


def problems(chronology: Chronology | None, opening: Opening | None = None) -> Iterator[Problem]:
    """Dates that run backwards, drawings without events, labels that are drawn nowhere and do not
    bring their event into the `opening` either."""
    if chronology is None:
        return
    yield from _reversed(chronology)
    for line in chronology.timelines:
        if not any(timeline.on(line, event) for event in chronology.events):
            message = f"No event with a label falls on the timeline “{line.id}”."
            hint = "Give an event of its time a `label`, or take the timeline out."
            yield Problem("timeline-empty", line.place, message, hint, Severity.WARNING)
    shown = [*chronology.timelines]
    if opening and opening.events:
        shown.append(opening.events)
    for event in chronology.events:
        if event.label and not any(timeline.on(line, event) for line in shown):
            when = f"{event.date} to {event.until}" if event.until else event.date
            message = f"No timeline shows “{event.label}” ({when})."
            hint = _why_not(event, chronology.timelines)
            yield Problem("label-not-drawn", event.place, message, hint, Severity.WARNING)


def _reversed(chronology: Chronology) -> Iterator[Problem]:
    hint = "Mend one of the two, or change them about."
    for event in chronology.events:
        if dates.reverses(event.date, event.until):
            begin, end = edtf.ends(event.date, event.until)
            message = f"The event ends ({end}) before it begins ({begin})."
            yield Problem("dates-reversed", event.place, message, hint)
    for line in chronology.timelines:
        if dates.reverses(line.start, line.end):
            message = f"The timeline “{line.id}” ends ({line.end}) before it begins ({line.start})."
            yield Problem("dates-reversed", line.place, message, hint)


def _why_not(event: Event, timelines: Sequence[Timeline]) -> str:
    if not timelines:
        return "Declare a timeline of its time, or take the label out."
    first = dates.days(event.date).first
    if any(
        dates.days(line.start).first <= first <= dates.days(line.end).last for line in timelines
    ):
        return "Its date is not exact enough for them. Make it exacter, or take the label out."
    return "It is on none of them. Make one longer, or take the label out."
