"""Style products: refuses what is small in each of its numbers, and large in what they make.

A gradient that begins anew every thousandth of a pixel, a grid of many rows by many columns, a mark
of a list that is padded with a long word: each would keep the machine busy, or fill it. What is
bounded here is the product. It is measured from above where it depends on the page: a page is taken
for 3,000 pixels. What only a certain text makes large is stopped while it is laid out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from edition.model.dataclass import dataclass
from edition.typography import cssvalues, stylemarks
from edition.typography.cssvalues import Variables, divided, every, pixels
from edition.typography.stylemarks import MAX_LETTERS

if TYPE_CHECKING:
    from tinycss2.ast import Node

#: Characters of a value, its variables put in; of all values of a sheet together.
MAX_VALUE, MAX_VALUES = 2_000, 200_000
#: Cells of a grid; its rows, or its columns.
MAX_CELLS, MAX_TRACKS = 10_000, 1_000
#: Steps of a repeated gradient over a page: its colors, as often as they come again.
MAX_STEPS = 10_000
#: What a chain of factors in a calc() comes to.
MAX_FACTOR = 100_000
#: Selectors of a style sheet, columns of a text.
MAX_SELECTORS, MAX_COLUMNS = 4_000, 100
#: Dots, dashes or waves of a line over a page.
MAX_DASHES = 30_000

_PAGE = 3_000.0  # CSS pixels
_ROWS = frozenset({"grid-row", "grid-row-start", "grid-row-end", "grid-template-rows"})
_COLUMNS = frozenset({"grid-column", "grid-column-start", "grid-column-end"})
_TEMPLATES = frozenset({"grid", "grid-template", "grid-area"})
_COUNTED = ("counter-reset", "counter-set", "counter-increment")
_REPEATING = "repeating-"
_ANGLES = frozenset({"deg", "rad", "grad", "turn"})
_COLORS = frozenset(
    ("rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix")
)
_LINES = ("border", "outline", "text-decoration", "column-rule")

#: A place in the sheet, given by what stands there, and what is wrong with it.
Finding = tuple["Node", str]


@dataclass
class Known:
    """What style sheets that are used together say: their variables, the highest count of their
    counters, rows and columns of their grids."""

    variables: Variables = field(default_factory=dict)
    count: float = 100.0
    rows: float = 1.0
    columns: float = 1.0


def known(sheets: Iterable[Sequence[Node]]) -> Known:
    """Read sheets, each given by its rules, for what each does to the others."""
    sheets = list(sheets)
    found = Known(cssvalues.variables(sheets))
    for rules in sheets:
        for declaration, _ in cssvalues.declarations(rules):
            if declaration.lower_name in _COUNTED:
                nodes = every(declaration.value, found.variables)
                found.count = max([found.count, *map(_size, nodes)])
            rows, columns = _tracks_of(declaration, found.variables)
            found.rows = max(found.rows, rows)
            found.columns = max(found.columns, columns)
    return found


def findings(rules: Sequence[Node], others: Known) -> Iterator[Finding]:
    """What is too much in a sheet that is used with `others`."""
    yield from _selectors(rules)
    total = 0
    for declaration, inside in cssvalues.declarations(rules):
        length = _length(declaration.value, others.variables)
        total += length
        if length > MAX_VALUE:
            yield declaration, f"A value has more than {MAX_VALUE:,} characters"
            continue  # which would take long to measure
        if total > MAX_VALUES:
            yield (
                declaration,
                f"With their variables the values have more than {MAX_VALUES:,} characters",
            )
            return
        yield from ((declaration, said) for said in _declaration(declaration, inside, others))
    yield from stylemarks.findings(rules, others.count)


def _declaration(declaration: Node, inside: str, others: Known) -> Iterator[str]:
    name = declaration.lower_name
    nodes = list(every(declaration.value, others.variables))
    if sum(len(node.value) for node in nodes if node.type == "string") > MAX_LETTERS:
        yield f"A declaration puts more than {MAX_LETTERS} letters on the page"
    for node in nodes:
        if node.type == "function":
            yield from _function(node, others)
    yield from _grid(declaration, others)
    numbers = [node.value for node in nodes if node.type == "number"]
    if name in ("columns", "column-count") and max(numbers, default=0) > MAX_COLUMNS:
        yield f"A text has more than {MAX_COLUMNS} columns"
    if name.startswith(_LINES) and any(0 < size < _PAGE / MAX_DASHES for size in _sizes(nodes)):
        yield f"A line is so thin that it has more than {MAX_DASHES:,} dots or waves"


def _function(node: Node, others: Known) -> Iterator[str]:
    name = node.lower_name
    if _REPEATING in name and name.endswith("gradient"):
        if _steps(node, others.variables) > MAX_STEPS:
            yield f"A gradient has more than {MAX_STEPS:,} steps on a page"
    elif name == "symbols":
        yield from stylemarks.of_symbols(node, others.count)
    elif _factor(node, others.variables) > MAX_FACTOR:
        yield f"The factors in {name}() come to more than {MAX_FACTOR:,}"


# ── sizes ───────────────────────────────────────────────────────────────────────────────────


def _size(node: Node) -> float:
    """How large a number is, whatever its unit."""
    kinds = ("number", "percentage", "dimension")
    return abs(float(node.value)) if node.type in kinds else 0.0


def _sizes(nodes: Iterable[Node]) -> Iterator[float]:
    """Lengths in pixels."""
    for node in nodes:
        if (found := pixels(node)) is not None and node.type != "number":
            yield abs(found)


def _length(value: Sequence[Node], variables: Variables) -> int:
    """Characters of a value, with the longest value of each variable."""
    longest: dict[str, int] = {}
    found = cssvalues.length(value)
    for node in every(value, {}):
        if name := cssvalues.variable(node):
            if name not in longest:
                longest[name] = max(map(cssvalues.length, variables.get(name, ())), default=0)
            found += longest[name]
    return found


def _factor(node: Node, variables: Variables) -> float:
    """What the numbers in a function come to, multiplied: 1 where nothing is."""
    inside = list(every(node.arguments, variables))
    signs = {each.value for each in inside if each.type == "literal"}
    power = node.lower_name in ("pow", "exp", "hypot")
    if not power and not signs & {"*", "/"}:
        return 1.0
    found = 1.0
    for size in filter(None, map(_size, inside)):
        if size > 1 and (power or "*" in signs):
            found *= size
        elif size < 1 and "/" in signs:
            found /= size
    return found**2 if power else found


def _selectors(rules: Sequence[Node]) -> Iterator[Finding]:
    """Each element is held against each selector."""
    count = 0
    for rule in _rules(rules):
        count += sum(
            node.type == "literal" and node.value == "," for node in every(rule.prelude, {})
        )
        count += 1
        if count > MAX_SELECTORS:
            yield rule, f"The style sheet has more than {MAX_SELECTORS:,} selectors"
            return


def _rules(rules: Iterable[Node]) -> Iterator[Node]:
    stack = list(rules)[::-1]
    while stack:
        rule = stack.pop()
        if rule.type == "qualified-rule":
            yield rule
        if rule.type in ("qualified-rule", "at-rule") and rule.content:
            stack += cssvalues.parts(rule)[::-1]


# ── gradients ───────────────────────────────────────────────────────────────────────────────


def _steps(gradient: Node, variables: Variables) -> float:
    """How many colors a repeated gradient has on a page, at most."""
    stops = divided(gradient.arguments, ",")
    places: list[float] = []
    smallest = math.inf
    for stop in stops:
        for node in stop:
            if node.type == "function" and node.lower_name in _COLORS:
                continue
            if node.type == "function":
                # What a calc() comes to is not known: as little as the least that is in it.
                within = [size for size in _sizes(every([node], variables)) if size]
                smallest = min([smallest, *within])
            elif (place := pixels(node)) is not None and not _is_angle(node):
                places.append(place)
    span = max(places, default=0.0) - min([*places, 0.0])
    if len(places) > 1:
        span = max(places) - min(places)
    span = min(span or math.inf, smallest)
    return 0.0 if math.isinf(span) else len(stops) * _PAGE / span


def _is_angle(node: Node) -> bool:
    return node.type == "dimension" and node.lower_unit in _ANGLES


# ── grids ───────────────────────────────────────────────────────────────────────────────────


def _grid(declaration: Node, others: Known) -> Iterator[str]:
    rows, columns = _tracks_of(declaration, others.variables)
    if max(rows, columns) > MAX_TRACKS:
        yield f"A grid has more than {MAX_TRACKS:,} rows or columns"
    elif max(rows, columns) > 1 and max(rows * others.columns, columns * others.rows) > MAX_CELLS:
        yield f"Rows and columns of the grids come to more than {MAX_CELLS:,} cells"


def _tracks_of(declaration: Node, variables: Variables) -> tuple[float, float]:
    """Rows and columns that a declaration may make."""
    name, value = declaration.lower_name, declaration.value
    if not name.startswith("grid"):
        return 1.0, 1.0
    if name in _TEMPLATES:
        parts = [_tracks(part, variables) for part in divided(value, "/")]
        return max(parts[::2]), max(
            [*parts[1::2], *([parts[0]] if name == "grid-area" else [])], default=1.0
        )
    if name in _ROWS:
        return _tracks(value, variables), 1.0
    if name in _COLUMNS or name == "grid-template-columns":
        return 1.0, _tracks(value, variables)
    return 1.0, 1.0


def _tracks(value: Iterable[Node], variables: Variables) -> float:
    """Tracks of a list, what is repeated counted as often; for a line its number."""
    found = 0.0
    for node in value:
        if node.type in ("whitespace", "comment", "[] block"):
            continue
        if node.type == "function" and node.lower_name == "repeat":
            times, *rest = divided(node.arguments, ",")
            found += _times(times, rest, variables) * sum(_tracks(each, variables) for each in rest)
        elif cssvalues.variable(node):
            values = variables.get(cssvalues.variable(node), ())
            found += max((_tracks(each, {}) for each in values), default=1.0)
        elif node.type == "number":
            found += abs(float(node.value))
        else:
            found += 1
    return max(found, 1.0)


def _times(times: list[Node], rest: list[list[Node]], variables: Variables) -> float:
    """How often repeat() repeats: as it says, or as there is room on a page."""
    numbers = [_size(node) for node in every(times, variables)]
    if largest := max(numbers, default=0.0):
        return largest
    sizes = [size for part in rest for size in _sizes(every(part, variables)) if size]
    return _PAGE / min(sizes) if sizes else 1.0
