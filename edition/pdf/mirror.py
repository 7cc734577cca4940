"""Mirrors a style sheet, for a book that is read from right to left: left and right change places.

The sheets are written for books that are read from the left. What they place at the left, or at
the edge where lines begin, stands at the right in the others; nothing is written twice, and a
project's own sheets are mirrored like the builder's. What must not be mirrored is in pdf-rtl.css.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from edition.pdf.upstream import CssNode

_OTHER = {"left": "right", "right": "left"}
_DIRECTIONS = {"ltr": "rtl", "rtl": "ltr"}
#: Properties of which a value names a side.
_SIDED = frozenset(
    {
        "text-align",
        "text-align-last",
        "text-align-all",
        "float",
        "clear",
        "break-before",
        "break-after",
        "page-break-before",
        "page-break-after",
    }
)
#: Properties whose four values go around the box: top, right, bottom, left.
_AROUND = frozenset(
    {
        "margin",
        "padding",
        "inset",
        "border-width",
        "border-style",
        "border-color",
    }
)


def mirrored(css: str) -> str:
    """The style sheet `css` with left and right exchanged: in the names of properties and of
    page margin boxes, in values that name a side, in `:left` and `:right` pages, in the four
    values of margins and paddings; `[dir=rtl]` and `[dir=ltr]`, too. What cannot be parsed is
    left out, as by every reader of CSS."""
    import tinycss2

    return str(tinycss2.serialize(_rules(tinycss2.parse_stylesheet(css))))


def _rules(nodes: Iterable[CssNode]) -> list[CssNode]:
    return [_node(node) for node in nodes if node.type != "error"]


def _node(node: CssNode) -> CssNode:
    import tinycss2

    if node.type == "declaration":
        _declaration(node)
    elif node.type == "at-rule":
        node.at_keyword = _name(node.at_keyword)
        _selectors(node.prelude, pages=node.lower_at_keyword == "page")
    elif node.type == "qualified-rule":
        _selectors(node.prelude, pages=False)
    if getattr(node, "content", None) is not None and node.type.endswith("-rule"):
        node.content = _rules(tinycss2.parse_blocks_contents(node.content))
    return node


def _name(name: str) -> str:
    """A property or margin box of the other side; a name of the sheet's own (`--…`) is none."""
    if name.startswith("--"):
        return name
    return re.sub(r"(?<![a-z])(left|right)(?![a-z])", lambda side: _OTHER[side[0]], name)


def _declaration(node: CssNode) -> None:
    node.name = _name(node.name)
    if node.lower_name in _SIDED:
        for token in node.value:
            if token.type == "ident":
                token.value = _OTHER.get(token.lower_value, token.value)
    elif node.lower_name in _AROUND:
        places = [k for k, token in enumerate(node.value) if token.type not in _BLANK]
        if len(places) == 4:
            right, left = places[1], places[3]
            node.value[right], node.value[left] = node.value[left], node.value[right]


_BLANK = ("whitespace", "comment")


def _selectors(prelude: list[CssNode], *, pages: bool) -> None:
    """Exchange the directions that selectors ask for, and the sides that `@page` does."""
    for token in prelude:
        if pages and token.type == "ident":
            token.value = _OTHER.get(token.lower_value, token.value)
        elif token.type == "[] block":
            words = [part for part in token.content if part.type in ("ident", "string")]
            if len(words) > 1 and words[0].value == "dir":
                word = words[1]
                word.value = _DIRECTIONS.get(word.value, word.value)
                if word.type == "string":
                    word.representation = f'"{word.value}"'
        elif token.type == "function":
            _selectors(token.arguments, pages=pages)
