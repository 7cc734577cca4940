"""EDTF: the only importer of the library edtf: dates as annotations have them, and their days.

A date is one of ISO 8601 (`2014`, `2014-12`, `2014-12-04`), or one of level 1 of the Extended
Date/Time Format (id.loc.gov/datetime/edtf; ISO 8601-2): with four digits of the year, `0793`, and a
minus for one before Christ, where 0000 is 1 BC; approximate `1850~`, doubtful `1850?`, both
`1850%`; digits that are not known `184X`, `18XX`, `1850-XX`; a season `1850-21` (spring) to
`1850-24`; a stretch `1850/1853`, one without an end `1850/..`, one of which the end is not known
`1850/`. Years -9999 to 9999 of the Gregorian calendar, also before it was in use.

The library takes 0.2 s to load: years, months and days without more do without it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from edition.model.dataclass import dataclass

OPEN, UNKNOWN = "..", ""
_PLAIN = re.compile(r"(?!-0000)(-?\d{4})(?:-(0\d|1[0-2])(?:-(\d\d))?)?", re.ASCII)
_LEVEL_1 = re.compile(
    r"(?P<year>-?\d\d(?:\d\d|\dX|XX))(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<doubt>[?~%]?)",
    re.ASCII,
)
_LONGEST = 40  # characters: two dates of the exactest, each with a flag
#: The Gregorian calendar repeats itself after so many years, which have so many days.
_CYCLE, _CYCLE_DAYS = 400, 146_097


class Days(NamedTuple):
    """A stretch of days, both ends inclusive, as `datetime.date.toordinal` counts them; those
    before the year 1 are less than 1."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Moment:
    """One date: its parts, 0 for one that is not given (`year` 0 is 1 BC, and always given).

    `span` is 1, or 10 for a decade, 100 for a century that begins with `year`; `season` is 21 to 24
    or 0; `circa` and `doubtful` are what the flags say.
    """

    year: int
    month: int = 0
    day: int = 0
    span: int = 1
    season: int = 0
    circa: bool = False
    doubtful: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is a year, a month or a day and no more."""
        return self.span == 1 and not (self.season or self.circa or self.doubtful)

    @property
    def iso(self) -> str:
        """The date as HTML has it; empty for one that HTML cannot have."""
        return self.text if self.is_exact and self.year > 0 else ""

    @property
    def text(self) -> str:
        """The year, the month and the day as EDTF has them."""
        year = f"{self.year:05d}" if self.year < 0 else f"{self.year:04d}"
        return "-".join((year, *(f"{part:02d}" for part in (self.month, self.day) if part)))


@lru_cache(maxsize=4096)
def moment(text: str) -> Moment:
    """The date that `text` is. Raises ValueError for what is none, or a stretch."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        year, month, day = (int(part or 0) for part in plain.groups())
        # The calendar of a year 400 years and more on is the same.
        date(year % _CYCLE + _CYCLE, month or 1, day or 1)
        if "00" in plain.groups():
            raise ValueError(f"no date: {text}")
        return Moment(year, month, day)
    found = _LEVEL_1.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        raise ValueError(f"no date: {text[:_LONGEST]}")
    _checked(text[: found.end("doubt") - len(found["doubt"])])
    digits = found["year"]
    span = 10 ** digits.count("X")
    year = int(digits.replace("X", "0"))
    if digits.startswith("-") and span > 1:
        year -= span - 1  # -004X is -49 to -40
    month, day = (_number(found[part]) for part in ("month", "day"))
    season = month if month > 12 else 0
    if (
        (season and not 21 <= season <= 24)
        or (span > 1 and month)
        or (day and not month)
        or (season and found["day"])
    ):
        raise ValueError(f"no date: {text}")
    doubt = found["doubt"]
    flags = doubt in ("~", "%"), doubt in ("?", "%")
    return Moment(year, 0 if season else month, day, span, season, *flags)


def _number(digits: str | None) -> int:
    return int(digits) if digits and digits.isdigit() else 0


def _checked(text: str) -> None:
    """Raises ValueError for a date that is not on the calendar."""
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(text)
    except EDTFParseException:
        raise ValueError(f"no date: {text}") from None


def ends(text: str, until: str = "") -> tuple[str, str | None]:
    """The two ends of a stretch, which is written as `text` alone, or has its end apart; `..` for
    one without an end, an empty one for one that nobody knows. The second is None for one date."""
    first, is_stretch, last = text.partition("/")
    if is_stretch:
        return first, last
    return first, until or None


@lru_cache(maxsize=4096)
def check(text: str, until: str = "") -> None:
    """Raises ValueError for what is no date, and no stretch of one or two."""
    first, last = ends(text, until)
    if (until and "/" in text) or "/" in (last or ""):
        raise ValueError(f"no date: {text[:_LONGEST]}")
    sides = [side for side in (first, last) if side not in (OPEN, UNKNOWN, None)]
    if not sides:
        raise ValueError(f"no date: {text[:_LONGEST]}")
    for side in sides:
        moment(str(side))


