"""Dates as annotations have them: what is one, what is none, and how another form is written."""

from __future__ import annotations

import pytest

from edition.languages import edtf


@pytest.mark.parametrize(
    "text",
    [
        "2014", "0793-06-08", "-0043-03-15", "0000", "1850~", "1850-06?", "1850%", "184X", "18XX?",
        "1850-XX", "1850-04-XX", "1850-XX-XX", "1850-21", "1850-24~", "1850/1853", "1850~/1853-05",
        "1850/..", "../1850", "1850/", "/1850", "-0100/-0043", "1600-02-29", "-0004-02-29",
    ],
)  # fmt: skip
def test_these_are_dates(text: str) -> None:
    edtf.check(text)
    assert edtf.days(text).length >= 1


@pytest.mark.parametrize(
    "text",
    [
        "", "673", "c. 673", "44 BC", "-0000", "1850-13", "1850-02-30", "1900-02-29", "1850-25",
        "1850-21-01", "184X-05", "1XXX", "XXXX", "Y17000", "[1850,1851]", "1850/1851/1852", "/",
        "../..", "../", "?1850", "1850~~", "2014-1-1", "２０１４", "9" * 500, "1850-00",
    ],
)  # fmt: skip
def test_these_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|day is out of range|month must be"):
        edtf.check(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("673", '"0673"'),
        ("44 BC", '"-0043", which is 44 BC'),
        ("-44", '"-0043", which is 44 BC'),
        ("1 BC", '"0000", which is 1 BC'),
        ("c. 673", '"0673~"'),
        ("circa 1850", '"1850~"'),
        ("um 1850", '"1850~"'),
        ("79 AD", '"0079"'),
        ("yesterday", ""),
        ("2014-13", ""),
        ("44 a.C.", '"-0043", which is 44 BC'),
        ("44 f.Kr.", '"-0043", which is 44 BC'),
        ("44 př. n. l.", '"-0043", which is 44 BC'),
        ("公元前44年", '"-0043", which is 44 BC'),
        ("1850年3月4日", '"1850-03-04"'),
        ("約1850年", '"1850~"'),
        ("1850s", '"185X"'),
        ("1840er Jahre", '"184X"'),
        ("1850–1853", '"1850/1853"'),
        ("1914-18", '"1914/1918"'),
        ("1850-3-4", '"1850-03-04"'),
        ("1850-13-4", ""),
        ("1900-1899", ""),
        ("4.3.1850", ""),
    ],
)
def test_another_form_is_told(text: str, written: str) -> None:
    assert edtf.suggestion(text) == written
