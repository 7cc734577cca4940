"""The layout report counts what stands on the pages, and says where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from edition.pdf import report
from edition.typography.profiles import PROFILES
from tests.books import prepared

SENTENCE = "The weaver threw the shuttle over and under the warp until evening. "


def measured(folder: Path, text: str, rest: str = "", **changes) -> report.LayoutReport:
    profile = replace(PROFILES["print"], **changes)
    return report.report(prepared(folder, rest, text), profile)


def test_a_short_book_has_nothing_to_mark(tmp_path: Path) -> None:
    found = measured(tmp_path, "The loom\n\n" + SENTENCE * 3 + "\n")
    assert found.counts()["gap"] == found.counts()["divided-note"] == 0
    assert found.pages >= 6 and found.lines > 5


def test_a_note_that_runs_over_pages_is_counted_and_named(tmp_path: Path) -> None:
    body = "".join(f"Paragraph {n}. {SENTENCE * 6}\n\n" for n in range(6))
    note = "footnotes:\n  - {id: long, quote: Paragraph 3, note: '" + SENTENCE * 60 + "'}\n"
    found = measured(tmp_path, body, note)
    (divided, *_) = [item for item in found.findings if item.kind == "divided-note"]
    assert divided.folio.isdigit()
    said = report.lines(found)
    assert any("note that runs over pages" in line for line in said)
    assert any(line.strip().startswith(f"page {divided.folio}:") for line in said)


def test_a_word_wider_than_the_measure_is_overfull_or_broken(tmp_path: Path) -> None:
    found = measured(tmp_path, "The loom\n\n" + "weft " * 5 + "x" * 300 + "\n")
    assert found.counts()["overfull-line"] == 0, "it is broken at the measure"


def test_a_narrow_measure_has_looser_lines(tmp_path: Path) -> None:
    text = "The loom\n\n" + "Characteristically incomprehensible considerations. " * 30 + "\n"
    wide = measured(tmp_path / "a", text).counts()["loose-line"]
    narrow = measured(tmp_path / "b", text, outer=84).counts()["loose-line"]
    assert narrow > wide


def test_the_report_is_plain_data(tmp_path: Path) -> None:
    found = measured(tmp_path, "The loom\n\n" + SENTENCE + "\n")
    assert found.as_dict()["counts"].keys() == report.KINDS.keys()


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_can_be_measured(name: str, tmp_path: Path) -> None:
    text = "The loom\n\n" + SENTENCE * 20 + "\n"
    assert report.report(prepared(tmp_path, "", text), PROFILES[name]).pages > 4
