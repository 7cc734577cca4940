"""What is left out is listed line by line where it is little, else as ranges with its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.languages.labels import Labels
from edition.model import Edition
from edition.render import leftout
from edition.render.views import LeftOut
from tests.books import EDITION, Sources, prepared

LICENCE = "\n\n".join(f"Paragraph {k}\nof the licence." for k in range(10))
TEXT = f"A header.\n\n{LICENCE}\n\nThe loom\n\nShe threw it.\n\n{LICENCE}\n\nTHE END\n"


def edition(folder: Path, text: Sources, lines: str, language: str = "en") -> Edition:
    rest = f"omissions:\n  - lines: [{lines}]\n    reason: The licence.\n"
    head = EDITION.replace("language: en", f"language: {language}")
    return prepared(folder, rest, text, edition=head, paragraphs="blank-line").edition


def left_out(found: Edition) -> list[LeftOut]:
    return leftout.left_out(found, Labels.of(found.metadata))


def test_many_paragraphs_are_ranges(tmp_path: Path) -> None:
    found = left_out(edition(tmp_path, TEXT, '"1-31", "37-99"'))
    assert found == [LeftOut("The licence.", "lines 1–31 and 37–67 (104 words)", ())]


def test_what_is_read_between_parts_a_range(tmp_path: Path) -> None:
    (found,) = left_out(edition(tmp_path, TEXT, '"1-10", "15-31"'))
    assert found.where.startswith("lines 1–10 and 15–31 (")


@pytest.mark.parametrize(
    ("language", "where"),
    [
        ("en", "lines 3–15,002 (15,000 words)"),
        ("de", "Zeilen 3–15.002 (15.000 Wörter)"),
        ("pl", "wiersze 3–15\u00a0002 (15\u00a0000 słów)"),
        ("ja", "3–15,002行目（15,000字）"),
    ],
)
def test_long_numbers_are_parted(tmp_path: Path, language: str, where: str) -> None:
    text = "The loom\n\n" + "a\n" * 15_000 + "\nThe licence.\n"
    (found,) = left_out(edition(tmp_path, text, "3", language))
    assert found.where == where


def test_few_lines_are_listed_with_their_openings(tmp_path: Path) -> None:
    (found,) = left_out(edition(tmp_path, "Skip\n\nThe loom\n\nSubscribe\n", "1, 5"))
    assert found == LeftOut("The licence.", "lines 1, 5", ("Skip", "Subscribe"))


def test_several_files_are_named(tmp_path: Path) -> None:
    files = {"a.txt": "Skip\n\nThe loom\n\nSubscribe\n", "b.txt": "Go\n\nEnd\n"}
    (found,) = left_out(edition(tmp_path, files, '"a.txt:1", "a.txt:5", "b.txt:3"'))
    assert found.where == "lines 1, 5 (a.txt), 3 (b.txt)"
