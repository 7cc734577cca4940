"""A record that was copied as JSON is a source."""

from __future__ import annotations

import json

import pytest

from edition.authoring.add import pasted

CROSSREF = {
    "status": "ok",
    "message": {
        "type": "journal-article",
        "title": ["The Loom"],
        "container-title": ["Journal of Cloth"],
        "author": [{"given": "Jane", "family": "Doe", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[1999, 5]]},
        "indexed": {"version": "3"},
        "DOI": "10.1000/xyz",
    },
}
ZOTERO = [
    {
        "id": "doe1999",
        "type": "book",
        "title": "A *History*",
        "shortTitle": "History",
        "author": [{"literal": "The Loom Society"}],
        "issued": {"date-parts": [["1999"]]},
        "number-of-pages": "12",
    }
]


def test_crossrefs_answer() -> None:
    assert pasted.record(json.dumps(CROSSREF)) == {
        "type": "article-journal",
        "title": "The Loom",
        "container-title": "Journal of Cloth",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": "1999-05",
        "DOI": "10.1000/xyz",
    }


def test_zoteros_record() -> None:
    assert pasted.record(json.dumps(ZOTERO)) == {
        "type": "book",
        "title": "A *History*",
        "title-short": "History",
        "author": [{"literal": "The Loom Society"}],
        "issued": "1999",
        "number-of-pages": "12",
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[1, 2]", "it holds 2 records, and one is wanted"),
        ('"book"', "it is no record"),
        ('{"title": "A"}', "it has no title, or no type"),
        ('{"type": "book", "title": []}', "it has no title, or no type"),
    ],
)
def test_what_is_no_record(text: str, why: str) -> None:
    with pytest.raises(pasted.NoRecord, match=why):
        pasted.record(text)
