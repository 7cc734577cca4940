"""Dates of records, in the forms of CSL-data and the plain ones of CSL-YAML.

A date is one day, month or year, or two of a range; it may be about right, a season, or words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from edition.languages import edtf
from edition.model.dataclass import dataclass

#: Seasons as Extended Date/Time Format numbers them, level 1, and as CSL does.
_SEASONS = {"21": 1, "22": 2, "23": 3, "24": 4}
_NAMED = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
#: The longest words that are taken in the place of a date.
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class RecordDate:
    """`parts` are one date or two, each of a year, or year and month, or also the day (-44: 44 BC).
    `edtf` is a date of which CSL has no parts: 184X, 1850/.."""

    parts: tuple[tuple[int, ...], ...] = ()
    season: int = 0
    circa: bool = False
    literal: str = ""
    edtf: str = ""


def parse(value: object) -> RecordDate | None:
    """The date that `value` is, or None.

    Accepted: "2014-12-15", "2014-12", "2014", 2014, a YAML date; "1850~" or "1850?" (about then),
    "2014/2016" (from … to), "2014-22" (a season); a mapping with `date-parts`, `season`, `circa`,
    `literal` (words: "n.d."), `raw` (one of the forms above).
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, Mapping):
        return _mapping(value)
    return _text(str(value))


def _text(text: str) -> RecordDate | None:
    """A date of EDTF, level 1; one without its last digits, or without an end, has no parts."""
    try:
        edtf.check(text)
    except ValueError:
        return None
    first, last = edtf.ends(text)
    sides = [first] if last is None else [first, last]
    if edtf.OPEN in sides or edtf.UNKNOWN in sides:
        return RecordDate(edtf=text)
    found = [edtf.moment(side) for side in sides]
    if any(when.span > 1 or (when.season and last) for when in found):
        return RecordDate(edtf=text)
    return RecordDate(
        tuple(map(_parts, found)),
        _SEASONS.get(str(found[0].season), 0),
        any(when.circa or when.doubtful for when in found),
    )


def _parts(when: edtf.Moment) -> tuple[int, ...]:
    """The year and what else is known. EDTF counts a year 0, which is 1 BC: -0043 is 44 BC."""
    year = when.year if when.year > 0 else when.year - 1
    return (year, *(part for part in (when.month, when.day) if part))


def _mapping(value: Mapping[object, object]) -> RecordDate | None:
    if literal := value.get("literal"):
        words = " ".join(str(literal).split())
        return RecordDate(literal=words) if 0 < len(words) <= MOST_WORDS else None
    if (raw := value.get("raw")) is not None and not value.get("date-parts"):
        read = _text(str(raw))
        return read or (RecordDate(literal=str(raw)) if 0 < len(str(raw)) <= MOST_WORDS else None)
    listed = value.get("date-parts")
    if not isinstance(listed, Sequence) or isinstance(listed, str) or not 1 <= len(listed) <= 2:
        return None
    parts = [_numbers(part) for part in listed]
    season = _season(value.get("season"))
    if season is None or not all(part and _exists(part) for part in parts):
        return None
    circa = str(value.get("circa") or "").lower() not in ("", "false", "0")
    return RecordDate(tuple(part for part in parts if part), season, circa)


def _numbers(part: object) -> tuple[int, ...] | None:
    """The numbers of a date; nothing where one is no number."""
    if not isinstance(part, Sequence) or isinstance(part, str) or not 1 <= len(part) <= 3:
        return None
    texts = [str(number).strip() for number in part]
    while len(texts) > 1 and not texts[-1]:
        texts.pop()
    if not all(re.fullmatch(r"-?\d{1,4}", text) for text in texts):
        return None
    return tuple(map(int, texts))


def _season(value: object) -> int | None:
    """1 for spring to 4 for winter, 0 for none; None where it is no season."""
    text = str(value or "").strip().lower()
    number = (
        _NAMED.get(text) or _SEASONS.get(text) or (int(text) if text in "01234" and text else 0)
    )
    return number if number or text in ("", "0") else None


def _exists(date: Sequence[int]) -> bool:
    if len(date) == 2 and str(date[1]) in _SEASONS:  # as the engine takes them too
        return True
    if date[0] < 1:  # before the common era the calendar is not asked
        return all(1 <= part <= 31 for part in date[1:]) and (len(date) < 2 or date[1] <= 12)
    try:
        datetime.date(*[*date, 1, 1][:3])
    except ValueError:
        return False
    return True
