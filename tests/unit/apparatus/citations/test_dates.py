"""Dates of sources, as CSL has them and as EDTF does."""

from __future__ import annotations

import pytest

from edition.apparatus.citations import dates
from edition.apparatus.citations.dates import RecordDate


@pytest.mark.parametrize(
    ("written", "year", "edtf"),
    [("-0043", -44, ""), ("0000", -1, ""), ("0793", 793, ""), ("184X", 0, "184X"),
     ("1850/..", 0, "1850/.."), ("18XX", 0, "18XX")],
)  # fmt: skip
def test_dates_of_long_ago_and_of_no_certain_year(written: str, year: int, edtf: str) -> None:
    found = dates.parse(written)
    assert found is not None
    assert (found.parts[0][0] if found.parts else 0, found.edtf) == (year, edtf)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2014-12-05", RecordDate(((2014, 12, 5),))),
        ("1850~", RecordDate(((1850,),), circa=True)),
        ("1850-03?", RecordDate(((1850, 3),), circa=True)),
        ("1850-XX", RecordDate(((1850,),))),
        ("2014-22", RecordDate(((2014,),), season=2)),
        ("2014/2016-03", RecordDate(((2014,), (2016, 3)))),
        ("2014-21/2014-23", RecordDate(edtf="2014-21/2014-23")),
        ({"date-parts": [["2000", "", ""]]}, RecordDate(((2000,),))),
        ({"date-parts": [[1999, 21], [2001, 22]]}, RecordDate(((1999, 21), (2001, 22)))),
        ({"date-parts": [], "raw": "Bogus"}, RecordDate(literal="Bogus")),
        (1890, RecordDate(((1890,),))),
        *((bad, None) for bad in ("2014-13", "2014-02-30", "5 May 2014", "2014/2015/2016", "14")),
    ],
)
def test_one_calendar_says_what_is_a_date(written: object, date: RecordDate | None) -> None:
    assert dates.parse(written) == date
