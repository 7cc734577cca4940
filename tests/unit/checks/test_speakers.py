"""`role-contradicted`: roles by lines that the text contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import survey
from edition.system.project import Project
from tests.books import annotations

MARKED = "ANN: Who?\n\nBEA: I.\n\nANN: And then?\n\nBEA: Nothing.\n"
TURNS = """
  speakers:
    - {name: Ann, role: question, turns: "ANN:*"}
    - {name: Bea, role: answer, turns: "BEA:*"}
"""
NAMES = "\n  speakers: {question: Ilya Azar, answer: Igor Kalyapin}\n"
NAMED = "Azar: Who?\n\nKalyapin: I.\n\nAzar: And then?\n\nKalyapin: Nothing.\n"


def told(folder: Path, text: str, structure: str) -> list[str]:
    """The warnings about `text`, an interview in four paragraphs."""
    file = annotations("structure:\n" + structure, {"source.txt": text})
    (folder / "annotations.yaml").write_text(file, "utf-8")
    (folder / "source.txt").write_text(text, "utf-8")
    found = survey(Project.at(folder)).problems
    return [f"{p.place.line} {p.message}" for p in found if p.code == "role-contradicted"]


@pytest.mark.parametrize(
    ("text", "structure", "lines"),
    [
        (MARKED, "  roles: {question: [1, 3], answer: [5, 7]}" + TURNS, [3, 5]),
        (MARKED, "  roles: {question: [1, 5], answer: [3, 7]}" + TURNS, []),
        (MARKED, "  default: narrative" + TURNS, []),
        # By names alone: the label is the other speaker's.
        (NAMED, "  roles: {question: [1, 3], answer: [5, 7]}" + NAMES, [3, 5]),
        (NAMED, "  roles: {question: [1, 5], answer: [3, 7]}" + NAMES, []),
        (NAMED, "  default: answer\n  roles: {question: [1]}" + NAMES, [5]),
        (NAMED.replace("Azar:", "ILYA AZAR:"), "  roles: {question: [1, 3]}" + NAMES, [3]),
        # Without speakers: two of one role in a row, with other marks.
        (MARKED, "  roles: {question: [1], answer: [3, 5, 7]}", [5, 7]),
        (MARKED, "  roles: {question: [1, 5], answer: [3, 7]}", []),
        (
            MARKED.replace("ANN:", "Q:").replace("BEA:", "A:"),
            "  roles: {answer: ['1-7']}",
            [3, 5, 7],
        ),
        # Speeches are anybody's; what only looks like a mark is none.
        (MARKED, "  roles: {speech: ['1-7']}", []),
        (
            "Note: one.\n\nFirst: two.\n\nThen: three.\n\nSo: four.\n",
            "  roles: {answer: ['1-7']}",
            [],
        ),
        # Two who ask, each with a mark.
        (
            MARKED,
            "  default: narrative\n  speakers:\n    - {name: Ann, role: question, turns: 'ANN:*'}\n"
            "    - {name: Bea, role: question, turns: 'BEA:*'}\n",
            [],
        ),
    ],
)
def test_a_role_that_the_text_contradicts(text, structure, lines, tmp_path: Path) -> None:
    assert [int(item.split()[0]) for item in told(tmp_path, text, structure)] == lines


def test_it_says_whose_words_they_are(tmp_path: Path) -> None:
    first, _ = told(tmp_path, MARKED, "  roles: {question: [1, 3], answer: [5, 7]}" + TURNS)
    assert 'role question, and begins as Bea does ("BEA:")' in first
