"""Catchwords: the first words of a passage, by which it is found again. Pure."""

from __future__ import annotations

from html import escape

from edition.text.scripts import is_spaceless

_WORDS = 5
#: As many letters, in scripts that part no words by spaces.
_LETTERS = 12


def catchword(words: str) -> str:
    """The first words of a plain text, as markup, and what parts them from its sources."""
    found = words.split()
    if found and is_spaceless(found[0][0]):
        whole = " ".join(found)
        shown = whole[:_LETTERS].rstrip("，、；：。")
        return escape(shown + ("……" if len(whole) > _LETTERS else "："), quote=False)
    shown = " ".join(found[:_WORDS]).rstrip(".,;:—–")
    return escape(shown + (" …" if len(found) > _WORDS else ":"), quote=False)
