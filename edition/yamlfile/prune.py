"""A YAML file without some of its values, for what is to be shown although parts are wrong. Pure.

The nodes that stay keep their places, so that every problem still names the line it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

import yaml

from edition.model.problems import Place
from edition.yamlfile.load import YamlFile, YamlPath, read


def without(
    file: YamlFile, paths: Iterable[YamlPath], reword: Callable[[str], str] = lambda text: text
) -> YamlFile:
    """The file without the values at `paths`, the texts that stay given through `reword`.

    Paths count the items of the whole file. A path to nothing is passed over.
    """
    gone = _tree(paths)
    root = _kept(file.root, gone, reword) if file.root is not None else None
    return replace(read(file.name, root), contents=file.contents)


def path_at(file: YamlFile, place: Place, *, key: bool = False) -> YamlPath:
    """The path of the innermost value that stands at `place`; that of the file is empty.

    A group begins where its first key does; with `key` that key's value is meant.
    """
    path: list[str | int] = []
    node = file.root_of(place.file)
    while node is not None:
        node, step = _child_at(node, place, key)
        if node is not None:
            path.append(step)
    return file.path_from(place.file, tuple(path))


def is_inside(node: yaml.Node, place: Place) -> bool:
    """Whether `place` is in the lines of `node`."""
    first = node.start_mark.line + 1
    same = place.file == node.start_mark.name
    return same and first <= place.line <= _last_line(node) + 1


_Tree: TypeAlias = "dict[str | int, _Tree | None]"


def _tree(paths: Iterable[YamlPath]) -> _Tree:
    """The paths as a tree; None stands for what is left out as a whole."""
    root: _Tree = {}
    for path in sorted(set(paths), key=len):
        here: _Tree | None = root
        for step in path[:-1]:
            here = here.setdefault(step, {}) if here is not None else None
        if here is not None and path:
            here[path[-1]] = None
    return root


def _kept(node: yaml.Node, gone: _Tree, reword: Callable[[str], str]) -> yaml.Node:
    def inside(step: str | int, child: yaml.Node) -> yaml.Node:
        return _kept(child, gone.get(step) or {}, reword)

    def stays(step: str | int) -> bool:
        return step not in gone or gone[step] is not None

    value: object
    if isinstance(node, yaml.ScalarNode):
        if (value := reword(node.value)) == node.value:
            return node
        return yaml.ScalarNode(node.tag, value, node.start_mark, node.end_mark, node.style)
    if isinstance(node, yaml.SequenceNode):
        value = [inside(k, item) for k, item in enumerate(node.value) if stays(k)]
    else:
        value = [(key, inside(key.value, item)) for key, item in node.value if stays(key.value)]
    assert isinstance(node, yaml.CollectionNode)  # all that is no scalar
    return type(node)(node.tag, value, node.start_mark, node.end_mark, node.flow_style)


def _children(node: yaml.Node | None) -> Iterable[tuple[str | int, yaml.Node]]:
    if isinstance(node, yaml.SequenceNode):
        return enumerate(node.value)
    if isinstance(node, yaml.MappingNode):
        return ((key.value, value) for key, value in node.value)
    return ()


def _child_at(node: yaml.Node, place: Place, key: bool) -> tuple[yaml.Node | None, str | int]:
    pairs: Sequence[tuple[yaml.Node, yaml.Node]] = ()
    if isinstance(node, yaml.MappingNode):
        pairs = node.value
    if isinstance(node, yaml.ScalarNode):
        return None, ""
    names: list[yaml.Node | None] = [name for name, _ in pairs] or [None] * len(node.value)
    at = (place.line - 1, place.column - 1)
    for name, (step, child) in zip(names, _children(node), strict=True):
        first = (name or child).start_mark
        if not first.line <= at[0] <= max(first.line, _last_line(child)):
            continue
        if not place.column:
            return child, step
        start = child.start_mark
        on_key = name is not None and at < (start.line, start.column)
        if on_key:
            wanted = at == (first.line, first.column) and (key or pairs[0][0] is not name)
            return (child, step) if wanted else (None, "")
        end = child.end_mark
        begins = (start.line, start.column)
        if begins <= at < (end.line, end.column) or at == begins:
            return child, step
    return None, ""


def _last_line(node: yaml.Node) -> int:
    """Of a block the last line with a word on it: PyYAML's mark stands at what follows."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    before = end.line - (end.column == 0)
    return max(node.start_mark.line, before)
