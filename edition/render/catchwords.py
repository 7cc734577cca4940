"""Catchwords: the first words of a passage, by which it is found again. Pure."""

from __future__ import annotations

from html import escape

_WORDS = 5


def catchword(words: str) -> str:
    """The first words of a plain text, as markup, and what parts them from its sources."""
    found = words.split()
    shown = " ".join(found[:_WORDS]).rstrip(".,;:—–")
    return escape(shown + (" …" if len(found) > _WORDS else ":"), quote=False)
