"""Unsupported: what other dialects of Markdown have and notes have not, so that it is told.

In: markdown-it's states. Out: tokens `sign` for what is printed as its signs, with `message` and
`hint` in their `meta`; blocks with `meta["message"]`. Sources of the dialects: CommonMark 0.31
(thematic breaks 4.1, indented code 4.4), GFM 0.29 (strikethrough 6.5), Pandoc User's Guide
(“Superscripts and subscripts”, “Footnotes”, “Line blocks”).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_NOTE = "Say it in the note itself, or refer to another note: [](note:id)."
_BLANK = "Write &nbsp; for each blank between the signs; if the signs are meant, write a backslash."
#: A sign, what it begins, what is said, and what helps.
_INLINE = (
    ("~", re.compile(r"~~(?=[^\s~])[^~]*(?<=\S)~~"), "~~", "Words are not struck out",
     "Say in words that they are deleted; if the signs are meant, write \\~."),
    ("~", re.compile(r"~\w{1,8}~(?!~)"), "~", "Nothing is lowered where a word begins",
     "Write the letter before it, or the lowered letter itself, such as ₂; if the signs are meant, "
     "write \\~."),
    ("~", re.compile(r"(?<=\w)~(?=[^~\n]{0,40}\w~(?!~))[^\s~]+ "), "~",
     "Lowered words have no blanks", _BLANK),
    ("^", re.compile(r"\^\[[^\]]*\]"), "^", "A note has no notes", _NOTE),
    ("^", re.compile(r"(?<=\w)\^(?=[^^\n]{0,40}\w\^)[^\s^]+ "), "^",
     "Raised words have no blanks", _BLANK),
    ("[", re.compile(r"\[\^[^\]\s]{1,80}\]:?"), "", "A note has no notes", _NOTE),
)  # fmt: skip
_BREAK = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*")
#: How many brackets that are left over are compared with those before them: more are an attack.
_LOOKED_BACK = 500
#: What a definition of a link's address may look like here; “[sic]: so” is text.
_DEFINITION = re.compile(r"\[(?!\^)[^\[\]]+\]:\s{0,200}<?[A-Za-z][\w+.-]+:[^\s:]")


def inline_rule(state: StateInline, silent: bool) -> bool:
    """`~~x~~`, `x^a b^`, `^[…]`, `[^1]`: the signs are printed, and told."""
    char = state.src[state.pos]
    if silent or char not in "~^[":
        return False
    for sign, pattern, shown, what, hint in _INLINE:
        found = pattern.match(state.src, state.pos, state.posMax) if sign == char else None
        if found:
            message = f"{what} here: “{found[0][:40]}” is printed with its signs."
            return _sign(state, shown or found[0], message, hint)
    return False


def leftover_rule(state: StateInline, silent: bool) -> bool:
    """A `]` that no link and no span has taken, where it looks as if it should: CommonMark prints
    that as it is, and nobody wants it, unless the bracket was escaped: `\\[not a link](…)`."""
    follows = state.src[state.pos + 1 : state.pos + 2]
    if silent or state.src[state.pos] != "]" or follows not in ("(", "{", "["):
        return False
    opener = -1
    if state.env.setdefault("leftover", 0) < _LOOKED_BACK:
        opener = _opener(state.src, state.pos)
    if opener >= 0 and _escaped(state.src, opener):
        return False
    state.env["leftover"] += 1
    if follows != "[":
        return _sign(state, "]", "", "", "broken-link" if follows == "(" else "bad-attribute")
    label = state.src[state.pos + 1 : state.src.find("]", state.pos + 1, state.pos + 200) + 1]
    words = state.src[opener + 1 : state.pos] if opener >= 0 else ""
    if not label or not words or words.isdigit() or "@" in label:
        return False
    message = f"Nothing says where “[{words[-40:]}]{label[:40]}” leads to; it is printed as it is."
    hint = (
        f"Write {'[name]' if label == '[]' else label}: https://… on a line of its own, with a "
        "blank line before it, or [words](https://…)."
    )
    return _sign(state, "]", message, hint)


def _sign(state: StateInline, text: str, message: str, hint: str, code: str = "") -> bool:
    token = state.push("sign", "", 0)
    token.content = text
    token.meta.update(message=message, hint=hint, code=code, unsupported=True)
    state.pos += len(text)
    return True


def _opener(text: str, at: int) -> int:
    """Where the bracket begins that the one at `at` closes, within 1,000 characters; else -1."""
    depth = 0
    for k in range(at - 1, max(-1, at - 1000), -1):
        if text[k] == "]" and not _escaped(text, k):
            depth += 1
        elif text[k] == "[" and depth == 0:
            return k
        elif text[k] == "[" and not _escaped(text, k):
            depth -= 1
    return -1


def _escaped(text: str, at: int) -> bool:
    before = text[max(0, at - 50) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def break_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`---`: a paragraph of its own, of these signs."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not _BREAK.fullmatch(line):
        return False
    if silent:
        return True
    state.line = start + 1
    opened = state.push("paragraph_open", "p", 1)
    opened.map = [start, start + 1]
    opened.meta["message"] = f"There are no rules here: “{line.strip()[:20]}” is printed as it is."
    opened.meta["hint"] = "A blank line begins a paragraph. Take the line out."
    inline = state.push("inline", "", 0)
    inline.map, inline.children = [start, start + 1], []
    inline.content = re.sub(r"([-*_])", r"\\\1", line.strip())
    state.push("paragraph_close", "p", -1)
    return True


def indented_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph with four blanks before it, code elsewhere: noted for the one that is read."""
    if not silent and state.sCount[start] - state.blkIndent >= 4:
        state.env.setdefault("indented", []).append(start)
    return False


def definition_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[ref]: https://…`, but not any word in brackets with a colon."""
    from markdown_it.rules_block import reference

    pos = state.bMarks[start] + state.tShift[start]
    return bool(_DEFINITION.match(state.src, pos)) and reference(state, start, end, silent)
