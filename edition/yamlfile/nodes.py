"""The nodes of a YAML file: what stands in them, and where. PyYAML gives no types to them. Pure."""

from __future__ import annotations

import yaml

from edition.model.problems import Place
from edition.yamlfile.syntax import place_of


def place(node: yaml.Node) -> Place:
    """Where a node begins: its mark knows the name of the file."""
    return place_of(node.start_mark.name, node.start_mark)


def child_of(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """The value at a key or a number of `node`; None where there is none."""
    if isinstance(node, yaml.MappingNode):
        for key, value in pairs(node):
            if key.value == step:
                return value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        found = items(node)
        return found[step] if step < len(found) else None
    return None


def pairs(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys of a group and their values. PyYAML gives no type to what its nodes hold."""
    found: list[tuple[yaml.Node, yaml.Node]] = node.value
    return found


def items(node: yaml.SequenceNode) -> list[yaml.Node]:
    """The items of a list."""
    found: list[yaml.Node] = node.value
    return found
