"""Blocks: how markdown-it reads the blocks of a source; what pandoc's Markdown has beyond
CommonMark: notes, tables, lists of terms, verse (`| line`), divisions (`::: {.epigraph}`), metadata
at the head.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from edition.text.readers import mdinline

#: Deeper than any text; at its limit markdown-it drops blocks without a word (`too_deep`).
NESTING = 60
_FENCE = re.compile(r":{3,}[ \t]*(?:\{([^{}]*)\}|([\w-]+))?[ \t]*:*[ \t]*")
_CLASS = re.compile(r"\.([\w-]+)")
_LINE = re.compile(r"\|(?:[ ]|$)")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The configured parser of sources."""
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote.index import footnote_def

    md = MarkdownIt("zero", {"maxNesting": NESTING})
    blocks = ["code", "fence", "blockquote", "hr", "list", "reference", "heading", "lheading"]
    md.enable([*blocks, "table"])
    mdinline.install(md)
    deflist_plugin(md)
    alt = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": alt[:2]})
    md.block.ruler.before("fence", "division", _division, {"alt": alt})
    md.block.ruler.before("paragraph", "line_block", _line_block, {"alt": []})
    md.block.ruler.before("fence", "comment", _comment, {"alt": alt})
    # What is within a line is read block by block: that of a whole book takes ten times its size.
    md.core.ruler.disable(["text_join", "inline"])
    return md


def within(token: Token, env: EnvType) -> list[Token]:
    """What stands in the lines of a block, which was parsed with `env`."""
    md = parser()
    return md.inline.parse(token.content, md, env, [])


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _division(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line of colons, which opens a division that has a class, and closes one without."""
    found = _FENCE.fullmatch(_text(state, start))
    if not found:
        return False
    if not silent:
        names = [found[2]] if found[2] else _CLASS.findall(found[1] or "")
        kind = "division_open" if found[1] is not None or found[2] else "division_close"
        token = state.push(kind, "", 0)
        token.meta["classes"] = names
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines that begin with a bar are verse, each a line of it (Pandoc User's Guide, "Line
    blocks"); a line that is indented goes on with the one before."""
    if not _LINE.match(_text(state, start)) or state.is_code_block(start):
        return False
    if silent:
        return True
    state.push("verse_open", "", 1)
    line = start
    while line < end and _LINE.match(_text(state, line)) and state.sCount[line] >= state.blkIndent:
        first = line
        words = [_text(state, line)[2:].rstrip()]
        line += 1
        while line < end and not state.isEmpty(line) and _goes_on(state, line):
            words.append(_text(state, line).strip())
            line += 1
        token = state.push("inline", "", 0)
        token.map, token.content, token.children = [first, line], "\n".join(words), []
    state.push("verse_close", "", -1)
    state.line = line
    return True


def _goes_on(state: StateBlock, line: int) -> bool:
    return state.sCount[line] > state.blkIndent and not _text(state, line).startswith("|")


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<!-- … -->` as a block by itself."""
    if not _text(state, start).startswith("<!--") or state.is_code_block(start):
        return False
    line = start
    while line < end and "-->" not in _text(state, line):
        line += 1
    if line == end or _text(state, line).partition("-->")[2].strip():
        return False
    if not silent:
        state.line = line + 1
    return True
