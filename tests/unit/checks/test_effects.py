"""Keys that change nothing in the book are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import survey
from edition.model.problems import Problem
from edition.system.project import Project
from tests.books import write_project

NOVEL = "The Loom\n\nChapter 1. The Mill\n\nShe wove.\n\nChapter 2\n\nShe went.\n\nCHAPTER OUT\n"


def told(folder: Path, rest: str, text: str = NOVEL) -> list[Problem]:
    write_project(folder, rest, text)
    found = survey(Project.at(folder))
    assert found.prepared, list(map(str, found.problems))
    return list(found.problems)


def headings(folder: Path, pattern: str) -> list[Problem]:
    rest = f'structure:\n  headings: ["Chapter *", "{pattern}"]\nomissions:\n'
    found = told(folder, rest + "  - lines: [11]\n    reason: No chapter.\n")
    return [problem for problem in found if problem.code != "heading-matches-once"]


@pytest.mark.parametrize("pattern", ["Chapter 2", "Chapter ?", "*Loom", "Chap*2", "*"])
def test_patterns_that_match(tmp_path: Path, pattern: str) -> None:
    assert headings(tmp_path, pattern) == []


@pytest.mark.parametrize(
    ("pattern", "write"),
    [
        ("CHAPTER 1*", "Chapter 1*"),
        ("chapter ?", "Chapter ?"),
        ("*MILL", "*Mill"),
        ("CHAPTER*THE*MILL", "Chapter*The*Mill"),
        ("the loom", "The Loom"),
    ],
)
def test_capitals_get_the_hint(tmp_path: Path, pattern: str, write: str) -> None:
    (problem,) = headings(tmp_path, pattern)
    assert problem.code == "heading-matches-nothing"
    assert problem.hint.startswith("Capitals count.") and problem.hint.endswith(f'write "{write}".')
    assert problem.place.column
    assert headings(tmp_path, write) == []


def test_readmes_own_pattern_on_a_novel(tmp_path: Path) -> None:
    text = "".join(f"Chapter {k}\n\nShe wove {k}.\n\n" for k in range(1, 62))
    problems = told(tmp_path, 'structure:\n  headings: ["CHAPTER *", "PREFACE"]\n', text)
    assert [problem.code for problem in problems] == ["heading-matches-nothing"] * 2
    assert '"Chapter 1" on line 1 of source.txt and 60 more' in problems[0].hint


def test_other_patterns_get_the_nearest(tmp_path: Path) -> None:
    (problem,) = headings(tmp_path, "Chapler 2*")
    assert 'The nearest is "Chapter 2" on line 7 of source.txt.' in problem.hint
    (problem,) = headings(tmp_path, "CHAPTER OUT")
    assert "only what is left out" in problem.message


def test_a_speaker_whom_no_paragraph_has(tmp_path: Path) -> None:
    rest = "structure:\n  roles: {answer: [5]}\n  speakers: {question: Roe, answer: Doe}\n"
    (problem,) = told(tmp_path, rest)
    assert problem.code == "speaker-without-words" and '"Roe"' in problem.message


@pytest.mark.parametrize(("language", "codes"), [("de", ["key-without-effect"]), ("en-GB", [])])
def test_an_order_of_dates_is_a_matter_of_english(
    tmp_path: Path, language: str, codes: list[str]
) -> None:
    write_project(tmp_path, "")
    file = tmp_path / "annotations.yaml"
    text = file.read_text("utf-8").replace(
        "  language: en\n", f"  language: {language}\n  date-order: month-first\n"
    )
    file.write_text(text, "utf-8")
    found = [problem.code for problem in survey(Project.at(tmp_path)).problems]
    assert [code for code in found if code == "key-without-effect"] == codes


def test_fields_that_need_another(tmp_path: Path) -> None:
    rest = """\
photos:
  - {id: mill, caption: 5, alt: The mill.}
places:
  - {id: mill, name: The Mill, coordinates: [53.8, -1.55]}
"""
    problems = told(tmp_path, rest)
    assert [problem.code for problem in problems] == ["field-unprinted"] * 2
    maps = """\
maps:
  - id: north
    title: The north
    bounds: {west: -3, south: 53, east: 0.5, north: 55}
    alt: The mill lies in the middle.
"""
    rest = rest.replace("alt: The mill.", "note: The mill.") + maps
    assert told(tmp_path / "mapped", rest) == []


@pytest.mark.parametrize("pattern", ["Chapter 1*", "*ill", "Chapter ?"])
def test_a_pattern_that_only_one_paragraph_is_like(tmp_path: Path, pattern: str) -> None:
    (problem,) = told(tmp_path, f'structure:\n  headings: ["{pattern}"]\n')
    assert problem.code == "heading-matches-once" and problem.place.line


def test_what_the_others_are_written_like(tmp_path: Path) -> None:
    text = "CHAPTER I\n\nShe wove.\n\nChapter II\n\nShe went.\n\nChapter III\n\nShe came.\n"
    (problem,) = told(tmp_path, 'structure:\n  headings: ["CHAPTER *"]\n', text)
    assert problem.code == "heading-matches-once"
    assert '"Chapter II" on line 5 of source.txt and 1 more' in problem.hint


TITLED = "CHAPTER I\n\nThe Mill\n\nShe wove.\n\nCHAPTER II\n\nThe Yard\n\nShe went.\n"


def test_titles_that_are_printed_as_text(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, 'structure:\n  headings: ["CHAPTER *"]\n', TITLED)
    assert problem.code == "title-apart" and "CHAPTER * / *" in problem.hint
    assert told(tmp_path, 'structure:\n  headings: ["CHAPTER * / *"]\n', TITLED) == []


@pytest.mark.parametrize("below", ["she wove.", "“Stop!”", "She wove all day.", "She said:"])
def test_short_lines_that_are_no_titles(tmp_path: Path, below: str) -> None:
    text = TITLED.replace("The Mill", below).replace("The Yard", below)
    assert told(tmp_path, 'structure:\n  headings: ["CHAPTER *"]\n', text) == []


def test_an_ornament_for_no_row(tmp_path: Path) -> None:
    rest = "structure:\n  roles: {title: [1]}\n"
    write_project(tmp_path, rest, "The loom\n\nShe wove.\n")
    file = tmp_path / "annotations.yaml"
    file.write_text(file.read_text().replace("source:\n", 'source:\n  ornament: "\u2767"\n'))
    found = survey(Project.at(tmp_path))
    assert [problem.code for problem in found.problems] == ["key-without-effect"]
