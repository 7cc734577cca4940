"""What the check says of fields: those that CSL has not, and those that a style never prints."""

from __future__ import annotations

import pytest

from edition.apparatus.citations import fields, styles
from edition.apparatus.citations.printed import Reader
from edition.apparatus.citations.unprinted import unknown, unprinted

STYLE = styles.bundled(styles.DEFAULT).data


def record(**more: object) -> dict[str, object]:
    return {"id": "x", "type": "book", "title": "The Loom"} | more


def test_every_field_of_csl_is_known() -> None:
    every = record(**dict.fromkeys((*fields.TEXTS, *fields.DATES), "1")) | {
        name: [{"family": "Doe"}] for name in fields.NAMES
    }
    assert unknown(every) == []


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"publsher": "Press"}, ["publsher"]),
        ({"issued": {"date-parts": [[1890]], "circa": True, "era": 1}}, ["era (issued)"]),
        ({"author": [{"family": "Doe", "given": "Jo", "ORCID": "1"}]}, ["ORCID (author)"]),
        ({"author": "The Guild", "accessed": "2026", "note": "Seen."}, []),
    ],
)
def test_fields_that_csl_has_not(more: dict[str, object], names: list[str]) -> None:
    found = unknown(record(**more))
    assert [name for name, _ in found] == names
    assert all(near for name, near in found if name == "publsher")


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"publisher": "Press", "DOI": "10.1/x", "note": "N.", "annote": "A."}, ["annote"]),
        ({"type": "legal_case", "author": [{"literal": "The Court"}]}, ["author"]),
        ({"type": "legal_case", "authority": "The Court"}, []),
        ({"type": "article-journal", "publisher": "P", "volume": 3}, ["publisher"]),
        ({"type": "report", "narrator": [{"family": "Doe"}], "event-place": "X"}, ["event-place"]),
        ({"container-title": "Cloth", "journalAbbreviation": "Cl.", "page-first": 3}, []),
    ],
)
def test_fields_that_the_style_has_no_place_for(more: dict[str, object], fields: list[str]) -> None:
    assert unprinted(record(**more), STYLE) == fields


def test_a_style_that_calls_itself_is_read_to_an_end() -> None:
    style = """<style xmlns="http://purl.org/net/xbiblio/csl"><macro name="a"><text macro="a"/>
        <text variable="genre"/></macro><citation><layout><text macro="a"/></layout></citation>
        </style>"""
    assert Reader(style.encode()).fields("book", frozenset(("genre", "medium"))) == {"genre"}


def test_substitutes_conditions_and_what_nobody_knows() -> None:
    style = """<style xmlns="http://purl.org/net/xbiblio/csl"><citation><layout>
        <names variable="author"><substitute><names variable="editor"/>
            <text variable="title"/></substitute></names>
        <choose><if match="any" type="book report"><text variable="genre"/></if>
            <else-if is-numeric="edition"><number variable="edition"/></else-if>
            <else-if match="none" type="map"><text variable="medium"/></else-if>
            <else><date variable="issued"/></else></choose>
        <text variable="container-title" form="short"/></layout></citation></style>"""
    every = frozenset(("editor", "title", "edition", "medium", "issued", "container-title-short"))
    fields = Reader(style.encode()).fields
    assert fields("song", every) == {"editor", "edition", "medium", "container-title-short"}
    assert fields("map", every) == {"editor", "edition", "issued", "container-title-short"}
    assert fields("book", every | {"genre", "author"}) == {
        "author",
        "genre",
        "container-title-short",
    }
