"""Patterns: `*` stands for anything, `?` for one character. Expressions that cannot blow up."""

from __future__ import annotations

import re

from edition.text.normalize import fold_quote


def whole(pattern: str, any_case: bool = False) -> re.Pattern[str]:
    """A pattern for a whole folded text: what is between two `*` is looked for once, in an atomic
    group, and the first place found is kept. With `any_case` capitals do not count."""
    flags = re.I if any_case else 0
    first, *rest = _pieces(pattern)
    if not rest:
        return re.compile(first, flags)
    return re.compile(f"{first}{_in_order(rest[:-1])}.*{rest[-1]}", flags)


def beginning(pattern: str) -> re.Pattern[str]:
    """A pattern of what begins a folded text: it matches what stands for all before its last `*`.
    One without a `*` stands for a whole text."""
    first, *rest = _pieces(pattern)
    if not rest:
        return re.compile(rf"{first}\Z")
    return re.compile(first + _in_order(rest[:-1]))


def _pieces(pattern: str) -> list[str]:
    """What stands between the `*` of a pattern, as expressions."""
    return [
        "".join("." if char == "?" else re.escape(char) for char in piece)
        for piece in re.split(r"\*+", fold_quote(pattern))
    ]


def _in_order(pieces: list[str]) -> str:
    return "".join(f"(?>.*?{piece})" for piece in pieces if piece)
