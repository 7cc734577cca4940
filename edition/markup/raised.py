"""Raised: letters that stand above or below the line: `x^2^`, `H~2~O`, as pandoc writes them
(Pandoc User's Guide, “Superscripts and subscripts”).

In: markdown-it's inline state. Out: tokens `sup_open` … `sub_close` around what is between the
signs, which is Markdown again. Blanks may not be among it; a no-break space may.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

#: More letters than anybody raises: a line without an end is no exponent.
_MOST = 80
_BETWEEN = rf"(?:\\\S|[^\s\\{{0}}]){{{{1,{_MOST}}}}}"
#: `^[` begins a note in pandoc, `^_^` is a face.
_RAISED = re.compile(rf"\^(?![\[^]|_+\^){_BETWEEN.format('^')}\^")
#: Not where a word begins: “~1900” is “about 1900”.
_LOWERED = re.compile(rf"(?<=[\w)\]}}^*’'”\"°+−-])~(?!~){_BETWEEN.format('~')}~(?!~)")


def raised_rule(state: StateInline, silent: bool) -> bool:
    """`^2^` and `~2~`: raised and lowered letters."""
    sign = state.src[state.pos]
    if sign not in "^~":
        return False
    pattern = _RAISED if sign == "^" else _LOWERED
    found = pattern.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        _push(state, "sup" if sign == "^" else "sub", found.end() - 1)
    state.pos = found.end()
    return True


def _push(state: StateInline, name: str, end: int) -> None:
    """The tokens of what stands from behind the sign up to `end`."""
    maximum = state.posMax
    state.push(f"{name}_open", name, 1)
    state.pos, state.posMax = state.pos + 1, end
    state.md.inline.tokenize(state)
    state.push(f"{name}_close", name, -1)
    state.posMax = maximum
