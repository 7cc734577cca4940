"""What the check calls unprinted is what neither the list of sources nor a note prints."""

from __future__ import annotations

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.apparatus.citations.records import NAME_FIELDS, TYPES
from edition.apparatus.citations.unprinted import unprinted
from edition.markup.tree import Citation, CitationItem

#: The variables of CSL 1.0.2, appendix IV, that are texts or numbers.
_TEXTS = """
    abstract annote archive archive_collection archive_location archive-place authority
    call-number citation-key collection-number collection-title container-title
    container-title-short dimensions division DOI edition event event-title event-place
    genre ISBN ISSN issue jurisdiction keyword medium note number number-of-pages
    number-of-volumes original-publisher original-publisher-place original-title page part-number
    part-title PMCID PMID printing-number publisher publisher-place references reviewed-genre
    reviewed-title scale section source status supplement-number title-short version volume
    volume-title volume-title-short year-suffix
"""
TEXTS = _TEXTS.split()
NAMES = (*NAME_FIELDS, "container-author", "director", "illustrator", "recipient", "composer")


def printed(record: dict) -> str:
    formatter = Formatter([record])
    return formatter.note(Citation((CitationItem("x"),))) + formatter.bibliography(["x"])[0][1]


def record(type: str, **more: object) -> dict:
    return {"id": "x", "type": type, "title": "The Loom"} | more


@pytest.mark.parametrize("type", sorted(TYPES))
@pytest.mark.parametrize("with_author", [True, False])
def test_the_style_prints_the_others(type: str, with_author: bool) -> None:
    whole: dict = {"issued": "1916", "URL": "https://Qurl.example/"}
    whole |= {field: f"Q{k}q" for k, field in enumerate(TEXTS)}
    whole |= {field: [{"family": f"Q{field}q"}] for field in NAMES}
    if not with_author:
        del whole["author"]
    shown = printed(record(type, **whole))
    marks = {field: f"Q{k}q" for k, field in enumerate(TEXTS)} | {n: f"Q{n}q" for n in NAMES}
    left = {field for field in marks if field in whole and marks[field] not in shown}
    assert set(unprinted(record(type, **whole))) == left


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({"issued": {"date-parts": [[1890]], "circa": True}}, []),
        ({"issued": {"date-parts": [[1890]], "season": 2}}, []),
        ({"issued": {"date-parts": [[1890, 3]], "season": 2}}, ["season (issued)"]),
        ({"issued": {"date-parts": [[1890]], "literal": "n.d."}}, ["literal (issued)"]),
        ({"status": "in press"}, ["status"]),
        ({"original-date": "1890"}, ["original-date"]),
        ({"author": [{"family": "Doe", "given": "Jo", "ORCID": "1"}]}, ["ORCID (author)"]),
        ({"author": [{"literal": "The Guild", "family": "Guild"}]}, ["family (author)"]),
        ({"author": "The Guild", "accessed": "2026", "note": "Seen."}, []),
        ({"editor": [{"family": "Doe"}]}, []),
        ({"author": "The Guild", "editor": [{"family": "Doe"}]}, ["editor"]),
        ({"DOI": "", "keyword": None}, []),
    ],
)
def test_fields_inside_fields(more: dict, left: list[str]) -> None:
    assert unprinted(record("book", **more)) == left


@pytest.mark.parametrize(
    "part", ["family", "given", "suffix", "dropping-particle", "non-dropping-particle"]
)
def test_the_parts_of_names_are_printed(part: str) -> None:
    name = {"family": "Doe", "given": "Jo"} | {part: "Qq"}
    assert "Qq" in printed(record("book", author=[name]))


def test_both_ends_of_a_date_are_printed() -> None:
    shown = printed(record("book", issued={"date-parts": [[1890], [1893]]}))
    assert "1890" in shown and "1893" in shown
