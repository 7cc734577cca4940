"""Timeline: draws the labelled events of a stretch of time as SVG. Pure.

In: a timeline and the events in their order, `dates.order`. Out: one drawing, or several that go
on from each other where the labels are too many for a page. The axis runs down at the left and is
to scale; the labels stand at the right, in the same order, as near to their dots as they can
without touching. Lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from edition.apparatus import svg
from edition.apparatus.chronology import dates
from edition.apparatus.chronology.scale import Axis, axis
from edition.apparatus.chronology.sheet import DOT, LANES, MARGIN, Mark, TimelineSheet, label_lines
from edition.languages.datewords import DateWriter
from edition.languages.edtf import Moment
from edition.model import Event, Timeline
from edition.model.dataclass import dataclass
from edition.typography.textwidth import width

#: The height is this much more than the labels need, so that most stand beside their dots.
_AIRY, _LEAST = 1.3, 120


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: the first and last date on it, and its SVG."""

    id: str
    start: Moment
    end: Moment
    svg: str


def on(timeline: Timeline, event: Event | Mark) -> bool:
    """Whether the timeline shows the event: it has a label, and its days are among the
    timeline's. Of a stretch with an end a part is enough."""
    if not event.label:
        return False
    span = dates.days(timeline.start, timeline.end)
    days = dates.days(event.date, event.until)
    if dates.is_stretch(event.date, event.until):
        return days.first <= span.last and days.last >= span.first
    return span.first <= days.first and days.last <= span.last


def draw(
    timeline: Timeline, events: Iterable[Event | Mark], sheet: TimelineSheet, writer: DateWriter
) -> list[Drawing]:
    """The drawings of the timeline; none where no event falls on it.

    `events` are in the order of `dates.order`; `writer` writes their dates.
    """
    shown = [event for event in events if on(timeline, event)]
    if not shown:
        return []
    parts = list(_parts(shown, sheet))
    drawings = []
    for number, part in enumerate(parts, 1):
        shown_days = [dates.days(event.date, event.until) for event in part]
        start = dates.days(timeline.start) if number == 1 else shown_days[0]
        end = dates.days(timeline.end) if number == len(parts) else max(shown_days, key=_end)
        one = _One(
            f"timeline-{timeline.id}-{number}",
            timeline.title,
            part,
            sheet,
            axis(dates.Days(start.first, end.last), writer),
        )
        drawings.append(Drawing(one.id, one.axis.start, one.axis.end, one.draw()))
    return drawings


def _end(days: dates.Days) -> int:
    return days.last


