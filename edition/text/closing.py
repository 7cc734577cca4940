"""Closing: the punctuation that closes the words before it, in any script. Pure.

A call of a note stands behind it in most languages (Chicago Manual of Style, 14.26; Duden for
German), before it in French (Lexique des règles typographiques, “appel de note”).
"""

from __future__ import annotations

import unicodedata
from typing import Literal, TypeAlias

from edition.model import Span
from edition.text.scripts import is_spaceless

Placement: TypeAlias = Literal["before", "after"]

#: The languages whose calls stand before punctuation.
_BEFORE = frozenset(("fr",))
#: Punctuation (Po) that belongs to what follows it, or to nothing.
_OTHERS = frozenset("&@#*/\\§¶†‡•¿¡·-〃")
_MIDDLE_DOTS = frozenset("·\u0387")
#: Marks that open in most languages, and close behind one of these: „so“ ‚so‘ »so« ›so‹.
_TURNED = {"“": "„", "‘": "‚", "«": "»", "‹": "›"}


def placement(language: str, wish: str = "") -> Placement:
    """Where an edition in `language` (BCP 47) has its calls, unless it declares it (`wish`)."""
    if wish in ("before", "after"):
        return "before" if wish == "before" else "after"
    return "before" if language.partition("-")[0].lower() in _BEFORE else "after"


def closes(text: str, at: int, within: Span) -> bool:
    """Whether the character at `at` closes what stands before it in the stretch `within`."""
    mark = text[at]
    kind = unicodedata.category(mark)
    if kind == "Pi":
        return _is_turned(text, at, within)
    if mark in _MIDDLE_DOTS and at > within.start:  # Greek has it for a semicolon: όχι· και
        is_last = at + 1 == within.end or text[at + 1].isspace()
        return is_last and not text[at - 1].isspace()
    return kind in ("Pe", "Pf") or (kind == "Po" and mark not in _OTHERS)


def _is_turned(text: str, at: int, within: Span) -> bool:
    """Whether a mark that opens in most languages closes here: the last of its kind before it is
    one that opens where it closes; or none is, and it ends a word."""
    opener = _TURNED.get(text[at], "")
    if not opener:
        return False
    last = text.rfind(opener, within.start, at)
    same = text.rfind(text[at], within.start, at)
    if last == same == -1 and at > within.start:
        before, after = text[at - 1], text[at + 1 : min(at + 2, within.end)]
        ends = not (before.isspace() or is_spaceless(before)) and not after.isalnum()
        return ends and unicodedata.category(before) not in ("Ps", "Pi", "Pd")
    return last > same
