"""Where problems show in the preview, and where its entries stand in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.partial import salvage
from edition.assembly.prepare import prepare
from edition.authoring.preview.locations import Locations, Target
from edition.system.project import Project
from tests.books import GOOD, write_project

TEXT = "text-001.xhtml"


def shown(folder: Path, rest: str) -> dict[str, Target | None]:
    """The target of each problem of an edition, by its code."""
    found = salvage(Project.at(write_project(folder, rest)))
    assert found.prepared is not None, [str(problem) for problem in found.problems]
    places = Locations(found.prepared)
    return {p.code: places.of_problem(p, found.file) for p in found.problems}


@pytest.mark.parametrize(
    ("rest", "code", "target"),
    [
        # The nearest candidate, the first of several, the words of a note left out.
        ("footnotes:\n  - {id: a, quote: the shutle, note: N.}\n", "quote-not-found", "p2"),
        ("footnotes:\n  - {id: a, quote: loom, note: N.}\n", "quote-not-unique", "t1"),
        ("footnotes:\n  - {id: a, quote: weaver, note: '[](term:x)'}\n", "unknown-term", "p1"),
        ("footnotes:\n  - {id: a, quote: cloth, nte: N.}\n", "unknown-key", "p2"),
        ("emendations:\n  - {quote: cloth, reading: 7}\n", "not-text", "p2"),
        # A line of the source.
        ("structure:\n  roles: {title: [1], answer: [3, 3]}\n", "paragraph-named-twice", "p1"),
    ],
)
def test_a_problem_of_words_shows_at_their_paragraph(
    tmp_path: Path, rest: str, code: str, target: str
) -> None:
    rest = rest if "structure" in rest else "structure: {roles: {title: [1]}}\n" + rest
    assert shown(tmp_path, rest)[code] == Target(TEXT, target)


def test_a_warning_of_an_entry_shows_at_the_entry(tmp_path: Path) -> None:
    rest = GOOD + "rules: {words-per-note: 1}\n"
    assert shown(tmp_path, rest) == {"note-too-long": Target(TEXT, "fnref1")}


@pytest.mark.parametrize(
    ("rest", "code", "target"),
    [
        (
            "glossary:\n  - {id: x, term: warp, definition: D.}\n",
            "term-never-used",
            Target("glossary.xhtml"),
        ),
        (
            "people:\n  - {id: p, name: Penelope}\n",
            "heading-never-mentioned",
            Target("index.xhtml"),
        ),
        ("text-note: '<b>'\n", "raw-html", Target("note-on-the-text.xhtml")),
    ],
)
def test_what_is_not_there_shows_on_the_page_of_its_section(
    tmp_path: Path, rest: str, code: str, target: Target
) -> None:
    assert shown(tmp_path, rest)[code] == target


def test_a_problem_of_the_file_as_a_whole_shows_nowhere(tmp_path: Path) -> None:
    assert shown(tmp_path, "nonsense: 1\n") == {"unknown-key": None}


def test_lines_of_a_newer_file_are_not_taken_for_those_of_the_edition(tmp_path: Path) -> None:
    rest = "chronology:\n  events:\n    - {date: '2014', event: A.}\n"
    rest += "    - {date: '2015', event: B.}\n"
    prepared = prepare(Project.at(write_project(tmp_path, rest)))
    places = Locations(prepared)
    found = salvage(Project.at(write_project(tmp_path, rest.replace("'2015'", "2015"))))
    [problem] = found.problems
    assert places.of_problem(problem, found.file) == Target("chronology.xhtml", "event-2")
    assert places.of_problem(problem, found.file, newer=True) == Target("chronology.xhtml")


def test_an_entry_of_a_page_is_found_in_the_file(tmp_path: Path) -> None:
    places = Locations(prepare(Project.at(write_project(tmp_path, GOOD))))
    lines = (tmp_path / "annotations.yaml").read_text().splitlines()
    for target in (Target(TEXT, "fnref1"), Target(TEXT, "fn1")):
        entry = places.by_target[target]
        assert (entry.group, entry.id) == ("footnotes", "on-shuttle")
        assert "on-shuttle" in lines[entry.place.line - 1]
    assert places.by_target[Target("glossary.xhtml", "g-loom")].id == "loom"
    assert places.entries["footnotes", "on-shuttle"].target == Target(TEXT, "fnref1")
