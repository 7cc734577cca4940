"""What stands above the pages, by the levels that are declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.render.runningheads import heads, shortened
from tests.books import prepared

TEXT = """\
# Part One

## Chapter One

Words.

### Section One

Words.

## Chapter Two

Words.

# Part Two

Words.
"""
REST = "structure:\n  levels: [part, heading, subheading]\n"


@pytest.mark.parametrize(
    ("declared", "wanted"),
    [
        ({}, [("loom", "Part One"), ("loom", "Chapter One"), ("loom", "Chapter Two"),
              ("loom", "Part Two")]),
        (
            {"verso": "part", "recto": "subheading"},
            [("Part One", "Part One"), ("Part One", "Chapter One"), ("Part One", "Section One"),
             ("Part One", "Chapter Two"), ("Part Two", "Part Two")],
        ),
        (
            {"verso": "subheading"},
            [("Part One", "Part One"), ("Chapter One", "Chapter One"),
             ("Section One", "Chapter One"),
             ("Chapter Two", "Chapter Two"), ("Part Two", "Part Two")],
        ),
        (
            {"recto": "book"},
            [("loom", "loom"), ("loom", "loom"), ("loom", "loom"), ("loom", "loom")],
        ),
    ],
)  # fmt: skip
def test_each_side_has_its_level(declared, wanted, tmp_path: Path) -> None:
    edition = prepared(tmp_path, REST, TEXT, markup="markup: markdown").edition
    assert [(head.verso, head.recto) for head in heads(edition, declared).values()] == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("A short title", "A short title"),
        ("‘A quotation that isn’t cut’", "‘A quotation that isn’t cut’"),
        ("‘Ramzan doesn’t really understand what the rights of people are’",
         "Ramzan doesn’t really understand what the …"),
        ("On “those” who wove (and “those who did not weave at all, or cloth)",
         "On “those” who wove and those who did not …"),
    ],
)  # fmt: skip
def test_no_mark_is_left_open(title: str, wanted: str) -> None:
    assert shortened(title) == wanted
