"""Terms: which uses of glossary terms are links to the glossary. The others are plain words, with
the anchors by which the glossary leads back to them. Pure."""

from __future__ import annotations

from edition.model import Edition

#: The one profile that is read on a screen.
_ON_SCREEN = "screen"


def linked(edition: Edition, marked: str, profile: str) -> frozenset[tuple[str, int]]:
    """The uses that link to the glossary, each by its term and its number: all or, where `marked`
    is `first`, the first of each term in each chapter, and none on paper. `profile` is the name of
    a PDF's profile, empty for an EPUB."""
    found: dict[tuple[str, object], tuple[str, int]] = {}
    if marked == "first" and profile not in ("", _ON_SCREEN):
        return frozenset()
    for entry in edition.glossary:
        for use in entry.uses:
            key = (entry.term.id, use.chapter if marked == "first" else use.use)
            found.setdefault(key, (entry.term.id, use.use))
    return frozenset(found.values())
