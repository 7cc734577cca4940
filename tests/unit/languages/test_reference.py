"""docs/languages.md says what the builder prints, and no language is left out of it."""

from __future__ import annotations

import re

from edition.languages import labels, reference
from edition.languages.labels import Labels
from tests.paths import ROOT


def test_the_page_is_in_step() -> None:
    made = reference.page()
    assert reference.PAGE.read_text(encoding="utf-8") == made, "run edition.languages.reference"
    for language in labels.languages():
        assert f"| `{language}` |" in made


def test_quotations_are_marked_as_the_labels_are() -> None:
    """A `q` of the note on the text has its marks from the style sheet."""
    sheet = (ROOT / "styles" / "base.css").read_text(encoding="utf-8")
    for language in labels.languages():
        own = Labels(language)
        pairs = [own.filled(name, "x").split("x") for name in ("quoted", "inner-quoted")]
        wanted = " ".join(f'"{mark}"' for pair in pairs for mark in pair)
        rules = re.findall(r"^q(\S*) \{ quotes: (.*); \}", sheet, flags=re.MULTILINE)
        found = [marks for where, marks in rules if f":lang({language.partition('-')[0]})" in where]
        assert (found or [rules[0][1]]) == [wanted], language
