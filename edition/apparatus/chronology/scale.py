"""Scale: the scale of a timeline by years, months or days, its ticks, and the short dates. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from edition.apparatus.chronology import dates
from edition.languages import edtf
from edition.languages.datewords import DateWriter
from edition.languages.edtf import Moment
from edition.model.dataclass import dataclass

#: Up to how many days an axis counts in days, and in months; past that it counts in years.
_DAYS, _MONTHS = 62, 3 * 366
#: From this length on the dates beside the labels are years.
_LONG = 40 * 366
_STEPS = {
    "day": (1, 2, 5, 10),
    "month": (1, 2, 3, 6),
    "year": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000),
}
#: How many of year, month and day a date has that is as exact as the unit.
_PARTS = {"day": 3, "month": 2, "year": 1}
#: The least distance of two ticks without figures.
_FINE = 3.5


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of whole years, months or days; `start` and `end` are its ends as dates.

    The first day stands at `top`, the last at `bottom`. `writer` writes the dates on it.
    """

    start: Moment
    end: Moment
    unit: str
    days: dates.Days
    writer: DateWriter
    top: float = 0.0
    bottom: float = 1.0

    def between(self, top: float, bottom: float) -> Axis:
        """The same stretch in another place."""
        return replace(self, top=top, bottom=bottom)

    def at(self, day: int) -> float:
        """Where a day stands, at an end of the axis if it is before or after all."""
        if self.days.length == 1:
            return (self.top + self.bottom) / 2
        share = (day - self.days.first) / (self.days.length - 1)
        return self.top + min(max(share, 0), 1) * (self.bottom - self.top)

    @property
    def widest(self) -> str:
        """The widest figure that a tick may have."""
        if self.unit == "day":
            last = (Moment(2000, month, 29 if month == 2 else 30) for month in range(12, 0, -1))
            return max((self._written(day, 2000) for day in last), key=len)
        early = self._written(Moment(-1999)) if self.start.year < 1 else ""
        months = (self._written(Moment(2000, month), 2000) for month in range(1, 13))
        return max("2000", early, *(months if self.unit == "month" else ()), key=len)

    def ticks(self, apart: float) -> Iterator[tuple[float, str]]:
        """Where the ticks stand, and their figures, which are at least `apart` from each other;
        the ticks between have none."""
        units = list(self._units())
        pitch = (self.bottom - self.top) / max(1, len(units) - 1)
        steps = _STEPS[self.unit]
        step = next((step for step in steps if step * pitch >= apart), steps[-1])
        month = 0
        for count, day in units:
            if count % step == 0:
                yield self.at(edtf.days_of(day).first), self._figure(day, month)
                month = day.month
            elif pitch >= _FINE:
                yield self.at(edtf.days_of(day).first), ""

    def _units(self) -> Iterable[tuple[int, Moment]]:
        """Each unit's first day, and a number of which every so many have a figure."""
        first, last = map(edtf.of_ordinal, self.days)
        if self.unit == "day":
            return ((k, edtf.of_ordinal(self.days.first + k)) for k in range(self.days.length))
        if self.unit == "month":
            months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
            return ((k, Moment(k // 12, k % 12 + 1, 1)) for k in months)
        return ((year, Moment(year, 1, 1)) for year in range(first.year, last.year + 1))

    def _figure(self, day: Moment, month_before: int) -> str:
        if self.unit == "year" or (self.unit == "month" and day.month == 1):
            return str(day.year) if day.year > 0 else self._written(Moment(day.year))
        if self.unit == "month":
            return self._written(Moment(day.year, day.month), day.year)
        return str(day.day) if day.month == month_before else self._written(day, day.year)

    def short(self, text: str, until: str) -> str:
        """A date beside its label, no exacter than the scale, without what the axis says: the
        year where all is in one, or where days are counted."""
        first, last = edtf.ends(text, until)
        sides = [edtf.moment(side) for side in (first, last) if side and side != edtf.OPEN]
        if not all(side.is_exact for side in sides) or (last is not None and len(sides) < 2):
            return self.writer.written(text, until, short=True)
        start, end = sides[0], sides[-1]
        days = dates.days(text, until)
        if self.unit == "day" and self.days.first <= days.first and days.last <= self.days.last:
            if start.year == end.year:
                return self._pair(start, end, start.year)
            return self.writer.joined([self._written(side, side.year) for side in sides])
        parts = self._exactness(start, end)
        one_year = self.start.year == self.end.year
        return self._pair(
            _cut(start, parts), _cut(end, parts), self.start.year if one_year else None
        )

    def _exactness(self, start: Moment, end: Moment) -> int:
        """How many parts are shown of a date; of both ends of a stretch alike, and of one over
        several years, or months, no months, or days."""
        length, shared = 3, 2
        if self.unit == "day":
            shared = 1
        elif self.unit == "year":
            length = 2 if self.days.length <= _LONG else 1
            shared = 1
        if _cut(start, shared) != _cut(end, shared):
            length = shared
        return min(length, _exact(start), _exact(end))

    def _pair(self, start: Moment, end: Moment, known_year: int | None) -> str:
        until = end.text if end != start else ""
        return self.writer.written(start.text, until, short=True, known_year=known_year)

    def _written(self, when: Moment, known_year: int | None = None) -> str:
        return self.writer.written(when.text, short=True, known_year=known_year)


def _exact(when: Moment) -> int:
    return 1 + bool(when.month) + bool(when.day)


def _cut(when: Moment, parts: int) -> Moment:
    """A date with its first parts only."""
    return Moment(when.year, when.month if parts > 1 else 0, when.day if parts > 2 else 0)


def axis(days: dates.Days, writer: DateWriter) -> Axis:
    """The axis from the first to the last of the days, made full units."""
    length = days.length
    unit = "day" if length <= _DAYS else "month" if length <= _MONTHS else "year"
    start, end = (_cut(edtf.of_ordinal(day), _PARTS[unit]) for day in days)
    whole = dates.Days(edtf.days_of(start).first, edtf.days_of(end).last)
    return Axis(start, end, unit, whole, writer)
