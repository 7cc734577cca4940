"""Many short notes: each is on the page of its call, if it fits there. A share of the made editions
that benchmarks/overleaf.py measures: the shorter ones."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def overleaf() -> Iterator[ModuleType]:
    """The module benchmarks/overleaf.py."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    yield importlib.import_module("overleaf")
    sys.path.remove(str(ROOT / "benchmarks"))


@pytest.mark.parametrize(("number", "profile"), [(21, "screen"), (40, "a4"), (21, "a4-side")])
def test_no_short_note_is_late(
    overleaf: ModuleType, number: int, profile: str, tmp_path: Path
) -> None:
    overleaf.edition(tmp_path, number)
    found = overleaf.measured(tmp_path, overleaf.profiles()[profile])
    assert found["pages"] > 5
    assert found["note-fits"] == found["late-note"] == 0


def test_the_same_number_makes_the_same_edition(overleaf: ModuleType, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        overleaf.edition(tmp_path / name, 3)
    for name in ("source.txt", "annotations.yaml"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    said = (tmp_path / "a" / "annotations.yaml").read_text("utf-8")
    assert 100 <= said.count("quote:") <= 300


def test_stanzas_of_one_line_need_not_be_together(overleaf: ModuleType, tmp_path: Path) -> None:
    """The line of each is its first and its last: a chain of them was moved to the next page."""
    from tests.books import write_project

    text = "The loom\n\n" + "Warp and weft.\n\n" * 60
    verse = ", ".join(str(line) for line in range(3, 123, 2))
    rest = f"structure:\n  roles:\n    title: [1]\n    verse: [{verse}]\n"
    write_project(tmp_path, rest, text)
    found = overleaf.measured(tmp_path, overleaf.profiles()["screen"])
    assert found["pages"] > 2 and found["gap"] == found["separated"] == 0
