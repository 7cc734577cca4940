"""Lines that read like headings, with their levels."""

from __future__ import annotations

import pytest

from edition.text.headinglines import alike


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        (["PART ONE", "CHAPTER I", "Chapter 2. The Window", "PREFACE"], [1, 2, 2, 2]),
        (["BOOK THE FIRST", "Chapter the Last"], [1, 2]),
        (["I", "II", "III", "I", "II"], [1, 1, 1, 1, 1]),
        (["Erster Teil", "Kapitel 1", "Kapitel 2: Das Fenster"], [0, 1, 1]),
        (["Première partie", "Chapitre premier", "Chapitre 2"], [0, 1, 1]),
        (["ГЛАВА I", "Глава 2"], [1, 1]),
        (["Part two of the tale was told.", "Chapter and verse"], [0, 0]),
        (["1", "3"], [0, 0]),
        (["Preface"], [0]),
    ],
)
def test_levels(lines: list[str], levels: list[int]) -> None:
    found = alike(lines)
    assert [found.get(line, 0) for line in lines] == levels
