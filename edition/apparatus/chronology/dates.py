"""Dates: the order of the dates of events, as stretches of days. Pure.

What a date is, `edition.languages.edtf` says; `edition.languages.datewords` writes it in words.
"""

from __future__ import annotations

from edition.languages import edtf
from edition.languages.edtf import Days, days

__all__ = ["Days", "days", "is_stretch", "order", "reverses", "year_of"]


def is_stretch(text: str, until: str = "") -> bool:
    """Whether a date has two ends."""
    return edtf.ends(text, until)[1] is not None


def reverses(text: str, until: str = "") -> bool:
    """Whether a stretch ends before it begins, however its inexact dates are meant."""
    first, last = edtf.ends(text, until)
    if not first or not last or edtf.OPEN in (first, last):
        return False
    return days(last).last < days(first).first


def order(text: str, until: str = "") -> tuple[int, int]:
    """The key by which dates are sorted: by the first day, then the longer stretch first, so
    that 2014 comes before January 2014, and that before 1 January 2014."""
    stretch = days(text, until)
    return stretch.first, -stretch.last


def year_of(text: str) -> int:
    """The year in which a date or stretch begins; 0 is 1 BC."""
    return edtf.of_ordinal(days(text).first).year
