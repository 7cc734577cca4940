"""The accessibility metadata say what is in the book, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.epub import accessibility
from edition.languages.labels import Labels
from edition.system.project import Project
from tests.books import EDITION, GOOD, prepared
from tests.paths import GOLDEN

#: Schema.org Accessibility Properties for Discoverability Vocabulary 2.0, sections 3 and 4: the
#: values that are not deprecated, of those that a book of text and pictures may have.
VOCABULARY = {
    "accessMode": {"textual", "visual"},
    "accessModeSufficient": {"textual", "textual,visual"},
    "accessibilityHazard": {"none"},
    "accessibilityFeature": {
        "ARIA", "index", "pageBreakMarkers", "pageNavigation", "readingOrder",
        "structuralNavigation", "tableOfContents", "alternativeText", "longDescription",
        "displayTransformability", "highContrastDisplay", "largePrint", "transcript", "unlocked",
    },
}  # fmt: skip


def found(book, has_pages: bool = False) -> dict[str, list[str]]:
    """property → its values."""
    values: dict[str, list[str]] = {}
    for name, value in accessibility.metadata(book, Labels(), has_pages):
        values.setdefault(name, []).append(value)
    return values


@pytest.mark.parametrize("case", ["chronology", "photo-embedded", "map-with-outline", "index"])
def test_every_value_is_of_the_vocabulary(case: str) -> None:
    values = found(prepare(Project.at(GOLDEN / case)), has_pages=True)
    assert len(values.pop("accessibilitySummary")) == 1
    assert set(values) == set(VOCABULARY)
    for name, known in VOCABULARY.items():
        assert set(values[name]) <= known
        assert len(set(values[name])) == len(values[name])


def test_text_alone(tmp_path: Path) -> None:
    values = found(prepared(tmp_path, GOOD))
    assert values["accessMode"] == ["textual"] == values["accessModeSufficient"]
    assert not {"index", "pageNavigation"} & set(values["accessibilityFeature"])
    (said,) = values["accessibilitySummary"]
    assert "note" in said
    for word in ("map", "picture", "index", "printed"):
        assert word not in said


def test_a_book_without_notes_says_nothing_of_notes(tmp_path: Path) -> None:
    (said,) = found(prepared(tmp_path, "structure:\n  roles:\n    title: [1]\n"))[
        "accessibilitySummary"
    ]
    assert "note" not in said


@pytest.mark.parametrize(
    ("case", "word"),
    [("chronology", "timeline"), ("photo-embedded", "picture"), ("map-with-outline", "map")],
)
def test_what_is_seen_is_described_and_can_be_read_instead(case: str, word: str) -> None:
    values = found(prepare(Project.at(GOLDEN / case)))
    assert values["accessMode"] == ["textual", "visual"]
    assert values["accessModeSufficient"] == ["textual,visual", "textual"]
    assert word in values["accessibilitySummary"][0]


def test_a_photograph_that_is_not_reproduced_is_not_seen() -> None:
    assert found(prepare(Project.at(GOLDEN / "photo-not-reproduced")))["accessMode"] == ["textual"]


def test_pages_and_index() -> None:
    values = found(prepare(Project.at(GOLDEN / "index")), has_pages=True)
    features = values["accessibilityFeature"]
    assert {"index", "pageBreakMarkers", "pageNavigation"} <= set(features)
    assert features == sorted(features)
    assert "index" in values["accessibilitySummary"][0]
    assert "printed edition" in values["accessibilitySummary"][0]


def test_the_annotators_summary_and_labels_come_first(tmp_path: Path) -> None:
    own = EDITION + "  accessibility-summary: Read it aloud.\n"
    book = prepared(tmp_path, GOOD, edition=own)
    assert accessibility.summary(book, Labels(), True) == "Read it aloud."
    plain = prepared(tmp_path / "plain", GOOD)
    translated = Labels("en", {"access-text": "Text.", "access-notes": "Anmerkungen."})
    assert accessibility.summary(plain, translated, False) == "Text. Anmerkungen."
