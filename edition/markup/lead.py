"""Lead: what a text says first, before it names its sources. Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from edition.markup.tree import Body, Node


def lead(body: Body) -> Body:
    """The words of the first paragraph that stand before its first citation of its own; nothing
    where the text begins with no paragraph, or with a citation."""
    first = body.nodes[0] if body.nodes else Node("p")
    if first.kind != "p":
        return Body()
    kept = list(takewhile(lambda node: not _cites(node), first.children))
    while kept and kept[-1].kind in ("text", "br"):
        last = kept.pop()
        if words := last.text.rstrip():
            kept.append(replace(last, text=words))
            break
    return Body(nodes=(Node("p", children=tuple(kept)),)) if kept else Body()


def length(body: Body) -> int:
    """How many characters of the editors' words there are."""
    return sum(map(_length, body.nodes))


def _length(node: Node) -> int:
    return len(node.text) + sum(map(_length, node.children))


def _cites(node: Node) -> bool:
    return node.citation is not None and node.citation.own_sentence
