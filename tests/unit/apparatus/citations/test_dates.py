"""Dates of sources, as CSL has them and as EDTF does."""

from __future__ import annotations

import pytest

from edition.apparatus.citations import dates


@pytest.mark.parametrize(
    ("written", "year", "edtf"),
    [("-0043", -44, ""), ("0000", -1, ""), ("0793", 793, ""), ("184X", 0, "184X"),
     ("1850/..", 0, "1850/.."), ("18XX", 0, "18XX")],
)  # fmt: skip
def test_dates_of_long_ago_and_of_no_certain_year(written: str, year: int, edtf: str) -> None:
    found = dates.parse(written)
    assert found is not None
    assert (found.parts[0][0] if found.parts else 0, found.edtf) == (year, edtf)
