"""Edits of a YAML file that leave every other byte as it is: comments, order, quotes, blanks.

PyYAML's marks say where a value stands, ruamel.yaml writes the new one, and the text between
stays what it was. The result is read again before it is given out: it must be the old data with
the changes that were asked for and with no others.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

import yaml

from edition.model.problems import BuildFailed, Place, Problem
from edition.yamlfile import dump, spacing
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue, load, value_in
from edition.yamlfile.nodes import child_of, pairs


class YamlEditor:
    """The edits of one file. `set` and `insert` note them; `finish` carries them out."""

    #: Faults of form (their codes) with which a file may be edited all the same.
    tolerated: frozenset[str] = frozenset()

    def __init__(self, name: str, data: bytes) -> None:
        """Read the file. Raises `BuildFailed` if it is no good YAML."""
        self.file = load(name, data)
        if (bad := self._faults(self.file)) or not isinstance(self.file.data, dict):
            empty = Problem("yaml-empty", Place(name, 1), "The file has no keys.", "")
            raise BuildFailed(bad or [empty])
        self.mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
        self.text = data.decode("utf-8-sig")
        self.newline = "\r\n" if "\r\n" in self.text else "\n"
        #: The line end that is missing behind the last line: what is put there needs it.
        self._missing = "" if self.text.endswith("\n") else self.newline
        if self._missing:
            self.text += self._missing
            self.file = load(name, (self.mark + self.text).encode())
        self.wanted = copy.deepcopy(self.file.data)
        self._pieces: list[tuple[int, int, int, str]] = []

    def set(self, path: YamlPath, value: YamlValue, *, after: str = "") -> None:
        """Give the key at the end of `path` the scalar `value`.

        A key that is not there yet is written below the key `after`, or at the end of its group.
        """
        parent, key = self._node(path[:-1]), path[-1]
        self._assign(path, value)
        child = child_of(parent, key)
        if child is not None:
            self._replace(child, dump.inline(value))
        elif isinstance(parent, yaml.MappingNode) and parent.value:
            self._new_key(parent, f"{key}: {dump.inline(value)}", after)
        else:
            raise BuildFailed([self._unsafe(path)])

    def set_list(self, path: YamlPath, values: Sequence[YamlValue]) -> None:
        """Replace the list at `path` by `values`, in brackets."""
        self._assign(path, list(values))
        node = self._node(path)
        if not isinstance(node, yaml.SequenceNode):
            raise BuildFailed([self._unsafe(path)])
        if node.flow_style:
            self._replace(node, dump.inline(list(values)))
            return
        key, end = len(self.text[: node.start_mark.index].rstrip()), self._end(node)
        if "#" in self.text[key:end] or self.text[key - 1] != ":":
            raise BuildFailed([self._unsafe(path)])  # a comment would be lost
        self._edit(key, end, f" {dump.inline(list(values))}")

    def remove(self, path: YamlPath) -> None:
        """Take the key at the end of `path` and its value out of its group, or one of several items
        out of a list; of these the last first."""
        parent, key = self._node(path[:-1]), path[-1]
        if isinstance(parent, yaml.MappingNode):
            items = pairs(parent)
            number = next(n for n, (name, _) in enumerate(items) if name.value == key)
            del self._group(path[:-1])[str(key)]
        elif isinstance(parent, yaml.SequenceNode) and isinstance(key, int):
            items, number = [(item, item) for item in parent.value], key
            del self._list(path[:-1])[key]
        else:
            raise BuildFailed([self._unsafe(path)])
        if len(items) < 2:
            raise BuildFailed([self._unsafe(path)])
        start, end = items[number][0].start_mark.index, self._end(items[number][1])
        if parent.flow_style and number:
            start = self._end(items[number - 1][1])
        elif parent.flow_style or not (number or isinstance(key, int)):
            end = items[1][0].start_mark.index
        else:
            # The whole line, and a comment behind the value; the line break before it goes.
            start = self.text.rfind("\n", 0, start)
            start -= self.text[start - 1 : start] == "\r"
            end = self._line_end(end)
        self._edit(start, end, "")

    def append(self, path: YamlPath, value: str) -> None:
        """Put the word `value` at the end of the list of words at `path`."""
        node = self._node(path)
        self._list(path).append(value)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise BuildFailed([self._unsafe(path)])
        at = self._end(node.value[-1])
        if node.flow_style:
            self._edit(at, at, f", {dump.inline(value)}")
        else:
            dash = self._dash(node)
            column = dash - self.text.rfind("\n", 0, dash) - 1
            line = f"\n{' ' * column}- {dump.inline(value)}"
            self._edit(self._line_end(at), self._line_end(at), line)

    def insert(
        self,
        path: YamlPath,
        index: int,
        values: Mapping[str, YamlValue],
        *,
        before: Sequence[str] = (),
    ) -> None:
        """Put the group `values` into the list at `path`, before the item `index` (from 0; the
        list's length, with what was put in before, puts it at the end).

        A list that is not there yet is made: at the end of the file or before the first key of
        `before` that is there; in a group, at the group's end.
        """
        node = self._node_or_none(path)
        in_block = self._block_or_none(path[:-1]) is not None
        if isinstance(node, yaml.SequenceNode) and (node.value or not in_block):
            self._list(path).insert(index, dict(values))
            self._into(node, min(index, len(node.value)), values)
            return
        if not self._put(path, [dict(values)]):
            raise BuildFailed([self._unsafe(path)])
        parent = self._node_or_none(path[:-1])
        if node is not None:
            self._fill(path, node, values)
        elif len(path) == 1:
            self._new_list(path, values, before)
        elif isinstance(parent, yaml.MappingNode) and parent.value and not parent.flow_style:
            column = parent.value[0][0].start_mark.column
            at = self._line_end(self._end(parent))
            lines = dump.entry(values, column + 2).rstrip("\n")
            self._edit(at, at, f"{self._break(at)}{' ' * column}{path[-1]}:\n{lines}")
        elif len(path) == 2 and parent is None:
            self._new_list(path, values, before)
        else:
            raise BuildFailed([self._unsafe(path)])

    def lines(self, path: YamlPath) -> tuple[int, int]:
        """The first and the last line, from 1, of the value at `path` in the file as it was
        read."""
        node = self._node(path)
        start, end = node.start_mark.index, self._end(node)
        return self.text.count("\n", 0, start) + 1, self.text.count("\n", 0, end) + 1

    def finish(self) -> bytes:
        """The file with all edits. Raises `BuildFailed` (`edit-unsafe`) where the text around a
        value is so unusual that the result would not be what was asked for."""
        text = self.text
        for start, end, _, new in sorted(self._pieces, reverse=True):
            text = text[:start] + new + text[end:]
        data = (self.mark + text).encode()
        again = load(self.file.name, data)
        if self._faults(again) or (again.data or {}) != self.wanted:
            raise BuildFailed([self._unsafe(())])
        last = max((end for _, end, _, _ in self._pieces), default=0)
        if last < len(self.text) - len(self._missing):
            data = data.removesuffix(self._missing.encode())
        return data

    def _faults(self, file: YamlFile) -> list[Problem]:
        """What forbids edits of the file."""
        return [problem for problem in file.problems if problem.code not in self.tolerated]

    def _edit(self, start: int, end: int, new: str) -> None:
        new = new.replace("\n", self.newline)
        self._pieces.append((start, end, len(self._pieces), new))

    def _replace(self, node: yaml.Node, new: str) -> None:
        start, end = node.start_mark.index, self._end(node)
        lead = " " if self.text[start - 1 : start] == ":" else ""
        self._edit(start, end, lead + new)

    def _new_key(self, parent: yaml.MappingNode, line: str, after: str) -> None:
        pairs = {key.value: value for key, value in parent.value}
        last = pairs.get(after, parent.value[-1][1])
        if parent.flow_style:
            self._edit(self._end(last), self._end(last), f", {line}")
        else:
            at = self._line_end(self._end(last))
            column = parent.value[0][0].start_mark.column
            self._edit(at, at, f"{self._break(at)}{' ' * column}{line}")

    def _into(self, node: yaml.SequenceNode, index: int, values: Mapping[str, YamlValue]) -> None:
        items = node.value
        if node.flow_style:
            new = dump.inline(values)
            if not items:
                self._edit(node.start_mark.index + 1, self._end(node) - 1, new)
            elif index < len(items):
                start = items[index].start_mark.index
                self._edit(start, start, f"{new}, ")
            else:
                self._edit(self._end(items[-1]), self._end(items[-1]), f", {new}")
            return
        dash = self._dash(node)
        new = dump.entry(values, dash - self.text.rfind("\n", 0, dash) - 1).rstrip("\n")
        gap = "\n" * spacing.blank_lines(
            self.text, [(i.start_mark.index, self._end(i)) for i in items]
        )
        if index > 0:
            # Behind the item before it: a comment above the next one stays with that.
            at = self._line_end(self._end(items[index - 1]))
            self._edit(at, at, f"{self._break(at)}{gap}{new}")
        else:
            at = self.text.rindex("\n", 0, dash) + 1
            self._edit(at, at, f"{new}\n{gap}")

    def _dash(self, node: yaml.SequenceNode) -> int:
        found = spacing.first_dash(self.text, node)
        if found is None:
            raise BuildFailed([self._unsafe(())])
        return found

    def _fill(self, path: YamlPath, empty: yaml.Node, values: Mapping[str, YamlValue]) -> None:
        """Give a key with nothing behind it, or with empty brackets, its first item."""
        parent = self._block_or_none(path[:-1])
        if parent is None or (getattr(empty, "value", None) and self.file.at(path) is not None):
            raise BuildFailed([self._unsafe(path)])
        column = pairs(parent)[0][0].start_mark.column
        lines = dump.entry(values, column + 2).rstrip("\n")
        start, end = empty.start_mark.index, self._end(empty)
        at = self._line_end(end)
        if end > start:
            start -= self.text[start - 1] == " "
            self._edit(start, end, "")
        self._edit(at, at, f"\n{lines}")

    def _new_list(
        self, path: YamlPath, values: Mapping[str, YamlValue], before: Sequence[str]
    ) -> None:
        head = "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(path))
        lines = head + dump.entry(values, 2 * len(path))
        root = self.file.root
        keys = [key for key, _ in pairs(root)] if isinstance(root, yaml.MappingNode) else []
        place = next((key for name in before for key in keys if key.value == name), None)
        if place is None:
            at = len(self.text)
            self._edit(at, at, f"{self._break(at, blank=True)}{lines}")
        else:
            at = self._above(place.start_mark.index)
            self._edit(at, at, f"{lines}\n")

    def _block_or_none(self, path: YamlPath) -> yaml.MappingNode | None:
        """The group at `path`, if it is written on lines of its own."""
        node = self._node_or_none(path)
        return node if isinstance(node, yaml.MappingNode) and not node.flow_style else None

    def _above(self, start: int) -> int:
        """Where the comment above the line at `start` begins, or the line itself."""
        at = self.text.rfind("\n", 0, start) + 1
        lines = self.text[:at].splitlines(keepends=True)
        for line in reversed(lines):
            if not line.startswith("#") and (line.strip() or at == start):
                break
            if not line.strip() and not self.text[at:start].strip():
                break
            at -= len(line)
        return at + len(self.text[at:]) - len(self.text[at:].lstrip("\r\n"))

    def _end(self, node: yaml.Node) -> int:
        """Where the last character of a value stands, and one more; blanks after it are cut."""
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            return start + len(self.text[start:end].rstrip()) if end > start else end
        if not node.value:
            return end
        if isinstance(node, yaml.MappingNode):
            key, value = pairs(node)[-1]
            return max(self._end(value), key.end_mark.index + 1)
        return self._end(node.value[-1])

    def _line_end(self, at: int) -> int:
        """The end of the line that `at` stands on, a comment in it included."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[end - 1 : end] == "\r" else end

    def _break(self, at: int, *, blank: bool = False) -> str:
        if not blank:
            return "\n"
        before = self.text[:at]
        return "" if before.endswith(("\n\n", "\n\r\n")) else "\n" * (1 + (before[-1:] != "\n"))

    def _node(self, path: YamlPath) -> yaml.Node:
        node = self._node_or_none(path)
        if node is None:
            raise BuildFailed([self._unsafe(path)])
        return node

    def _node_or_none(self, path: YamlPath) -> yaml.Node | None:
        return self.file.node(path)

    def _group(self, path: YamlPath) -> dict[str, YamlValue]:
        """The group of keys at `path` in the data as they shall be. Raises TypeError if there is
        none."""
        found = value_in(self.wanted, path)
        if not isinstance(found, dict):
            raise TypeError(f"no group of keys at {path}")
        return found

    def _list(self, path: YamlPath) -> list[YamlValue]:
        """The list at `path` in the data as they shall be. Raises TypeError if there is none."""
        found = value_in(self.wanted, path)
        if not isinstance(found, list):
            raise TypeError(f"no list at {path}")
        return found

    def _assign(self, path: YamlPath, value: YamlValue) -> None:
        """Give the data as they shall be the `value` at `path`."""
        last = path[-1]
        if isinstance(last, int):
            self._list(path[:-1])[last] = value
        else:
            self._group(path[:-1])[last] = value

    def _put(self, path: YamlPath, value: YamlValue) -> bool:
        """The same with the groups on the way to it; False where no group can be."""
        for k in range(1, len(path)):
            if value_in(self.wanted, path[:k]) is None:
                self._assign(path[:k], {})
            if not isinstance(value_in(self.wanted, path[:k]), dict):
                return False
        self._assign(path, value)
        return True

    def _unsafe(self, path: YamlPath) -> Problem:
        place = self.file.place(path) if path else Place(self.file.name)
        message = "This file is written in a way that cannot be changed here safely."
        return Problem("edit-unsafe", place, message, "Make the change by hand.")
