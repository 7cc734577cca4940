"""What the check says of fields: those that CSL has not, and those that a style never prints."""

from __future__ import annotations

import pytest

from edition.apparatus.citations import fields, styles
from edition.apparatus.citations.unprinted import unknown, unprinted

VARIABLES = styles.bundled(styles.DEFAULT).variables


def record(**more: object) -> dict:
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
def test_fields_that_csl_has_not(more: dict, names: list[str]) -> None:
    found = unknown(record(**more))
    assert [name for name, _ in found] == names
    assert all(near for name, near in found if name == "publsher")


def test_fields_that_the_style_never_prints() -> None:
    assert unprinted(
        record(publisher="Press", DOI="10.1/x", note="N.", annote="A."), VARIABLES
    ) == ["annote"]
