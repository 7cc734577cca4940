"""Calls: where the call of a note is placed, before or behind the punctuation after it. Pure.

What this cannot put right is a warning of the rule `checks/rules/calls.py`.
"""

from __future__ import annotations

import unicodedata

from edition.text.normalize import CLOSING, is_word_char

#: Quotation marks that open and close.
_STRAIGHT = "\"'"


def call_offset(text: str, lemma_end: int, part_end: int) -> int:
    """The offset in `text` of the call of a lemma that ends at `lemma_end`, in a part that ends at
    `part_end`: behind closing punctuation, but not inside a word (Kadyrov's) or a number (3.14)."""
    after = lemma_end
    while after < part_end and text[after] in CLOSING:
        after += 1
    is_inside = after < part_end and is_word_char(text[after])
    return lemma_end if is_inside else after


def start_offset(text: str, lemma_start: int, part_start: int) -> int:
    """The offset in `text` of a call that stands before its lemma, in a part that begins at
    `part_start`: before the quotation marks and brackets that open it."""
    before = lemma_start
    while before > part_start and _opens(text[before - 1]):
        before -= 1
    apart = before == part_start or not is_word_char(text[before - 1])
    return before if apart and text[before - 1 : before] not in CLOSING else lemma_start


def _opens(char: str) -> bool:
    return char in _STRAIGHT or unicodedata.category(char) in ("Ps", "Pi") or char in "„‚¿¡"
