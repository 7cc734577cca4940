"""Which files an edition is made of."""

from __future__ import annotations

import pytest

from edition.authoring.preview.dependencies import ALWAYS, files


def test_every_file_that_is_named_counts() -> None:
    data = {
        "source": {"files": [{"path": "a.txt"}, {"path": "b.txt"}]},
        "photos": [{"id": "p", "file": "p.jpg"}, {"id": "q"}],
        "maps": [{"outlines": [{"file": "o.geojson"}]}, {}],
        "ledger": "notes/ledger.yaml",
    }
    assert files(data) - ALWAYS == {"a.txt", "b.txt", "p.jpg", "o.geojson", "notes/ledger.yaml"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        "x",
        [],
        {"source": 1, "photos": "x", "maps": [1, {"outlines": 2}], "ledger": 7},
        {"source": {"files": [{"path": None}, 3, {"path": ""}]}},
    ],
)
def test_what_makes_no_sense_names_nothing(data: object) -> None:
    assert files(data) == ALWAYS
