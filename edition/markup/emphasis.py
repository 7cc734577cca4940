"""Emphasis: which asterisks are signs of the text, and begin or end nothing.

CommonMark 0.31 (6.2) lets an asterisk begin and end emphasis inside a word, so that “2*3*4” loses
its signs, and “weaver*s and spinner*s” has italics from the middle of one word to the middle of
another. In: markdown-it's inline state. Out: its tokens; an asterisk that is kept although it has
a partner becomes a token `sign` with its warning, if somebody could have meant it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.rules_inline.state_inline import Delimiter

_STAR = ord("*")


def emphasis_rule(state: StateInline, silent: bool) -> bool:
    """The signs that may begin or end emphasis, but for asterisks between two digits."""
    from markdown_it.rules_inline import emphasis

    start = state.pos
    if silent or state.src[start] not in "*_":
        return False
    end = start
    while end < state.posMax and state.src[end] == state.src[start]:
        end += 1
    digits = _char(state.src, start - 1).isdigit() and _char(state.src, end).isdigit()
    if state.src[start] == "*" and digits:
        state.append_pending(state.src[start:end])
        state.pos = end
        return True
    return emphasis.tokenize(state, silent)


def keep_signs(state: StateInline) -> None:
    """Part the pairs that are none: after markdown-it has found them, before it sets them."""
    for delimiters in [state.delimiters, *_of_links(state)]:
        paired = {one.end for one in delimiters if one.end >= 0}
        for k, opener in enumerate(delimiters):
            if opener.end >= 0 and _are_signs(state, opener, delimiters[opener.end]):
                closer = delimiters[opener.end]
                opener.end = -1
                if not _parts_words(state, opener, closer):
                    _keep(state, opener, "The asterisks inside words are printed as they are.")
            elif opener.end < 0 and k not in paired and _is_unclosed(state, opener):
                sign = chr(opener.marker) * 2
                _keep(state, opener, f"A {sign} has no partner, and is printed as it is.")


def _of_links(state: StateInline) -> list[list[Delimiter]]:
    return [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]


def _keep(state: StateInline, delimiter: Delimiter, message: str) -> None:
    token = state.tokens[delimiter.token]
    token.type = "sign"
    token.meta["message"] = message
    token.meta["hint"] = "Write a backslash before each that is meant: \\*."


def _run(state: StateInline, delimiter: Delimiter) -> tuple[str, str, int, int]:
    """The characters before and after the run of signs, and where it begins and ends."""
    start: int = state.tokens[delimiter.token].meta["pos"]
    end = start + delimiter.length
    return _char(state.src, start - 1), _char(state.src, end), start, end


def _are_signs(state: StateInline, opener: Delimiter, closer: Delimiter) -> bool:
    """Whether a pair begins inside a word, ends inside a word, and is not about a part of one
    word: blanks or digits are between or beside them, or nothing but single letters."""
    before, first, start, inner = _run(state, opener)
    last, after, end, behind = _run(state, closer)
    words = state.src[inner:end]
    if opener.marker != _STAR or not before.isalnum():
        return False
    if not after.isalnum():  # “(a*b)*(c*d)”, but “the *weaver*”, “12*r*–13*v*”
        return words.count("(") != words.count(")")
    single = (
        len(words) == 1
        and not _char(state.src, start - 2).isalnum()
        and not _char(state.src, behind + 1).isalnum()
    )
    digits = any(char.isdigit() for char in (before, first, last, after))
    return single or digits or not words.isalnum()


def _parts_words(state: StateInline, opener: Delimiter, closer: Delimiter) -> bool:
    """Whether more than letters is between the two: nobody emphasizes from the middle of a word to
    that of another, so that there is nothing to say."""
    return not state.src[_run(state, opener)[3] : _run(state, closer)[2]].isalnum()


def _is_unclosed(state: StateInline, delimiter: Delimiter) -> bool:
    """Whether a run of two signs or more is at the beginning or end of a word."""
    before, after, _start, _end = _run(state, delimiter)
    return delimiter.length > 1 and before.isalnum() != after.isalnum()


def _char(text: str, at: int) -> str:
    """The character there, or a blank outside the text."""
    return text[at] if 0 <= at < len(text) else " "
