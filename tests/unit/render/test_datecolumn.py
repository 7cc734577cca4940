"""The column of dates is as wide as the widest date, which no line end divides."""

from __future__ import annotations

import pytest

from edition.apparatus.chronology import table
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.model import BodyText, Chronology, Event
from edition.model.problems import Place
from edition.render import datecolumn


@pytest.mark.parametrize(
    ("language", "width"),
    [
        ("en", None),  # the column of the style sheet
        ("de", None),
        ("uk", 8.03),
        ("es", 8.79),  # “28 de noviembre de 1899 –”
        ("pt-BR", 8.67),
    ],
)
def test_the_column_holds_the_widest_date(language: str, width: float | None) -> None:
    place = Place("a.yaml")
    event = Event("1899-05-04", "1918-11-28", "", BodyText("X.", place), place)
    years = table.table(Chronology(None, (), (event,)), DateWriter(Labels(language)))
    assert datecolumn.width(years) == width
