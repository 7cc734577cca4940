"""Text nodes: the words of a fragment's markup in their order, to try it with fewer of them."""

from __future__ import annotations

import re

from edition.model.dataclass import dataclass

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z][a-z0-9-]*)", re.IGNORECASE)
_ID = re.compile(r'\sid="([^"]*)"')
#: Elements that have no end tag (HTML, 13.1.2).
_VOID = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of text: where it stands in the list of `parts`, and the ids of the elements that it
    is in, the innermost first."""

    part: int
    ids: tuple[str, ...]


class TextNodes:
    """The markup of a fragment, taken apart. It is the templates' own: what looks like a tag is
    one, since they escape all text and every value of an attribute."""

    def __init__(self, markup: str) -> None:
        self.parts = _TAG.split(markup)
        self.nodes: list[Node] = []
        open_ids: list[str] = []
        for number, part in enumerate(self.parts):
            if part.startswith("<"):
                _follow(part, open_ids)
            elif part.strip():
                self.nodes.append(Node(number, tuple(each for each in open_ids[::-1] if each)))

    def first(self, count: int) -> str:
        """The markup with the first `count` texts only; all elements are still there."""
        left_out = {node.part for node in self.nodes[count:]}
        return "".join("" if at in left_out else part for at, part in enumerate(self.parts))

    def words(self, number: int) -> str:
        """The text at this place in `nodes`."""
        return self.parts[self.nodes[number].part]


def _follow(tag: str, open_ids: list[str]) -> None:
    """Note that an element begins, by its id or "", or ends."""
    name = _NAME.match(tag)
    if name is None or name[1].lower() in _VOID or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        del open_ids[-1:]
        return
    found = _ID.search(tag)
    open_ids.append(found[1] if found else "")
