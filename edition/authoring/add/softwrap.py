"""Softwrap: breaks the long lines of a note where Markdown does not mind. Pure.

Only plain paragraphs are wrapped. The parsed text must stay the same, or nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.markup import parse
from edition.markup.tree import Body, Node

#: What may not be parted: citations, links and spans with what follows them, code, addresses.
_WHOLE = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|\{[^}]*\})?"
    r"|(?<!`)(`++)[^`]+\1|<[^<>\s]*>"
)
#: What at the beginning of a line would begin a list, a quotation, a heading …
_BLOCK_MARK = re.compile(r"(?:[-+*]|\d{1,9}[.)]|#{1,6})(?:\s|$)|>|[=-]+\s*$|[*_-]{3}|`{3}|~{3}|\|")


def tidy(text: str) -> str:
    """A note as it was typed or pasted, made fit for the file: line ends, no blanks at the ends
    of lines and of the text, no tabs. A hard break is written with a backslash."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    lines = text.split("\n")
    following = [*lines[1:], ""]
    lines = [
        line.rstrip() + ("\\" if line.endswith("  ") and line.strip() and below.strip() else "")
        for line, below in zip(lines, following, strict=True)
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n")).strip(" \n\u00a0\ufeff")


def wrap(text: str, width: int) -> str:
    """`text` with its long lines broken at about `width` characters."""
    wrapped = "\n\n".join(_paragraph(part, width) for part in text.split("\n\n"))
    return wrapped if _shape(wrapped) == _shape(text) else text


def unwrap(text: str) -> str:
    """`text` with each plain paragraph on one line, to be read and typed in a form."""
    return "\n\n".join(map(_unwrapped, text.split("\n\n")))


def rewrap(text: str, like: str) -> str:
    """`text` with the lines of `like` in the paragraphs that are the same but for their lines."""
    known = {_unwrapped(part.strip("\n")): part.strip("\n") for part in like.split("\n\n")}
    parts = (part.strip("\n") for part in text.split("\n\n"))
    end = text[len(text.rstrip("\n")) :]
    return "\n\n".join(known.get(_unwrapped(part), part) for part in parts) + end


def _unwrapped(part: str) -> str:
    lines = part.split("\n")
    return " ".join(lines) if _is_plain(lines) else part


def _paragraph(text: str, width: int) -> str:
    lines = text.split("\n")
    if all(len(line) <= width for line in lines) or not _is_plain(lines):
        return text
    return "\n".join(_filled(" ".join(lines), width))


def _is_plain(lines: list[str]) -> bool:
    return not any(
        line.endswith("\\") or line[:1] == " " or _BLOCK_MARK.match(line) for line in lines
    )


def _filled(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _words(text):
        if line and len(line) + 1 + len(word) > width and not _BLOCK_MARK.match(word):
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _words(text: str) -> Iterator[str]:
    """The text cut at the spaces that are in nothing whole."""
    start = last = 0
    for whole in [*_WHOLE.finditer(text), None]:
        end = whole.start() if whole else len(text)
        while (space := text.find(" ", last, end)) >= 0:
            yield text[start:space]
            start = last = space + 1
        last = whole.end() if whole else end
    yield text[start:]


def _shape(text: str) -> tuple[list[object], int]:
    """What a body is to its readers, whatever its lines."""
    body: Body = parse.parse(text)
    return [_node(node) for node in body.nodes], len(body.defects)


def _node(node: Node) -> tuple[object, ...]:
    cited = node.citation.items if node.citation else None
    words = " ".join(node.text.split("\n"))
    same = (node.kind, words, node.target, node.lang, node.dir, node.align, node.start, cited)
    return (*same, tuple(_merged(node.children)))


def _merged(nodes: tuple[Node, ...]) -> Iterator[object]:
    """Texts that touch are one: a soft break is a text of its own."""
    pending = ""
    for node in nodes:
        if node.kind == "text":
            pending += node.text.replace("\n", " ")
            continue
        if pending:
            yield pending
            pending = ""
        yield _node(node)
    if pending:
        yield pending
