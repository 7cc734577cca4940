"""Dates: partial dates as days, and their order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.apparatus.chronology import dates


@st.composite
def isos(draw: st.DrawFn) -> str:
    """A date of any exactness, of any year that the schema takes."""
    day = draw(st.dates(date.min, date.max))
    return day.isoformat()[: draw(st.sampled_from((4, 7, 10)))]


def test_the_days_of_a_date() -> None:
    assert dates.days("2014-12-04") == (735571, 735571)
    assert dates.days("2016-02").length == 29
    assert dates.days("2015").length == 365
    assert dates.days("2015", "2016").length == 365 + 366
    assert dates.days("9999-12").last == date.max.toordinal()
    assert dates.days("0001").first == 1


@pytest.mark.parametrize("iso", ["", "2014-13", "2014-00", "2014-02-30", "x", "1-2-3-4"])
def test_what_is_no_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dates.days(iso)


def test_the_order_is_by_the_first_day_then_the_coarser_first() -> None:
    wanted = ["2013-12-31", "2014", "2014-01", "2014-01-01", "2014-01-02", "2014-02"]
    assert sorted(reversed(wanted), key=dates.order) == wanted
    assert dates.order("2014-01-01", "2014-01-05") < dates.order("2014-01-01")


@given(isos(), isos())
def test_every_date_has_days(iso: str, until: str) -> None:
    stretch = dates.days(iso)
    assert stretch.first <= stretch.last
    assert dates.days(iso, until).last == dates.days(until).last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("184X", "1840-01-01", "1849-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1850-02-XX", "1850-02-01", "1850-02-28"),
        ("1850~", "1850-01-01", "1850-12-31"),
        ("1850/1853?", "1850-01-01", "1853-12-31"),
        ("1850/..", "1850-01-01", "1850-12-31"),
        ("/1850-03", "1850-03-01", "1850-03-31"),
        ("1850-21", "1850-03-01", "1850-05-31"),
        ("1851-24", "1851-12-01", "1852-02-29"),
    ],
)
def test_the_days_of_doubtful_dates(text: str, first: str, last: str) -> None:
    assert dates.days(text) == (dates.days(first).first, dates.days(last).last)


def test_days_before_christ_go_on_backwards() -> None:
    assert dates.days("0000-12-31").last + 1 == dates.days("0001-01-01").first
    assert dates.days("-0003").length == 365 and dates.days("-0004").length == 366
    wanted = ["-0753", "-0043-03-15", "-004X", "0000", "0079-08-24"]
    assert sorted(wanted, key=dates.order) == [
        "-0753",
        "-004X",
        "-0043-03-15",
        "0000",
        "0079-08-24",
    ]
    assert dates.year_of("-0043-03-15") == -43
    assert dates.reverses("-0043/-0100") and not dates.reverses("-0100/-0043")
    assert not dates.reverses("1850/..") and not dates.reverses("/1850")
