"""Pieces: a YAML file cut into its keys and the items of its lists, in whole lines.

So they can be compared, moved, taken out and put in. Joined again they are the file. Pure.

What has no lines of its own (brackets and braces, what stands beside a dash) is cut no further. The
comment above an item belongs to it, a comment below the key of a list to the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

import yaml

from edition.model.dataclass import dataclass
from edition.model.problems import errors
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue, load, value_in
from edition.yamlfile.nodes import items, pairs


@dataclass(slots=True)
class Piece:
    """A key of a group with its value, or an item of a list; the file as a whole has no `step`.

    `gap` are the blank lines above it; `head` its own lines, with the comment above, up to the
    first piece within it; `inner` the pieces within it; `tail` what is left behind those, at the
    end of the file.
    """

    step: str | int
    data: YamlValue
    gap: str
    head: str
    inner: list[Piece] = field(default_factory=list)
    tail: str = ""

    @property
    def text(self) -> str:
        """Its lines, without the gap above."""
        return self.head + "".join(piece.gap + piece.text for piece in self.inner) + self.tail

    @property
    def is_list(self) -> bool:
        """Whether the pieces within are items of a list."""
        return bool(self.inner) and isinstance(self.inner[0].step, int)


def cut(name: str, text: str) -> Piece | None:
    """The pieces of a file whose last line is whole; None where it cannot be cut: it has faults of
    form, no keys, or lines that do not end as YAML counts them."""
    file = load(name, text.encode())
    lines = text.splitlines(keepends=True)
    odd = any(not line.endswith("\n") for line in lines)
    if errors(file.problems) or odd or not _is_block(file.root):
        return None
    return _Cutter(file, lines).whole()


def _is_block(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style and bool(node.value)


class _Cutter:
    def __init__(self, file: YamlFile, lines: Sequence[str]) -> None:
        self.file = file
        self.lines = lines

    def whole(self) -> Piece:
        end = len(self.lines)
        while end and (not self.lines[end - 1].strip() or self.lines[end - 1][0] == "#"):
            end -= 1
        root = self.file.root
        assert root is not None  # `cut` asks only where there is a group
        found = Piece("", self.file.data, "", "")
        self._within(found, (), root, 0, end)
        found.tail = self._text(end, len(self.lines))
        return found

    def _within(self, piece: Piece, path: YamlPath, node: yaml.Node, first: int, end: int) -> None:
        """Give `piece`, whose lines are `first` to `end` (not included), its head and what stands
        in it."""
        begins = self._begins(node, first + bool(path), end)
        if not begins:
            piece.head = self._text(first, end)
            return
        starts = [self._with_comment(line, low) for low, line, _, _ in begins]
        # A comment above the first one is about all of them.
        starts[0] = begins[0][1]
        piece.head = self._text(first, starts[0])
        for (_, _, step, value), start, stop in zip(
            begins, starts, [*starts[1:], end], strict=True
        ):
            piece.inner.append(self._piece((*path, step), value, start, stop))

    def _piece(self, path: YamlPath, node: yaml.Node, first: int, end: int) -> Piece:
        begin = first
        while begin < end - 1 and not self.lines[begin].strip():
            begin += 1
        found = Piece(path[-1], value_in(self.file.data, path), self._text(first, begin), "")
        if isinstance(path[-1], int):
            found.head = self._text(begin, end)
        else:
            self._within(found, path, node, begin, end)
        return found

    def _begins(
        self, node: yaml.Node, first: int, end: int
    ) -> list[tuple[int, int, str | int, yaml.Node]]:
        """What stands within `node`, if each begins on a line of its own between `first` and
        `end`: the first line that can be its, the line it begins on, its key or number, its
        value."""
        found: list[tuple[int, int, str | int, yaml.Node]] = []
        low = first
        for step, mark, value in _inner(node):
            before = self.lines[mark.line].removeprefix("\ufeff")[: mark.column].strip()
            if not low <= mark.line < end or before != ("-" if isinstance(step, int) else ""):
                return []
            found.append((low, mark.line, step, value))
            low = mark.line + 1
        return found

    def _with_comment(self, line: int, low: int) -> int:
        """The first of the comments and blank lines above a line. A comment that is set in deeper
        belongs to what stands before it, if it is one: texts have such lines, too."""
        column = _column(self.lines[line])
        begin = line
        while begin > low:
            text = self.lines[begin - 1]
            if text.strip() and (text.strip()[0] != "#" or _column(text) > column):
                break
            begin -= 1
        return begin

    def _text(self, first: int, end: int) -> str:
        return "".join(self.lines[first:end])


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _inner(node: yaml.Node) -> list[tuple[str | int, yaml.Mark, yaml.Node]]:
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return [(str(key.value), key.start_mark, value) for key, value in pairs(node)]
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return [(k, item.start_mark, item) for k, item in enumerate(items(node))]
    return []
