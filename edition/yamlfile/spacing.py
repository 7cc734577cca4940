"""Spacing: where a list begins in the text of its file, and the blank lines between its items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import yaml

#: The first dash at the beginning of a line.
_DASH = re.compile(r"^[ ]*(-)(?=\s)", re.MULTILINE)


def first_dash(text: str, node: yaml.SequenceNode) -> int | None:
    """Where the first dash of a list stands: behind its anchor or tag, if it has one. None where
    it has none."""
    start = int(node.start_mark.index)
    if text[start : start + 1] == "-":
        return start
    found = _DASH.search(text, start, node.value[0].start_mark.index + 1)
    return found.start(1) if found else None


def blank_lines(text: str, items: Sequence[tuple[int, int]]) -> int:
    """How many blank lines stand between items that begin and end at these offsets: none or one,
    as between the first two; where there is one item, one if it has several lines."""
    for (_, end), (start, _) in pairwise(items):
        return int(text.count("\n", end, start) > 1)
    return int(any("\n" in text[start:end] for start, end in items))
