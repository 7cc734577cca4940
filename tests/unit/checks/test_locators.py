"""The warning of words that name no place in a source."""

from __future__ import annotations

import pytest

from edition.checks import locators
from edition.markup.parse import parse
from edition.model import BodyText
from edition.model.problems import Place


def found(note: str, language: str = "en") -> list[str]:
    text = BodyText(note, Place("annotations.yaml", 1, 1))
    return [problem.message for problem in locators.problems({text: parse(note)}, language)]


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("A. [@doe, pag. 3]", "pag."),
        ("A. [@a, p. 1; @doe, stanza 12, and more]", "stanza"),
        ("A. [@doe Seite 4]", "Seite"),
    ],
)
def test_a_word_that_is_no_locator_is_named(note: str, word: str) -> None:
    assert found(note) == [f"“{word}” is no place in a source, and is printed as it is."]
    assert found(note, "de") == []


@pytest.mark.parametrize(
    "behind",
    [
        "p. 3",
        "act 3, scene 2",
        "s.v. loom",
        "esp. 4",
        "and of 3 May",
        "May 2014",
        "12",
        "since 1890",
        "timestamp 0:12:34",
        "title 18",
        "passim",
    ],
)
def test_places_and_plain_words_are_none(behind: str) -> None:
    assert found(f"A. [@doe, {behind}]") == []
