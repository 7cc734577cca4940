"""Records from the files of other programs, and back into them."""

from __future__ import annotations

import json

import pytest

from edition.apparatus.citations import exchange
from edition.apparatus.citations.formatter import Formatter
from edition.apparatus.citations.records import check

JSON = """[{"id": "http://zotero.org/x/1", "citation-key": "doe_Loom:2001", "type": "book",
"title": "The <i>Loom</i>\\u0007", "author": [{"family": "Doe", "given": "Jane"}],
"issued": {"date-parts": [["2001", 3]]}, "publisher": "Press"}]"""
YAML = """references:
- {id: doe_Loom:2001, type: book, title: The *Loom*, author: [{family: Doe, given: Jane}],
   issued: "2001-03", publisher: Press}
"""
BIB = """@book{doe_Loom:2001, title = {The \\emph{Loom}}, author = {Doe, Jane}, year = {2001},
month = mar, publisher = {Press}}"""
RIS = """TY  - BOOK
ID  - doe_Loom:2001
TI  - The Loom
AU  - Doe, Jane
PY  - 2001/03//
PB  - Press
ER  - """
ENTRY = "Doe, Jane. <i>The Loom</i>. Press, 2001."


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", JSON), ("a.yaml", YAML), ("a.bib", BIB), ("a.ris", RIS)]
)
def test_a_book_in_each_format_is_the_same_entry(name: str, text: str) -> None:
    (record,) = exchange.read(name, text.encode())
    assert record["id"] == "doe_Loom:2001" and check([record]) == ()
    ((_, entry),) = Formatter([record]).bibliography(["doe_Loom:2001"])
    plain = entry.replace("The <i>Loom</i>", "The Loom").replace("The Loom", "The Loom")
    assert plain.replace("<i>The </i>Loom", "<i>The Loom</i>") == ENTRY


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{", "no JSON"),
        ("a.json", "[" * 100_000, "no JSON"),
        ("a.json", "3", "no list of records"),
        ("a.json", "[3]", "no group of fields"),
        ("a.json", '[{"id": "a b"}]', "no note can name"),
        ("a.json", '[{"type": "book"}]', "as its id none"),
        ("a.yaml", "a: [", "Line 1"),
        ("a.yaml", "a: b", "references"),
        ("a.bib", "@book{a, title = {", "Pandoc said"),
        ("a.txt", "", "ends in none of"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, text: str, said: str) -> None:
    with pytest.raises(exchange.Unreadable, match=said):
        exchange.read(name, text.encode())


def test_fields_in_a_note_of_zotero_are_fields() -> None:
    note = "original-date: 1890\\nSeen: in a reprint.\\npublisher: Other"
    data = f'[{{"id": "a", "type": "book", "publisher": "Press", "note": "{note}"}}]'
    (record,) = exchange.read("a.json", data.encode())
    assert record["original-date"] == "1890" and record["publisher"] == "Press"
    assert record["note"] == "Seen: in a reprint.\npublisher: Other"


def test_what_is_written_is_read_again() -> None:
    record = {
        "id": "doe_1",
        "type": "book",
        "title": "The *Loom* and [Радио]{lang=ru} “now”",
        "shortTitle": "The Loom",
        "author": [{"family": "Doe", "given": "Jane"}, "The Guild"],
        "issued": "1850~",
        "note": "Seen.",
    }
    data = exchange.csl_json([record])
    (found,) = json.loads(data)
    assert found["title"] == 'The <i>Loom</i> and <span class="nocase">Радио</span> “now”'
    assert found["issued"] == {"date-parts": [[1850]], "circa": True}
    assert found["author"][1] == {"literal": "The Guild"} and found["title-short"] == "The Loom"
    assert exchange.read("a.json", data) == [found]
    assert b"@book{doe_1" in exchange.biblatex([record])
