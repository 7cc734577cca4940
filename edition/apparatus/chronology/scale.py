"""Scale: the scale of a timeline by years, months or days, its ticks, and the short dates. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from edition.apparatus.chronology import dates

#: Up to how many days an axis counts in days, and in months; past that it counts in years.
_DAYS, _MONTHS = 62, 3 * 366
#: From this length on the dates beside the labels are years.
_LONG = 40 * 366
_STEPS = {
    "day": (1, 2, 5, 10),
    "month": (1, 2, 3, 6),
    "year": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000),
}
_ISO = {"day": 10, "month": 7, "year": 4}
#: The least distance of two ticks without figures.
_FINE = 3.5


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of whole years, months or days; `start` and `end` are its ends as dates.

    The first day stands at `top`, the last at `bottom`.
    """

    start: str
    end: str
    unit: str
    days: dates.Days
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
        return "30 Sept" if self.unit == "day" else "2000"

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
                yield self.at(day.toordinal()), self._figure(day, month)
                month = day.month
            elif pitch >= _FINE:
                yield self.at(day.toordinal()), ""

    def _units(self) -> Iterable[tuple[int, date]]:
        """Each unit's first day, and a number of which every so many have a figure."""
        first, last = map(date.fromordinal, self.days)
        if self.unit == "day":
            return ((k, date.fromordinal(self.days.first + k)) for k in range(self.days.length))
        if self.unit == "month":
            months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
            return ((k, date(k // 12, k % 12 + 1, 1)) for k in months)
        return ((year, date(year, 1, 1)) for year in range(first.year, last.year + 1))

    def _figure(self, day: date, month_before: int) -> str:
        name = dates.SHORT_MONTHS[day.month - 1]
        if self.unit == "year" or (self.unit == "month" and day.month == 1):
            return str(day.year)
        if self.unit == "month":
            return name
        return str(day.day) if day.month == month_before else f"{day.day} {name}"

    def short(self, iso: str, until: str) -> str:
        """A date beside its label, no exacter than the scale, without what the axis says: the
        year where all is in one, or where days are counted."""
        first, last = dates.days(iso, until)
        if self.unit == "day" and self.days.first <= first and last <= self.days.last:
            if not until or iso[:4] == until[:4]:
                return self._written(iso, until, dates.year_of(iso))
            return "–".join(self._written(end, "", dates.year_of(end)) for end in (iso, until))
        length = self._exactness(iso, until)
        one_year = self.start[:4] == self.end[:4]
        known_year = dates.year_of(self.start) if one_year else 0
        return self._written(iso[:length], until[:length], known_year)

    def _exactness(self, iso: str, until: str) -> int:
        """How much of its ISO form is shown of a date; both ends of a stretch alike, and of one
        over several years, or months, no months, or days."""
        length, shared = _ISO["day"], _ISO["month"]
        if self.unit == "day":
            shared = _ISO["year"]
        elif self.unit == "year":
            length = _ISO["month" if self.days.length <= _LONG else "year"]
            shared = _ISO["year"]
        if until and iso[:shared] != until[:shared]:
            length = shared
        return min(length, len(iso), len(until or iso))

    def _written(self, iso: str, until: str, known_year: int) -> str:
        return dates.written(iso, until, months=dates.SHORT_MONTHS, known_year=known_year)


def axis(start: str, end: str) -> Axis:
    """The axis from the first day of `start` to the last of `end`, made full units."""
    length = dates.days(start, end).length
    unit = "day" if length <= _DAYS else "month" if length <= _MONTHS else "year"
    first, last = map(date.fromordinal, dates.days(start, end))
    digits = _ISO[unit]
    start, end = first.isoformat()[:digits], last.isoformat()[:digits]
    return Axis(start, end, unit, dates.days(start, end))
