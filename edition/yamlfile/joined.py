"""Joined: one file of several. Groups are joined key by key, lists item by item; every value still
knows the file in which it stands, and its path there. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

import yaml

from edition.model.dataclass import dataclass
from edition.model.problems import Problem
from edition.yamlfile.load import YamlFile, YamlPath, read
from edition.yamlfile.nodes import items, pairs, place

#: Where the items of each file begin in a joined list: (the first one's number, the file).
_Begins: TypeAlias = dict[YamlPath, list[tuple[int, str]]]


@dataclass(slots=True)
class JoinedFile(YamlFile):
    """A file with all that others add to it."""

    roots: dict[str, yaml.MappingNode] = field(default_factory=dict, repr=False)
    #: Where the items of each file begin in a list.
    begins: _Begins = field(default_factory=dict)
    #: The file of a key that one of the others has alone.
    owners: dict[YamlPath, str] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The names of all the files that it is made of."""
        return frozenset(self.roots)

    def root_of(self, name: str) -> yaml.Node | None:
        """The nodes of the file `name`, which is one of `names`; else None."""
        return self.roots.get(name)

    def origin(self, path: YamlPath) -> tuple[str, YamlPath]:
        """The file in which the value at `path` stands, and its path there."""
        for size in range(1, len(path)):
            step = path[size]
            if isinstance(step, int) and (runs := self.begins.get(path[:size])):
                first, name = runs[bisect_right([run[0] for run in runs], step) - 1]
                return name, (*path[:size], step - first, *path[size + 1 :])
        for size in range(1, len(path) + 1):
            if name := self.owners.get(path[:size], ""):
                return name, path
        return self.name, path

    def path_from(self, name: str, path: YamlPath) -> YamlPath:
        """The path of what stands at `path` in the file `name`: the way back from `origin`."""
        for size in range(1, len(path)):
            step = path[size]
            if isinstance(step, int):
                runs = self.begins.get(path[:size], ())
                first = next((first for first, file in runs if file == name), 0)
                return (*path[:size], first + step, *path[size + 1 :])
        return path


def join(
    name: str,
    root: yaml.MappingNode,
    others: Sequence[tuple[str, yaml.MappingNode]],
    contents: Mapping[str, bytes],
    only: Collection[str] = (),
) -> JoinedFile:
    """The file `name` with the nodes `root`, and what `others` (by their names) add to it. Other
    keys of theirs than `only` belong to nobody and are left out: they are told by the caller."""
    joining = _Joining(name)
    whole = root
    for other, node in others:
        kept = [(key, value) for key, value in pairs(node) if not only or key.value in only]
        whole = joining.groups(whole, _group(node, kept), other, ())
    found = read(name, whole)
    return JoinedFile(
        name,
        found.data,
        whole,
        [*found.problems, *joining.problems],
        contents,
        roots={name: root, **dict(others)},
        begins=joining.begins,
        owners=joining.owners,
    )


class _Joining:
    """Joins nodes, and keeps account of whose they are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.begins: _Begins = {}
        self.owners: dict[YamlPath, str] = {}
        self.problems: list[Problem] = []
        #: Lists that were joined: their items may grow without being copied for each file.
        self._own: dict[int, yaml.SequenceNode] = {}

    def groups(
        self, one: yaml.MappingNode, other: yaml.MappingNode, name: str, path: YamlPath
    ) -> yaml.MappingNode:
        """The keys of both groups; `name` is the file of the `other`."""
        found = pairs(one)[:]
        there = {key.value: k for k, (key, _) in reversed(list(enumerate(found)))}
        added: set[str] = set()
        for key, value in pairs(other):
            word = str(key.value)
            here = (*path, word)
            if word not in there or word in added:
                added.add(word)  # given twice in the other file, which the reader says
                found.append((key, value))
                self._take(value, name, here)
            else:
                old_key, old = found[there[word]]
                found[there[word]] = (old_key, self._both(old_key, old, key, value, name, here))
        return _group(one, found)

    def _take(self, value: yaml.Node, name: str, path: YamlPath) -> None:
        self.owners.setdefault(path, name)
        if isinstance(value, yaml.SequenceNode):
            self.begins.setdefault(path, [(0, name)])
        elif isinstance(value, yaml.MappingNode):
            for key, inner in pairs(value):
                self._take(inner, name, (*path, str(key.value)))

    def _both(
        self,
        old_key: yaml.Node,
        old: yaml.Node,
        key: yaml.Node,
        value: yaml.Node,
        name: str,
        path: YamlPath,
    ) -> yaml.Node:
        if _is_empty(value):
            return old
        if _is_empty(old):
            self._take(value, name, path)
            self.owners[path] = name
            return value
        if isinstance(old, yaml.SequenceNode) and isinstance(value, yaml.SequenceNode):
            return self._lists(old, value, name, path)
        if isinstance(old, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            self.owners.pop(path, None)  # now it is of several
            return self.groups(old, value, name, path)
        message = f"The key “{key.value}” is given in two files."
        hint = f"It stands first at {place(old_key)}. Keep one of the two."
        self.problems.append(Problem("yaml-repeated-key", place(key), message, hint))
        return old

    def _lists(
        self, old: yaml.SequenceNode, value: yaml.SequenceNode, name: str, path: YamlPath
    ) -> yaml.SequenceNode:
        own = self._own.get(id(old))
        if own is None:
            own = yaml.SequenceNode(
                old.tag, items(old)[:], old.start_mark, old.end_mark, old.flow_style
            )
            self._own[id(own)] = own
        runs = self.begins.setdefault(path, [(0, self.name)])
        if items(value):
            runs.append((len(items(own)), name))
        items(own).extend(items(value))
        return own


def _group(node: yaml.MappingNode, found: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    return yaml.MappingNode(node.tag, found, node.start_mark, node.end_mark, node.flow_style)


def _is_empty(node: yaml.Node) -> bool:
    """A key with nothing behind it."""
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style
