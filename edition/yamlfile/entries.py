"""Edits of whole entries: a field given any value, an entry taken out, an entry put elsewhere.

As in `edit`, all other bytes stay. A comment right above an entry belongs to it and goes with it;
one that a blank line parts from it stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from edition.model.problems import BuildFailed
from edition.yamlfile import dump, spacing
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.load import YamlPath, YamlValue
from edition.yamlfile.nodes import child_of, pairs

_COMMENT = re.compile(r"(?:^|\s)#")


class EntryEditor(YamlEditor):
    """A `YamlEditor` for the entries of lists."""

    def put(self, path: YamlPath, value: YamlValue, order: Sequence[str] = ()) -> None:
        """Give the key at the end of `path` any `value`. A new key is written behind the last of
        those that stand before it in `order`. Raises `BuildFailed` (`edit-unsafe`) where a comment
        inside the old value would be lost."""
        parent, key = self._node(path[:-1]), str(path[-1])
        if not isinstance(parent, yaml.MappingNode):
            raise BuildFailed([self._unsafe(path)])
        old = child_of(parent, key)
        if old is None:
            self._assign(path, value)
            self._put_new(parent, key, value, order)
            return
        if isinstance(value, str) and _on_one_line(old) and "\n" not in value.rstrip("\n"):
            value = value.rstrip("\n")  # a text on one line stays on it
        self._assign(path, value)
        name = next(name for name, _ in pairs(parent) if name.value == key)
        start, end = name.start_mark.index, self._end(old)
        if _COMMENT.search(_outside_words(old, self.text[old.start_mark.index : end])):
            raise BuildFailed([self._unsafe(path)])
        self._edit(start, end, self._written(parent, key, value, start))

    def drop(self, path: YamlPath) -> None:
        """Take out the value at `path`: a key of a group, or an entry of a list with what belongs
        to it; of a list or group that would be empty the key goes, too. The last key of a file
        leaves it without any."""
        parent, key = self._node(path[:-1]), path[-1]
        count = len(parent.value) if isinstance(parent, yaml.CollectionNode) else 0
        if count < 2 and len(path) > 1:
            self.drop(path[:-1])
        elif isinstance(parent, yaml.SequenceNode) and isinstance(key, int):
            start, end = self._chunk(parent, key)
            del self._list(path[:-1])[key]
            self._edit(start, end, "")
        elif isinstance(parent, yaml.MappingNode) and not parent.flow_style and len(path) > 1:
            self.remove(path)
        elif isinstance(parent, yaml.MappingNode) and len(path) == 1:
            self._drop_section(parent, str(key))
        else:
            self.remove(path)

    def move(self, path: YamlPath, index: int) -> None:
        """Put the entry at the end of `path` where it is the item `index` of the others."""
        node, old = self._node(path[:-1]), path[-1]
        if not isinstance(node, yaml.SequenceNode) or not isinstance(old, int):
            raise BuildFailed([self._unsafe(path)])
        if index == old:
            return
        if node.flow_style:
            raise BuildFailed([self._unsafe(path)])
        wanted = self._list(path[:-1])
        wanted.insert(index, wanted.pop(old))
        start, end = self._chunk(node, old)
        lines = self._lines_of(node, old)
        items = [(item.start_mark.index, self._end(item)) for item in node.value]
        gap = "\n" * spacing.blank_lines(self.text, items)
        self._edit(start, end, "")
        rest = [k for k in range(len(node.value)) if k != old]
        if index > 0:
            at = self._line_end(self._end(node.value[rest[index - 1]]))
            self._edit(at, at, f"\n{gap}{lines}")
        else:
            at = self._line_start(node.value[rest[0]].start_mark.index)
            self._edit(at, at, f"{lines}\n{gap}")

    # ── the text ────────────────────────────────────────────────────────────────────────────

    def _put_new(
        self, parent: yaml.MappingNode, key: str, value: YamlValue, order: Sequence[str]
    ) -> None:
        before = order[: order.index(key)] if key in order else ()
        known = {name.value: (name, item) for name, item in pairs(parent)}
        after = [known[name] for name in before if name in known] or list(known.values())[-1:]
        if not after:
            raise BuildFailed([self._unsafe(())])
        end = max(self._end(item) or name.end_mark.index + 1 for name, item in after)
        if parent.flow_style:
            self._edit(end, end, f", {key}: {dump.inline(value)}")
            return
        at = self._line_end(end)
        column = parent.value[0][0].start_mark.column
        lines = dump.group({key: value}, column).rstrip("\n")
        self._edit(at, at, f"\n{lines}")

    def _written(self, parent: yaml.MappingNode, key: str, value: YamlValue, start: int) -> str:
        if parent.flow_style:
            return f"{key}: {dump.inline(value)}"
        column = start - self._line_start(start)
        return dump.group({key: value}, column).strip("\n").lstrip(" ")

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _first_line(self, node: yaml.SequenceNode, k: int) -> int:
        """Where the lines of an entry begin: a comment right above it is one of them, but above
        the first of the list, where it is said of all."""
        start = self._line_start(node.value[k].start_mark.index)
        floor = self._line_end(self._end(node.value[k - 1])) if k else start
        while start > floor:
            above = self._line_start(start - 1)
            if above <= floor or not self.text[above:start].lstrip().startswith("#"):
                break
            start = above
        return start

    def _lines_of(self, node: yaml.SequenceNode, k: int) -> str:
        end = self._line_end(self._end(node.value[k]))
        text = self.text[self._first_line(node, k) : end]
        return text.replace("\r\n", "\n")

    def _chunk(self, node: yaml.SequenceNode, k: int) -> tuple[int, int]:
        """What goes with an entry: its lines, and the gap that parts it from its neighbour."""
        if node.flow_style:
            ends = [self._end(item) for item in node.value]
            if k:
                return ends[k - 1], ends[k]
            return node.value[0].start_mark.index, node.value[1].start_mark.index
        start = self._first_line(node, k)
        end = self._line_end(self._end(node.value[k]))
        if k == 0:
            return start, self._first_line(node, 1)
        while start and self.text[:start].endswith(("\n\n", "\n\r\n")):
            start = self._line_start(start - 1)
        start -= 1
        return start - (self.text[start - 1 : start] == "\r"), end

    def _drop_section(self, root: yaml.MappingNode, key: str) -> None:
        name, value = next(item for item in pairs(root) if item[0].value == key)
        del self._group(())[key]
        start = self._above(name.start_mark.index)
        end = self._line_end(max(self._end(value), name.end_mark.index + 1))
        while self.text[end : end + 1] in ("\r", "\n"):
            end += 1
        last = end >= len(self.text)
        while last and self.text[:start].endswith(("\n\n", "\n\r\n")):
            start = self._line_start(start - 1)
        self._edit(start, end, "")


def _on_one_line(node: yaml.Node) -> bool:
    """Whether a value is a word or words on one line, and no block."""
    return (
        isinstance(node, yaml.ScalarNode)
        and node.style not in ("|", ">")
        and "\n" not in str(node.value)
    )


def _outside_words(node: yaml.Node, text: str) -> str:
    """What of the `text` of a value may hold a comment: all of a list or group, the head of a
    block."""
    if isinstance(node, yaml.CollectionNode):
        return text
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return text.partition("\n")[0] if is_block else ""
