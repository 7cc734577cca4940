"""Sentences: a text cut where its sentences end, and its words counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from edition.checks.rules.texts import blocks
from edition.markup.tree import CELLS, LINKS, Body, Node

#: Where a sentence ends: closing marks, then white space and something that can begin one.
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W_a-z]|\s*$)")
WORD = re.compile(r"\w[\w'’.-]*")
#: What stands for a reference in the text that the sentences are cut in.
CITED, LINKED = "\x02", "\x03"


def sentences(text: str) -> list[str]:
    """`text` cut at the ends of its sentences; what has no letter or digit is left out."""
    cuts = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
    pieces = (text[a:b].strip() for a, b in pairwise(cuts))
    return [piece for piece in pieces if WORD.search(piece)]


def unsigned(text: str) -> str:
    """`text` without the initials of who wrote it, which are no words of it."""
    return _SIGNED.sub("", text)


#: Initials at the end of a paragraph, or in one of their own (`annotations.workflow`).
_SIGNED = re.compile("(?:\\A|\u00a0)\\[[^\\[\\]]{1,20}\\]\\s*\\Z")


def marked(node: Node) -> Iterator[str]:
    """The words of a paragraph, with marks where it cites and where it links to an entry."""
    if node.citation is not None:
        yield CITED
        return
    if node.kind in LINKS and node.kind != "link":
        yield LINKED
    yield node.text
    for child in node.children:
        yield from marked(child)
    if node.kind in CELLS:
        yield " "


def words(body: Body) -> int:
    """How many words a reader reads; citations do not count."""
    text = " ".join(unsigned("".join(marked(block))) for block in blocks(body.nodes))
    return len(WORD.findall(text))
