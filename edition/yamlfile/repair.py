"""Edits that repair a file: a key renamed, moved or taken out, a bare value put in quotes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

import yaml

from edition.model.problems import BuildFailed
from edition.yamlfile import dump, pieces
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.load import YamlPath

#: The styles of scalars that are not bare; the C parser says "" for a bare one, the other None.
QUOTED = ("'", '"', "|", ">")


class YamlRepairer(YamlEditor):
    """A `YamlEditor` that also works on files with words that lack their quotes."""

    tolerated = frozenset(["yaml-bare-word"])

    def rename(self, path: YamlPath, key: str) -> None:
        """Give the key at the end of `path` another name; its value and place stay."""
        parent = self._mapping(path[:-1])
        group = self._group(path[:-1])
        items = [(key if old == path[-1] else old, value) for old, value in group.items()]
        node = next(node for node, _ in parent.value if node.value == path[-1])
        group.clear()
        group.update(items)
        start, end = node.start_mark.index, node.end_mark.index
        self._edit(start, end, dump.inline(key))

    def quote(self, path: YamlPath) -> None:
        """Put a bare number, date or word in quotes, as it is written."""
        node = self._node(path)
        if not isinstance(node, yaml.ScalarNode) or node.style in QUOTED:
            raise BuildFailed([self._unsafe(path)])
        self._assign(path, str(node.value))
        self._replace(node, json.dumps(node.value, ensure_ascii=False))

    def remove(self, path: YamlPath) -> None:
        """Take out a key and its value, with a comment in its line. The first key of an entry and
        the only one of a group cannot be taken out."""
        parent = self._mapping(path[:-1])
        where = next(k for k, (node, _) in enumerate(parent.value) if node.value == path[-1])
        if where == 0 or not isinstance(parent.value[where][1], yaml.ScalarNode):
            raise BuildFailed([self._unsafe(path)])
        del self._group(path[:-1])[str(path[-1])]
        key, value = parent.value[where]
        before = self._end(parent.value[where - 1][1])
        if parent.flow_style:
            self._edit(before, self._end(value), "")
            return
        start = self.text.rindex("\n", 0, key.start_mark.index)
        start -= self.text[start - 1 : start] == "\r"
        self._edit(start, self._line_end(self._end(value)), "")

    def sort(self, path: YamlPath, order: Sequence[int]) -> None:
        """Put the items of the list at `path` in another order, with the comments above them."""
        piece, at = pieces.cut(self.file.name, self.text), 0
        for step in path:
            inner = piece.inner if piece else []
            at += len(piece.head) if piece else 0
            for piece in inner:
                at += len(piece.gap)
                if piece.step == step:
                    break
                at += len(piece.text)
            else:
                piece = None
        if piece is None or len(piece.inner) != len(order) or not piece.is_list:
            raise BuildFailed([self._unsafe(path)])
        at += len(piece.head)
        gaps = [item.gap for item in piece.inner]
        texts = [piece.inner[k].text for k in order]
        new = "".join(gap + text for gap, text in zip(gaps, texts, strict=True))
        items = self._list(path)
        items[:] = [items[k] for k in order]
        end = at + sum(len(item.gap + item.text) for item in piece.inner)
        self._pieces.append((at, end, len(self._pieces), new))

    def reorder(self, path: YamlPath, keys: Sequence[str]) -> None:
        """Put the keys of a group into another order, each with its value and its comments."""
        parent = self._mapping(path)
        pairs = {key.value: (key, value) for key, value in parent.value}
        if sorted(pairs) != sorted(keys):
            raise BuildFailed([self._unsafe(path)])
        new = self._flow(parent, keys) if parent.flow_style else self._block(parent, keys)
        if new is None:
            raise BuildFailed([self._unsafe(path)])
        self._pieces.append((*new[:2], len(self._pieces), new[2]))

    def _flow(self, parent: yaml.MappingNode, keys: Sequence[str]) -> tuple[int, int, str] | None:
        """Between the braces the pairs change places; commas and spaces stay."""
        spans = [(key.start_mark.index, self._end(value)) for key, value in parent.value]
        gaps = [self.text[a[1] : b[0]] for a, b in pairwise(spans)]
        if any("#" in gap for gap in gaps):
            return None
        names = [key.value for key, _ in parent.value]
        pieces = [self.text[slice(*spans[names.index(key)])] for key in keys]
        text = "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))
        return spans[0][0], spans[-1][1], text

    def _block(self, parent: yaml.MappingNode, keys: Sequence[str]) -> tuple[int, int, str] | None:
        """The lines of the pairs change places: comments above a key go with it, those above the
        first belong to the entry and stay."""
        column = parent.value[0][0].start_mark.column
        start = parent.value[0][0].start_mark.index
        lead: dict[str, str] = {}
        body: dict[str, str] = {}
        at = start
        for key, value in parent.value:
            begin = key.start_mark.index
            end = self._line_end(self._end(value))
            if key.start_mark.column != column or begin < at:
                return None
            lead[key.value] = self.text[at:begin].removesuffix(" " * column)
            body[key.value] = self.text[begin:end]
            at = end + (2 if self.text[end : end + 2] == "\r\n" else 1)
        if lead[keys[0]].strip():
            return None  # a comment cannot stand between the dash and the key
        end = at - len(self.newline)
        text = self.newline.join(
            (lead[key] + " " * column if k else "") + body[key] for k, key in enumerate(keys)
        )
        return start, min(end, len(self.text)), text

    def _mapping(self, path: YamlPath) -> yaml.MappingNode:
        node = self._node(path)
        if not isinstance(node, yaml.MappingNode):
            raise BuildFailed([self._unsafe(path)])
        return node
