"""docs/terms.md names words of the code that there are, and each term once."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.paths import ROOT

_ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "docs" / "terms.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| word |")
]
_CODE = [name for _, _, code, _ in _ROWS for name in re.findall("`([^`]+)`", code)]


@cache
def _words() -> frozenset[str]:
    """Every name in the package, its modules and folders, and in the style sheets."""
    package = ROOT / "edition"
    files = [*package.rglob("*.py"), *package.glob("render/templates/**/*.*html")]
    files += (ROOT / "styles").glob("*.css")
    found = {part for path in files for part in (*path.relative_to(ROOT).parts, path.stem)}
    for path in files:
        found.update(re.findall(r"[\w-]+", path.read_text("utf-8")))
    return frozenset(found)


@pytest.mark.parametrize("name", sorted(set(_CODE)))
def test_the_code_uses_the_word(name: str) -> None:
    assert set(re.findall(r"[\w-]*\w[\w-]*", name)) <= _words()


def test_each_term_is_explained_once() -> None:
    terms = [term for words, *_ in _ROWS for term in words.split(", ")]
    assert len(terms) > 60
    assert len(terms) == len(set(terms))


def test_every_row_is_complete() -> None:
    assert all(len(row) == 4 and all(row) for row in _ROWS)
