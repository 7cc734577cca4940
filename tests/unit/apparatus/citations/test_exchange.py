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


def test_what_pandoc_leaves_of_bibtex_is_mended() -> None:
    file = r"""
        @proceedings{whole, title = {The Loom Congress}, editor = {Roe, Ann}, year = 1999}
        @inproceedings{part, author = {Cruz, Mar{\'\i}a}, title = {On Looms}, crossref = {whole}}
        @misc{page, title = {{H$_2$O}, $x^2$ and $\alpha$}, howpublished = {\url{https://example.org/p}}}
        @misc{paper, title = {A Paper}, year = 2001, month = mar}
        @phdthesis{work, title = {A Work}, school = {Leeds}, type = {{PhD} thesis}, year = 2011}
    """
    found = {record["id"]: record for record in exchange.read("a.bib", file.encode())}
    assert found["part"]["container-title"] == "The loom congress"
    assert found["part"]["author"] == [{"family": "Cruz", "given": "Mar\u00eda"}]
    assert (found["page"]["type"], found["page"]["URL"]) == ("webpage", "https://example.org/p")
    assert (
        "H<sub>2</sub>O, x<sup>2</sup>" in str(found["page"]["title"])
        and "publisher" not in found["page"]
    )
    assert str(found["page"]["title"]).endswith("and α")
    assert found["paper"]["type"] == "document"
    assert found["paper"]["issued"] == {"date-parts": [[2001, 3]]}
    assert found["work"]["genre"] == "PhD thesis"


def test_a_record_of_ris_has_a_name_and_bodies_stay_whole() -> None:
    file = b"""TY  - NEWS\nTI  - Fire\nT2  - Times\nDA  - 1905/01/02\nER  - \n
TY  - RPRT\nAU  - The Rights Group\nAU  - Roe, Ann\nTI  - Burned\nPY  - 2016\nER  - \n"""
    paper, report = exchange.read("a.ris", file)
    assert paper["id"] == "Times_Fire_1905"
    assert report["author"] == [
        {"literal": "The Rights Group"},
        {"family": "Roe", "given": "Ann"},
    ]


def test_names_in_the_note_of_zotero_are_names() -> None:
    note = "reviewed-author: Hall || W. C.\nreviewed-author: Guild\nSeen."
    record = {"id": "a", "type": "review", "title": "A", "note": note}
    (found,) = exchange.read("a.json", json.dumps([record]).encode())
    assert found["reviewed-author"] == [{"family": "Hall", "given": "W. C."}, {"literal": "Guild"}]
    assert found["note"] == "Seen."


def test_a_year_of_bibtex_in_words_stays() -> None:
    data = '@article{a, title={A}, year={in press}}\n@book{b,title={B},\n year = "c. 1999"}\n'
    data += "@misc{c, title={C}, year=2001}\n@misc{d, title={D}}"
    found = {item["id"]: item.get("issued") for item in exchange.read("a.bib", data.encode())}
    assert found["a"] == {"literal": "in press"} and found["b"] == {"literal": "c. 1999"}
    assert found["c"] == {"date-parts": [[2001]]} and found["d"] is None


def test_a_name_of_ris_has_a_suffix_behind_its_second_comma() -> None:
    data = "TY  - JOUR\nTI  - A\nAU  - Doe, Jane\nAU  - Roe, R. W., Jr.\nAU  - Bank\n"
    data += "PY  - 2001\nER  - \n"
    (record,) = exchange.read("a.ris", data.encode())
    assert record["author"] == [
        {"family": "Doe", "given": "Jane"},
        {"family": "Roe", "given": "R. W.", "suffix": "Jr."},
        {"literal": "Bank"},
    ]


@pytest.mark.parametrize("line", ["tex.ids= doe01", "tex.shortauthor: D.", "Citation Key: doe01"])
def test_what_a_note_says_to_programs_is_not_printed(line: str) -> None:
    data = json.dumps([{"id": "a", "type": "book", "note": f"Seen.\n{line}"}])
    (record,) = exchange.read("a.json", data.encode())
    assert record["note"] == "Seen."


def test_dates_before_christ_are_those_of_edtf_in_biblatex() -> None:
    record = {"id": "a", "type": "book", "title": "A", "issued": "-0043"}
    made = exchange.biblatex([record])
    assert b"date = {-0043}" in made
    (found,) = exchange.read("a.bib", made)
    assert found["issued"] == {"date-parts": [[-44]]}
