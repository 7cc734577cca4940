"""Dates: partial dates as days, their order, their words."""

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


@pytest.mark.parametrize(
    ("iso", "until", "words"),
    [
        ("2014", "", "2014"),
        ("2014-12", "", "December 2014"),
        ("2014-12-04", "", "4 December 2014"),
        ("2014-12-03", "2014-12-04", "3–4 December 2014"),
        ("2014-12-03", "2014-12-03", "3 December 2014"),
        ("2008-06", "2009-06", "June 2008–June 2009"),
        ("2008-06", "2008-09", "June–September 2008"),
        ("2009", "2015", "2009–2015"),
        ("2015-07-30", "2015-08-03", "30 July–3 August 2015"),
        ("2009-12-11", "2010-04-02", "11 December 2009–2 April 2010"),
        ("2014", "2014-03", "2014–March 2014"),
        ("2014-03-02", "2014-04", "2 March 2014–April 2014"),
        ("0079-08-24", "", "24 August 79"),
        ("c. 1900", "", "c. 1900"),
        ("2014-13-40", "", "2014-13-40"),
    ],
)
def test_a_stretch_in_words(iso: str, until: str, words: str) -> None:
    assert dates.written(iso, until) == words


@pytest.mark.parametrize(
    ("iso", "until", "words"),
    [
        ("2014", "", "2014"),
        ("2014-12", "", "December"),
        ("2014-12-04", "", "4 December"),
        ("2014-12-03", "2014-12-04", "3–4 December"),
        ("2014-07-30", "2014-08-03", "30 July–3 August"),
        ("2014-12-11", "2015-04-02", "11 December 2014–2 April 2015"),
        ("2014", "2014-03", "2014–March"),
        ("2014-12-03", "2014-12", "3 December–December"),
        ("2013-12-11", "", "11 December 2013"),
    ],
)
def test_a_year_that_is_known_is_not_said_again(iso: str, until: str, words: str) -> None:
    assert dates.written(iso, until, known_year=2014) == words


def test_the_days_of_a_date() -> None:
    assert dates.days("2014-12-04") == (735571, 735571)
    assert dates.days("2016-02").length == 29
    assert dates.days("2015").length == 365
    assert dates.days("2015", "2016").length == 365 + 366
    assert dates.days("9999-12").last == date.max.toordinal()
    assert dates.days("0001").first == 1


@pytest.mark.parametrize("iso", ["", "2014-13", "2014-00", "0000", "2014-02-30", "x", "1-2-3-4"])
def test_what_is_no_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dates.days(iso)


def test_the_order_is_by_the_first_day_then_the_coarser_first() -> None:
    wanted = ["2013-12-31", "2014", "2014-01", "2014-01-01", "2014-01-02", "2014-02"]
    assert sorted(reversed(wanted), key=dates.order) == wanted
    assert dates.order("2014-01-01", "2014-01-05") < dates.order("2014-01-01")


@given(isos(), isos())
def test_every_date_has_days_and_words(iso: str, until: str) -> None:
    stretch = dates.days(iso)
    assert stretch.first <= stretch.last
    for piece in dates.pieces(iso, until):
        assert piece.words and piece.iso in (iso, until)
    assert dates.days(iso, until).last == dates.days(until).last
