"""Rules of a style sheet: where each stands, and the sheet without some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from edition.model.dataclass import dataclass
from edition.model.problems import Place


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the style sheet `sheet`, not within another: its characters from `start` to `end`,
    its place, and its `head`: the selector, or what stands before the block of an at-rule."""

    sheet: str
    start: int
    end: int
    place: Place
    head: str


def read(name: str, text: str) -> tuple[str, list[Rule]]:
    """The style sheet as CSS reads it (Syntax 3, 3.3: one kind of line end), and its rules."""
    import tinycss2

    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    starts = [lines[node.source_line - 1] + node.source_column - 1 for node in nodes]
    rules = []
    for node, start, end in zip(nodes, starts, [*starts[1:], len(text)], strict=True):
        place = Place(name, node.source_line, node.source_column)
        head = tinycss2.serialize(getattr(node, "prelude", None) or []).strip()
        if node.type == "at-rule":
            head = f"@{node.at_keyword} {head}".strip()
        rules.append(Rule(name, start, end, place, " ".join(head.split())[:80]))
    return text, rules


def without(text: str, rules: Iterable[Rule]) -> str:
    """The style sheet that `read` gave, without these rules of it; all others stay on their
    lines."""
    kept, at = [], 0
    for rule in sorted(rules, key=lambda rule: rule.start):
        kept += [text[at : rule.start], "\n" * text.count("\n", rule.start, rule.end)]
        at = rule.end
    return "".join([*kept, text[at:]])


def strange(text: str, rules: Iterable[Rule], known: str) -> list[Rule]:
    """Those of the rules that the style sheet `known` does not have."""
    other, others = read("", known)
    there: Collection[str] = {_words(other, rule) for rule in others}
    return [rule for rule in rules if _words(text, rule) not in there]


def _words(text: str, rule: Rule) -> str:
    import tinycss2

    # Comments between two rules count with the first.
    parts = tinycss2.parse_component_value_list(text[rule.start : rule.end], skip_comments=True)
    return " ".join(tinycss2.serialize(parts).split())
