"""One book has one order of dates: its sources have that of all else that the builder writes."""

from __future__ import annotations

import re

import pytest

from edition.apparatus.citations import styles
from edition.apparatus.citations.formatter import Formatter
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels

DAYS = {"one": ("2014-12-03", ""), "two": ("2014-12-03", "2014-12-05"), "month": ("2014-12", "")}
LANGUAGES = ("en", "en-US", "en-GB", "en-AU", "en-CA", "en-HK", "en-IN")


@pytest.mark.parametrize("order", ["", "day-first", "month-first"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_have_the_order_of_the_book(language: str, order: str) -> None:
    labels = Labels(language, date_order=order)
    records = [
        {
            "id": name,
            "type": "article-newspaper",
            "title": f"Looms {name}",
            "container-title": "The Times",
            "issued": f"{first}/{last}" if last else first,
        }
        for name, (first, last) in DAYS.items()
    ]
    made = dict(Formatter(records, labels).bibliography(DAYS))
    for name, (first, last) in DAYS.items():
        assert re.search(rf" {DateWriter(labels).written(first, last)}\.$", made[name])


def test_plain_english_is_american_unless_it_says_otherwise() -> None:
    written = [
        DateWriter(Labels(language, date_order=order)).written("2014-12-03")
        for language, order in (("en", ""), ("en", "day-first"), ("en-GB", ""), ("de", "day-first"))
    ]
    assert written == ["December 3, 2014", "3 December 2014", "3 December 2014", "3. Dezember 2014"]


def test_a_style_with_english_dates_of_its_own_keeps_them() -> None:
    mla = styles.bundled("mla").data
    assert styles.dated(mla, True) is mla and styles.dated(mla, False) is mla
