"""Hints for keys that stand in the wrong place, and for values of a wrong form."""

from __future__ import annotations

import pytest

from edition.annotations.parse import parse
from tests.books import GOOD, annotations


def hint(rest: str, **more: str) -> str:
    """What helps against the one problem of the annotations."""
    _, (problem,) = parse("annotations.yaml", annotations(GOOD + rest, **more).encode())
    return problem.hint.partition(" Known here")[0]


@pytest.mark.parametrize(
    ("line", "helps"),
    [
        ("labels: {contents: Inhalt}", "It is a key of `edition`. Did you mean “places”?"),
        ("citation-style: mla", "It is a key of `edition`."),
        ("style: mla", "Did you mean “citation-style”, a key of `edition`?"),
        ("title: X", "It is a key of `edition` and `opening` and `front`."),
        ("term: x", "It is a key of `glossary`."),
        ("text_note: X", "Did you mean “text-note”?"),
        ("foonotes: []", "Did you mean “footnotes”?"),
        ("sources: x.jsn", "Name a file whose ending says its format: .json, .yaml, .bib or .ris."),
    ],
)
def test_a_key_of_another_group_is_told_with_its_group(line: str, helps: str) -> None:
    assert hint(line + "\n") == helps


@pytest.mark.parametrize("key", ["pdf", "text-note"])
def test_a_group_within_another_is_led_to_the_margin(key: str) -> None:
    edition = f"edition:\n  title: X\n  language: en\n  {key}: []\n"
    problems = parse("annotations.yaml", annotations(GOOD, edition=edition).encode())[1]
    (hint,) = [problem.hint for problem in problems if problem.code == "unknown-key"]
    assert hint.startswith(f"`{key}:` begins at the margin, within nothing else.")


@pytest.mark.parametrize(
    ("language", "helps"),
    [
        ("German", "Write de."),
        ("en_US", "Write en-US."),
        ("x y", "Write a language tag such as"),
        ('"en_\\u202eUS"', "Write a language tag such as"),
    ],
)
def test_a_language_that_was_meant_is_named(language: str, helps: str) -> None:
    edition = f"edition:\n  title: X\n  language: {language}\n"
    problems = parse("annotations.yaml", annotations(GOOD, edition=edition).encode())[1]
    (hint,) = [problem.hint for problem in problems if problem.code == "bad-value"]
    assert hint.startswith(helps)
