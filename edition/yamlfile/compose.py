"""Compose: the bytes of a YAML file in, its nodes out; or what keeps it from being read."""

from __future__ import annotations

import io

import yaml

from edition.model.problems import Place, Problem
from edition.yamlfile.syntax import MAX_VALUES, conflict, syntax_problem, too_many_values

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def node_count(root: yaml.Node | None) -> int:
    """How many values a file has, aliases not counted."""
    seen: set[int] = set()
    todo = [root] if root is not None else []
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            todo += (part for pair in node.value for part in pair)
    return len(seen)


class _Named(io.StringIO):
    """A text of which PyYAML takes the name into the marks of its nodes."""

    name = ""


def compose(
    name: str, data: bytes, most: int = MAX_VALUES
) -> tuple[yaml.Node | None, Problem | None]:
    """The nodes of a file, which has `most` values at most; or what keeps it from being read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8 in your editor."
        return None, Problem("yaml-not-utf8", Place(name, line), "The file is not UTF-8.", hint)
    if problem := conflict(name, text):
        return None, problem
    try:
        if too_long := too_many_values(name, text, _Loader, most):
            return None, too_long
        stream = _Named(text, newline="")
        stream.name = name
        return yaml.compose(stream, Loader=_Loader), None
    except yaml.YAMLError as error:
        return None, syntax_problem(name, text, error)
