"""Splitting: whether a style sheet lets each chapter of a book be laid out by itself.

Chapters and sections of the back matter begin on pages of their own, so that the builder's style
sheets give the same pages for the whole book and for its parts. A project's own style sheet may
look further: it may count through chapters, set a running head that the next chapter still has, or
tell the first chapter from the others.
"""

from __future__ import annotations

import re

from edition.pdf.upstream import CssNode

#: Functions and properties that carry something from one chapter to the next; `counter()` alone in
#: a margin box is the page's number, which is set when the book is joined.
_CARRYING = frozenset({
    "counter", "counters", "counter-reset", "counter-increment", "counter-set", "string-set",
    "target-counter", "target-counters", "target-text", "running", "element", "bookmark-level",
})  # fmt: skip
#: A selector that asks what stands before or behind an element, or at which place it is.
_PLACES = re.compile(r"[+~]|:(?:first|last|nth|only|has|not)\b|:root\s*:|:(?:first|last|nth|only)-")
#: What it may ask that of: a class or element that stands within a chapter.
_OUTER = re.compile(r"(?:^|[\s>+~,(])(?:\*|:|section|body|html|main|\.chapter|#)", re.IGNORECASE)


def within_chapters(css: str) -> bool:
    """Tell whether the style sheet `css` looks at one chapter at a time."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return all(_within(rule) for rule in rules)


def _within(rule: CssNode) -> bool:
    if rule.type not in ("qualified-rule", "at-rule"):
        return True
    head = _text(rule.prelude)
    if rule.type == "at-rule":
        if rule.lower_at_keyword == "page" and ":first" in head:
            return False
        if rule.lower_at_keyword == "page" and ":nth" in head and " of " not in head:
            return False
    elif _PLACES.search(head) and _OUTER.search(head):
        return False
    return not any(_carries(node) for node in _nodes(rule.content or []))


def _nodes(nodes: CssNode) -> CssNode:
    todo = list(nodes)
    while todo:
        node = todo.pop()
        yield node
        for name in ("content", "arguments", "prelude"):
            todo += getattr(node, name, None) or ()


def _carries(node: CssNode) -> bool:
    if node.type == "ident":
        return node.lower_value in _CARRYING
    return node.type == "function" and node.lower_name in _CARRYING


def _text(nodes: CssNode) -> str:
    import tinycss2

    return str(tinycss2.serialize(nodes))
