"""Span: a stretch of a text by two offsets."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the source: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int
