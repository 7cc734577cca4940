"""Words: a note's words as its tree is built: around a sign, in a node. Pure."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from edition.markup.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token


def text_around(tokens: list[Token], at: int) -> str:
    """The text of which a sign is a part: up to the nearest tokens of another kind, or ten on."""
    texts = ("text", "sign")
    before = takewhile(lambda token: token.type in texts, reversed(tokens[max(0, at - 10) : at]))
    after = takewhile(lambda token: token.type in texts, tokens[at : at + 10])
    words = [*(token.content for token in before)][::-1] + [token.content for token in after]
    return "".join(words)


def own_sentence(tokens: list[Token], at: int) -> bool:
    """Whether a citation begins a sentence, and the annotator has not closed it."""
    before = next((token.content for token in tokens[at - 1 :: -1] if token.content.strip()), "")
    if at == 0:
        before = ""
    after = tokens[at + 1].content if at + 1 < len(tokens) else ""
    begins = not before or re.search(r"[.!?…。！？．؟۔।][\"'”’»)」』）]*\s*$", before)
    return bool(begins) and not re.match(r"\s*[.,;:!?)\]。，；：！？）、؟،]", after)


def longest_word(node: Node) -> int:
    """The letters of the longest word in a cell; a citation counts for none."""
    return max(map(len, _words(node).split()), default=0)


def code(text: str) -> Iterator[Node]:
    """The lines between two fences (CommonMark 0.31, 4.5), their indents in no-break spaces."""
    for k, line in enumerate(text.rstrip("\n").split("\n")):
        if k:
            yield Node("br")
        indent = len(line) - len(line.lstrip(" "))
        if line:
            yield Node("code", text="\u00a0" * indent + line[indent:])


def _words(node: Node) -> str:
    return node.text + "".join(map(_words, node.children))


def has_text(node: Node) -> bool:
    return bool(node.text.strip()) or any(has_text(child) for child in node.children)
