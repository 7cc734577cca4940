"""Pictures of the source that have no words are told of, until an entry shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import survey
from edition.system.project import Project
from tests.books import write_project

MARKDOWN = "One.\n\n![](a.png)\n\nTwo.\n\n![ ](b.png)\n"
GUTENBERG = "One.\n\n[Illustration]\n\nTwo.\n\n[Illustration: ]\n"
AFTER = "pictures:\n  - {id: a, file: x.png, after: 1, decorative: true}\n"


@pytest.mark.parametrize("text", [MARKDOWN, GUTENBERG])
def test_they_are_warned_of(text: str, tmp_path: Path) -> None:
    markup = "markup: markdown" if text is MARKDOWN else "markup: gutenberg"

    def told(rest: str) -> list[tuple[int, str]]:
        folder = write_project(tmp_path / str(len(rest)), rest, text, markup=markup)
        found = survey(Project.at(folder)).problems
        return [(p.place.line, p.message) for p in found if p.code == "picture-without-alt"]

    ((line, message),) = told("")
    assert line == 3 and message.startswith("2 pictures") and "(lines 3, 7)" in message
    ((line, message),) = told(AFTER)
    assert line == 7 and message.startswith("The picture")
    assert told(AFTER + "  - {id: b, file: y.png, after: 5, alt: A loom.}\n") == []
