"""Inline: how markdown-it reads the words of a block, each token with where it stands.

In: markdown-it's inline state. Out: its tokens, with `meta["pos"]`, the offset in the text of the
block at which a token's sign or words begin; and tokens for what pandoc's Markdown has beyond
CommonMark: `[words]{.smallcaps lang=fr}`, `x^2^`, `H~2~O`, `[^1]`, `^[a note]`, and the tags of
HTML that set words apart. Every other tag stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_TAGS = "em|i|strong|b|u|s|del|sup|sub|cite|small|code|span"
_OPEN = re.compile(rf"<({_TAGS})((?:\s+[a-zA-Z-]+=\"[^\"<>]*\")*)\s*>", re.I)
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')
_BREAK = re.compile(r"<br\s*/?>", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ADDRESS = re.compile(r"<([a-zA-Z][a-zA-Z0-9.+-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_CALL = re.compile(r"\[\^([^\s\[\]^]{1,200})\]")
_LOOSE = re.compile(r"(?<!\\)\s")
#: A token's type for each of HTML's tags.
_KINDS = {"i": "em", "b": "strong", "del": "s", "small": "span", "code": "codespan"}


class _State(StateInline):
    """Notes on each token where it begins."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # markdown-it's name
        token = super().pushPending()
        token.meta["pos"] = self.pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        before = self.tokens[-2] if len(self.tokens) > 1 else None
        token.meta["pos"] = self.pos
        if before and ttype == before.type == "text" and before.meta.get("rule") == self.pos:
            # Signs of emphasis: each has a token of its own, all pushed from the first.
            token.meta["pos"] = before.meta["pos"] + len(before.content)
        token.meta["rule"] = self.pos
        return token


class _Inline(ParserInline):
    """Reads with the state above."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def install(md: MarkdownIt) -> None:
    """Give a parser these rules."""
    md.inline = _Inline()
    names = ["text", "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "image"]
    md.inline.ruler.enableOnly([*names, "entity"])
    md.inline.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])
    for name, rule in (("image", _image), ("escape", _escape)):
        md.inline.ruler.at(name, rule)
    md.inline.ruler.before("link", "note", _note)
    md.inline.ruler.before("link", "call", _call)
    md.inline.ruler.before("link", "span", _span)
    md.inline.ruler.after("strikethrough", "raised", _raised)
    md.inline.ruler.before("entity", "html", _html)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # its way to set them
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # its way to set them


def _nested(state: StateInline, kind: str, start: int, end: int, meta: Mapping[str, Any]) -> None:
    """Tokens of this kind around those from `start` to `end`."""
    whole = state.pos, state.posMax
    token = state.push(f"{kind}_open", "", 1)
    token.meta.update(meta)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "", -1)
    state.pos, state.posMax = whole


def _image(state: StateInline, silent: bool) -> bool:
    from markdown_it.rules_inline import image

    start, count = state.pos, len(state.tokens)
    found = image(state, silent)
    if found and not silent:
        for token in state.tokens[count:]:
            if token.type == "image":
                token.meta["pos"] = start
                token.meta["end"] = state.pos
    if found and (end := _attributes_end(state, state.pos)) is not None:
        state.pos = end
    return found


def _attributes_end(state: StateInline, at: int) -> int | None:
    """Where attributes end that begin at `at`."""
    if state.src[at : at + 1] != "{" or at >= state.posMax:
        return None
    close = state.src.find("}", at, state.posMax)
    return close + 1 if close > 0 else None


def _escape(state: StateInline, silent: bool) -> bool:
    """A backslash before a blank is a no-break space (Pandoc User's Guide, "Backslash escapes")."""
    from markdown_it.rules_inline import escape

    if state.src.startswith("\\ ", state.pos) and state.pos + 1 < state.posMax:
        if not silent:
            token = state.push("text_special", "", 0)
            token.content, token.markup = "\u00a0", "\\ "
        state.pos += 2
        return True
    return escape(state, silent)


def _note(state: StateInline, silent: bool) -> bool:
    """`^[words]`: a note in its place."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        _nested(state, "note", state.pos + 2, end, {})
    state.pos = end + 1
    return True


def _call(state: StateInline, silent: bool) -> bool:
    """`[^label]`, whether a note has the label or not."""
    found = _CALL.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("call", "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]{.class lang=fr}`."""
    from mdit_py_plugins.attrs.parse import ParseError, parse

    if state.src[state.pos] != "[":
        return False
    start, maximum = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start)
    close = _attributes_end(state, end + 1) if end >= 0 else None
    if close is None:
        return False
    try:
        attributes = parse(state.src[end + 1 : close])[1]
    except ParseError:
        return False
    state.pos, state.posMax = start, maximum
    if not silent:
        _nested(state, "span", start + 1, end, {"attributes": attributes})
    state.pos = close
    return True


def _raised(state: StateInline, silent: bool) -> bool:
    """`^words^` and `~words~` without blanks (Pandoc User's Guide, "Superscripts and
    subscripts"); the words may be formatted."""
    sign, start = state.src[state.pos], state.pos
    if silent or sign not in "^~" or state.src[start + 1 : start + 2] in (sign, "[", ""):
        return False
    state.pos, end = start + 1, -1
    while state.pos < state.posMax:
        if state.src[state.pos] == sign:
            end = state.pos
            break
        state.md.inline.skipToken(state)
    state.pos = start
    if end < 0 or _LOOSE.search(state.src, start + 1, end):
        return False
    _nested(state, "sup" if sign == "^" else "sub", start + 1, end, {})
    state.pos = end + 1
    return True


def _html(state: StateInline, silent: bool) -> bool:
    """The tags that set words apart, `<br>`, comments, and addresses in angle brackets."""
    if state.src[state.pos] != "<":
        return False
    for pattern, write in _ANGLED:
        if (found := pattern.match(state.src, state.pos, state.posMax)) and (
            end := write(state, found, silent)
        ):
            state.pos = end
            return True
    return False


def _pair(state: StateInline, found: re.Match[str], silent: bool) -> int:
    name = found[1].lower()
    # What has no end has none from further on either: to look for each would take their square.
    endless: set[tuple[str, str, int]] = state.env.setdefault("endless", set())
    if (state.src, name, state.posMax) in endless:
        return 0
    close = re.compile(rf"</{name}\s*>", re.I).search(state.src, found.end(), state.posMax)
    if not close:
        endless.add((state.src, name, state.posMax))
        return 0
    if not silent:
        attributes = {key.lower(): value for key, value in _ATTRIBUTE.findall(found[2])}
        kind = _KINDS.get(name, name)
        _nested(state, kind, found.end(), close.start(), {"attributes": attributes})
    return close.end()


def _line(state: StateInline, found: re.Match[str], silent: bool) -> int:
    if not silent:
        token = state.push("hardbreak", "br", 0)
        token.meta["tag"] = found[0]
    return found.end()


def _comment(state: StateInline, found: re.Match[str], silent: bool) -> int:
    if not silent:
        state.push("comment", "", 0)
    return found.end()


def _address(state: StateInline, found: re.Match[str], silent: bool) -> int:
    if not silent:
        token = state.push("text", "", 0)
        token.content = found[1]
        token.meta["pos"] = found.start(1)
        token.meta["rule"] = -1
    return found.end()


_Write = Callable[[StateInline, re.Match[str], bool], int]
_ANGLED: tuple[tuple[re.Pattern[str], _Write], ...] = (
    (_COMMENT, _comment),
    (_BREAK, _line),
    (_OPEN, _pair),
    (_ADDRESS, _address),
)
