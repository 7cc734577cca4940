"""Dates: partial ISO 8601 dates as stretches of days, in their order and in words. Pure.

A date is `2014`, `2014-12` or `2014-12-04`, years 0001 to 9999 of the Gregorian calendar, also
before it was in use. Days are counted as `datetime.date.toordinal` does. The names of the months
are English; an edition in another language cannot replace them yet.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
#: Short names, for drawings (Chicago 10.40, without the points).
SHORT_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip


class Days(NamedTuple):
    """A stretch of days, both ends inclusive."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class Piece(NamedTuple):
    """One date of a written stretch: its ISO form and its words."""

    iso: str
    words: str


def days(iso: str, until: str = "") -> Days:
    """All the days that a date may mean; with `until`, from its first to the last of that.

    Raises ValueError for what is no date.
    """
    own = _days(iso)
    return Days(own.first, _days(until).last) if until else own


def _days(iso: str) -> Days:
    year, month, day = _numbers(iso)
    first = date(year, month or 1, day or 1)
    last_month = month or 12
    last = date(year, last_month, day or monthrange(year, last_month)[1])
    return Days(first.toordinal(), last.toordinal())


def reverses(iso: str, until: str) -> bool:
    """Whether a stretch ends before it begins, however its inexact dates are meant."""
    return _days(until).last < _days(iso).first


def order(iso: str, until: str = "") -> tuple[int, int]:
    """The key by which dates are sorted: by the first day, then the longer stretch first, so
    that 2014 comes before January 2014, and that before 1 January 2014."""
    stretch = days(iso, until)
    return stretch.first, -stretch.last


def year_of(iso: str) -> int:
    """The year of a date."""
    return int(iso[:4])


def written(
    iso: str, until: str = "", *, months: Sequence[str] = MONTHS, known_year: int = 0
) -> str:
    """A date or stretch in words, as the notes have it (Chicago 6.38, 6.78): 4 December 2014,
    3–4 December 2014, 30 July–3 August 2015, June 2008–June 2009. Other text is unchanged.

    The year is left out where the reader knows it: where the whole stretch is in `known_year`.
    """
    try:
        found = pieces(iso, until, months=months, known_year=known_year)
    except ValueError:
        return f"{iso}–{until}" if until else iso
    return "–".join(piece.words for piece in found)


def pieces(
    iso: str, until: str = "", *, months: Sequence[str] = MONTHS, known_year: int = 0
) -> tuple[Piece, ...]:
    """The one or two dates of a stretch, what they share written once, in the second.

    Raises ValueError for what is no date.
    """
    _days(iso)
    end = _numbers(until or iso)
    drops_year = bool(end.month) and year_of(iso) == end.year == known_year
    last = Piece(until or iso, _words(end._replace(year=0) if drops_year else end, months))
    if not until or until == iso:
        return (last,)
    _days(until)
    return Piece(iso, _words(_less(_numbers(iso), end, drops_year), months)), last


def _less(start: _Numbers, end: _Numbers, drops_year: bool) -> _Numbers:
    """The start of a stretch without what its end says too; both must be as exact."""
    if drops_year and start.month:
        start, end = start._replace(year=0), end._replace(year=0)
    if not start.month or bool(start.day) != bool(end.day) or start.year != end.year:
        return start
    if start.day and start.month == end.month:
        return _Numbers(0, 0, start.day)
    return start._replace(year=0)


class _Numbers(NamedTuple):
    """The parts of a date; 0 stands for one that is not given."""

    year: int
    month: int
    day: int


def _numbers(iso: str) -> _Numbers:
    parts = iso.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"no date: {iso}")
    year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
    if not year or "0" in (part.lstrip("0") or "0" for part in parts):
        raise ValueError(f"no date: {iso}")
    return _Numbers(year, month, day)


def _words(numbers: _Numbers, months: Sequence[str]) -> str:
    year, month, day = numbers
    words = (str(day) if day else "", months[month - 1] if month else "", str(year) if year else "")
    return " ".join(filter(None, words))
