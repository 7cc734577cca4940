"""Citations in an edition in Chinese or Japanese."""

from __future__ import annotations

import pytest

from edition.apparatus.citations.formatter import Formatter

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
        "author": [{"family": "Roe", "given": "Jane"}],
    },
]


@pytest.mark.parametrize(
    ("language", "title", "stop"),
    [("zh-Hans", "《中国棉业史》", "。"), ("ja", "『中国棉业史』", "。")],
)
def test_titles_names_and_marks(language: str, title: str, stop: str) -> None:
    entries = dict(Formatter(RECORDS, language).bibliography(["b", "e"]))
    assert title in entries["b"] and title * 2 not in entries["b"]
    assert entries["b"].startswith(f"郑大同{stop}") and entries["b"].endswith(f"1921年{stop}")
    assert entries["e"].startswith("Roe, Jane. <i>The Loom</i>.")


def test_another_language_has_its_own_marks() -> None:
    (entry,) = (text for _, text in Formatter(RECORDS, "en").bibliography(["b"]))
    assert "郑大同. " in entry and "《" not in entry
