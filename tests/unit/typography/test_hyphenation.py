"""By whose patterns words are divided, and what is said where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.system.project import Project
from edition.typography import hyphenation
from tests.books import write_project


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("", "en_US"),
        ("A precedent in the Investigative Committee.", "en_US"),
        ("The colour of the theatre, and a program.", "en_GB"),
        ("Honor the center; grey.", "en_US"),
        ("He travelled to the harbour.", "en_GB"),
    ],
)
def test_english_is_of_the_country_that_spells_so(text: str, patterns: str) -> None:
    assert hyphenation.english(text) == patterns


@pytest.mark.parametrize(
    ("tag", "patterns"),
    [
        ("en", "en_GB"),
        ("EN", "en_GB"),
        ("en-US", "en-US"),
        ("no", "nb"),
        ("no-NO", "nb-NO"),
        ("de-CH", "de-CH"),
    ],
)
def test_a_tag_has_patterns(tag: str, patterns: str) -> None:
    assert hyphenation.patterns(tag, "en_GB") == patterns


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ""), ("la", "“la”"), ("fi", "“fi”"), ("ja", ""), ("he", ""), ("vi", ""), ("no", "")],
)
def test_a_language_without_patterns_is_named_once(
    tmp_path: Path, language: str, said: str
) -> None:
    project = write_project(tmp_path / "book")
    file = project / "annotations.yaml"
    file.write_text(file.read_text("utf-8").replace("language: en", f'language: "{language}"'))
    found = hyphenation.undivided(prepare(Project.at(project)).edition, "annotations.yaml")
    assert [problem.code for problem in found] == ["no-hyphenation"] * bool(said)
    assert all(said in problem.message for problem in found)