def _parts(
    events: Sequence[Event | Mark], sheet: TimelineSheet
) -> Iterator[Sequence[Event | Mark]]:
    """The events in groups that each have room on a sheet, cut at the largest gaps in time that
    leave neither side less than a third of the labels."""
    room = sheet.height - 2 * MARGIN - sheet.leading
    # An upper bound of each label's height: the columns are not known before the cut.
    needed = [
        len(label_lines(event, sheet, sheet.width * 0.42)) * sheet.leading + sheet.gap
        for event in events
    ]
    if sum(needed) <= room or len(events) < 2:
        yield events
        return
    third = max(1, len(events) // 3)
    starts = [dates.days(event.date).first for event in events]
    cut = max(range(third, len(events) - third + 1), key=lambda k: (starts[k] - starts[k - 1], -k))
    yield from _parts(events[:cut], sheet)
    yield from _parts(events[cut:], sheet)


def settle(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """The tops of boxes that stand in order without touching, each as near as can be to the top
    that is wanted for it (least squares), between `top` and `bottom` if they fit there.

    Pool adjacent violators: boxes that would touch are joined to a block, which stands where the
    mean of its members wants it; each box joins once, so the work grows with their number only.
    """
    before = list(accumulate(heights, initial=0.0))
    blocks: list[tuple[float, int]] = []
    for place, offset in zip(wanted, before, strict=False):
        total, count = place - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            more, members = blocks.pop()
            total, count = total + more, count + members
        blocks.append((total, count))
    room = max(top, bottom - before[-1])
    level = [total / count for total, count in blocks for _ in range(count)]
    return [min(max(z, top), room) + offset for z, offset in zip(level, before, strict=False)]


class _One:
    """One drawing, laid out: columns from left to right are the axis's figures, the axis, the
    leaders, the dates, the labels."""

    def __init__(
        self, id: str, title: str, events: Sequence[Event | Mark], sheet: TimelineSheet, axis: Axis
    ) -> None:
        self.id, self.title, self.events, self.sheet, self.axis = id, title, events, sheet, axis
        small = sheet.small * sheet.slack
        self.axis_x = width(axis.widest, small) + 10
        self.fan_x = self.axis_x + 4 * self._lanes() + 2 * DOT
        self.bracket_x = self.fan_x + sheet.fan
        self.dates = [axis.short(event.date, event.until) for event in events]
        self.dates_x = self.bracket_x + 11
        self.labels_x = self.dates_x + max(width(d, small) for d in self.dates) + sheet.size * 0.6
        room = sheet.width - self.labels_x
        self.labels = [label_lines(event, sheet, room) for event in events]
        self._place()

    def _lanes(self) -> int:
        """How many bars stand side by side at most; what is too short to be one is left out."""
        edges = []
        for event in self.events:
            days = dates.days(event.date, event.until)
            if days.length * 100 > self.axis.days.length and days.length > 1:
                edges += [(days.first, 1), (days.last, -1)]
        return min(LANES, max(accumulate(step for _, step in sorted(edges)), default=0))

    def _place(self) -> None:
        """The height of the drawing, the place of each dot, and of each label's top."""
        sheet, edge = self.sheet, MARGIN + self.sheet.leading / 2
        heights = [len(label) * sheet.leading + sheet.gap for label in self.labels]
        wish = max(_AIRY * sum(heights), _LEAST) + 2 * edge
        self.height = max(min(wish, sheet.height), sum(heights) + 2 * MARGIN)
        self.axis = self.axis.between(edge, self.height - edge)
        self.dots = [self.axis.at(dates.days(event.date).first) for event in self.events]
        wanted = [dot - sheet.leading / 2 for dot in self.dots]
        self.tops = settle(wanted, heights, MARGIN, self.height - MARGIN)

    def draw(self) -> str:
        content = [*self._axis(), *self._leaders(), *self._events()]
        writer = self.axis.writer
        labels = writer.labels
        description = labels["semicolon"].join(
            f"{writer.written(event.date, event.until)}{labels['colon']}{event.label}"
            for event in self.events
        )
        return svg.drawing(
            self.id,
            self.title,
            f"{description}{labels['stop']}",
            self.sheet.width,
            self.height,
            content,
        )

    def _axis(self) -> Iterator[str]:
        x = self.axis_x
        yield svg.element(
            "path",
            d=self._path((x, self.axis.top), (x, self.axis.bottom)),
            **_INK,
            stroke_width=0.8,
        )
        for y, words in self.axis.ticks(self.sheet.leading):
            yield svg.element(
                "path", d=self._path((x - (5 if words else 3), y), (x, y)), **_INK, stroke_width=0.6
            )
            if words:
                yield svg.element(
                    "text",
                    svg.text(words),
                    x=self._x(x - 8),
                    y=y + self.sheet.small * 0.32,
                    text_anchor=self._anchor("end"),
                    font_size=self.sheet.small,
                    fill="currentColor",
                )

    def _leaders(self) -> Iterator[str]:
        """A line from each dot to its label. Dots that touch share a line, which ends in a
        bracket. No two lines cross: the dots and the labels are in the same order."""
        middles = [top + self.sheet.leading / 2 for top in self.tops]
        for first, last in _clusters(self.dots, 2.5 * self.sheet.leading):
            high, low = middles[first], middles[last]
            begin = (self.dots[first] + self.dots[last]) / 2
            met = min(max(begin, high), low)
            strokes = [self._path((self.fan_x, begin), (self.bracket_x, met))]
            if last > first:
                top, foot = self.dots[first], self.dots[last]
                strokes.append(self._path((self.fan_x, top), (self.fan_x, foot)))
                strokes.append(self._path((self.bracket_x, high), (self.bracket_x, low)))
            strokes += [
                self._path((self.bracket_x, y), (self.dates_x - 4, y))
                for y in middles[first : last + 1]
            ]
            yield svg.element(
                "path", d=" ".join(strokes), **_INK, stroke_width=0.5, stroke_opacity=0.7
            )

    def _events(self) -> Iterator[str]:
        marks = self._marks()
        for mark, top, date, label in zip(marks, self.tops, self.dates, self.labels, strict=True):
            baseline = top + self.sheet.leading * 0.5 + self.sheet.size * 0.3
            parts = [mark, self._text(date, self.dates_x, baseline, self.sheet.small)]
            for k, line in enumerate(label):
                y = baseline + k * self.sheet.leading
                parts.append(self._text(line, self.labels_x, y, self.sheet.size))
            yield svg.element("g", "".join(parts), class_="event")

    def _text(self, words: str, x: float, y: float, size: float) -> str:
        return svg.element(
            "text",
            svg.text(words),
            x=self._x(x),
            y=y,
            text_anchor=self._anchor(""),
            font_size=size,
            fill="currentColor",
        )

    def _marks(self) -> Iterator[str]:
        """A dot for each event, or beside the axis a bar for a stretch, a broken one for a date
        that is not known more exactly. Up to three bars stand side by side."""
        ends = [-1.0] * LANES
        for event, dot in zip(self.events, self.dots, strict=True):
            end = self.axis.at(dates.days(event.date, event.until).last)
            if end - dot < 2 * DOT:
                x = self._x(self.axis_x)
                yield svg.element("circle", cx=x, cy=dot, r=DOT, fill="currentColor")
                continue
            lane = next((k for k, last in enumerate(ends) if last < dot - DOT), LANES - 1)
            ends[lane] = max(end, ends[lane])
            x = self.axis_x + 4 * (lane + 1)
            yield svg.element(
                "path",
                d=self._path((x, dot), (x, end)),
                **_INK,
                stroke_width=2.2,
                stroke_dasharray="" if dates.is_stretch(event.date, event.until) else "4 2",
            )

    def _path(self, start: tuple[float, float], end: tuple[float, float]) -> str:
        (x, y), (x2, y2) = start, end
        return (
            f"M{svg.number(self._x(x))} {svg.number(y)}L{svg.number(self._x(x2))} {svg.number(y2)}"
        )

    def _x(self, x: float) -> float:
        return self.sheet.width - x if self.sheet.mirrored else x

    def _anchor(self, side: str) -> str:
        return {"": "end", "end": ""}[side] if self.sheet.mirrored else side


_INK = {"fill": "none", "stroke": "currentColor"}


def _clusters(dots: Sequence[float], most: float) -> Iterator[tuple[int, int]]:
    """The first and last member of each group of dots that touch, `most` high at most; two that
    can be told apart are no group."""
    first = 0
    for k, dot in enumerate([*dots[1:], float("inf")], 1):
        if dot - dots[k - 1] > 2 * DOT + 1 or dot - dots[first] > most:
            if k - first == 2 and dots[k - 1] - dots[first] > DOT / 2:
                yield first, first
                first += 1
            yield first, k - 1
            first = k