def suggestion(text: str) -> str:
    """How a date in another form is written here, for the usual ones of several languages; else
    empty."""
    text = text.strip()[:_LONGEST]
    if found := _RANGE.fullmatch(text):
        first, last = found["first"], found["last"]
        whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        return f'"{first:0>4}/{whole:0>4}"' if int(first) < int(whole) else ""
    if found := _DECADE.fullmatch(text):
        return f'"{found[1]}X"'
    if found := _UNPADDED.fullmatch(text):
        parts = f"{found[1]:0>4}", f"{found[2]:0>2}", *([f"{found[3]:0>2}"] if found[3] else [])
        return f'"{"-".join(parts)}"' if _is_date("-".join(parts)) else ""
    found = _LOOSE.fullmatch(text)
    if not found:
        return ""
    year = int(found["year"])
    is_before = any(found[name] for name in ("before", "minus", "era"))
    digits = f"{1 - year:05d}" if is_before and year > 1 else f"{0 if is_before else year:04d}"
    flag = "~" if found["circa"] or found["about"] else "?" if found["doubt"] else ""
    remark = f", which is {year} BC" if is_before else ""
    return f'"{digits}{flag}"{remark}'


def _is_date(text: str) -> bool:
    try:
        moment(text)
    except ValueError:
        return False
    return True


_RANGE = re.compile(r"(?P<first>[0-9]{3,4}) ?[–—-] ?(?P<last>[0-9]{2,4})", re.ASCII)
_DECADE = re.compile(
    r"(?:the |les années |anni |jaren |década de )?([0-9]{3})0"
    r"(?:s|er|er Jahre|-talet|-е|-е годы|年代)?(?<![0-9])"
)
_UNPADDED = re.compile(r"([0-9]{3,4})[-年/.]([0-9]{1,2})(?:[-月/.]([0-9]{1,2}))?[月日]?", re.ASCII)
_LOOSE = re.compile(
    r"(?P<circa>(?:circa|ca|c|about|um|etwa|vers|hacia|omkring|cirka|ok|asi|kolem|ок|около|бл|约|約)"
    r"\.? *)?(?P<minus>[-\u2212])?(?P<era>(?:公元前|西元前|紀元前|前|MÖ|i\. ?e\.) *)?"
    r"(?P<year>[0-9]{1,4})年?(?P<about>頃|ごろ| circa)?(?P<doubt> *\(?\?\)?)?"
    r"(?P<before> *(?:b\.? ?c\.?(?: ?e\.?)?|v\. ?(?:chr|u\. ?z)\.?|av\. ?j\.-c\."
    r"|a\. ?(?:e\. ?)?c\.|f\. ?kr\.?"
    r"|p\. ?n\. ?e\.|př\. ?n\. ?l\.|до н\. ?[эе]\.|ekr\.?|π\. ?χ\.?|лет до н\. ?э\.))?"
    r"(?: *(?:a\.?d\.?|c\.?e\.?|n\. ?chr\.?|ap\. ?j\.-c\.|d\. ?c\.|н\. ?[эе]\.|n\. ?e\.))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def days(text: str, until: str = "") -> Days:
    """All the days that a date may mean; of a stretch, from its first to its last. What has no end,
    or none that is known, is as long as its other end.

    Raises ValueError for what is no date.
    """
    first, last = ends(text, until)
    known = [side for side in (first, last) if side not in (OPEN, UNKNOWN, None)]
    if not known:
        raise ValueError(f"no date: {text}")
    found = [days_of(moment(str(side))) for side in known]
    return Days(found[0].first, found[-1].last)


def days_of(when: Moment) -> Days:
    """All the days that a date may mean."""
    if when.season:
        begin = {21: 3, 22: 6, 23: 9, 24: 12}[when.season]
        last_month, last_year = (begin + 2, when.year) if begin < 12 else (2, when.year + 1)
        return Days(
            _ordinal(when.year, begin, 1),
            _ordinal(last_year, last_month, _length(last_year, last_month)),
        )
    last_year, last_month = when.year + when.span - 1, when.month or 12
    last_day = when.day or _length(last_year, last_month)
    first = _ordinal(when.year, when.month or 1, when.day or 1)
    return Days(first, _ordinal(last_year, last_month, last_day))


def _length(year: int, month: int) -> int:
    return monthrange(year % _CYCLE + _CYCLE, month)[1]


def _ordinal(year: int, month: int, day: int) -> int:
    """As `datetime.date.toordinal`, for any year."""
    cycles = (year - 1) // _CYCLE
    return date(year - cycles * _CYCLE, month, day).toordinal() + cycles * _CYCLE_DAYS


def of_ordinal(ordinal: int) -> Moment:
    """The day with this number."""
    cycles = (ordinal - 1) // _CYCLE_DAYS
    found = date.fromordinal(ordinal - cycles * _CYCLE_DAYS)
    return Moment(found.year + cycles * _CYCLE, found.month, found.day)
