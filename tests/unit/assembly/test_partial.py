"""The text and its annotations are read as far as they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly import partial
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import EDITION, TEXT, write_project

REST = """\
structure:
  roles:
    title: [1]
    nobody: [3]
footnotes:
  - id: a
    quote: shuttle
    note: x
  - id: b
    quote: loom
  - id: c
    quote: cloth
    note: z
people:
  - id: p
    name: P
    forms: weaver
  - id: q
    name: Q
    mentions:
      - {quote: weaver}
      - {quot: weaver}
maps: 12
bogus: 1
"""


def read(folder: Path, rest: str, **more: str) -> partial.Reading:
    """Write a project, read it."""
    return partial.read(Project.at(write_project(folder, rest, **more)))


def test_what_is_good_is_whole(tmp_path: Path) -> None:
    found = read(tmp_path, "footnotes:\n  - {id: a, quote: shuttle, note: x}\n")
    assert found.complete and found.source.text == TEXT
    assert [note.id for note in found.annotations.footnotes] == ["a"]


def test_of_what_has_errors_the_smallest_part_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, REST)
    told = found.annotations
    assert not found.complete
    assert [note.id for note in told.footnotes] == ["a", "c"]
    assert [heading.id for heading in told.headings] == ["p", "q"], "p without its `forms`"
    assert [quote.exact for quote in told.headings[1].mentions] == ["weaver"]
    assert told.maps == ()
    assert [rule.role.value for rule in told.structure.rules] == ["title"]


def test_the_places_of_what_is_left_are_those_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, REST)
    lines = (tmp_path / "annotations.yaml").read_text("utf-8").splitlines()
    for note in found.annotations.footnotes:
        assert lines[note.place[1] - 1].strip() == f"- id: {note.id}"


def test_the_title_page_is_not_wanted(tmp_path: Path) -> None:
    edition = EDITION.replace("  language: en\n", "").replace("role: aut", "role: 7")
    assert read(tmp_path, "", edition=edition).annotations.metadata.title == "The loom"
    assert read(tmp_path, "", edition="edition: 3\n").annotations.metadata.title == "Untitled"
    assert read(tmp_path, "", edition="").annotations.metadata.title == "Untitled"


def test_a_repeated_key_or_id_is_no_hindrance(tmp_path: Path) -> None:
    note = "  - {id: a, quote: shuttle, note: x}\n"
    found = read(tmp_path, f"footnotes:\n{note}{note}ledger: a\nledger: b\n")
    assert len(found.annotations.footnotes) == 2 and not found.complete


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("source:", "sauce:"), "missing-key"),
        (("path: source.txt", "path: ../source.txt"), "path-outside-project"),
        (("path: source.txt", "path: other.txt"), "file-not-found"),
        (("sha256: ", "sha256: x"), "bad-value"),
        (("format: 1", "a: ["), "yaml-syntax"),
        (("format: 1", "a: &a [*a]"), "yaml-alias"),
    ],
)
def test_without_a_source_nothing_can_be_read(tmp_path: Path, change, code: str) -> None:
    path = write_project(tmp_path) / "annotations.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(BuildFailed) as failed:
        partial.read(Project.at(tmp_path))
    assert code in [problem.code for problem in failed.value.problems]
