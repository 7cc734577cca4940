"""Consequences: problems that may only say that something else was left out."""

from __future__ import annotations

#: Their codes.
CONSEQUENCES = frozenset((
    "unknown-note", "unknown-page", "unknown-term", "unknown-source", "unknown-person",
    "unknown-organization", "unknown-place", "heading-never-mentioned", "unused-source",
    "map-unknown-place", "map-empty",
    "caption-without-photo", "timeline-empty", "label-not-drawn", "ledger-unknown", "missing-key",
    "wrong-number", "fact-uncited",
))  # fmt: skip
