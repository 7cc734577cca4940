"""Lines: where the text that markdown-it reads of a block stands in its file. Pure.

markdown-it hands a block's text on without what stands before it on each line (`> `, the indent of
a list) and without a table's escapes; what is left of a line is its end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from edition.model.dataclass import dataclass

_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Where:
    """From each offset in `at` on, the text is the file's from the one in `origin` on."""

    at: tuple[int, ...]
    origin: tuple[int, ...]

    def back(self, offset: int) -> int:
        """The offset in the file of an offset in the text."""
        k = max(0, bisect_right(self.at, offset) - 1)
        return self.origin[k] + offset - self.at[k]

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the file that a stretch of the text is."""
        cuts = [start, *(at for at in self.at if start < at < end), end]
        return [(self.back(a), self.back(b - 1) + 1) for a, b in pairwise(cuts) if a < b]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its words, and where they begin."""

    words: str
    start: int


def of_lines(content: str, lines: Sequence[Line]) -> Where:
    """Where the text of a block of lines is, one line of it at the end of each of the file's."""
    at, origin, offset = [], [], 0
    pieces = content.split("\n")
    # Lines of nothing but no-break spaces at either end are not in it.
    begins = range(max(0, len(lines) - len(pieces)) + 1)
    first = next((k for k in begins if _end_so(pieces, lines[k:])), 0)
    for words, line in zip(pieces, lines[first:], strict=False):
        bare = words.strip(" \t")
        found = line.words.rfind(bare) if bare else len(line.words)
        own = line.words
        # Nothing but white space stands behind the words of a line.
        while found > 0 and bare and own[found + len(bare) :].strip():
            found = own.rfind(bare, 0, found)
        lead = len(words) - len(words.lstrip(" \t"))
        at.append(offset)
        origin.append(line.start + found - lead)
        offset += len(words) + 1
    return Where(tuple(at), tuple(origin))


def _end_so(pieces: Sequence[str], lines: Sequence[Line]) -> bool:
    pairs = zip(pieces, lines, strict=False)
    return all(line.words.rstrip().endswith(words.strip()) for words, line in pairs)


def of_heading(content: str, line: Line) -> Where:
    """Where the text of a heading is that begins with number signs."""
    begin = line.words.index("#")
    while line.words[begin : begin + 1] == "#":
        begin += 1
    return Where((0,), (line.start + max(begin, line.words.find(content, begin)),))


def of_cells(contents: Sequence[str], line: Line) -> list[Where]:
    """Where the cells of a row of a table are."""
    edges = [found.start() for found in _UNESCAPED_BAR.finditer(line.words)]
    pieces = [
        (a + 1, line.words[a + 1 : b])
        for a, b in zip([-1, *edges], [*edges, len(line.words)], strict=True)
    ]
    first = next((k for k in (0, 1) if _fit(contents, pieces[k:])), 1)
    found = []
    for k, content in enumerate(contents):
        start, words = pieces[first + k] if first + k < len(pieces) else (len(line.words), "")
        plain = words.rstrip()
        begin = start + (len(plain) - _width(content) if content else 0)
        found.append(_unescaped(content, line, begin))
    return found


def _fit(contents: Sequence[str], pieces: Sequence[tuple[int, str]]) -> bool:
    """Whether the cells are the ends of these pieces of their line."""
    if len(pieces) < len([content for content in contents if content]):
        return False
    pairs = zip(contents, pieces, strict=False)
    return all(
        words.replace("\\|", "|").strip() == content
        or (k == 0 and bool(content) and words.replace("\\|", "|").rstrip().endswith(content))
        for k, (content, (_, words)) in enumerate(pairs)
    )


def _width(content: str) -> int:
    """How long a cell is in its file, where each bar in it has a backslash before it."""
    return len(content) + content.count("|")


def _unescaped(content: str, line: Line, begin: int) -> Where:
    """The cell from `begin` on, without the backslashes before its bars."""
    at, origin = [0], [line.start + begin]
    shift = 0
    for k, char in enumerate(content):
        if char == "|":
            shift += 1
            at.append(k)
            origin.append(line.start + begin + k + shift)
    if len(at) > 1 and at[1] == 0:
        at, origin = at[1:], origin[1:]
    return Where(tuple(at), tuple(origin))
