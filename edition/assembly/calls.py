"""Calls: where the call of a note is placed, before or behind the punctuation after it. Pure.

What this cannot put right is a warning of the rule `checks/rules/calls.py`.
"""

from __future__ import annotations

from edition.text.normalize import CLOSING, is_word_char


def call_offset(text: str, lemma_end: int, part_end: int) -> int:
    """The offset in `text` of the call of a lemma that ends at `lemma_end`, in a part that ends at
    `part_end`: behind closing punctuation, but not inside a word (Kadyrov's) or a number (3.14)."""
    after = lemma_end
    while after < part_end and text[after] in CLOSING:
        after += 1
    is_inside = after < part_end and is_word_char(text[after])
    return lemma_end if is_inside else after
