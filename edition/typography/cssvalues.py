"""CSS values, for measuring them: declarations of a sheet, lengths, strings, variables put in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tinycss2.ast import Node

#: What each variable may stand for, by its name: of the values that the sheets give it the longest
#: and those with the least and the greatest of numbers, so that measuring takes no longer for many.
Variables: TypeAlias = Mapping[str, Sequence[Sequence["Node"]]]

#: CSS pixels of a unit (Values 4, 5.2 and 6.2); of one that goes by the font or the page about as
#: many as there are in a book.
_PIXELS = {
    "px": 1, "in": 96, "cm": 37.8, "mm": 3.78, "q": 0.945, "pt": 1.333, "pc": 16,
    "em": 12, "rem": 12, "ex": 6, "ch": 6, "cap": 8, "ic": 12, "lh": 16, "rlh": 16,
    "vw": 5, "vh": 8, "vi": 5, "vb": 8, "vmin": 5, "vmax": 8,
}  # fmt: skip
#: A percentage in pixels: of a page.
_PERCENT = 5.0
_DECLARING = frozenset({"page", "counter-style", "font-face", "property"})


def declarations(nodes: Iterable[Node]) -> Iterator[tuple[Node, str]]:
    """Each declaration of a sheet's rules, and the name of the at-rule that it stands in, or ""."""
    stack = [(node, "") for node in nodes]
    while stack:
        node, inside = stack.pop()
        kind = getattr(node, "type", "")
        if kind == "declaration":
            yield node, inside
        elif kind in ("qualified-rule", "at-rule") and node.content:
            if kind == "at-rule":
                inside = node.lower_at_keyword
            stack += [(item, inside) for item in parts(node)]


def parts(node: Node) -> list[Node]:
    """Declarations and rules that stand in the block of a rule."""
    import tinycss2

    found: list[Node] = tinycss2.parse_blocks_contents(node.content, skip_comments=True)
    if node.type == "at-rule" and node.lower_at_keyword not in _DECLARING:
        # A selector can look like a declaration: `a:hover`.
        found += [
            rule
            for rule in tinycss2.parse_rule_list(node.content, skip_comments=True)
            if rule.type == "qualified-rule"
        ]
    return found


def variables(sheets: Iterable[Iterable[Node]]) -> dict[str, list[Sequence[Node]]]:
    """The variables that sheets declare, each sheet given by its rules."""
    found: dict[str, list[Sequence[Node]]] = {}
    for rules in sheets:
        for declaration, _ in declarations(rules):
            if declaration.name.startswith("--"):
                found.setdefault(declaration.name, []).append(declaration.value)
    return {name: _extremes(values) for name, values in found.items()}


def _extremes(values: list[Sequence[Node]]) -> list[Sequence[Node]]:
    """Those of the values that can make most of what they stand in."""
    if len(values) == 1:
        return values
    numbers = [[size for node in every(value, {}) if (size := _number(node))] for value in values]
    all_of = range(len(values))
    chosen = {
        max(all_of, key=lambda at: length(values[at])),
        max(all_of, key=lambda at: len(list(every(values[at], {})))),
        max(all_of, key=lambda at: sum(len(letters(node)) for node in every(values[at], {}))),
        max(all_of, key=lambda at: max(numbers[at], default=0.0)),
        min(all_of, key=lambda at: min(numbers[at], default=math.inf)),
    }
    return [values[at] for at in sorted(chosen)]


def _number(node: Node) -> float:
    """A number in pixels, or as it is."""
    kinds = ("number", "percentage", "dimension")
    return abs(pixels(node) or float(node.value)) if node.type in kinds else 0.0


def length(value: Iterable[Node]) -> int:
    """Characters of a value."""
    import tinycss2

    return len(tinycss2.serialize(value))


def inner(node: Node) -> Sequence[Node]:
    """What stands in a function or in brackets."""
    return getattr(node, "arguments", None) or getattr(node, "content", None) or ()


def every(nodes: Iterable[Node], known: Variables) -> Iterator[Node]:
    """All nodes of a value and what stands in them; for a variable each value that it may have.
    A variable is not made of others: those are refused."""
    stack = [(node, known) for node in reversed(list(nodes))]
    while stack:
        node, variables = stack.pop()
        yield node
        stack += [(item, variables) for item in reversed(inner(node))]
        for value in variables.get(variable(node), ()):
            stack += [(item, {}) for item in reversed(value)]


def variable(node: Node) -> str:
    """The name of the variable that a `var()` puts in, or ""."""
    if node.type != "function" or node.lower_name != "var":
        return ""
    return next((token.value for token in node.arguments if token.type == "ident"), "")


def pixels(node: Node) -> float | None:
    """A length, percentage or number in CSS pixels; None for what is none of them."""
    if node.type == "dimension":
        unit = _PIXELS.get(node.lower_unit)
        return None if unit is None else float(node.value) * unit
    if node.type == "percentage":
        return float(node.value) * _PERCENT
    return float(node.value) if node.type == "number" else None


def letters(node: Node) -> str:
    """The letters that a string, or a word in its place, puts on the page."""
    return str(node.value) if node.type in ("string", "ident") else ""


def divided(nodes: Iterable[Node], sign: str) -> list[list[Node]]:
    """A list of values, parted at a sign."""
    found: list[list[Node]] = [[]]
    for node in nodes:
        if node.type == "literal" and node.value == sign:
            found.append([])
        elif node.type not in ("whitespace", "comment"):
            found[-1].append(node)
    return found
