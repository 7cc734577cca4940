"""Editions: the small good editions that the strategies change, made of those of the tests."""

from __future__ import annotations

from tests.books import annotations
from tests.hostile import test_hostile as hostile

#: An edition that has every section, its source and the one outline of its map.
RICH_SOURCE = hostile.RICH_TEXT
RICH = annotations(hostile.RICH, RICH_SOURCE, edition=hostile.RICH_EDITION)
OUTLINE = hostile.OUTLINE
