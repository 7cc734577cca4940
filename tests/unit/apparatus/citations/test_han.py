"""Citations in an edition in Chinese or Japanese."""

from __future__ import annotations

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.markup import split

RECORDS = [
    {
        "id": "b",
        "type": "book",
        "title": "中国棉业史",
        "author": [{"family": "郑", "given": "大同"}],
        "publisher": "商务",
        "issued": "1921",
        "language": "zh-Hans",
    },
    {
        "id": "e",
        "type": "book",
        "title": "The Loom",
        "author": [{"family": "Roe", "given": "J."}],
    },
]


@pytest.mark.parametrize(
    ("language", "title", "stop"),
    [("zh-Hans", "《中国棉业史》", "。"), ("ja", "『中国棉业史』", "。")],
)
def test_titles_names_and_marks(language: str, title: str, stop: str) -> None:
    entries = dict(Formatter(RECORDS, language).bibliography(["b", "e"]))
    text = split.text_of(entries["b"])
    assert text.startswith(f"郑大同{stop}{title}{stop}") and text.endswith(f"1921年{stop}")
    assert entries["e"].startswith("Roe, J. <i>The Loom</i>.")


def test_another_language_has_its_own_marks() -> None:
    (entry,) = (text for _, text in Formatter(RECORDS, "en").bibliography(["b"]))
    assert split.text_of(entry).startswith("郑大同. 中国棉业史. ")
