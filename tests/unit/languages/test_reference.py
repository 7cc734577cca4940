"""docs/languages.md says what the builder prints, and no language is left out of it."""

from __future__ import annotations

from edition.languages import labels, reference


def test_the_page_is_in_step() -> None:
    made = reference.page()
    assert reference.PAGE.read_text(encoding="utf-8") == made, "run edition.languages.reference"
    for language in labels.languages():
        assert f"| `{language}` |" in made
